import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import type { QuestionScript } from "../../../sandbox/databricks/genie/troubles.ts";
import type { Fault } from "../../../sandbox/traffic.ts";
import type { Agent, Ask, AskRef, Check, Finding, Stage } from "../../../src/ports/databricks/agent.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import { agentContract } from "../../contract/agent.ts";
import { openWorkspace, ownTokens, type Workspace } from "./workspace.ts";

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());

const Verdict = z.enum(["positive", "negative", "none"]);

const first = "What is the total revenue?";

agentContract("Genie", async () => ({
  open: () => workspace.genie("sales", { http: workspace.http({ identity: ownTokens }) }),
  callers: workspace.callers,
  questions: { first, followUp: "and in the South?" },
  asked: () => workspace.databricks.questions(),
  rating: ({ message }) => {
    const kept = workspace.databricks.questions().find((one) => one.message === message)?.feedback;
    const verdict = Verdict.safeParse(kept?.rating.toLowerCase()).data;
    return verdict && { verdict, ...(kept?.comment !== undefined && { comment: kept.comment }) };
  },
  now: workspace.time.now,
  finish: () => workspace.time.pass(60_000),
  execute: () => workspace.time.pass(5_000),
  loseAnswer: () => workspace.lose("answer"),
  loseQuestion: () => workspace.lose("question"),
  breakOnce: () => fault({ kind: "500" }),
  makeStrange: () => script({ status: "DREAMING", hang: true }),
  deleteConversation: () => script({ match: "", lostConversation: true }),
  failNext: () => script({ error: "SQL_EXECUTION_EXCEPTION" }),
  drop: async () => workspace.reset(),
}));

const fault = (more: Partial<Fault>) =>
  workspace.traffic.faults.push({ service: "databricks", kind: "500", times: 1, ...more });
const script = (more: Partial<QuestionScript>) => workspace.databricks.scriptQuestion({ match: first, ...more });

