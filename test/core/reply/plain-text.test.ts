import { plainText, unmarked } from "../../../src/reply/fit/plain-text.ts";
import { creditOf, duration, extent, rowCount } from "../../../src/reply/format.ts";
import { richAnswer, working } from "../../contract/replies.ts";

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
    expect([0, 1, 2_345].map((rows) => rowCount(rows))).toEqual(["0 rows", "1 row", "2,345 rows"]);
  });

  it("credits a source to Genie, or to its tool unless its line says that already", () => {
    expect(creditOf({ title: "Sales" })).toBe("Powered by Genie");
    expect(creditOf({ title: "Runbooks", credit: "Runbooks" })).toBe("");
    expect(creditOf({ title: "Runbooks", credit: "Runbooks", link: "https://git.example" })).toBe("Runbooks");
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
        "Revenue by region\nRegion | Revenue\nNorth | 2,525\nSouth | 750\nWest | –",
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
