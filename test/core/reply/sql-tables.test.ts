import { sqlTables } from "../../../src/reply/query/sql-tables.ts";

const names = (sql: string) => sqlTables(sql)?.map((name) => name.join("."));

describe("the tables of a query", () => {
  it.each([
    ["SELECT * FROM retail.sales", ["retail.sales"]],
    ["SELECT * FROM `Main`.`retail`.`daily sales` s WHERE s.day > '2026-01-01'", ["Main.retail.daily sales"]],
    ["SELECT 1 FROM a.b JOIN c.d ON b.id = d.id LEFT JOIN a.b AS again ON true", ["a.b", "c.d"]],
    ["WITH m AS (SELECT * FROM a.b), n AS (SELECT * FROM m) SELECT * FROM n JOIN c.d USING (id)", ["a.b", "c.d"]],
    ["SELECT * FROM (SELECT * FROM a.b) t", ["a.b"]],
    ["SELECT extract(year FROM o.day), trim(BOTH ' ' FROM o.name) FROM a.b o", ["a.b"]],
    ["SELECT 1 FROM a.b WHERE x IS DISTINCT FROM y.z", ["a.b"]],
    ["SELECT 'from x.y' -- from z.z\nFROM a.b", ["a.b"]],
    ["SELECT 1", []],
  ])("%s", (sql, expected) => {
    expect(names(sql)).toEqual(expected);
  });

  it.each([
    "SELECT * FROM sales",
    "SELECT * FROM a.b, c.d",
    "SELECT * FROM a.b x, c.d",
    "SELECT * FROM read_files('/Volumes/x')",
    "SELECT * FROM a.b JOIN range(10)",
    "SELECT * FROM a.b.c.d",
    `SELECT * FROM ${Array.from({ length: 9 }, (_, at) => `s.t${at}`).join(" JOIN ")}`,
  ])("cannot all be told: %s", (sql) => {
    expect(names(sql)).toBeUndefined();
  });
});
