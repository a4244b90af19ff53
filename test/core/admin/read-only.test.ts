import { Dialect, parse } from "@polyglot-sql/sdk";
import { mustOnlyRead } from "../../../src/admin/sql-check.ts";
import { isPlainShow, refusalOf } from "../../../src/admin/sql-read-only.ts";

const refusal = (sql: string) => {
  const { ast, error } = parse(sql, Dialect.Databricks);
  return refusalOf({ statements: ast, error: error ?? undefined });
};

describe("a statement that reads", () => {
  it.each([
    "SELECT 1",
    "select count(*) from main.sales.orders where day = '2026-11-28';",
    "SELECT `order id`, amount::decimal(10,2) FROM `main`.sales.orders QUALIFY row_number() OVER (ORDER BY day) = 1",
    "WITH days AS (SELECT explode(sequence(1, 3)) AS day) SELECT * FROM days",
    "SELECT 1 UNION ALL SELECT 2 ORDER BY 1 LIMIT 1",
    "SELECT a FROM x INTERSECT SELECT a FROM y EXCEPT SELECT a FROM z",
    "(SELECT 1)",
    "VALUES (1, 2)",
    "SELECT transform(array(1, 2), x -> x + 1), aggregate(array(1), 0, (a, x) -> a + x)",
    "SELECT * FROM (SELECT region, amount FROM sales) PIVOT (SUM(amount) FOR region IN ('North', 'South'))",
    "SELECT col FROM t LATERAL VIEW explode(items) AS col",
    "SELECT * FROM read_files('/Volumes/main/landing/orders', format => 'json')",
    "SHOW TABLES IN sales",
    "DESCRIBE main.sales.orders",
    "DESCRIBE EXTENDED sales.orders",
    "DESC HISTORY sales.orders",
    "-- a remark; drop table x\nSELECT 'delete from x; update y', \"insert\" /* merge */",
    "SELECT insert('abc', 1, 1, 'x'), replace('a', 'b', 'c') FROM words",
  ])("is run: %s", (sql) => {
    expect(refusal(sql)).toBeUndefined();
  });

  it.each([
    "INSERT INTO t SELECT 1",
    "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x",
    "FROM t INSERT INTO x SELECT *",
    "WITH a AS (DELETE FROM t) SELECT 1",
    "SELECT * FROM (DELETE FROM t RETURNING *)",
    "SELECT * INTO t FROM x",
    "UPDATE t SET a = 1",
    "DELETE FROM t",
    "MERGE INTO t USING s ON a = b WHEN MATCHED THEN DELETE",
    "TRUNCATE TABLE t",
    "CREATE TABLE t AS SELECT 1",
    "CREATE OR REPLACE VIEW v AS SELECT 1",
    "DROP TABLE t",
    "ALTER TABLE t ADD COLUMN a INT",
    "COPY INTO t FROM '/Volumes/x'",
    "OPTIMIZE t ZORDER BY (a)",
    "VACUUM t",
    "GRANT SELECT ON TABLE t TO `x@example.com`",
    "CALL p()",
    "EXECUTE IMMEDIATE 'DROP TABLE t'",
    "BEGIN DELETE FROM t; END",
    "SET x = 1",
    "USE CATALOG main",
    "CACHE TABLE t",
    "REFRESH TABLE t",
    "LIST '/Volumes/x'",
    "SELECT 1; DROP TABLE t",
    "SHOW TABLES; SELECT 1",
    "SELECT secret('scope', 'key')",
    "SELECT `try_secret`('scope', 'key')",
    "SELECT system.builtin.secret('scope', 'key')",
    "SELECT java_method('java.lang.Runtime', 'getRuntime')",
    "SELECT reflect('java.util.UUID', 'randomUUID') FROM t",
    "SELECT http_request(conn => 'x', method => 'POST', path => '/')",
    "SELECT * FROM t WHERE a IN (SELECT secret('a', 'b'))",
    "SELECT ai_query('endpoint', 'say ' || name) FROM people",
    "SELECT ai_summarize(text) FROM notes",
    "SELECT IDENTIFIER('sec' || 'ret')('scope', 'key')",
    "SELECT * FROM remote_query('conn', query => 'DELETE FROM t')",
    "SELECT * FROM read_kafka(bootstrapServers => 'evil:9092')",
    "SELECT * FROM t |> WHERE a = 1",
    `SELECT ${"(".repeat(3_000)}1${")".repeat(3_000)}`,
    "nonsense",
    "",
    ";",
  ])("is not: %s", (sql) => {
    expect(refusal(sql)).toMatch(/^\S.*[^.]$/);
  });
});

describe("SHOW and DESCRIBE in their plain forms", () => {
  it.each([
    "SHOW GRANTS ON TABLE main.sales.orders",
    "show tables in main.sales like 'ord*|cust*';",
    "SHOW CREATE TABLE `main`.`sales`.`orders`",
    "DESCRIBE TABLE EXTENDED sales.orders",
    "desc detail main.sales.orders",
    " SHOW\tSCHEMAS\n",
  ])("are run: %s", (sql) => {
    expect(isPlainShow(sql)).toBe(true);
  });

  it.each([
    "SHOW TABLES; DROP TABLE t",
    "SHOW TABLES -- x",
    "SHOW",
    "DESCRIBE (DELETE FROM t)",
    "DESCRIBE /* x */ t",
    "SHOWDELETE FROM t",
    "DROP TABLE t",
    "SELECT 1",
  ])("are not: %s", (sql) => {
    expect(isPlainShow(sql)).toBe(false);
  });
});

describe("the check of a statement", () => {
  it("is done in a thread of its own, and says why a statement is refused", async () => {
    const before = process.memoryUsage().rss;
    await expect(mustOnlyRead("SELECT count(*) FROM sales.orders")).resolves.toBeUndefined();
    await expect(mustOnlyRead("DROP TABLE sales.orders")).rejects.toMatchObject({
      code: "sql.not-read-only",
      retry: "never",
      sentence:
        "I run one statement at a time, and only one that reads: SELECT, SHOW or DESCRIBE. But this one is a DROP TABLE, so I haven't run it.",
    });
    await expect(mustOnlyRead("SELECT 1; DROP TABLE t")).rejects.toMatchObject({
      sentence: expect.stringContaining("But these are 2, so"),
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(400_000_000);
  });
});
