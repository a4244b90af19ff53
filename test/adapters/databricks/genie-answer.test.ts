import { describe, expect, it } from "vitest";
import { answerIn, lastQuery } from "../../../adapters/databricks/genie/result/answer.ts";
import { elapsedOf, GenieMessage, isFinal, progressOf } from "../../../adapters/databricks/genie/result/message.ts";
import { trailingQuestions } from "../../../adapters/databricks/genie/result/questions.ts";
import { clarifying, completedSql, completedText, corrected, failedSql, submitted } from "./messages.ts";

const parse = (message: unknown) => GenieMessage.parse(message);
const withAttachments = (...attachments: object[]) =>
  answerIn(parse({ ...submitted, status: "COMPLETED", attachments }));
const text = (content: string, purpose?: "ANSWER" | "question") => ({
  text: {
    content,
    ...(purpose && {
      purpose: purpose === "ANSWER" ? "TEXT_ATTACHMENT_PURPOSE_ANSWER" : "TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION",
    }),
  },
});
const query = (sql: string) => ({ query: { query: sql }, attachment_id: sql });
const suggested = (...questions: string[]) => ({ suggested_questions: { questions } });
const sqlOf = ({ queries }: ReturnType<typeof answerIn>) => queries.map(({ sql }) => sql);

describe("what a message answers", () => {
  it("is its text, with the questions it suggests", () => {
    expect(answerIn(parse(completedSql))).toMatchObject({
      text: "Total revenue is **3,275**.",
      clarifies: false,
      suggestions: ["Which product sells best?", "How is revenue split?", "Show it by category"],
      replaced: 0,
    });
  });

  it("needs no attachment id", () => {
    expect(answerIn(parse(completedText))).toMatchObject({ text: "I work with `retail.sales`.", clarifies: false });
  });

  it("leaves out thoughts, unless there is nothing else", () => {
    expect(answerIn(parse(corrected)).text).toBe("First, the regions.\n\nHere it is.\n\nBy region.");
    const thought = { text: { content: "Hm.", phase: "RESPONSE_PHASE_THINKING" } };
    expect(withAttachments(thought).text).toBe("Hm.");
  });

  it("is empty while there are no attachments", () => {
    expect(answerIn(parse(submitted))).toEqual({
      text: "",
      clarifies: false,
      suggestions: [],
      queries: [],
      replaced: 0,
    });
    expect(lastQuery(parse(submitted))).toBeUndefined();
  });
});

describe("a field that only adds to an answer", () => {
  const [query] = (completedSql.attachments ?? []).filter((one) => "query" in one);

  it.each<[string, object, object]>([
    ["content", { content: 7 }, {}],
    ["created_timestamp", { created_timestamp: "yesterday" }, {}],
    ["last_updated_timestamp", { last_updated_timestamp: {} }, {}],
    ["query_result", { query_result: [] }, {}],
    ["error", { error: "none" }, {}],
    ["title", {}, { title: 7 }],
    ["description", {}, { description: ["it"] }],
    ["parameters", {}, { parameters: {} }],
    ["query_result_metadata", {}, { query_result_metadata: "38 rows" }],
  ])("loses nothing of it by another form: %s", (_, inMessage, inQuery) => {
    const changed = { ...query, query: { ...(query as { query: object }).query, ...inQuery } };
    const attachments = completedSql.attachments.map((one) => (one === query ? changed : one));
    const answer = answerIn(parse({ ...completedSql, attachments, ...inMessage }));
    expect(answer).toMatchObject({ text: "Total revenue is **3,275**.", queries: [{ sql: expect.any(String) }] });
  });

  it("may be an int64 that comes as a string, and a value of any simple type", () => {
    const message = parse({
      ...submitted,
      status: "EXECUTING_QUERY",
      created_timestamp: "1750000000000",
      last_updated_timestamp: "1750000004000",
      attachments: [
        {
          query: {
            query: "SELECT :days",
            query_result_metadata: { row_count: "38" },
            parameters: [{ keyword: "days", sql_type: "INT", value: 7 }],
          },
        },
      ],
    });
    expect(progressOf(message)).toMatchObject({ rows: 38 });
    expect(elapsedOf(message)).toBe(4_000);
    expect(lastQuery(message)?.sql).toBe("-- :days = 7 (INT)\nSELECT :days");
  });
});

