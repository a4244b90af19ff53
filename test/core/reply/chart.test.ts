import type { Table } from "../../../src/ports/table.ts";
import { chartOf, chartsOf, chartWords } from "../../../src/reply/tables/chart.ts";
import { askedView, withoutView } from "../../../src/text/asked-view.ts";

const tableOf = (columns: Table["columns"], rows: Table["rows"]): Table => ({
  columns,
  rows,
  total: rows.length,
  truncated: false,
});
const month = { name: "month", type: "text" } as const;
const revenue = { name: "revenue", type: "number" } as const;
const months = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${2025 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}`);

describe("a chart", () => {
  it("has a gap where there is no value", () => {
    const [chart] = chartOf(
      tableOf(
        [month, revenue],
        months(3).map((one, at) => [one, ["10", null, "30"][at] ?? null]),
      ),
    );
    expect(chart?.series).toEqual([{ name: "revenue", values: [10, null, 30] }]);
  });

  it.each(["", " ", "NaN", "Infinity", "-Infinity", "n/a"])("has a gap where the value is no number: %j", (value) => {
    const rows = months(3).map((one, at) => [one, ["10", value, "30"][at] ?? null]);
    expect(chartOf(tableOf([month, revenue], rows))[0]?.series[0]?.values).toEqual([10, null, 30]);
  });

  it.each([13, 90])("of %i points over time is a line", (count) => {
    const rows = months(count).map((one, at) => [one, String(at)]);
    expect(chartOf(tableOf([month, revenue], rows))[0]).toMatchObject({ type: "line", categories: months(count) });
  });

  it("of more than twelve names is not drawn", () => {
    const rows = Array.from({ length: 13 }, (_, at) => [`product ${at}`, "1"]);
    expect(chartOf(tableOf([{ name: "product", type: "text" }, revenue], rows))).toEqual([]);
    expect(chartOf(tableOf([{ name: "product", type: "text" }, revenue], rows.slice(1)))[0]?.type).toBe("bar");
  });

  it("of years is a line over the years; ids are no amounts", () => {
    const year = { name: "year(order_date)", type: "number" } as const;
    const rows = ["2024", "2025", "2026"].map((one) => [one, "5"]);
    expect(chartOf(tableOf([year, revenue], rows))[0]).toMatchObject({
      type: "line",
      categories: ["2024", "2025", "2026"],
    });
    const customer = { name: "customerid", type: "number" } as const;
    expect(chartOf(tableOf([{ name: "region", type: "text" }, customer], rows))).toEqual([]);
  });
});

describe("other ways to draw a chart", () => {
  const table = (rows: number, value = (at: number): string | null => String(at + 1)) =>
    tableOf(
      [month, revenue],
      months(rows).map((name, at) => [name, value(at)]),
    );

  it("are offered as far as they show the rows as they are, the best one first", () => {
    expect(chartsOf(table(4))).toEqual(["line", "bar", "pie"]);
    expect(chartsOf(table(13))).toEqual(["line", "bar"]);
    expect(chartsOf(table(90))).toEqual(["line"]);
    expect(chartsOf(table(4, (at) => (at === 1 ? null : "2")))).toEqual(["line", "bar"]);
    expect(chartsOf(table(2))).toEqual([]);
  });

  it("are told in words to those who cannot see them", () => {
    const [chart] = chartOf(table(4), "bar");
    expect(chart && chartWords(chart)).toBe(
      "Bar chart: Revenue by month, 4 values from 2025-01 to 2025-04. revenue: highest 4 (2025-04), lowest 1 (2025-01).",
    );
  });
});

describe("the form that a question asks for", () => {
  it.each([
    ["Show revenue by month as a line chart", { display: "chart", chart: "line" }],
    ["revenue by region as a  Pie chart, please", { display: "chart", chart: "pie" }],
    ["Umsatz nach Monat als Balkendiagramm", { display: "chart", chart: "bar" }],
    ["revenue as a chart", { display: "chart" }],
    ["revenue as a table", { display: "table" }],
    ["Which chart of accounts do we use?", undefined],
    ["Who sold the most as a team?", undefined],
    ["Who sits in a tableau?", undefined],
  ])("%s", (question, view) => {
    expect(askedView(question)).toEqual(view);
  });

  it("is no part of the question to an agent", () => {
    expect(withoutView("Show revenue by month, as a line chart please")).toBe("Show revenue by month please");
    expect(withoutView("As a table")).toBe("As a table");
    expect(withoutView("revenue in  March")).toBe("revenue in  March");
  });
});
