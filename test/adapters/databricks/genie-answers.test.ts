import { clientCredentials, personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { OAUTH_CLIENT, type RefusalForm, TOKENS } from "../../../sandbox/databricks/auth.ts";
import type { QuestionScript } from "../../../sandbox/databricks/genie/troubles.ts";
import type { Fault } from "../../../sandbox/traffic.ts";
import type { Agent, Ask, Finding } from "../../../src/ports/databricks/agent.ts";
import { somebody } from "../../support/callers.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

/* What becomes of the answers of an emulated workspace that are not the plain ones. */

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterEach(() => workspace.reset());
afterAll(() => workspace.close());

const question = "What is the total revenue?";
const asking = (more: Partial<Ask> = {}): Ask => ({
  key: `turn ${question}`,
  agent: "sales",
  question,
  actor: somebody,
  earlier: [],
  ...more,
});
const script = (more: Partial<QuestionScript>) => workspace.databricks.scriptQuestion({ match: question, ...more });
const fault = (more: Partial<Fault>) =>
  workspace.traffic.faults.push({ service: "databricks", kind: "500", times: 1, ...more });

const ended = async (ask = asking(), agent: Agent = workspace.genie(ask.agent)) => {
  const ref = await agent.start(ask);
  workspace.time.pass(60_000);
  return agent.check(ref, ask);
};
const finding = async (ask = asking()): Promise<Finding> => {
  const check = await ended(ask);
  return check.state === "done" ? check.finding : expect.fail(JSON.stringify(check));
};
const regions = [
  ["North", "2525"],
  ["South", "750"],
];

describe("an answer", () => {
  it("with a question back keeps table, SQL and sources, and offers the question", async () => {
    script({ followUp: "Do you want it by month?" });
    const found = await finding();
    expect(found).toMatchObject({ clarifies: false, table: { rows: regions }, sql: expect.stringContaining("SUM") });
    expect(found.text).toContain("3,275");
    expect(found.text).not.toContain("by month");
    expect(found.suggestions[0]).toBe("Do you want it by month?");
  });

  it("with two queries that are both meant has both tables and both texts", async () => {
    script({ earlierQuery: "both" });
    const found = await finding();
    expect(found).toMatchObject({
      table: { rows: regions },
      earlier: [
        { title: expect.any(String), sql: expect.stringContaining("LIMIT 1"), table: { rows: [["North", "2525"]] } },
      ],
      notes: [],
    });
    expect(found.text).toMatch(/^First, the leader alone\.\n\n.*3,275/s);
  });

  it("with a query behind its text keeps the text", async () => {
    script({ earlierQuery: "last-unexplained" });
    const found = await finding();
    expect(found.text).toContain("3,275");
    expect(found).toMatchObject({ table: { rows: regions }, earlier: [{ table: { total: 1 } }] });
  });

  it("that replaced a query hides it, and says so", async () => {
    script({ earlierQuery: "replaced" });
    expect(await finding()).toMatchObject({
      table: { rows: regions },
      earlier: [],
      notes: ["Genie corrected itself: one earlier query is not shown."],
    });
  });

  it("from a trusted example shows the values of its parameters", async () => {
    const found = await finding(asking({ agent: "cost", question: "Cost by workspace in the last 7 days" }));
    expect(found.trusted).toBe(true);
    expect(found.sql).toMatch(/^-- :from_date = \d{4}-\d\d-\d\d \(DATE\)\n-- :to_date = .*\n.*:from_date/s);
  });
});

describe("rows behind links", () => {
  it("are all read, from each file, without the token of the workspace", async () => {
    script({ linkedRows: 1 });
    expect((await finding()).table).toMatchObject({ rows: regions, total: 2, truncated: false });
    expect(workspace.lines().filter((line) => line.startsWith("GET /storage/results/"))).toHaveLength(2);
  });

  it("that cannot be read are named, and the text is there", async () => {
    script({ linkedRows: 1 });
    fault({ kind: "expired", match: "/result/chunks/1" });
    const found = await finding();
    expect(found.text).toContain("3,275");
    expect(found).not.toHaveProperty("table");
    expect(found.notes).toEqual([
      expect.stringMatching(/^The rows could not be fetched\. .*Ask The sales agent again/),
    ]);
  });
});

describe("odd replies", () => {
  it.each<Fault["kind"]>(["login_page", "truncated", "redirect"])("while polling end nothing: %s", async (kind) => {
    const agent = workspace.genie();
    const ref = await agent.start(asking());
    workspace.time.pass(60_000);
    fault({ kind });
    expect(await agent.check(ref, asking())).toMatchObject({ state: "running" });
    expect(await agent.check(ref, asking())).toMatchObject({ state: "done" });
  });

  it("with old ids alone are understood: the question is asked once", async () => {
    fault({ kind: "legacy_ids", times: 100 });
    const check = await ended();
    expect(check).toMatchObject({ state: "done", finding: { table: { rows: regions } } });
    expect(workspace.databricks.questions()).toHaveLength(1);
  });
});

describe("a dead token", () => {
  const oauth = () => {
    const { now, sleep } = workspace.time;
    const { id: clientId, secret: clientSecret } = OAUTH_CLIENT;
    return serviceIdentity(clientCredentials({ host: workspace.url, clientId, clientSecret, now, sleep }));
  };

  it.each<RefusalForm>(["401", "json", "page"])("of OAuth is renewed once, refused as %s", async (form) => {
    const agent = workspace.genie("sales", { http: workspace.http({ identity: oauth() }) });
    await agent.start(asking({ key: "first" }));
    workspace.databricks.expireTokens(form);
    await agent.start(asking({ key: "second" }));
    expect(workspace.databricks.questions()).toHaveLength(2);
    expect(workspace.lines().filter((line) => line.endsWith("/oidc/v1/token"))).toHaveLength(2);
  });

  it.each([TOKENS.revoked, TOKENS.expiring, TOKENS.expired])("is the matter, not a right: %s", async (token) => {
    const http = workspace.http({ identity: serviceIdentity(personalToken(token)) });
    await expect(workspace.genie("sales", { http }).start(asking())).rejects.toMatchObject({
      code: "databricks.unauthorized",
      retry: "never",
      sentence: expect.stringContaining("renew the token"),
    });
  });

  it("while polling ends the ask, by its own name", async () => {
    const agent = workspace.genie();
    const ref = await agent.start(asking());
    fault({ kind: "revoked", times: 2 });
    expect(await agent.check(ref, asking())).toMatchObject({
      state: "failed",
      failure: { code: "databricks.unauthorized" },
    });
  });

  it.each<[Fault["kind"], string]>([
    ["ip_blocked", "databricks.ip-blocked"],
    ["wrong_org", "databricks.wrong-workspace"],
  ])("is not what %s says", async (kind, code) => {
    fault({ kind });
    await expect(workspace.genie().start(asking())).rejects.toMatchObject({ code, retry: "never" });
  });
});

describe("a question", () => {
  it("of thousands of characters reaches Genie whole", async () => {
    const long = `${"Count the sales of each day. ".repeat(300)}Only the region South.`;
    await workspace.genie().start(asking({ question: long }));
    expect(workspace.databricks.questions()[0]?.content).toBe(long);
  });

  it("whose answer is lost is found by another clock: asked once", async () => {
    for (const aheadMs of [-5 * 60_000, 5 * 60_000]) {
      const time = { now: () => workspace.time.now() + aheadMs };
      const skewed = await openWorkspace({ now: time.now });
      skewed.lose("answer");
      const ref = await skewed.genie().start(asking());
      expect(skewed.databricks.questions().map(({ message }) => message)).toEqual([ref.message]);
      await skewed.close();
    }
  });

  it("waits for a warehouse that starts for minutes, and says so", async () => {
    script({ warehouseSeconds: 400 });
    const agent = workspace.genie();
    const ref = await agent.start(asking());
    workspace.time.pass(390_000);
    expect(await agent.check(ref, asking())).toMatchObject({ state: "running", stage: "starting-warehouse" });
    workspace.time.pass(20_000);
    expect(await agent.check(ref, asking())).toMatchObject({ state: "done" });
  });
});