describe("a message with several queries", () => {
  it("counts the last one, hides those that it replaced with their texts, and says how many", () => {
    const answer = answerIn(parse(corrected));
    expect(sqlOf(answer)).toEqual(["-- :year = 2026 (INT)\nSELECT 2"]);
    expect(answer.replaced).toBe(1);
    const thrice = withAttachments(query("A"), text("No."), query("B"), text("No."), query("C"), text("Here."));
    expect(thrice).toMatchObject({ text: "Here.", replaced: 2 });
  });

  it("counts each that has an answer of its own", () => {
    const both = withAttachments(query("A"), text("North.", "ANSWER"), query("B"), text("South.", "ANSWER"));
    expect(both).toMatchObject({ text: "North.\n\nSouth.", replaced: 0 });
    expect(sqlOf(both)).toEqual(["A", "B"]);
  });

  it("never drops a text that is marked as the answer", () => {
    const answer = withAttachments(query("A"), text("North leads.", "ANSWER"), query("B"));
    expect(answer.text).toBe("North leads.");
    expect(sqlOf(answer)).toEqual(["A", "B"]);
  });

  it("hides only those that have no answer", () => {
    const answer = withAttachments(
      query("A"),
      text("North.", "ANSWER"),
      query("B"),
      text("That was wrong."),
      query("C"),
      text("South.", "ANSWER"),
    );
    expect(sqlOf(answer)).toEqual(["A", "C"]);
    expect(answer).toMatchObject({ text: "North.\n\nSouth.", replaced: 1 });
  });
});

describe("a question back", () => {
  it("is the whole message when its purpose says so and there is nothing else", () => {
    expect(answerIn(parse(clarifying))).toMatchObject({ text: "Net or gross. Say which.", clarifies: true });
    expect(withAttachments(text("Net or gross?", "question"), suggested("Net"))).toMatchObject({
      clarifies: true,
      suggestions: ["Net"],
    });
  });

  it("beside an answer is a suggestion", () => {
    const answer = withAttachments(
      query("A"),
      text("North leads.", "ANSWER"),
      text("Do you want it by month?", "question"),
      suggested("By product?"),
    );
    expect(answer).toMatchObject({
      text: "North leads.",
      clarifies: false,
      suggestions: ["Do you want it by month?", "By product?"],
    });
    expect(sqlOf(answer)).toEqual(["A"]);
    expect(withAttachments(text("2M."), text("By month?", "question"))).toMatchObject({
      text: "2M.",
      clarifies: false,
    });
  });

  it("beside a query alone is a suggestion too", () => {
    expect(withAttachments(query("A"), text("By month?", "question"))).toMatchObject({
      text: "",
      clarifies: false,
      suggestions: ["By month?"],
    });
  });

  it("at the end of a text without a purpose is a suggestion, and the text stays whole", () => {
    const content = "Total revenue is 2M. Would you like a breakdown by region?";
    expect(withAttachments(text(content))).toMatchObject({
      text: content,
      clarifies: false,
      suggestions: ["Would you like a breakdown by region?"],
    });
    expect(withAttachments(query("A"), text("North leads.\n\n**More?**"))).toMatchObject({
      clarifies: false,
      suggestions: ["More?"],
    });
  });

  it("is the whole of a lone text without a purpose that only asks", () => {
    expect(withAttachments(text("Which region? North or South?")).clarifies).toBe(true);
    expect(withAttachments(text("Any more?", "ANSWER"))).toMatchObject({ clarifies: false, suggestions: [] });
  });
});

it.each<[string, string, string[]]>([
  ["Revenue is 2.5M. Want more?", "Revenue is 2.5M.", ["Want more?"]],
  ["Which region? North or South?", "", ["Which region?", "North or South?"]],
  ["I found these:\n- net\n- gross\n\n*Which one?*", "I found these:\n- net\n- gross", ["Which one?"]],
  ["So far: is it right?", "So far:", ["is it right?"]],
  ["売上は2Mです。月別に見ますか？", "売上は2Mです。", ["月別に見ますか？"]],
  ["どの地域ですか？北ですか？", "", ["どの地域ですか？", "北ですか？"]],
  ["الإيرادات 2M. هل تريدها حسب الشهر؟", "الإيرادات 2M.", ["هل تريدها حسب الشهر؟"]],
  ["Τα έσοδα είναι 2M. Ανά μήνα\u037e", "Τα έσοδα είναι 2M.", ["Ανά μήνα\u037e"]],
  ["See https://x.example/?a=1&b=2?", "", ["See https://x.example/?a=1&b=2?"]],
])("the questions at the end of %j", (whole, statement, questions) => {
  expect(trailingQuestions(whole)).toEqual({ statement, questions });
});

