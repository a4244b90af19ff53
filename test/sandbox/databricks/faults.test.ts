import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { Fault } from "../../../sandbox/traffic.ts";
import {
  type DatabricksService,
  type GenieMessage,
  lastQuery,
  StatementResponse,
  startDatabricks,
} from "../../support/databricks/databricks-service.ts";

const REVENUE = "What is the total revenue?";

let service: DatabricksService;
beforeAll(async () => {
  service = await startDatabricks({ fast: true });
});
beforeEach(() => service.reset());
afterAll(() => service.stop());

const bearer = { authorization: `Bearer ${TOKENS.pat}` };
const fault = (kind: Fault["kind"], more: Partial<Fault> = {}) =>
  service.traffic.faults.push(Fault.parse({ service: "databricks", kind, ...more }));

describe("faults of the transport", () => {
  it.each<[Fault["kind"], number, string]>([
    ["429", 429, "REQUEST_LIMIT_EXCEEDED"],
    ["500", 500, "INTERNAL_ERROR"],
    ["503", 503, "TEMPORARILY_UNAVAILABLE"],
  ])("%s has the error body of the API, with Retry-After only when told", async (kind, status, code) => {
    fault(kind, { times: 1 });
    fault(kind, { retry_after: 7 });
    const bare = await service.call("GET", "/api/2.0/genie/spaces");
    expect(bare).toMatchObject({ status, body: { error_code: code } });
    expect(bare.headers.has("retry-after")).toBe(false);
    const limited = await service.call("GET", "/api/2.0/genie/spaces");
    expect(limited.headers.get("retry-after")).toBe("7");
    expect((await service.call("GET", "/api/2.0/genie/spaces")).status).toBe(200);
  });
});

describe("odd replies", () => {
  const me = "/api/2.0/preview/scim/v2/Me";

  it("are a login page, half a body, or a redirect, once", async () => {
    fault("login_page");
    const page = await service.text("GET", me);
    expect([page.status, page.text]).toEqual([200, expect.stringMatching(/^<html>/)]);
    fault("truncated");
    const half = await service.text("GET", me);
    expect([half.status, half.text]).toEqual([200, expect.stringMatching(/^\{"schemas"/)]);
    expect(() => JSON.parse(half.text)).toThrow(SyntaxError);
    fault("redirect");
    expect((await fetch(service.host + me, { redirect: "manual", headers: bearer })).status).toBe(302);
    expect((await service.call("GET", me)).status).toBe(200);
  });

  it("name messages and conversations by their old ids alone", async () => {
    fault("legacy_ids", { match: "start-conversation" });
    const path = `${service.spacePath("sales")}/start-conversation`;
    const { body } = await service.call("POST", path, { content: REVENUE });
    expect(body).toEqual({ conversation: expect.any(Object), message: expect.any(Object) });
    expect(body).not.toHaveProperty("message.message_id");
    expect(body).not.toHaveProperty("conversation.conversation_id");
    const [asked] = service.databricks.questions();
    expect(body).toMatchObject({ message: { id: asked?.message }, conversation: { id: asked?.conversation } });
  });

  it("say a Retry-After that is long, zero, or in the past", async () => {
    for (const retry_after of [3_600, 0, "Wed, 21 Oct 2015 07:28:00 GMT"]) {
      fault("429", { retry_after });
      expect((await service.call("GET", me)).headers.get("retry-after")).toBe(String(retry_after));
    }
  });
});

describe("the fault expired", () => {
  it("runs an expired query again", async () => {
    fault("expired");
    const expired = await service.poll("sales", await service.start("sales", REVENUE));
    expect(expired.status).toBe("QUERY_RESULT_EXPIRED");
    const query = lastQuery(expired);
    const gone = await service.result("sales", expired, query?.attachment_id);
    expect(gone).toEqual({ statement_id: query?.query?.statement_id, status: { state: "CLOSED" } });

    const path = `${service.messagePath("sales", expired)}/attachments/${query?.attachment_id}`;
    const { body } = await service.call("POST", `${path}/execute-query`, {});
    const again = StatementResponse.parse((body as { statement_response: unknown }).statement_response);
    expect(again.statement_id).not.toBe(query?.query?.statement_id);
    expect(again.result?.data_array).toEqual([
      ["North", "2525"],
      ["South", "750"],
    ]);
    const back = await service.poll("sales", expired);
    expect(back.status).toBe("COMPLETED");
    expect(lastQuery(back)?.query?.statement_id).toBe(again.statement_id);
    expect(back.query_result?.statement_id).toBe(again.statement_id);
  });

  it("also meets a message that was complete before", async () => {
    const { message } = await service.answer("sales", REVENUE);
    fault("expired", { match: "query-result" });
    const gone = await service.result("sales", message, lastQuery(message)?.attachment_id);
    expect(gone.status.state).toBe("CLOSED");
    expect((await service.poll("sales", message)).status).toBe("QUERY_RESULT_EXPIRED");
  });
});

describe("the fault permission", () => {
  it("fails the SQL of the question that it matches, or of the next one", async () => {
    fault("permission", { match: "segments" });
    const fine = await service.answer("sales", REVENUE);
    expect(fine.message.status).toBe("COMPLETED");
    const { message } = await service.answer("customer", "What are customer segments?");
    expect(message.status).toBe("FAILED");
    expect(message.error).toEqual({
      type: "SQL_EXECUTION_EXCEPTION",
      error: expect.stringMatching(/^\[INSUFFICIENT_PERMISSIONS\] .*retail\.customers/),
    });
    expect(message.attachments?.at(-1)?.suggested_questions).toBeDefined();
    const failed = await service.result("customer", message, lastQuery(message)?.attachment_id);
    expect(failed.status.state).toBe("FAILED");
  });

  it.each(["start-conversation", "POST /api/2.0/genie/spaces"])("refuses the call that %s names", async (match) => {
    fault("permission", { match });
    const path = `${service.spacePath("sales")}/start-conversation`;
    const { status, body } = await service.call("POST", path, { content: REVENUE });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      error_code: "PERMISSION_DENIED",
      message: expect.stringContaining('You need "Can View"'),
    });
    expect(service.databricks.questions()).toEqual([]);
    expect((await service.answer("sales", REVENUE)).message.status).toBe("COMPLETED");
  });

  it("refuses one poll when it names that, and no other call", async () => {
    fault("permission", { match: "GET /api/2.0/genie" });
    const message = await service.start("sales", REVENUE);
    expect((await service.call("GET", service.messagePath("sales", message))).status).toBe(403);
    expect((await service.poll("sales", message)).status).toBe("COMPLETED");
  });
});