describe("Genie", () => {
  afterEach(() => workspace.reset());

  const asking = (question = first, more: Partial<Ask> = {}): Ask => {
    const actor = { platform: "slack" as const, tenant: "T1", user: "U1" };
    return { key: `turn:${question}`, agent: "sales", question, actor, earlier: [], ...more };
  };

  const answer = async (ask = asking(), agent: Agent = workspace.genie(ask.agent)): Promise<Finding> => {
    const ref = await agent.start(ask);
    workspace.time.pass(60_000);
    const check = await agent.check(ref, ask);
    return check.state === "done" ? check.finding : expect.fail(JSON.stringify(check));
  };

  const failure = async (agent: Agent, ask = asking()) => {
    const ref = await agent.start(ask);
    workspace.time.pass(60_000);
    const check = await agent.check(ref, ask);
    return check.state === "failed" ? check.failure : expect.fail(JSON.stringify(check));
  };

  it("gives text, typed table, SQL, suggestions, link and time", async () => {
    const found = await answer();
    expect(found).toMatchObject({
      agent: "sales",
      question: first,
      text: expect.stringContaining("3,275"),
      sql: expect.stringContaining("SUM(revenue)"),
      clarifies: false,
      suggestions: [expect.any(String), expect.any(String), expect.any(String)],
      table: {
        columns: [
          { name: "region", type: "text" },
          { name: "total_revenue", type: "number" },
        ],
        rows: [
          ["North", "2525"],
          ["South", "750"],
        ],
        total: 2,
        truncated: false,
      },
    });
    const { conversation } = workspace.databricks.questions()[0]!;
    const space = workspace.databricks.spaces.find(({ agent }) => agent === "sales")!;
    expect(found.link).toBe(`${workspace.url}/genie/rooms/${space.id}/chats/${conversation}`);
    expect(found.elapsedMs).toBeGreaterThan(1_000);
  });

  it("walks through the stages in words that people know", async () => {
    const agent = workspace.genie();
    const ask = asking();
    const ref = await agent.start(ask);
    const stages: Stage[] = [];
    let check: Check = await agent.check(ref, ask);
    for (let looks = 0; check.state === "running" && looks < 100; looks += 1) {
      if (check.stage !== stages.at(-1)) stages.push(check.stage);
      workspace.time.pass(100);
      check = await agent.check(ref, ask);
    }
    expect(stages).toEqual(["sent", "reading", "writing", "starting-warehouse", "querying", "summarizing"]);
    expect(check.state).toBe("done");
  });

  it("takes the last query of an answer that corrects itself", async () => {
    const found = await answer(asking("What share of revenue does each region have?"));
    expect(found.sql).toContain("share_percent");
    expect(found.text).not.toContain("found nothing");
    expect(found.table?.rows).toHaveLength(2);
  });

  it("says when the space asks back, with what it could answer", async () => {
    const found = await answer(asking("Tell me a joke about penguins"));
    expect(found).toMatchObject({
      clarifies: true,
      suggestions: [expect.any(String), expect.any(String), expect.any(String)],
    });
    expect(found).not.toHaveProperty("table");
    expect(found).not.toHaveProperty("sql");
  });

  it("says that Genie cut the result", async () => {
    const found = await answer(asking("Show all usage records", { agent: "cost" }));
    expect(found.table).toMatchObject({ truncated: true, total: 5_000 });
    expect(found.table?.rows).toHaveLength(5_000);
  });

  it("runs a query again whose result has expired", async () => {
    fault({ kind: "expired" });
    const found = await answer();
    expect(found.table?.rows).toHaveLength(2);
    expect(workspace.lines().filter((line) => line.endsWith("/execute-query"))).toHaveLength(1);
  });

  it("gives two threads that lose the answer to the same question a conversation each", async () => {
    workspace.lose("answer", "answer");
    const agent = workspace.genie();
    const refs = await Promise.all([
      agent.start(asking(first, { key: "thread 1" })),
      agent.start(asking(first, { key: "thread 2" })),
    ]);
    expect(new Set(refs.map(({ message }) => message)).size).toBe(2);
    expect(workspace.databricks.questions()).toHaveLength(2);
  });

  it("gives them one each too when each is asked by another replica", async () => {
    workspace.lose("answer", "answer");
    const refs = await Promise.all(
      ["thread 1", "thread 2"].map((key) => workspace.genie().start(asking(first, { key }))),
    );
    expect(new Set(refs.map(({ message }) => message)).size).toBe(2);
    expect(workspace.databricks.questions()).toHaveLength(2);
  });

  it("asks again when another thread that lost its question took this one for its own", async () => {
    const taken = await workspace.genie().start(asking(first, { key: "thread 1" }));
    const ref = await workspace.genie().start(asking(first, { key: "thread 2", attemptedAt: workspace.time.now() }));
    expect(ref.message).not.toBe(taken.message);
    expect(workspace.databricks.questions()).toHaveLength(2);
  });

  describe("with a rate limit", () => {
    it.each(["a new conversation", "a follow-up"])("says at once for %s when to come back", async (kind) => {
      const agent = workspace.genie();
      const more = kind === "a follow-up" ? { conversation: (await agent.start(asking())).conversation } : {};
      workspace.time.pass(60_000);
      const before = workspace.time.now();
      fault({ kind: "429", match: "POST", retry_after: 7 });
      await expect(agent.start(asking(first, more))).rejects.toMatchObject({
        code: "genie.rate-limited",
        retry: "later",
        afterMs: 7_000,
        sentence: expect.stringContaining("its limit is used up"),
      });
      expect(workspace.time.now()).toBe(before);
      await agent.start(asking(first, more));
    });

    it("says that the question may be asked again when it shows in the message only", async () => {
      fault({ kind: "rate_limited_message" });
      const [agent, ask] = [workspace.genie(), asking()];
      const ref = await agent.start(ask);
      workspace.time.pass(60_000);
      expect(await agent.check(ref, ask)).toMatchObject({
        state: "failed",
        failure: { code: "genie.rate-limited" },
        refused: {},
      });
      script({ error: "SQL_EXECUTION_EXCEPTION" });
      const other = await agent.start(ask);
      workspace.time.pass(60_000);
      expect(await agent.check(other, ask)).not.toHaveProperty("refused");
    });

    it("takes a wait of an hour for one of a minute", async () => {
      fault({ kind: "429", match: "POST", retry_after: 3_600 });
      await expect(workspace.genie().start(asking())).rejects.toMatchObject({ afterMs: 60_000 });
    });
  });

  describe("without permission", () => {
    it("says who needs what, when the space refuses", async () => {
      fault({ kind: "permission", match: "start-conversation" });
      await expect(workspace.genie().start(asking())).rejects.toMatchObject({
        code: "genie.permission",
        retry: "never",
        sentence: expect.stringMatching(/The sales agent,? .* genie-concierge \(.+\) Can View or Can Run/),
      });
    });

    it("says the same of a space that does not exist", async () => {
      const nowhere = workspace.genie("sales", { spaceId: "01f0ffffffffffffffffffffffffffff" });
      await expect(nowhere.start(asking())).rejects.toMatchObject({ code: "genie.permission" });
    });

    it("says the same when a table refuses", async () => {
      fault({ kind: "permission" });
      expect(await failure(workspace.genie())).toMatchObject({
        code: "genie.permission",
        sentence: expect.stringContaining("SELECT on its tables"),
      });
    });

    it("names the scope that the token lacks", async () => {
      const http = workspace.http({ identity: serviceIdentity(personalToken(TOKENS.sqlOnly)) });
      await expect(workspace.genie("sales", { http }).start(asking())).rejects.toMatchObject({
        code: "databricks.scope",
      });
    });

    it("tolerates a refusal that passes while it polls, and gives up on one that lasts", async () => {
      const agent = workspace.genie();
      const ask = asking();
      const ref = await agent.start(ask);
      fault({ kind: "permission", match: `/messages/${ref.message}` });
      expect(await agent.check(ref, ask)).toMatchObject({ state: "running", afterMs: 2_000 });
      workspace.time.pass(60_000);
      expect(await agent.check(ref, ask)).toMatchObject({ state: "done" });
      fault({ kind: "permission", match: `/messages/${ref.message}`, times: 20 });
      const states: string[] = [];
      for (let looks = 0; looks < 7; looks += 1) {
        states.push((await agent.check(ref, ask)).state);
        workspace.time.pass(2_000);
      }
      expect(states).toEqual([...Array(5).fill("running"), "failed", "failed"]);
    });
  });

  describe("cancel", () => {
    const during = async (): Promise<{ agent: Agent; ask: Ask; ref: AskRef }> => {
      const agent = workspace.genie();
      const ask = asking();
      const ref = await agent.start(ask);
      workspace.time.pass(5_000);
      return { agent, ask, ref };
    };

    it("cancels the SQL statement on the warehouse", async () => {
      const { agent, ask, ref } = await during();
      expect(await agent.cancel(ref, bot)).toEqual({ stopped: true });
      expect(workspace.databricks.statements().map((each) => each.state())).toEqual(["CANCELED"]);
      expect(await agent.check(ref, ask)).toMatchObject({ state: "failed", failure: { code: "genie.cancelled" } });
    });

    it("says that nothing was stopped when the statement was quicker", async () => {
      const { agent, ref } = await during();
      const statement = workspace.databricks.statements()[0]!;
      statement.cancel = () => workspace.time.pass(60_000);
      expect(await agent.cancel(ref, bot)).toEqual({ stopped: false });
    });

    it("takes half a second at most for the confirmation", async () => {
      const { agent, ref } = await during();
      const statement = workspace.databricks.statements()[0]!;
      statement.cancel = () => undefined;
      statement.state = () => "RUNNING";
      const before = workspace.time.now();
      expect(await agent.cancel(ref, bot)).toEqual({ stopped: true });
      expect(workspace.time.now() - before).toBe(500);
    });

    it("is a Problem when Databricks cannot be reached", async () => {
      const { agent, ref } = await during();
      fault({ kind: "500", times: 3 });
      await expect(agent.cancel(ref, bot)).rejects.toMatchObject({ code: "databricks.unavailable", retry: "later" });
    });
  });
});
