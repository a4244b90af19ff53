import { queryScope, scopeWords } from "../../../src/reply/query/query-scope.ts";

const today = "2026-11-29";
const words = (sql: string): string => scopeWords(queryScope(sql, today), undefined);

describe("what a query covers", () => {
  it.each([
    ["SELECT sum(revenue) FROM sales", "no date filter"],
    ["SELECT sum(revenue) FROM sales WHERE region = 'North'", "no date filter, region is North"],
    [
      "SELECT 1 FROM s WHERE `region` <> 'North' AND amount >= 5",
      "no date filter, region is not North, amount at least 5",
    ],
    ["SELECT 1 FROM s WHERE lower(s.name) LIKE '%o''neil%'", "no date filter, name contains o'neil"],
    ["SELECT 1 FROM s WHERE stock < i.reorder_level", "no date filter, stock below reorder level"],
    ["SELECT 1 FROM s WHERE status IN ('A', 'B')", "no date filter, status is A or B"],
    ["SELECT 1 FROM s WHERE status NOT IN ('A', 'B', 'C', 'D')", "no date filter, status is not A or B or C or 1 more"],
  ])("%s: %s", (sql, expected) => {
    expect(words(sql)).toBe(expected);
  });

  it.each([
    ["d >= '2026-10-01' AND d < '2027-01-01'", "Q4 2026"],
    ["d BETWEEN '2026-01-01' AND '2026-03-31'", "Q1 2026"],
    ["d BETWEEN DATE '2026-10-30' AND DATE '2026-11-28'", "30 Oct to 28 Nov 2026"],
    ["d >= date_sub(current_date(), 30)", "since 30 Oct 2026"],
    ["d >= current_date - INTERVAL 30 DAYS AND d < current_date()", "30 Oct to 28 Nov 2026"],
    ["d >= dateadd(MONTH, -1, current_date())", "since 29 Oct 2026"],
    ["date_trunc('month', d) = date_trunc('month', add_months(current_date(), -1))", "October 2026"],
    [
      "d >= date_trunc('quarter', current_date()) - INTERVAL '3' MONTH AND d < date_trunc('quarter', current_date())",
      "Q3 2026",
    ],
    ["year(d) = 2025", "2025"],
    ["EXTRACT(YEAR FROM d) = 2025", "2025"],
    ["CAST(ts AS DATE) = DATE '2026-11-28'", "28 Nov 2026"],
    ["d >= trunc(current_date(), 'YY')", "since 1 Jan 2026"],
    ["d <= last_day(DATE '2026-02-10')", "until 28 Feb 2026"],
  ])("a period: %s is %s", (condition, expected) => {
    expect(words(`SELECT 1 FROM s WHERE ${condition}`)).toBe(expected);
  });

  it.each([
    ["year(d) = 2026 AND month(d) = 3", "March 2026"],
    ["year(d) = 2026 AND quarter(d) = 3", "Q3 2026"],
    ["year(d) = year(current_date())", "2026"],
    ["year(d) = year(current_date()) - 1 AND month(d) = month(current_date())", "November 2025"],
    ["EXTRACT(YEAR FROM d) = 2026 AND EXTRACT(MONTH FROM d) = 10", "October 2026"],
    ["date_part('year', d) >= 2024", "since 1 Jan 2024"],
    ["year(d) BETWEEN 2024 AND 2025", "1 Jan 2024 to 31 Dec 2025"],
    ["year(d) IN (2025, 2024)", "1 Jan 2024 to 31 Dec 2025"],
    ["c.year = 2026 AND c.quarter = 2", "Q2 2026"],
    ["date_format(d, 'yyyy-MM') = '2026-10'", "October 2026"],
    ["date_trunc('month', d) > '2026-01-15'", "since 1 Feb 2026"],
    ["date_trunc('month', d) >= '2026-01-15'", "since 1 Feb 2026"],
    ["date_trunc('month', d) <= '2026-01-15'", "until 31 Jan 2026"],
    ["date_trunc('month', d) < '2026-01-15'", "until 31 Jan 2026"],
    ["d::date >= '2026-10-01'", "since 1 Oct 2026"],
  ])("a period, told by parts of dates: %s is %s", (condition, expected) => {
    expect(words(`SELECT 1 FROM s WHERE ${condition}`)).toBe(expected);
  });

  it.each([
    "d >= current_timestamp() - INTERVAL 24 HOURS",
    "d >= now() - INTERVAL '90' MINUTE",
    "d >= current_date() - INTERVAL 1 YEAR 6 MONTHS",
    "d >= current_date() - INTERVAL '1-6' YEAR TO MONTH",
    "d = current_date() OR region = 'North'",
    "d >= date_sub(current_date(), 7) OR region IN ('North')",
    "d >= DATE '2026-10-01' OR region = 'North'",
    "NOT region = 'North'",
    "NOT d < '2026-01-01'",
    "d NOT BETWEEN '2026-01-01' AND '2026-03-31'",
    "datediff(current_date(), d) <= 30",
    "month(d) = 3",
    "price * quantity > 100",
    "length(name) > 5",
    "current_date() BETWEEN valid_from AND valid_until",
  ])("says nothing that would be wrong: %s", (condition) => {
    expect(words(`SELECT 1 FROM s WHERE ${condition}`)).toBe("further conditions");
  });

  it.each([
    ["a column that is part of a date", "SELECT 1 FROM s WHERE fiscal_year = 2026", "fiscal year is 2026"],
    [
      "the condition of a join",
      "SELECT 1 FROM c LEFT JOIN s ON s.c = c.id AND s.d >= '2026-10-01' WHERE c.region = 'North'",
      "since 1 Oct 2026, region is North",
    ],
    ["a join alone", "SELECT 1 FROM c JOIN s ON (s.c = c.id) JOIN t ON t.s = s.id", "no date filter"],
    ["a condition within a figure", "SELECT sum(CASE WHEN d >= '2026-10-01' THEN x END) FROM s", "further conditions"],
    ["a filtered figure", "SELECT count(*) FILTER (WHERE state = 'FAILED') FROM s", "further conditions"],
  ])("knows dates where they are limited elsewhere: %s", (_, sql, expected) => {
    expect(words(sql)).toBe(expected);
  });

  it("takes the values of a trusted query's parameters from its head", () => {
    const head =
      "-- :from_date = 2026-10-30 (DATE)\n-- :to_date = 2026-11-28 (DATE)\n-- :sku = Jobs (EU) Compute (STRING)\n";
    expect(words(`${head}SELECT 1 FROM u WHERE usage_date BETWEEN :from_date AND :to_date AND sku = :sku`)).toBe(
      "30 Oct to 28 Nov 2026, sku is Jobs (EU) Compute",
    );
  });

  it("reads the conditions of subqueries, and all of a comparison of two periods", () => {
    const half = (month: string) => `(SELECT sum(x) FROM s WHERE date_trunc('month', d) = DATE '2026-${month}-01')`;
    expect(words(`SELECT ${half("09")} AS before, ${half("10")} AS after`)).toBe("1 Sep to 31 Oct 2026");
    expect(words("WITH f AS (SELECT * FROM t WHERE state = 'FAILED') SELECT count(*) FROM f GROUP BY 1")).toBe(
      "no date filter, state is FAILED",
    );
  });

  it("says that there is more where it does not understand a condition, and never guesses", () => {
    expect(words("SELECT 1 FROM s WHERE region = 'A' OR d >= '2026-01-01'")).toBe("further conditions");
    expect(words("SELECT 1 FROM s WHERE x = (SELECT max(x) FROM s)")).toBe("further conditions");
    expect(words("SELECT 1 FROM s WHERE stock < reorder_level / 2")).toBe("further conditions");
    expect(words("SELECT 1 FROM s JOIN t WHERE s.id = t.id")).toBe("further conditions");
    expect(words("SELECT 1 FROM s WHERE d >= my_day() AND region = 'A'")).toBe("region is A, further conditions");
  });

  it("is not misled by words in texts and comments", () => {
    expect(words("SELECT 'a WHERE b = 1' FROM s -- WHERE region = 'X'\n")).toBe("no date filter");
    expect(words("SELECT 1 FROM s WHERE note = 'x AND d > 3' /* AND region = 'Y' */")).toBe(
      "no date filter, note is x AND d > 3",
    );
  });
});
