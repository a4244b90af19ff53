import { describe, expect, it } from "vitest";
import {
  elapsedOf,
  GenieMessage,
  isFinal,
  lastQuery,
  progressOf,
  saidBy,
} from "../../../adapters/databricks/genie/parse.ts";
import { clarifying, completedSql, completedText, corrected, failedSql, submitted } from "./messages.ts";

const parse = (message: unknown) => GenieMessage.parse(message);
const withText = (...texts: object[]) =>
  parse({ ...submitted, status: "COMPLETED", attachments: texts.map((text) => ({ text })) });

describe("what a message says", () => {
  it("is its text, with the questions it suggests", () => {
    expect(saidBy(parse(completedSql))).toEqual({
      text: "Total revenue is **3,275**.",
      clarifies: false,
      suggestions: ["Which product sells best?", "How is revenue split?", "Show it by category"],
    });
  });

  it("needs no attachment id", () => {
    expect(saidBy(parse(completedText))).toMatchObject({ text: "I work with `retail.sales`.", clarifies: false });
  });

  it("leaves out what stands between the first query and the last, and thinking aloud", () => {
    expect(saidBy(parse(corrected)).text).toBe("First, the regions.\n\nHere it is.\n\nBy region.");
  });

  it("is thinking aloud when there is nothing else", () => {
    expect(saidBy(withText({ content: "Hm.", phase: "RESPONSE_PHASE_THINKING" })).text).toBe("Hm.");
  });

  it("asks back when its purpose says so", () => {
    expect(saidBy(parse(clarifying))).toMatchObject({ text: "Net or gross. Say which.", clarifies: true });
  });

  it("asks back when a lone text without a purpose ends in a question", () => {
    expect(saidBy(withText({ content: "Net or gross?" })).clarifies).toBe(true);
    expect(saidBy(withText({ content: "Any more?", purpose: "TEXT_ATTACHMENT_PURPOSE_ANSWER" })).clarifies).toBe(false);
    const { attachments, ...rest } = completedSql;
    expect(saidBy(parse({ ...rest, attachments: [...attachments, { text: { content: "More?" } }] })).clarifies).toBe(
      false,
    );
  });

  it("is nothing while there are no attachments", () => {
    expect(saidBy(parse(submitted))).toEqual({ text: "", clarifies: false, suggestions: [] });
    expect(lastQuery(parse(submitted))).toBeUndefined();
  });
});

describe("the query of a message", () => {
  it("is the last one", () => {
    expect(lastQuery(parse(corrected))).toMatchObject({
      sql: "SELECT 2",
      attachment: "a3",
      truncated: true,
      trusted: true,
    });
  });

  it("is trusted only with parameters", () => {
    expect(lastQuery(parse(completedSql))).toMatchObject({
      attachment: "01f05a3c60b01a1b8c2d3e4f5a6b7c8d",
      statement: "01f05a3c-60b1-1d2f-9a4c-5e6f7a8b9c0d",
      truncated: false,
      trusted: false,
    });
  });

  it("may come without an attachment id or any id", () => {
    const query = { query: "SELECT 1" };
    const attachments = [{ query: { ...query, id: "own" } }];
    expect(lastQuery(parse({ ...submitted, attachments }))).toMatchObject({ attachment: "own", statement: undefined });
    expect(lastQuery(parse({ ...completedSql, attachments: [{ query }] }))).toMatchObject({
      attachment: undefined,
      statement: completedSql.query_result.statement_id,
    });
  });
});

describe("progress", () => {
  const query = (row_count?: number) => [
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
    expect(progressOf(parse({ ...submitted, status: "ASKING_AI", attachments: query(38) }))).toEqual({
      stage: "summarizing",
      rows: 38,
    });
    expect(progressOf(parse({ ...submitted, status: "EXECUTING_QUERY", attachments: query(38) }))).toEqual({
      stage: "querying",
      rows: 38,
    });
  });

  it("does not count rows before they are counted, nor those of a query that was withdrawn", () => {
    expect(progressOf(parse({ ...submitted, status: "ASKING_AI", attachments: query(0) }))).toEqual({
      stage: "writing",
    });
    const attachments = [...query(38), ...query()];
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