describe("rate limits", () => {
  it("fail a message that was accepted", async () => {
    fault("rate_limited_message");
    const { message } = await service.answer("sales", REVENUE);
    expect(message).toMatchObject({
      status: "FAILED",
      error: { type: "RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION" },
    });
    expect(message.attachments).toBeUndefined();
  });

  it("refuse questions beyond the limit of a minute; polls are free", async () => {
    const limited = await startDatabricks({ fast: true, genieLimitPerMinute: 2 });
    const message = await limited.start("sales", REVENUE);
    await limited.follow("sales", message.conversation_id, "and in the South?");
    const path = `${limited.spacePath("customer")}/start-conversation`;
    const refused = await limited.call("POST", path, { content: REVENUE });
    expect(refused).toMatchObject({ status: 429, body: { error_code: "REQUEST_LIMIT_EXCEEDED" } });
    expect(refused.headers.has("retry-after")).toBe(false);
    for (let polls = 0; polls < 5; polls += 1) await limited.poll("sales", message);
    limited.pass(60_001);
    expect((await limited.call("POST", path, { content: REVENUE })).status).toBe(200);
    await limited.stop();
  });
});

describe("a scripted question", () => {
  it.each([
    "RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION",
    "WAREHOUSE_ACCESS_MISSING_EXCEPTION",
    "CONTEXT_EXCEEDED_EXCEPTION",
    "BUDGET_EXCEEDED_EXCEPTION",
    "SQL_EXECUTION_EXCEPTION",
    "INVALID_FUNCTION_CALL_EXCEPTION",
    "A_TYPE_FROM_NEXT_YEAR",
  ])("ends in the error %s, once", async (error) => {
    service.databricks.scriptQuestion({ match: "total revenue", error, text: "As scripted." });
    expect((await service.answer("sales", REVENUE)).message).toMatchObject({
      status: "FAILED",
      error: { type: error, error: "As scripted." },
    });
    expect((await service.answer("sales", REVENUE)).message.status).toBe("COMPLETED");
  });

  it("waits for the question that it matches", async () => {
    service.databricks.scriptQuestion({ match: "segments", error: "CONTENT_FILTER_EXCEPTION" });
    expect((await service.answer("sales", REVENUE)).message.status).toBe("COMPLETED");
    expect((await service.answer("customer", "What are customer segments?")).message.status).toBe("FAILED");
  });

  it("ends CANCELLED", async () => {
    service.databricks.scriptQuestion({ match: REVENUE, status: "CANCELLED" });
    expect((await service.answer("sales", REVENUE)).message.status).toBe("CANCELLED");
  });

  it("shows a status that nobody knows on its way, then completes", async () => {
    service.databricks.setPace(1);
    service.databricks.scriptQuestion({ match: REVENUE, status: "REFLECTING" });
    const message = await service.start("sales", REVENUE);
    service.pass(5_000);
    expect((await service.poll("sales", message)).status).toBe("REFLECTING");
    service.pass(5_000);
    expect((await service.poll("sales", message)).status).toBe("COMPLETED");
  });

  it("hangs for ever, at any pace", async () => {
    service.databricks.scriptQuestion({ match: REVENUE, hang: true });
    const message = await service.start("sales", REVENUE);
    service.pass(3_600_000);
    expect((await service.poll("sales", message)).status).toBe("ASKING_AI");
    expect(service.databricks.questions()[0]?.completedAt).toBeUndefined();
    service.databricks.setPace(1);
    service.pass(3_600_000);
    expect((await service.poll("sales", message)).status).toBe("ASKING_AI");
  });

  it("hangs while its query runs, where a cancel ends it", async () => {
    service.databricks.scriptQuestion({ match: REVENUE, hang: true, status: "EXECUTING_QUERY" });
    const message = await service.start("sales", REVENUE);
    const running = await service.poll("sales", message);
    expect(running.status).toBe("EXECUTING_QUERY");
    await service.call("POST", `/api/2.0/sql/statements/${lastQuery(running)?.query?.statement_id}/cancel`);
    expect((await service.poll("sales", message)).status).toBe("CANCELLED");
  });

  it("waits for a warehouse that starts for minutes", async () => {
    service.databricks.setPace(1);
    service.databricks.scriptQuestion({ match: REVENUE, warehouseSeconds: 300 });
    const message = await service.start("sales", REVENUE);
    service.pass(290_000);
    expect((await service.poll("sales", message)).status).toBe("PENDING_WAREHOUSE");
    service.pass(20_000);
    expect((await service.poll("sales", message)).status).toBe("COMPLETED");
  });

  const texts = ({ attachments }: GenieMessage) =>
    attachments?.map(({ query, text }) => (query ? "query" : text?.purpose));
  const answer = "TEXT_ATTACHMENT_PURPOSE_ANSWER";

  it("asks back beside its answer", async () => {
    service.databricks.scriptQuestion({ match: REVENUE, followUp: "Do you want it by month?" });
    const { message } = await service.answer("sales", REVENUE);
    expect(texts(message)).toEqual(["query", answer, "TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION", undefined]);
    expect(message.attachments?.[2]?.text?.content).toBe("Do you want it by month?");
  });

  it.each([
    ["replaced" as const, ["query", undefined, "query", undefined, undefined]],
    ["both" as const, ["query", answer, "query", answer, undefined]],
    ["last-unexplained" as const, ["query", answer, "query", undefined]],
  ])("has an earlier query: %s", async (earlierQuery, expected) => {
    service.databricks.scriptQuestion({ match: REVENUE, earlierQuery });
    const { message } = await service.answer("sales", REVENUE);
    expect(texts(message)).toEqual(expected);
    const first = await service.result("sales", message, message.attachments?.[0]?.attachment_id);
    expect(first.result?.data_array).toEqual([["North", "2525"]]);
  });

  it("loses the conversation of a follow-up", async () => {
    service.databricks.scriptQuestion({ match: "and in", lostConversation: true });
    const { message } = await service.answer("sales", REVENUE);
    const path = `${service.spacePath("sales")}/conversations/${message.conversation_id}/messages`;
    const lost = await service.call("POST", path, { content: "and in the South?" });
    expect(lost).toMatchObject({ status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST" } });
    expect((await service.call("POST", path, { content: "and in the South?" })).status).toBe(404);
  });
});