it.each(["", "No.", "Really? Yes.", `${"long ".repeat(100)}?`])("%j ends with no question for a button", (whole) => {
  expect(trailingQuestions(whole)).toBeUndefined();
});

describe("the query of a message", () => {
  it("is the last one", () => {
    expect(lastQuery(parse(corrected))).toMatchObject({ attachment: "a3", truncated: true, trusted: true });
  });

  it("is trusted only with parameters, and shows their values, each on one line", () => {
    const parameters = [
      { keyword: "from_date", sql_type: "DATE", value: "2026-01-01" },
      { keyword: "region", sql_type: "STRING", value: "North\n; DROP TABLE x" },
      { keyword: "to_date" },
    ];
    const answer = withAttachments({ query: { query: "SELECT 1", parameters } });
    expect(answer.queries[0]).toMatchObject({
      trusted: true,
      sql: "-- :from_date = 2026-01-01 (DATE)\n-- :region = North ; DROP TABLE x (STRING)\n-- :to_date = NULL\nSELECT 1",
    });
    expect(lastQuery(parse(completedSql))).toMatchObject({
      attachment: "01f05a3c60b01a1b8c2d3e4f5a6b7c8d",
      statement: "01f05a3c-60b1-1d2f-9a4c-5e6f7a8b9c0d",
      truncated: false,
      trusted: false,
    });
  });

  it("may come without an attachment id or any id", () => {
    const bare = { query: "SELECT 1" };
    const attachments = [{ query: { ...bare, id: "own" } }];
    expect(lastQuery(parse({ ...submitted, attachments }))).toMatchObject({ attachment: "own", statement: undefined });
    expect(lastQuery(parse({ ...completedSql, attachments: [{ query: bare }] }))).toMatchObject({
      attachment: undefined,
      statement: completedSql.query_result.statement_id,
    });
  });
});

it("a message may have its old id alone, but not none", () => {
  const { message_id: _, ...legacy } = submitted;
  expect(parse(legacy).message_id).toBe(submitted.id);
  expect(GenieMessage.safeParse({ status: "SUBMITTED" }).success).toBe(false);
});

describe("progress", () => {
  const counted = (row_count?: number) => [
    { query: { query: "SELECT 1", ...(row_count !== undefined && { query_result_metadata: { row_count } }) } },
  ];

  it.each([
    ["SUBMITTED", "sent"],
    ["FETCHING_METADATA", "reading"],
    ["FILTERING_CONTEXT", "reading"],
    ["ASKING_AI", "writing"],
    ["PENDING_WAREHOUSE", "starting-warehouse"],
    ["EXECUTING_QUERY", "querying"],
    ["IN_PROGRESS", "working"],
    ["SOMETHING_NEW", "working"],
    ["constructor", "working"],
  ])("%s is shown as %s", (status, stage) => {
    expect(progressOf(parse({ ...submitted, status }))).toEqual({ stage });
    expect(isFinal(parse({ ...submitted, status }))).toBe(false);
  });

  it("is summarizing once the rows are known", () => {
    expect(progressOf(parse({ ...submitted, status: "ASKING_AI", attachments: counted(38) }))).toEqual({
      stage: "summarizing",
      rows: 38,
    });
    expect(progressOf(parse({ ...submitted, status: "EXECUTING_QUERY", attachments: counted(38) }))).toEqual({
      stage: "querying",
      rows: 38,
    });
  });

  it("does not count rows before they are counted, nor those of a query that was withdrawn", () => {
    expect(progressOf(parse({ ...submitted, status: "ASKING_AI", attachments: counted(0) }))).toEqual({
      stage: "writing",
    });
    const attachments = [...counted(38), ...counted()];
    const query_result = { statement_id: "s", row_count: 38 };
    expect(progressOf(parse({ ...submitted, status: "ASKING_AI", attachments, query_result }))).toEqual({
      stage: "writing",
    });
  });

  it("ends with the four final statuses", () => {
    for (const status of ["COMPLETED", "FAILED", "CANCELLED", "QUERY_RESULT_EXPIRED"])
      expect(isFinal(parse({ ...submitted, status }))).toBe(true);
  });
});

it("takes as long as between creation and last update", () => {
  expect(elapsedOf(parse(completedSql))).toBe(6_700);
  expect(elapsedOf(parse({ message_id: "m" }))).toBe(0);
  expect(parse(failedSql).error?.type).toBe("SQL_EXECUTION_EXCEPTION");
});
