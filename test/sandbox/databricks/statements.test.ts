import { z } from "zod";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { WAREHOUSE_ID } from "../../../sandbox/databricks/sql/warehouses.ts";
import {
  type DatabricksService,
  lastQuery,
  StatementResponse,
  startDatabricks,
} from "../../support/databricks/databricks-service.ts";

const Link = z.looseObject({ external_link: z.string(), http_headers: z.record(z.string(), z.string()) });
const Linked = z.object({ statement_id: z.string(), result: z.object({ external_links: z.tuple([Link]) }) });
const STATEMENTS = "/api/2.0/sql/statements";

let service: DatabricksService;
beforeAll(async () => {
  service = await startDatabricks({ fast: true });
});
beforeEach(() => service.reset());
afterAll(() => service.stop());

const run = async (statement: string, more: object = {}) => {
  const { status, body } = await service.call("POST", STATEMENTS, { statement, warehouse_id: WAREHOUSE_ID, ...more });
  expect(status).toBe(200);
  return StatementResponse.parse(body);
};
const state = async (id: string) => {
  const { body } = await service.call("GET", `${STATEMENTS}/${id}`);
  return StatementResponse.parse(body).status.state;
};

describe("the statement API", () => {
  it("runs SQL with named parameters", async () => {
    const done = await run(
      "SELECT product, revenue, NULL AS note FROM retail.sales WHERE region = :region AND revenue > :least",
      {
        parameters: [
          { name: "region", value: "North" },
          { name: "least", value: "1000", type: "INT" },
        ],
      },
    );
    expect(done.status).toEqual({ state: "SUCCEEDED" });
    expect(done.manifest?.schema.columns.map(({ type_name }) => type_name)).toEqual(["STRING", "LONG", "STRING"]);
    expect(done.result?.data_array).toEqual([["Laptop", "2400", null]]);
  });

  it("keeps all digits of a large number", async () => {
    const parameters = [{ name: "id", value: "9007199254740993", type: "BIGINT" }];
    const done = await run("SELECT :id AS id", { parameters });
    expect(done.result?.data_array).toEqual([["9007199254740993"]]);
  });

  it("links to the rows of a large result", async () => {
    const sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7000) SELECT i FROM n";
    const body = { statement: sql, warehouse_id: WAREHOUSE_ID, disposition: "EXTERNAL_LINKS" };
    const { body: first } = await service.call("POST", STATEMENTS, body);
    const { statement_id, result } = Linked.parse(first);
    const [link] = result.external_links;
    expect(link).toMatchObject({ row_count: 5_000, next_chunk_index: 1 });
    const chunk = await service.call("GET", `${STATEMENTS}/${statement_id}/result/chunks/1`);
    expect(chunk.body).toMatchObject({ external_links: [{ chunk_index: 1, row_count: 2_000 }] });

    const { external_link: url, http_headers: headers } = link;
    expect(await (await fetch(url, { headers })).json()).toHaveLength(5_000);
    expect((await fetch(url)).status).toBe(403);
    const authorization = `Bearer ${TOKENS.pat}`;
    expect((await fetch(url, { headers: { ...headers, authorization } })).status).toBe(400);
    service.pass(15 * 60_000);
    expect((await fetch(url, { headers })).status).toBe(403);
  });

  it("knows its warehouse, and no other", async () => {
    const order = { statement: "SELECT 1", warehouse_id: "0000000000000000" };
    expect((await service.call("POST", STATEMENTS, order)).status).toBe(404);
    expect((await service.call("POST", STATEMENTS, { ...order, warehouse_id: "w1" })).status).toBe(400);
  });

  it.each([
    ["SELECT * FROM retail.absent", "TABLE_OR_VIEW_NOT_FOUND", "42P01"],
    ["SELECT absent FROM retail.sales", "UNRESOLVED_COLUMN", "42703"],
    ["SELEC 1", "PARSE_SYNTAX_ERROR", "42601"],
  ])("answers 200 with a failed state to %s", async (statement, words, sql_state) => {
    const failed = await run(statement);
    expect(failed.status).toMatchObject({
      state: "FAILED",
      sql_state,
      error: { error_code: "BAD_REQUEST", message: expect.stringContaining(words) },
    });
    expect(failed.manifest).toBeUndefined();
  });

  it("never writes", async () => {
    expect((await run("DELETE FROM retail.sales")).status.state).toBe("FAILED");
    expect((await run("SELECT COUNT(*) AS sales FROM retail.sales")).result?.data_array).toEqual([["3"]]);
  });

  it("starts at once and is polled when told not to wait", async () => {
    service.databricks.setPace(1);
    const started = await run("SELECT 1 AS one", { wait_timeout: "0s" });
    expect(started).toEqual({ statement_id: expect.any(String), status: { state: "PENDING" } });
    service.pass(200);
    expect(await state(started.statement_id)).toBe("RUNNING");
    service.pass(200);
    expect(await state(started.statement_id)).toBe("SUCCEEDED");
  });

  it("cancels a running statement", async () => {
    service.databricks.setPace(1);
    const { statement_id } = await run("SELECT 1 AS one", { wait_timeout: "0s" });
    expect(await service.call("POST", `${STATEMENTS}/${statement_id}/cancel`)).toMatchObject({ status: 200, body: {} });
    service.pass(10_000);
    expect(await state(statement_id)).toBe("CANCELED");
  });

  it("loses the race when a cancel comes too late", async () => {
    const { statement_id } = await run("SELECT 1 AS one");
    expect((await service.call("POST", `${STATEMENTS}/${statement_id}/cancel`)).status).toBe(200);
    expect(await state(statement_id)).toBe("SUCCEEDED");
  });

  it("cuts a result at the row limit", async () => {
    const cut = await run("SELECT * FROM billing.usage", { row_limit: 7 });
    expect(cut.manifest).toMatchObject({ total_row_count: 7, truncated: true });
  });

  it("hands out a large result in chunks", async () => {
    const first = await run("SELECT usage_date, cost FROM billing.usage");
    const total = first.manifest?.total_row_count ?? 0;
    expect(total).toBeGreaterThan(10_000);
    let rows = first.result?.data_array?.length ?? 0;
    let next = first.result?.next_chunk_internal_link;
    while (next) {
      const { body } = await service.call("GET", next);
      const chunk = body as { data_array: unknown[]; next_chunk_internal_link?: string };
      rows += chunk.data_array.length;
      next = chunk.next_chunk_internal_link;
    }
    expect(rows).toBe(total);
    const none = await service.call("GET", `${STATEMENTS}/${first.statement_id}/result/chunks/99`);
    expect(none).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  });

  it.each([
    [{ warehouse_id: WAREHOUSE_ID }],
    [{ statement: "SELECT 1" }],
    [{ statement: "SELECT 1", warehouse_id: WAREHOUSE_ID, wait_timeout: "3s" }],
    [{ statement: "SELECT 1", warehouse_id: WAREHOUSE_ID, disposition: "ELSEWHERE" }],
  ])("refuses the order %j", async (order) => {
    const refused = await service.call("POST", STATEMENTS, order);
    expect(refused).toMatchObject({ status: 400, body: { error_code: "INVALID_PARAMETER_VALUE" } });
  });

  it("shows a statement to whoever ran it only", async () => {
    const { statement_id } = await run("SELECT 1 AS one");
    expect((await service.call("GET", `${STATEMENTS}/${statement_id}`, undefined, TOKENS.colleague)).status).toBe(403);
    expect(await service.call("GET", `${STATEMENTS}/unknown`)).toMatchObject({
      status: 404,
      body: { error_code: "NOT_FOUND" },
    });
  });
});

