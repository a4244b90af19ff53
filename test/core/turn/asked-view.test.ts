import { viewAlone } from "../../../src/text/asked-view.ts";

describe("a message that wants another form of the last answer", () => {
  it.each([
    ["as a line chart", { display: "chart", chart: "line" }],
    ["As a table.", { display: "table" }],
    ["as a pie", { display: "chart", chart: "pie" }],
    ["in bars please", { display: "chart", chart: "bar" }],
    ["can you show that as a column chart instead?", { display: "chart", chart: "bar" }],
    ["pie chart", { display: "chart", chart: "pie" }],
    ["now as a chart", { display: "chart" }],
    ["als Liniendiagramm", { display: "chart", chart: "line" }],
    ["zeig es mir bitte als Tabelle", { display: "table" }],
    ["und als Torte?", { display: "chart", chart: "pie" }],
    ["als Säulen", { display: "chart", chart: "bar" }],
  ])("is told: %s", (text, view) => {
    expect(viewAlone(text)).toEqual(view);
  });

  it.each([
    "revenue as a line chart",
    "show me the orders table",
    "table",
    "which products sell best as a pie?",
    "what is in the table?",
    "as a table with the region",
    "bars",
    "",
    "show it again",
    `as a table ${"x".repeat(200)}`,
  ])("is not made of a question: %s", (text) => {
    expect(viewAlone(text)).toBeUndefined();
  });
});
