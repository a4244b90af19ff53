import type { Finding } from "../../../src/ports/agent.ts";
import type { Table } from "../../../src/ports/reply.ts";
import { chartOf } from "../../../src/reply/tables/chart.ts";

const finding = (columns: Table["columns"], rows: Table["rows"]): Finding => ({
  agent: "sales",
  question: "How much?",
  text: "",
  suggestions: [],
  notes: [],
  clarifies: false,
  earlier: [],
  elapsedMs: 1,
  trusted: false,
  table: { columns, rows, total: rows.length, truncated: false },
});
const month = { name: "month", type: "text" } as const;
const revenue = { name: "revenue", type: "number" } as const;
const months = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`);

describe("a chart", () => {
  it("has a gap where there is no value", () => {
    const [chart] = chartOf(
      finding(
        [month, revenue],
        months(3).map((one, at) => [one, ["10", null, "30"][at] ?? null]),
      ),
    );
    expect(chart?.series).toEqual([{ name: "revenue", values: [10, null, 30] }]);
  });

  it.each([13, 90])("of %i points over time is a line", (count) => {
    const rows = months(count).map((one, at) => [one, String(at)]);
    expect(chartOf(finding([month, revenue], rows))[0]).toMatchObject({ type: "line", categories: months(count) });
  });

  it("of more than twelve names is not drawn", () => {
    const rows = Array.from({ length: 13 }, (_, at) => [`product ${at}`, "1"]);
    expect(chartOf(finding([{ name: "product", type: "text" }, revenue], rows))).toEqual([]);
    expect(chartOf(finding([{ name: "product", type: "text" }, revenue], rows.slice(1)))[0]?.type).toBe("bar");
  });

  it("of years is a line over the years; ids are no amounts", () => {
    const year = { name: "year(order_date)", type: "number" } as const;
    const rows = ["2024", "2025", "2026"].map((one) => [one, "5"]);
    expect(chartOf(finding([year, revenue], rows))[0]).toMatchObject({
      type: "line",
      categories: ["2024", "2025", "2026"],
    });
    const customer = { name: "customerid", type: "number" } as const;
    expect(chartOf(finding([{ name: "region", type: "text" }, customer], rows))).toEqual([]);
  });
});
