import type { Row } from "../data/database.ts";
import type { Query } from "../semantic/composing/sql.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { Measure } from "../semantic/subject.ts";
import type { TrustedQuestion } from "./space.ts";

/** An aggregate over one table, and the column that holds its day. */
interface Metric {
  name: string;
  german: string;
  unit: Measure["unit"];
  value: string;
  from: string;
  day: string;
}

/** The question after the state of everything: each metric of the period beside the period before. */
export const overviewOf = (subject: string, german: string, metrics: Metric[]): TrustedQuestion => ({
  asks: [`Give me an overview of the platform's ${subject}`, "Give me a platform health overview"],
  isOverview: true,
  about: {
    en: `Compares the key figures of ${subject} with the period before.`,
    de: `Vergleicht die Kennzahlen (${german}) mit dem Zeitraum davor.`,
  },
  query: compared(metrics),
  period: (calendar) => calendar.lastDays(30),
  say: {
    en: (rows, { when, voice }) =>
      `Key figures of ${subject} ${when}: ${voice.answers.list(rows.map((row) => compare(voice, metrics, row, "before")))}.`,
    de: (rows, { when, voice }) =>
      `Kennzahlen (${german}) ${when}: ${voice.answers.list(rows.map((row) => compare(voice, metrics, row, "vorher")))}.`,
  },
});

const compared = (metrics: Metric[]): Query => ({
  select: "metric, ROUND(current, 2) AS current, ROUND(previous, 2) AS previous",
  from: `(\n${metrics.map(row).join("\n  UNION ALL\n")}\n) AS metrics`,
});

const row = ({ name, value, from, day }: Metric): string => `  SELECT '${name}' AS metric,
    (SELECT ${value} FROM ${from} WHERE ${day} BETWEEN :from_date AND :to_date) AS current,
    (SELECT ${value} FROM ${from}
      WHERE ${day} BETWEEN date_sub(:from_date, datediff(:to_date, :from_date) + 1) AND date_sub(:from_date, 1)) AS previous`;

const compare = (voice: Voice, metrics: Metric[], { metric, current, previous }: Row, before: string): string => {
  const { german, unit = "count", name } = metrics.find((each) => each.name === metric) ?? {};
  const earlier = Number(previous ?? 0);
  const percent = Math.round(((Number(current ?? 0) - earlier) / earlier) * 1_000) / 10;
  const change = earlier === 0 ? "" : `, ${voice.plain.signed(percent, "percent")}`;
  const what = voice.language === "de" ? german : name?.replace(/ in (?:dollars|percent)$/, "");
  return `${what} **${voice.amount(current, unit)}** (${before}: ${voice.amount(earlier, unit)}${change})`;
};