describe("the statement of a Genie message", () => {
  const runningQuestion = async () => {
    service.databricks.setPace(1);
    const message = await service.start("sales", "What is the total revenue?");
    service.pass(4_500);
    const running = await service.poll("sales", message);
    return { message, running, statement: lastQuery(running)?.query?.statement_id ?? "" };
  };

  it("is a statement like any other", async () => {
    const { running, statement } = await runningQuestion();
    expect(running.status).toBe("EXECUTING_QUERY");
    expect(await state(statement)).toBe("RUNNING");
    service.pass(10_000);
    expect(await state(statement)).toBe("SUCCEEDED");
  });

  it("ends the message when it is cancelled", async () => {
    const { message, running, statement } = await runningQuestion();
    await service.call("POST", `${STATEMENTS}/${statement}/cancel`);
    const cancelled = await service.poll("sales", message);
    expect(cancelled).toMatchObject({
      status: "CANCELLED",
      error: { type: "MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION" },
      attachments: running.attachments,
    });
    expect(await state(statement)).toBe("CANCELED");
    service.pass(60_000);
    expect((await service.poll("sales", message)).status).toBe("CANCELLED");
    expect(service.databricks.questions()[0]?.completedAt).toBe(cancelled.last_updated_timestamp);
    expect(service.databricks.statements().map((each) => [each.id, each.state()])).toEqual([[statement, "CANCELED"]]);
  });

  it("does not end a message that has got past it", async () => {
    const { message, statement } = await runningQuestion();
    service.pass(2_500);
    expect((await service.poll("sales", message)).status).toBe("ASKING_AI");
    await service.call("POST", `${STATEMENTS}/${statement}/cancel`);
    service.pass(10_000);
    expect((await service.poll("sales", message)).status).toBe("COMPLETED");
  });
});
