import { afterEach, describe, expect, it } from "vitest";
import { createGenie, type GenieDeps } from "../../../adapters/databricks/genie/genie.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Ask } from "../../../src/ports/databricks/agent.ts";
import { ownersHere } from "../../support/owners.ts";
import { completedSql, completedText, failedSql, ref, result, started, statement, submitted } from "./messages.ts";
import { clientOf, fakeTime, type Replies, type Reply, type Request, serveReplies } from "./replies.ts";

/* What the emulated workspace does not do: faults of undocumented shape, odd results, full spaces. */

let servers: Replies[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

const space = "/api/2.0/genie/spaces/s1";
const messages = `${space}/conversations/${ref.conversation}/messages`;
const message = `${messages}/${ref.message}`;
const attachment = `${message}/attachments/${completedSql.attachments[0]?.attachment_id}`;
const rows = `GET ${attachment}/query-result`;
const again = `POST ${attachment}/execute-query`;

const ok = (body: object = {}): Reply => ({ status: 200, body });
const refusal = (status: number, error_code: string, text: string): Reply => ({
  status,
  body: { error_code, message: text, details: [{ "@type": "type.googleapis.com/google.rpc.RequestInfo" }] },
});

/** A Genie that answers each `METHOD path` (without its query) with its replies in turn; the last one repeats. */
const against = async (script: Record<string, Reply | Reply[]>, more: Partial<GenieDeps> = {}) => {
  const left = new Map(Object.entries(script).map(([line, replies]) => [line, [replies].flat()]));
  const server = await serveReplies(({ method, path }: Request) => {
    const replies = left.get(`${method} ${path.split("?")[0]}`);
    return (
      (replies && replies.length > 1 ? replies.shift() : replies?.[0]) ??
      refusal(404, "NOT_FOUND", `no ${method} ${path}`)
    );
  });
  servers.push(server);
  const time = fakeTime();
  const agent = createGenie({
    http: clientOf(server.url, time),
    host: server.url,
    spaceId: "s1",
    profile: { id: "sales", name: "Sales" },
    identity: async () => "genie-bot",
    owners: ownersHere(),
    log: silent,
    now: time.now,
    sleep: time.sleep,
    ...more,
  });
  return {
    agent,
    server,
    time,
    count: (line: string) => server.lines().filter((each) => each.startsWith(line)).length,
  };
};

const asking = (more: Partial<Ask> = {}): Ask => ({
  key: "t1:1:sales",
  agent: "sales",
  question: "What is the total revenue?",
  actor: { platform: "slack", tenant: "T1", user: "U1" },
  earlier: [],
  ...more,
});

const bodies = (server: Replies, line: string): unknown[] =>
  server.requests.filter(({ method, path }) => `${method} ${path}` === line).map(({ body }) => JSON.parse(body));

describe("start", () => {
  const start = `POST ${space}/start-conversation`;
  const list = `GET ${space}/conversations`;

  it("gives up after three attempts of unknown outcome, and leaves the outcome open", async () => {
    const { agent, count } = await against({ [start]: { status: 500 }, [list]: ok() });
    await expect(agent.start(asking())).rejects.toMatchObject({ code: "genie.unconfirmed", retry: "later" });
    expect(count(start)).toBe(3);
  });

  it("asks once although two 500s in a row answer: the question, and the look for it", async () => {
    const conversation = { conversation_id: ref.conversation, created_timestamp: fakeTime().now() };
    const { agent, count, time } = await against({
      [start]: { status: 500 },
      [list]: [{ status: 500 }, { status: 500 }, ok({ conversations: [conversation] })],
      [`GET ${messages}`]: ok({ messages: [submitted] }),
    });
    expect(await agent.start(asking())).toEqual(ref);
    expect(count(start)).toBe(1);
    expect(time.slept).toEqual([500, 1_000]);
  });

  it("finds its question though the clock of Databricks is minutes behind or ahead of ours", async () => {
    for (const aheadMs of [-10 * 60_000, 10 * 60_000]) {
      const theirs = fakeTime().now() + aheadMs;
      const headers = { date: new Date(theirs).toUTCString() };
      const conversation = { conversation_id: ref.conversation, created_timestamp: theirs };
      const said = { ...submitted, created_timestamp: theirs };
      const { agent, count } = await against({
        [start]: "reset",
        [list]: { status: 200, headers, body: { conversations: [conversation] } },
        [`GET ${messages}`]: { status: 200, headers, body: { messages: [said] } },
      });
      expect(await agent.start(asking())).toEqual(ref);
      expect(count(start)).toBe(1);
    }
  });

  it("takes an answer whose ids have their old name", async () => {
    const { message_id: _, ...old } = submitted;
    const opened = { conversation: { id: ref.conversation }, message: old };
    const { agent, count } = await against({ [start]: ok(opened), [`POST ${messages}`]: ok({ ...old, id: "m2" }) });
    expect(await agent.start(asking())).toEqual(ref);
    const followUp = asking({ key: "t2", conversation: ref.conversation });
    expect(await agent.start(followUp)).toEqual({ ...ref, message: "m2" });
    expect(count("POST")).toBe(2);
  });

  it("says that Genie is switched off", async () => {
    const { agent } = await against({ [start]: refusal(404, "FEATURE_DISABLED", "Genie is not enabled.") });
    await expect(agent.start(asking())).rejects.toMatchObject({
      code: "genie.disabled",
      sentence: expect.stringContaining("switched off in the Databricks workspace of Sales"),
    });
  });

  it("asks no second time when it cannot look", async () => {
    const { agent, count } = await against({ [start]: "reset", [list]: { status: 500 } });
    await expect(agent.start(asking())).rejects.toMatchObject({ code: "databricks.unavailable", retry: "later" });
    expect(count(start)).toBe(1);
  });

  it("finds a question that shows only at the second look", async () => {
    const conversation = { conversation_id: ref.conversation, title: "x", created_timestamp: fakeTime().now() };
    const { agent, count } = await against({
      [start]: "reset",
      [list]: [ok(), ok({ conversations: [conversation] })],
      [`GET ${messages}`]: ok({ messages: [submitted] }),
    });
    expect(await agent.start(asking())).toEqual(ref);
    expect(count(start)).toBe(1);
  });

  it("looks on every page, but not past those that are too old", async () => {
    const at = fakeTime().now();
    const page = (next: string, ...ages: number[]) =>
      ok({
        conversations: ages.map((age) => ({ conversation_id: `c${age}`, created_timestamp: at - age })),
        next_page_token: next,
      });
    const oldestFirst = [page("2", 9_000_000, 8_000_000), page("", 50, 40)];
    const newestFirst = [page("2", 60, 7_000_000), page("3", 8_000_000, 9_000_000)];
    const { agent, server, count } = await against({
      [start]: ["reset", ok(started)],
      [list]: [...oldestFirst, ...newestFirst],
    });
    expect(await agent.start(asking())).toEqual(ref);
    expect(count(`${list}?`)).toBe(3);
    const looked = server.lines().flatMap((line) => /conversations\/(c\d+)\/messages/.exec(line)?.[1] ?? []);
    expect(looked.sort()).toEqual(["c40", "c50", "c60"]);
  });

  it("takes the message closest in time, not an older one with the same words", async () => {
    const now = fakeTime().now();
    const said = (message_id: string, age: number, content = submitted.content) => ({
      ...submitted,
      message_id,
      content,
      created_timestamp: now - age,
    });
    const { agent } = await against({
      [`POST ${messages}`]: "reset",
      [list]: ok(),
      [`GET ${messages}`]: ok({
        messages: [said("other", 0, "Something else"), said("mine", -200), said("before", 20_000), said("old", 90_000)],
      }),
    });
    expect(await agent.start(asking({ conversation: ref.conversation }))).toEqual({ ...ref, message: "mine" });
  });

  it.each([
    ["deleted", refusal(404, "RESOURCE_DOES_NOT_EXIST", "Conversation with ID c1 does not exist.")],
    ["full", refusal(400, "BAD_REQUEST", "The conversation has the maximum number of messages.")],
    ["full by another code", refusal(429, "RESOURCE_EXHAUSTED", "Cannot hold more than 10,000 messages.")],
    ["of another identity", refusal(403, "PERMISSION_DENIED", "You do not own this conversation.")],
  ])("replaces a conversation that is %s, with what was asked before", async (_name, reply) => {
    const { agent, server } = await against({
      [`POST ${messages}`]: reply,
      [start]: ok({ ...started, conversation_id: "new" }),
    });
    const earlier = ["one", "two", "three", "four ".repeat(200)];
    const made = await agent.start(asking({ question: "and in the South?", conversation: ref.conversation, earlier }));
    expect(made).toEqual({ agent: "sales", conversation: "new", message: ref.message });
    const [body] = bodies(server, start) as { content: string }[];
    expect(body?.content).toMatch(/^and in the South\?\n\n.*"two"; "three"; "four /s);
    expect(body?.content).not.toContain("one");
    expect(body?.content.length).toBeLessThan(500);
  });

  it("does not take a rate limit for a full conversation", async () => {
    const limited = refusal(429, "RESOURCE_EXHAUSTED", "Too many messages per minute. Rate limit of 10,000 messages.");
    const { agent, count } = await against({ [`POST ${messages}`]: limited });
    await expect(agent.start(asking({ conversation: ref.conversation }))).rejects.toMatchObject({
      code: "genie.rate-limited",
    });
    expect(count(start)).toBe(0);
  });

  describe("in a full space", () => {
    const day = 24 * 3_600_000;
    const conversations = Array.from({ length: 30 }, (_, index) => ({
      conversation_id: `c${index}`,
      created_timestamp: fakeTime().now() - (index < 5 ? 1 : index) * day,
    }));
    const full = refusal(400, "BAD_REQUEST", "Space s1 has reached the maximum number of conversations.");

    it("says who can do what about it", async () => {
      const { agent, server } = await against({ [start]: full, [list]: ok({ conversations }) });
      await expect(agent.start(asking())).rejects.toMatchObject({
        code: "genie.full",
        retry: "never",
        sentence: expect.stringContaining("delete old ones"),
      });
      expect(server.lines().some((line) => line.startsWith("DELETE"))).toBe(false);
    });

    it("deletes the twenty oldest that only the bot uses, where it may, and asks", async () => {
      const deletions = Object.fromEntries(
        conversations.map(({ conversation_id: id }) => [`DELETE ${space}/conversations/${id}`, ok()]),
      );
      const { agent, server } = await against(
        { [start]: [full, ok(started)], [list]: ok({ conversations }), ...deletions },
        { deletesOldest: true },
      );
      expect(await agent.start(asking())).toEqual(ref);
      const deleted = server.lines().filter((line) => line.startsWith("DELETE"));
      expect(deleted).toHaveLength(20);
      expect(deleted[0]).toBe(`DELETE ${space}/conversations/c29`);
      expect(deleted.at(-1)).toBe(`DELETE ${space}/conversations/c10`);
    });

    it("deletes nothing that may be in use", async () => {
      const young = conversations.map((each) => ({ ...each, created_timestamp: fakeTime().now() - day / 2 }));
      const { agent } = await against({ [start]: full, [list]: ok({ conversations: young }) }, { deletesOldest: true });
      await expect(agent.start(asking())).rejects.toMatchObject({ code: "genie.full" });
    });
  });
});

describe("check", () => {
  it("tells the log what kind of failure it was, and where to read on, but nothing that the error quotes", async () => {
    const lines: object[] = [];
    const log = { ...silent, warn: (fields: object) => void lines.push(fields) };
    const error =
      "[CAST_INVALID_INPUT] The value 'Ada Lovelace' of the type \"STRING\" cannot be cast to \"BIGINT\". SQLSTATE: 22018\n== SQL (line 1, position 8) ==\nSELECT * FROM people WHERE name = 'Ada Lovelace'";
    const failed = { ...failedSql, error: { type: "SQL_EXECUTION_EXCEPTION", error } };
    const { agent } = await against({ [`GET ${message}`]: ok(failed) }, { log });
    await expect(agent.check(ref, asking())).resolves.toMatchObject({ failure: { code: "genie.sql" } });
    const told = {
      code: "genie.sql",
      type: "SQL_EXECUTION_EXCEPTION",
      sqlClass: "CAST_INVALID_INPUT",
      sqlState: "22018",
    };
    expect(lines).toEqual([{ event: "databricks.genie-failed", ...ref, ...told }]);
  });

  const check = async (script: Record<string, Reply | Reply[]>) => {
    const genie = await against({ [`GET ${message}`]: ok(completedSql), ...script });
    return { ...genie, check: await genie.agent.check(ref, asking()) };
  };

  it("gives an answer in text alone without asking for rows", async () => {
    const { check: found, server } = await check({ [`GET ${message}`]: ok(completedText) });
    expect(found).toMatchObject({ state: "done", finding: { text: "I work with `retail.sales`.", trusted: false } });
    expect(server.requests).toHaveLength(1);
  });

  it("keeps cells as strings and null, and names the types that matter", async () => {
    const types = [
      ["LONG", "BIGINT", "number"],
      ["DECIMAL", "DECIMAL(10,2)", "number"],
      ["DATE", "DATE", "date"],
      ["TIMESTAMP_NTZ", "TIMESTAMP_NTZ", "time"],
      ["BOOLEAN", "BOOLEAN", "boolean"],
      ["STRING", "STRING", "text"],
      ["GEOGRAPHY", "GEOGRAPHY", "text"],
      [undefined, "DECIMAL(4,1)", "number"],
      [undefined, undefined, "text"],
    ] as const;
    const columns = types.map(([type_name, type_text], index) => ({ name: `c${index}`, type_name, type_text }));
    const cells = ["9007199254740993", "1.2E7", "2026-01-01", "2026-01-01T00:00:00", "true", "", null, 1, false];
    const { check: found } = await check({
      [rows]: ok({
        statement_response: {
          ...result,
          manifest: { ...result.manifest, schema: { columns } },
          result: { data_array: [cells] },
        },
      }),
    });
    const table = found.state === "done" ? found.finding.table : undefined;
    expect(table?.columns.map(({ type }) => type)).toEqual(types.map(([, , type]) => type));
    expect(table?.rows).toEqual([[...cells.slice(0, 7), "1", "false"]]);
  });

  it("takes a missing or empty result for no rows", async () => {
    const manifest = { ...result.manifest, total_row_count: 0 };
    for (const part of [{}, { result: {} }]) {
      const { check: found } = await check({
        [rows]: ok({ statement_response: { statement_id: statement, status: result.status, manifest, ...part } }),
      });
      expect(found).toMatchObject({ state: "done", finding: { table: { rows: [], total: 0 } } });
    }
  });

  it("fetches all chunks, also when not even the first came along", async () => {
    const chunk = (index: number) => `GET /api/2.0/sql/statements/${statement}/result/chunks/${index}`;
    const manifest = { ...result.manifest, total_row_count: 3, truncated: true };
    const chunks = {
      [chunk(0)]: ok({ data_array: [["a"]], next_chunk_index: 1 }),
      [chunk(1)]: ok({ data_array: [["b"]], next_chunk_index: 2 }),
      [chunk(2)]: ok({ data_array: [["c"]] }),
    };
    const first = { data_array: [["a"]], next_chunk_index: 1 };
    for (const part of [{ result: first }, {}]) {
      const { check: found } = await check({
        [rows]: ok({ statement_response: { statement_id: statement, status: result.status, manifest, ...part } }),
        ...chunks,
      });
      expect(found).toMatchObject({
        state: "done",
        finding: { table: { rows: [["a"], ["b"], ["c"]], total: 3, truncated: true } },
      });
    }
  });

  it("reads the rows by statement when the attachment has no id", async () => {
    const [query, ...others] = completedSql.attachments;
    const attachments = [{ ...query, attachment_id: undefined }, ...others];
    const { check: found } = await check({
      [`GET ${message}`]: ok({ ...completedSql, attachments }),
      [`GET /api/2.0/sql/statements/${statement}`]: ok(result),
    });
    expect(found).toMatchObject({ state: "done", finding: { table: { total: 2 } } });
  });

  it.each([
    ["404", refusal(404, "NOT_FOUND", "The statement was not found.")],
    ["400", refusal(400, "BAD_REQUEST", "The query result has expired.")],
    ["CLOSED", ok({ statement_response: { statement_id: statement, status: { state: "CLOSED" } } })],
    ["nothing", ok({})],
  ])("runs the query again when its rows are gone (%s), once per look", async (_name, reply) => {
    const running = ok({ statement_response: { statement_id: statement, status: { state: "RUNNING" } } });
    const {
      agent,
      check: first,
      count,
    } = await check({
      [rows]: [reply, running, ok({ statement_response: result })],
      [again]: ok({ statement_response: { statement_id: statement, status: { state: "PENDING" } } }),
    });
    const waiting = { state: "running", stage: "querying", soFar: { text: "Total revenue is **3,275**." } };
    expect(first).toMatchObject(waiting);
    expect(await agent.check(ref, asking())).toMatchObject(waiting);
    expect(await agent.check(ref, asking())).toMatchObject({ state: "done", finding: { table: { total: 2 } } });
    expect(count(again)).toBe(1);
  });

  it.each<[string, Record<string, Reply | Reply[]>, string]>([
    ["are refused", { [rows]: refusal(403, "PERMISSION_DENIED", "Not your statement.") }, "doesn't have access to"],
    [
      "are gone in part",
      {
        [rows]: ok({
          statement_response: { ...result, result: { data_array: [["North", "1"]], next_chunk_index: 1 } },
        }),
      },
      "no longer has all the rows",
    ],
    [
      "are in a file of another format",
      { [rows]: ok({ statement_response: { ...result, manifest: { ...result.manifest, format: "ARROW_STREAM" } } }) },
      "cloud storage",
    ],
    ["are gone and do not come back", { [rows]: refusal(404, "NOT_FOUND", "gone") }, "no longer has all"],
  ])("gives the text when the rows %s, and says why", async (_what, script, why) => {
    const { check: found } = await check(script);
    expect(found).toMatchObject({
      state: "done",
      finding: {
        text: "Total revenue is **3,275**.",
        sql: expect.stringContaining("SUM(revenue)"),
        notes: [expect.stringMatching(new RegExp(`^The rows could not be fetched\\. .*${why}.*\\.$`))],
      },
    });
    expect(found).not.toHaveProperty("finding.table");
  });

  it("does not run a query for ever whose rows are gone each time", async () => {
    const gone = ok({ statement_response: { statement_id: statement, status: { state: "CLOSED" } } });
    const pending = ok({ statement_response: { statement_id: statement, status: { state: "PENDING" } } });
    const { agent, time, count } = await against({
      [`GET ${message}`]: ok(completedSql),
      [rows]: gone,
      [again]: pending,
    });
    for (let looks = 0; looks < 8; looks += 1) {
      await agent.check(ref, asking());
      time.pass(5_000);
    }
    expect(await agent.check(ref, asking())).toMatchObject({
      state: "done",
      finding: { notes: [expect.stringContaining("no longer has all")] },
    });
    expect(count(again)).toBeLessThan(4);
  });

  it("has what is there while the rows cannot be fetched, and names the service", async () => {
    const { agent, time, check: first } = await check({ [rows]: { status: 503 } });
    const expected = {
      state: "running",
      stage: "querying",
      trouble: { code: "databricks.unavailable" },
      soFar: {
        text: "Total revenue is **3,275**.",
        notes: [expect.stringMatching(/^The rows could not be fetched\. Databricks can't be reached/)],
      },
    };
    expect(first).toMatchObject(expected);
    time.pass(60_000);
    expect(await agent.check(ref, asking())).toMatchObject(expected);
  });

  const half = `${JSON.stringify(completedSql).slice(0, 300)}`;
  it.each<[string, Reply]>([
    ["a page", { status: 200, body: "<html>Sign in</html>" }],
    ["half a body", { status: 200, body: half }],
    ["a redirect", { status: 302, headers: { location: "https://login.example.com" } }],
    ["a body without an id", ok({ status: "COMPLETED" })],
  ])("goes on after %s, and ends when it lasts", async (_what, odd) => {
    const passing = await check({
      [`GET ${message}`]: [odd, ok(completedSql)],
      [rows]: ok({ statement_response: result }),
    });
    expect(passing.check).toMatchObject({ state: "running", trouble: { code: "databricks.unexpected" } });
    expect(await passing.agent.check(ref, asking())).toMatchObject({ state: "done" });
    const { agent, time } = await check({ [`GET ${message}`]: odd });
    const states: string[] = [];
    for (let looks = 0; looks < 6; looks += 1) {
      time.pass(2_000);
      states.push((await agent.check(ref, asking())).state);
    }
    expect(states).toEqual(["running", "running", "running", "running", "failed", "failed"]);
  });

  it("goes on after an odd reply for the rows as well", async () => {
    const odd: Reply = { status: 200, body: "<html>Sign in</html>" };
    const { check: first, agent } = await check({ [rows]: [odd, ok({ statement_response: result })] });
    expect(first).toMatchObject({ state: "running", soFar: { text: "Total revenue is **3,275**." } });
    expect(await agent.check(ref, asking())).toMatchObject({ state: "done", finding: { notes: [] } });
  });

  it("says why there are no rows when there is no text either", async () => {
    const error = { error_code: "BAD_REQUEST", message: "[INSUFFICIENT_PERMISSIONS] no SELECT on table sales" };
    const { check: found } = await check({
      [`GET ${message}`]: ok({ ...completedSql, attachments: completedSql.attachments.slice(0, 1) }),
      [rows]: ok({ statement_response: { statement_id: statement, status: { state: "FAILED", error } } }),
    });
    expect(found).toMatchObject({ state: "failed", failure: { code: "genie.permission" } });
  });

  it("describes the rows when there is no text", async () => {
    const { check: found } = await check({
      [`GET ${message}`]: ok({ ...completedSql, attachments: completedSql.attachments.slice(0, 1) }),
      [rows]: ok({ statement_response: result }),
    });
    expect(found).toMatchObject({ state: "done", finding: { text: "Adds up the revenue of each region." } });
  });

  it("says that there is no answer when a complete message says nothing", async () => {
    const { check: found } = await check({ [`GET ${message}`]: ok({ ...submitted, status: "COMPLETED" }) });
    expect(found).toMatchObject({ state: "failed", failure: { code: "genie.no-answer" } });
  });

  it("keeps the words of an error out of the sentence", async () => {
    const { check: found } = await check({ [`GET ${message}`]: ok(failedSql) });
    expect(found).toMatchObject({ state: "failed", failure: { code: "genie.permission" } });
    expect(JSON.stringify(found)).not.toMatch(/INSUFFICIENT|'sales'/);
  });

  it("says running, and how long to wait, when the service has a fault or is not there", async () => {
    const limit = "databricks.rate-limited";
    const limited: Reply = { status: 429, headers: { "retry-after": "11" }, body: "" };
    const { agent, check: found, server } = await check({ [`GET ${message}`]: [limited, "reset"] });
    const running = { state: "running", stage: "working" };
    expect(found).toEqual({ ...running, afterMs: 11_000, trouble: expect.objectContaining({ code: limit }) });
    const trouble = expect.objectContaining({ code: "databricks.unavailable" });
    expect(await agent.check(ref, asking())).toEqual({ ...running, afterMs: 2_000, trouble });
    expect(server.requests).toHaveLength(2);
  });

  it("says running when only the rows are late", async () => {
    const { check: found } = await check({ [rows]: { status: 503 } });
    expect(found).toMatchObject({ state: "running", afterMs: 2_000 });
  });

  it("fails at once when the credentials are refused", async () => {
    const { check: found } = await check({ [`GET ${message}`]: { status: 401 } });
    expect(found).toMatchObject({ state: "failed", failure: { code: "databricks.unauthorized" } });
  });
});
