import fc from "fast-check";
import type { Table } from "../../../src/ports/table.ts";
import { columnViews, isQuantity } from "../../../src/reply/tables/column-view.ts";
import { grouped } from "../../../src/reply/tables/numbers.ts";

type Column = Table["columns"][number];

/** The cells of a table of one column, as they are shown. */
const shown = (values: (string | null)[], name = "amount", type: Column["type"] = "number"): string[] => {
  const [view] = columnViews({ columns: [{ name, type }], rows: values.map((value) => [value]) });
  return values.map((value) => view?.cell(value) ?? "");
};

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
    ["1.2E-5", "0.000012"],
    ["0.00001234", "0.00001234"],
    ["4.5E-7", "0.00000045"],
    ["-4.5e-7", "-0.00000045"],
    ["0.000000000012345678", "0.0000000000123457"],
    ["0.30000000000000004", "0.3"],
    ["99.99999999999999", "100"],
    ["1234.5678901234", "1,234.57"],
    ["1091.6666666666667", "1,091.67"],
    ["12345678901234567890", "12,345,678,901,234,567,890"],
    ["12345678901234567890.25", "12,345,678,901,234,567,890.25"],
    ["123456789012345678901234567890.1234567891", "123,456,789,012,345,678,901,234,567,890.12"],
    ["1E300", "1E300"],
    ["NaN", "NaN"],
    ["Infinity", "Infinity"],
    ["", ""],
    ["n/a", "n/a"],
  ])("%j is %j", (value, expected) => {
    expect(grouped(value)).toBe(expected);
  });

  it("are never more than a millionth away from what the warehouse said, and never 0 unless it is 0", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e12, max: 1e12 }), (value) => {
        const text = grouped(String(value)).replaceAll(",", "");
        const off = Math.abs(Number(text) - value);
        expect(off).toBeLessThanOrEqual(Math.max(Math.abs(value) * 1e-5, Math.abs(value) >= 1 ? 0.005 : 0));
        expect(Number(text) === 0).toBe(value === 0);
      }),
    );
  });
});

describe("a column", () => {
  it.each([
    ["revenue", true],
    ["paid", true],
    ["casino", true],
    ["year_to_date", true],
    ["number_of_orders", true],
    ["orders_per_year", true],
    ["count(customer_id)", true],
    ["sum(price)", true],
    ["id", false],
    ["customer_id", false],
    ["customerid", false],
    ["customerId", false],
    ["order key", false],
    ["zip", false],
    ["postcode", false],
    ["phone", false],
    ["sku", false],
    ["order_number", false],
    ["Year", false],
    ["fiscal_year", false],
    ["year(order_date)", false],
    ["yyyymm", false],
  ])("%j holds amounts: %j", (name, expected) => {
    expect(isQuantity({ name, type: "number" }, ["10023"])).toBe(expected);
    expect(isQuantity({ name, type: "text" }, ["10023"])).toBe(false);
  });

  it("of months is told from one of amounts by its values", () => {
    expect(isQuantity({ name: "month", type: "number" }, ["1", "12"])).toBe(false);
    expect(isQuantity({ name: "order_month", type: "number" }, ["202611", "202612"])).toBe(false);
    expect(isQuantity({ name: "month(order_date)", type: "number" }, ["11"])).toBe(false);
    expect(isQuantity({ name: "last_month", type: "number" }, ["2400.5", "13"])).toBe(true);
  });

  it("has the same number of decimals in every cell", () => {
    expect(shown(["1234.5", "10", "0.25", null])).toEqual(["1,234.50", "10.00", "0.25", "–"]);
    expect(shown(["1", "20"])).toEqual(["1", "20"]);
    expect(shown(["12.5", "3"], "cost_usd")).toEqual(["12.50", "3.00"]);
    expect(shown(["750.0", "2525.0"], "revenue")).toEqual(["750", "2,525"]);
  });

  it("of very small and large numbers is not filled up with zeros", () => {
    expect(shown(["1.2E-5", "1234.5"], "ratio")).toEqual(["0.000012", "1,234.5"]);
  });

  it("leaves ids, years, texts and dates as they are, and shows nothing as a dash", () => {
    expect(shown(["10023"], "customerid")).toEqual(["10023"]);
    expect(shown(["2026"], "year(order_date)")).toEqual(["2026"]);
    expect(shown(["202611"], "yyyymm")).toEqual(["202611"]);
    expect(shown(["1234"], "code", "text")).toEqual(["1234"]);
    expect(shown(["2024-01-01", null], "day", "date")).toEqual(["2024-01-01", "–"]);
  });

  it.each([
    ["2026-11-19T15:43:08.000Z", "2026-11-19 15:43:08 UTC"],
    ["2026-11-19T15:43:08.250Z", "2026-11-19 15:43:08.250 UTC"],
    ["2026-11-19T15:43:08", "2026-11-19 15:43:08"],
    ["2026-11-19T15:43:08.000+02:00", "2026-11-19 15:43:08+02:00"],
    ["2026-11-19 15:43", "2026-11-19 15:43"],
    ["soon", "soon"],
  ])("of times shows %s as %s", (value, expected) => {
    expect(shown([value], "at", "time")).toEqual([expected]);
  });

  it("has a heading in words, unless its name is no plain name", () => {
    const titles = ["total_revenue", "customerid", "Net Revenue", "sum(price)", "order_id"].map(
      (name) => columnViews({ columns: [{ name, type: "text" }], rows: [] })[0]?.title,
    );
    expect(titles).toEqual(["Total revenue", "Customerid", "Net Revenue", "sum(price)", "Order ID"]);
  });
});
