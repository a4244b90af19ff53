import { cellText, duration, extent, grouped, isQuantity, rowCount } from "../../../src/reply/format.ts";
import { plainText, unmarked } from "../../../src/reply/plain-text.ts";
import { richAnswer, working } from "../../contract/replies.ts";

describe("numbers as people read them", () => {
  it.each([
    ["1234567", "1,234,567"],
    ["-1234.50", "-1,234.50"],
    ["999", "999"],
    ["2525.0", "2,525"],
    ["0.5", "0.5"],
    ["2.4E3", "2,400"],
    ["1.2345678E7", "12,345,678"],
    ["1.5E-3", "0.0015"],
    ["0.30000000000000004", "0.3"],
    ["1234.5678901234", "1,234.5679"],
    ["12345678901234567890", "12,345,678,901,234,567,890"],
    ["1E300", "1E300"],
    ["NaN", "NaN"],
    ["Infinity", "Infinity"],
    ["", ""],
    ["n/a", "n/a"],
  ])("%j is %j", (value, expected) => {
    expect(grouped(value)).toBe(expected);
  });

  it.each([
    ["revenue", true],
    ["paid", true],
    ["casino", true],
    ["year_to_date", true],
    ["id", false],
    ["customer_id", false],
    ["customerId", false],
    ["order key", false],
    ["zip", false],
    ["Year", false],
    ["fiscal_year", false],
  ])("a column %j holds amounts: %j", (name, expected) => {
    expect(isQuantity({ name, type: "number" })).toBe(expected);
    expect(isQuantity({ name, type: "text" })).toBe(false);
  });

  it.each([
    ["2026-11-19T15:43:08.000Z", "2026-11-19 15:43:08 UTC"],
    ["2026-11-19T15:43:08.250Z", "2026-11-19 15:43:08.250 UTC"],
    ["2026-11-19T15:43:08", "2026-11-19 15:43:08"],
    ["2026-11-19T15:43:08.000+02:00", "2026-11-19 15:43:08+02:00"],
    ["2026-11-19 15:43", "2026-11-19 15:43"],
    ["soon", "soon"],
  ])("a time %s is %s", (value, expected) => {
    expect(cellText(value, { name: "at", type: "time" })).toBe(expected);
  });

  it("leaves texts, dates and ids as they are and shows nothing as a dash", () => {
    expect(cellText("1234", { name: "code", type: "text" })).toBe("1234");
    expect(cellText("2024-01-01", { name: "day", type: "date" })).toBe("2024-01-01");
    expect(cellText(null, { name: "revenue", type: "number" })).toBe("–");
    expect(cellText(undefined, { name: "revenue", type: "number" })).toBe("–");
  });
});

describe("times and counts as people read them", () => {
  it.each([
    [0, "0 s"],
    [-5, "0 s"],
    [499, "0 s"],
    [12_400, "12 s"],
    [59_999, "1 min"],
    [80_000, "1 min 20 s"],
    [3_600_000, "1 h"],
    [7_500_000, "2 h 5 min"],
  ])("%i ms is %j", (ms, expected) => {
    expect(duration(ms)).toBe(expected);
  });

  it("counts rows", () => {
    expect([0, 1, 2_345].map(rowCount)).toEqual(["0 rows", "1 row", "2,345 rows"]);
  });

  it("says how much of a result is shown", () => {
    const table = { columns: [], rows: [["a"], ["b"]], total: 2, truncated: false };
    expect(extent(2, table)).toBeUndefined();
    expect(extent(1, table)).toBe("first 1 of 2 rows");
    expect(extent(2, { ...table, total: 5_000, truncated: true })).toBe(
      "first 2 rows; the result was cut at 5,000 rows",
    );
  });
});

describe("a reply as plain text", () => {
  it("tells progress in one line", () => {
    expect(plainText(working)).toBe("Asking Sales and Inventory · Sales: writing SQL · Inventory: 38 rows · 12 s");
    expect(plainText({ ...working, question: "Why?", draft: "So **far**" })).toMatch(/^Why\?\n\n.*12 s\n\nSo far$/s);
  });

  it("tells an answer with its rows, sources, notes and confidence", () => {
    expect(plainText({ ...richAnswer, question: "What?" })).toBe(
      [
        "What?",
        "North leads with 2,525; the South has 750.\n\n- report (https://dbx.example.com/report)\n- `a < b`",
        "Revenue by region\nregion | revenue\nNorth | 2,525\nSouth | 750\nWest | –",
        "Source: Sales · 3 rows · 2 s · trusted answer · Powered by Genie · https://dbx.example.com/genie/rooms/1\n" +
          "Source: Inventory could not answer. It needs the permission Can View on its space.",
        "Inventory is missing from this answer.",
        "Confidence: high · 3 s",
      ].join("\n\n"),
    );
  });

  it("tells a notice", () => {
    expect(plainText({ kind: "notice", tone: "error", title: "Sorry", markdown: "It **failed**.", buttons: [] })).toBe(
      "Sorry\n\nIt failed.",
    );
  });

  it("reads markdown aloud", () => {
    expect(unmarked("# Head\n\n```sql\nSELECT 1\n```\n![chart](https://a.example/x)")).toBe(
      "Head\n\nSELECT 1\nchart (https://a.example/x)",
    );
  });
});
