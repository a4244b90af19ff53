import { openSpaces } from "../../../support/databricks/genie-answers.ts";

/* Periods in words, on days that are hard: inside a year, at its start, on a leap day, at the end of a quarter. */

type Span = [from: string, to: string];

const spoken: [now: string, spans: Record<string, Span>][] = [
  [
    "2026-11-20T12:00:00Z",
    {
      yesterday: ["2026-11-19", "2026-11-19"],
      "last week": ["2026-11-09", "2026-11-15"],
      "last month": ["2026-10-01", "2026-10-31"],
      "last quarter": ["2026-07-01", "2026-09-30"],
      "last year": ["2025-01-01", "2025-12-31"],
      "this month": ["2026-11-01", "2026-11-20"],
      "this quarter": ["2026-10-01", "2026-11-20"],
      "in the last 30 days": ["2026-10-21", "2026-11-19"],
      "in the past 3 months": ["2026-08-20", "2026-11-19"],
      "in March": ["2026-03-01", "2026-03-31"],
      "in December": ["2025-12-01", "2025-12-31"],
      "in November": ["2026-11-01", "2026-11-30"],
      "in 2025": ["2025-01-01", "2025-12-31"],
      "in Q1 2026": ["2026-01-01", "2026-03-31"],
      "in the first half of 2026": ["2026-01-01", "2026-06-30"],
      "between March and May 2026": ["2026-03-01", "2026-05-31"],
      "from 1 October to 15 October 2026": ["2026-10-01", "2026-10-15"],
      "since 1 October": ["2026-10-01", "2026-11-20"],
      "on 2026-11-03": ["2026-11-03", "2026-11-03"],
      "on March 3rd, 2026": ["2026-03-03", "2026-03-03"],
      "last Tuesday": ["2026-11-17", "2026-11-17"],
      "last weekend": ["2026-11-14", "2026-11-15"],
      "2 weeks ago": ["2026-11-02", "2026-11-08"],
      "year to date": ["2026-01-01", "2026-11-20"],
      "between 1 and 7 November": ["2026-11-01", "2026-11-07"],
      "in the week before last": ["2026-11-02", "2026-11-08"],
      "in the first half of October": ["2026-10-01", "2026-10-15"],
      "in the second half of October 2025": ["2025-10-16", "2025-10-31"],
      "in the second quarter of last year": ["2025-04-01", "2025-06-30"],
      "in the first ten days of October": ["2026-10-01", "2026-10-10"],
      "in the last two weeks of Q3": ["2026-09-17", "2026-09-30"],
      "in the first three months of this year": ["2026-01-01", "2026-03-31"],
      "this year until the end of June": ["2026-01-01", "2026-06-30"],
      "this year by the end of March": ["2026-01-01", "2026-03-31"],
      "this year through October": ["2026-01-01", "2026-10-31"],
      "this year before July": ["2026-01-01", "2026-06-30"],
      "up to the end of August this year": ["2026-01-01", "2026-08-31"],
      "from July to the end of September": ["2026-07-01", "2026-09-30"],
      "between the 1st and the 15th of October": ["2026-10-01", "2026-10-15"],
      "in October up to the 15th": ["2026-10-01", "2026-10-15"],
      "in the 10 days before 15 November": ["2026-11-05", "2026-11-14"],
      "in Q1 and Q2 together": ["2026-01-01", "2026-06-30"],
    },
  ],
  [
    "2027-01-01T00:00:00Z",
    {
      yesterday: ["2026-12-31", "2026-12-31"],
      "last week": ["2026-12-21", "2026-12-27"],
      "last month": ["2026-12-01", "2026-12-31"],
      "last quarter": ["2026-10-01", "2026-12-31"],
      "last year": ["2026-01-01", "2026-12-31"],
      "in December": ["2026-12-01", "2026-12-31"],
      "in the last 7 days": ["2026-12-25", "2026-12-31"],
    },
  ],
  [
    "2028-02-29T23:59:00Z",
    {
      yesterday: ["2028-02-28", "2028-02-28"],
      "last month": ["2028-01-01", "2028-01-31"],
      "last quarter": ["2027-10-01", "2027-12-31"],
      "in the past 1 year": ["2027-02-28", "2028-02-28"],
      "this year": ["2028-01-01", "2028-02-29"],
      "in February": ["2028-02-01", "2028-02-29"],
    },
  ],
  [
    "2027-06-30T08:00:00Z",
    {
      "last week": ["2027-06-21", "2027-06-27"],
      "last month": ["2027-05-01", "2027-05-31"],
      "last quarter": ["2027-01-01", "2027-03-31"],
      "this quarter": ["2027-04-01", "2027-06-30"],
      "in the last 3 months": ["2027-03-30", "2027-06-29"],
    },
  ],
];

describe.each(spoken)("at %s", (now, spans) => {
  const { ask, sql } = openSpaces(Date.parse(now));

  it.each(Object.entries(spans))("%s", (words, [from, to]) => {
    const answer = ask("cost", `cost ${words}`);
    if (answer.kind !== "query") expect.fail(answer.text);
    expect(answer.attempt.sql).toContain(`BETWEEN '${from}' AND '${to}'`);
    const [row] = sql(`SELECT ROUND(SUM(cost), 2) FROM billing.usage WHERE usage_date BETWEEN '${from}' AND '${to}'`);
    expect(answer.attempt.result.rows).toEqual([[row?.[0] ?? null]]);
  });

  it("names the last quarter, and its revenue is that of SQL", () => {
    const answer = ask("sales", "What was our total revenue last quarter?");
    if (answer.kind !== "query") expect.fail(answer.text);
    const span = spans["last quarter"] ?? ["", ""];
    const [row] = sql(
      `SELECT COALESCE(SUM(revenue), 0) FROM retail.sales WHERE sale_date BETWEEN '${span[0]}' AND '${span[1]}'`,
    );
    expect(answer.text).toContain(`**${Number(row?.[0]).toLocaleString("en-US")}**`);
    expect(answer.text).toMatch(/ in Q[1-4] 20\d\d \(\d/);
  });
});
