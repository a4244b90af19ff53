import { askedPeriods } from "../../src/text/dates/asked-period.ts";
import { shifted, startOf } from "../../src/text/dates/calendar.ts";

describe("the period of a question", () => {
  it.each([
    ["and last month?", "2026-10-01", "2026-11-01"],
    ["What did we sell yesterday?", "2026-11-28", "2026-11-29"],
    ["costs today", "2026-11-29", "2026-11-30"],
    ["How were sales last week?", "2026-11-16", "2026-11-23"],
    ["this quarter so far", "2026-10-01", "2027-01-01"],
    ["revenue in the past 30 days", "2026-10-30", "2026-11-30"],
    ["How many in Q3?", "2026-07-01", "2026-10-01"],
    ["revenue in 2025", "2025-01-01", "2026-01-01"],
    ["sales in March 2026", "2026-03-01", "2026-04-01"],
    ["Umsatz im letzten Monat", "2026-10-01", "2026-11-01"],
    ["Kosten dieses Jahres", "2026-01-01", "2027-01-01"],
    ["die letzten 7 Tage", "2026-11-22", "2026-11-30"],
    ["Was war gestern?", "2026-11-28", "2026-11-29"],
    ["Umsatz im März", "2026-03-01", "2026-04-01"],
    ["December numbers", "2025-12-01", "2026-01-01"],
  ])("%s", (question, from, until) => {
    expect(askedPeriods(question, "2026-11-29").map(({ period }) => period)).toEqual([{ from, until }]);
  });

  it.each([
    "what may happen",
    "the last five customers",
    "march on",
    "the last weeks",
    "die letzten Wochen",
    "revenue by region",
    "in 5 minutes",
    "",
  ])("is not found in %j", (question) => {
    expect(askedPeriods(question, "2026-11-29")).toEqual([]);
  });
});

it("are found one after the other where a question names several", () => {
  const asked = askedPeriods("Is March 2026 better than Q3, and how is this month?", "2026-11-29");
  expect(asked.map(({ words }) => words)).toEqual(["march 2026", "q3", "this month"]);
});

describe("days", () => {
  it("move by whole units and keep to the end of a shorter month", () => {
    expect(shifted("2026-03-31", "month", -1)).toBe("2026-02-28");
    expect(shifted("2024-02-29", "year", 1)).toBe("2025-02-28");
    expect(shifted("2026-01-01", "quarter", -1)).toBe("2025-10-01");
    expect(shifted("2026-11-29", "week", -2)).toBe("2026-11-15");
  });

  it("begin their week on Monday", () => {
    expect(["2026-11-29", "2026-11-30"].map((day) => startOf(day, "week"))).toEqual(["2026-11-23", "2026-11-30"]);
  });
});
