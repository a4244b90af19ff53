import type { Row } from "../data/database.ts";
import type { Query } from "../semantic/composing/sql.ts";
import { list, number, type TrustedQuestion } from "./space.ts";

/** An aggregate over one table, and the column that holds its day. */
interface Metric {
  name: string;
  value: string;
  from: string;
  day: string;
}

/** The question after the state of everything: each metric of the period beside the period before. */
export const overviewOf = (subject: string, metrics: Metric[]): TrustedQuestion => ({
  asks: [`Give me an overview of the platform's ${subject}`, "Give me a platform health overview"],
  isOverview: true,
  about: `Compares the key figures of ${subject} with the period before.`,
  query: compared(metrics),
  period: (calendar) => calendar.lastDays(30),
  say: (rows, { when }) => `Key figures of ${subject} ${when}: ${list(rows.map(compare))}.`,
});

const compared = (metrics: Metric[]): Query => ({
  select: "metric, ROUND(current, 2) AS current, ROUND(previous, 2) AS previous",
  from: `(\n${metrics.map(row).join("\n  UNION ALL\n")}\n) AS metrics`,
});

const row = ({ name, value, from, day }: Metric): string => `  SELECT '${name}' AS metric,
    (SELECT ${value} FROM ${from} WHERE ${day} BETWEEN :from_date AND :to_date) AS current,
    (SELECT ${value} FROM ${from}
      WHERE ${day} BETWEEN date_sub(:from_date, datediff(:to_date, :from_date) + 1) AND date_sub(:from_date, 1)) AS previous`;

const compare = ({ metric, current, previous }: Row): string => {
  const before = Number(previous ?? 0);
  const change = before === 0 ? "" : `, ${signed(((Number(current ?? 0) - before) / before) * 100)} %`;
  return `${metric} **${number(current)}** (before: ${number(before)}${change})`;
};

const signed = (value: number): string => `${value >= 0 ? "+" : ""}${value.toFixed(1)}`;
