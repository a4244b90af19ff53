import type { Ask } from "../../../src/ports/databricks/agent.ts";
import { somebody } from "../../support/callers.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.reset());
afterAll(() => workspace.close());

const ask: Ask = {
  key: "turn:0:security",
  agent: "security",
  question: "List all audit events",
  actor: somebody,
  earlier: [],
};

describe("all rows of an answer", () => {
  it("are more than the 5,000 of its result, in the same order", async () => {
    const agent = workspace.genie("security");
    const ref = await agent.start(ask);
    workspace.time.pass(60_000);
    const check = await agent.check(ref, ask);
    const cut = check.state === "done" ? check.finding.table : undefined;
    expect(cut).toMatchObject({ total: 5_000, truncated: true });
    const whole = await agent.allRows(ref, ask, 0);
    expect(whole.truncated).toBe(false);
    expect(whole.total).toBe(whole.rows.length);
    expect(whole.rows.length).toBeGreaterThan(5_000);
    expect(whole.columns).toEqual(cut?.columns);
    expect(whole.rows.slice(0, 5_000)).toEqual(cut?.rows);
  });

  it("of a query that the answer does not have are a problem, and so is a workspace that refuses", async () => {
    const agent = workspace.genie("security");
    const ref = await agent.start(ask);
    workspace.time.pass(60_000);
    await expect(agent.allRows(ref, ask, 3)).rejects.toMatchObject({ code: "genie.rows-gone" });
    workspace.traffic.faults.push({ service: "databricks", kind: "permission", match: "/downloads", times: 1 });
    await expect(agent.allRows(ref, ask, 0)).rejects.toMatchObject({ code: "databricks.forbidden" });
  });
});
