import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { cancelStatement, createSql, isOver, readStatement } from "../../../adapters/databricks/sql/statements.ts";
import { StatementResponse, tableOf } from "../../../adapters/databricks/sql/table.ts";
import { createTableWrites } from "../../../adapters/databricks/sql/table-writes.ts";
import { personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { canSeeSpace, identityOf, whoAmI } from "../../../adapters/databricks/workspace.ts";
import { OAUTH_CLIENT, TOKENS } from "../../../sandbox/databricks/auth.ts";
import { isAbort } from "../../../src/errors.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import { clientOf, fakeTime, serveReplies } from "./replies.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

let workspace: Workspace;
beforeAll(async () => {
  workspace = await openWorkspace();
});
afterAll(() => workspace.close());
afterEach(() => workspace.reset());

const path = "/api/2.0/sql/statements";
const limits = { rowLimit: 1_000, timeoutMs: 120_000 };
const warehouseId = "4f0a1c7be2d95638";
const statements = () => {
  const { now, sleep } = workspace.time;
  return createSql({ http: workspace.http(), warehouseId: "4f0a1c7be2d95638", now, sleep });
};

describe("a statement", () => {
  it("gives its rows", async () => {
    const sql = "SELECT product, revenue FROM retail.sales WHERE region = 'North' ORDER BY revenue DESC";
    workspace.databricks.setPace(0);
    expect(await statements().query(sql, limits, bot)).toEqual({
      columns: [
        { name: "product", type: "text" },
        { name: "revenue", type: "number" },
      ],
      rows: [
        ["Laptop", "2400"],
        ["Mouse", "125"],
      ],
      total: 2,
      truncated: false,
    });
  });

  it("gives at most as many rows as wanted, in all their chunks", async () => {
    workspace.databricks.setPace(0);
    const sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT i FROM n";
    const table = await statements().query(sql, { ...limits, rowLimit: 12_000 }, bot);
    expect(table).toMatchObject({ total: 12_000, truncated: true });
    expect(table.rows).toHaveLength(12_000);
    expect(table.rows.at(-1)).toEqual(["12000"]);
    expect(workspace.lines().filter((line) => line.includes("/chunks/"))).toHaveLength(2);
  });

  it("that fails is a Problem with the warehouse's reason", async () => {
    workspace.databricks.setPace(0);
    await expect(statements().query("SELECT 1 FROM nowhere", limits, bot)).rejects.toMatchObject({
      code: "databricks.sql",
      retry: "never",
      sentence: "The SQL warehouse couldn't run this statement: [TABLE_OR_VIEW_NOT_FOUND] no such table: nowhere.",
    });
  });
});

describe("when a table was last written", () => {
  const writes = (http = workspace.http()) =>
    createTableWrites({ http, sql: createSql({ http, warehouseId }), warehouseId });

  it("is told by the commits of its history that changed rows", async () => {
    workspace.databricks.setPace(0);
    const found = await writes().of(["retail", "sales"], bot);
    expect(found.length).toBeGreaterThan(0);
    for (const at of found) expect(new Date(at).toISOString()).toMatch(/T00:20:00\.000Z$/);
    expect(found).toEqual(found.toSorted((one, other) => other - one));
  });

  it("is a Problem for what has no history", async () => {
    workspace.databricks.setPace(0);
    await expect(writes().of(["retail", "no`where"], bot)).rejects.toMatchObject({ code: "databricks.sql" });
  });

  it("starts no warehouse", async () => {
    const service = await serveReplies([{ status: 200, body: { id: warehouseId, name: "w", state: "STOPPED" } }]);
    expect(await writes(clientOf(service.url, fakeTime())).of(["retail", "sales"], bot)).toEqual([]);
    expect(service.requests).toHaveLength(1);
    await service.close();
  });
});

it("rows of nested values, counts as text and columns without a name are a table", async () => {
  const response = StatementResponse.parse({
    statement_id: "s1",
    status: { state: "SUCCEEDED", error: "" },
    manifest: {
      schema: {
        columns: [
          { name: null, type_name: "STRUCT" },
          { name: "n", type_name: 5, type_text: "BIGINT" },
        ],
      },
      total_row_count: "3",
      truncated: "no",
    },
    result: {
      data_array: [
        [{ a: [1, null] }, 5],
        [["x"], "6"],
        [null, true],
      ],
    },
  });
  expect(await tableOf(clientOf("http://127.0.0.1:9", fakeTime()), response, { caller: bot })).toEqual({
    columns: [
      { name: "", type: "text" },
      { name: "n", type: "number" },
    ],
    rows: [
      ['{"a":[1,null]}', "5"],
      ['["x"]', "6"],
      [null, "true"],
    ],
    total: 3,
    truncated: false,
  });
});

describe("a statement that takes long", () => {
  const running = { status: 200, body: { statement_id: "s1", status: { state: "RUNNING" } } };
  const against = async (replies: Parameters<typeof serveReplies>[0]) => {
    const server = await serveReplies(replies);
    const time = fakeTime();
    const http = clientOf(server.url, time);
    return {
      server,
      time,
      statements: createSql({ http, warehouseId: "w1", now: time.now, sleep: time.sleep }),
    };
  };

  it("is polled at growing intervals", async () => {
    const done = { status: 200, body: { statement_id: "s1", status: { state: "SUCCEEDED" } } };
    const { server, time, statements } = await against([running, running, running, done]);
    expect(await statements.query("SELECT 1", limits, bot)).toEqual({
      columns: [],
      rows: [],
      total: 0,
      truncated: false,
    });
    expect(time.slept).toEqual([250, 375, 562.5]);
    expect(server.lines()).toEqual([`POST ${path}`, `GET ${path}/s1`, `GET ${path}/s1`, `GET ${path}/s1`]);
    await server.close();
  });

  it("is cancelled at its time limit", async () => {
    const { server, statements } = await against([running]);
    await expect(statements.query("SELECT 1", { ...limits, timeoutMs: 3_000 }, bot)).rejects.toMatchObject({
      code: "databricks.statement-timeout",
    });
    expect(server.lines().at(-1)).toBe(`POST ${path}/s1/cancel`);
    await server.close();
  });

  it("is cancelled when nobody wants it any more", async () => {
    const controller = new AbortController();
    const { server, statements } = await against(({ method }) => {
      if (method === "GET") controller.abort();
      return running;
    });
    await expect(statements.query("SELECT 1", { ...limits, signal: controller.signal }, bot)).rejects.toSatisfy(
      isAbort,
    );
    expect(server.lines().at(-1)).toBe(`POST ${path}/s1/cancel`);
    await server.close();
  });

  it("can be cancelled by its id, twice", async () => {
    const http = workspace.http();
    await workspace.genie().start({
      key: "k",
      agent: "sales",
      question: "What is the total revenue?",
      actor: { platform: "slack", tenant: "T1", user: "U1" },
      earlier: [],
    });
    workspace.time.pass(5_000);
    const id = workspace.databricks.statements()[0]?.id ?? "";
    expect(isOver(await readStatement(http, id, { caller: bot }))).toBe(false);
    await cancelStatement(http, id, { caller: bot });
    await cancelStatement(http, id, { caller: bot });
    expect((await readStatement(http, id, { caller: bot })).status.state).toBe("CANCELED");
  });
});

describe("the workspace", () => {
  it("tells who the bot is", async () => {
    expect(await whoAmI(workspace.http())).toEqual({ userName: OAUTH_CLIENT.id, displayName: "genie-concierge" });
  });

  it("names the bot for sentences, asking once", async () => {
    const identity = identityOf(workspace.http());
    expect(await identity()).toBe(`genie-concierge (${OAUTH_CLIENT.id})`);
    expect(await identity()).toBe(`genie-concierge (${OAUTH_CLIENT.id})`);
    expect(workspace.lines()).toEqual(["GET /api/2.0/preview/scim/v2/Me"]);
  });

  it("has a name for the bot also when it does not tell", async () => {
    const identity = identityOf(workspace.http({ identity: serviceIdentity(personalToken(TOKENS.expired)) }));
    expect(await identity()).toBe("the bot's Databricks identity");
  });

  it("shows the spaces that are shared with the bot", async () => {
    const [space] = workspace.databricks.spaces;
    expect(await canSeeSpace(workspace.http(), space?.id ?? "")).toMatchObject({ title: space?.title });
    expect(await canSeeSpace(workspace.http(), "01f0ffffffffffffffffffffffffffff")).toBeUndefined();
    const expired = workspace.http({ identity: serviceIdentity(personalToken(TOKENS.expired)) });
    await expect(canSeeSpace(expired, space?.id ?? "")).rejects.toMatchObject({ code: "databricks.unauthorized" });
  });
});
