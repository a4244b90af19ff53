import { afterAll, beforeAll } from "vitest";
import { agentContract } from "../contract/agent.ts";
import { openWorkspace, type Workspace } from "./databricks-workspace.ts";

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

const first = "What is the total revenue?";

agentContract("Genie", async () => {
  workspace.reset();
  return {
    open: () => workspace.genie(),
    questions: { first, followUp: "and in the South?" },
    asked: () => workspace.databricks.questions(),
    now: workspace.time.now,
    finish: () => workspace.time.pass(60_000),
    execute: () => workspace.time.pass(5_000),
    loseAnswer: () => workspace.lose("answer"),
    loseQuestion: () => workspace.lose("question"),
    breakOnce: () => workspace.desk.faults.push({ service: "databricks", kind: "500", times: 1 }),
    makeStrange: () => workspace.databricks.scriptQuestion({ match: first, status: "DREAMING", hang: true }),
    deleteConversation: () => workspace.databricks.scriptQuestion({ match: "", lostConversation: true }),
    failNext: () => workspace.databricks.scriptQuestion({ match: first, error: "SQL_EXECUTION_EXCEPTION" }),
    drop: async () => {},
  };
});
