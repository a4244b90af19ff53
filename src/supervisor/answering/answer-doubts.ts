import { periodWords } from "../../reply/query/period-words.ts";
import { queryScope } from "../../reply/query/query-scope.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { type AskedPeriod, askedPeriods } from "../../text/dates/asked-period.ts";
import { type Period, shifted } from "../../text/dates/calendar.ts";
import { sqlTokens } from "../../text/sql-tokens.ts";
import { isFiller, stems } from "../../text/word-forms.ts";
import type { Done } from "./joined-findings.ts";

/* What in the query of an answer does not fit the question. Each doubt is a sentence; it lowers the confidence. */

/** The doubts about one finding. `today`: as `2026-11-29`. `isOnly`: it alone answers the question. */
export const doubtsAbout = (
  question: string,
  { finding }: Done,
  { today, isOnly = true, locale }: { today: string; isOnly?: boolean; locale?: string | undefined },
): string[] => {
  const { sql, table, text } = finding;
  if (sql === undefined) return [];
  const period = periodDoubt(askedPeriods(question, today), sql, today, locale);
  const known = new Set([
    ...sqlTokens(sql).flatMap((token) => stems(token.text.replaceAll("_", " "))),
    ...(table?.columns ?? []).flatMap(({ name }) => stems(name.replaceAll("_", " "))),
    ...stems(text),
  ]);
  const group = isOnly ? groupDoubt(question, known, locale) : undefined;
  const shapes = isOnly ? shapeDoubts(question, sql, locale) : [];
  return [period, group, ...shapes].filter((doubt) => doubt !== undefined);
};

/** Of several periods that are named, the query has to cover all, together or each by itself. */
const periodDoubt = (
  asked: readonly AskedPeriod[],
  sql: string,
  today: string,
  locale: string | undefined,
): string | undefined => {
  const [first] = asked;
  if (!first) return undefined;
  const { period, isComparison, isPartial, mayBeNarrower } = queryScope(sql, today);
  const { doubts } = wordsIn(locale).answers;
  if (!period) return isPartial || mayBeNarrower ? undefined : doubts.noDates(first.words);
  const tomorrow = shifted(today, "day", 1);
  const isAmong = isComparison || mayBeNarrower || isGrouped(sql);
  const isCovered = (one: AskedPeriod): boolean =>
    isSame(period, one.period, tomorrow) || (isAmong && isWithin(one.period, period, tomorrow));
  if (isSame(period, spanOf(asked), tomorrow)) return undefined;
  const missing = asked.find((one) => !isCovered(one));
  return missing && doubts.otherDates(missing.words, periodWords(missing.period, locale), periodWords(period, locale));
};

/** From the earliest beginning to the latest end. */
const spanOf = (asked: readonly AskedPeriod[]): Required<Period> => ({
  from: asked.map(({ period }) => period.from).toSorted()[0] ?? "",
  until:
    asked
      .map(({ period }) => period.until)
      .toSorted()
      .at(-1) ?? "",
});

/** Nothing happens in the future, so both may end today. A day more or less is a matter of taste. */
const isSame = (one: Period, other: Required<Period>, tomorrow: string): boolean =>
  isNear(one.from, other.from) && isNear(clipped(one.until, tomorrow), clipped(other.until, tomorrow));

const isNear = (one: string | undefined, other: string): boolean =>
  one !== undefined && one >= shifted(other, "day", -1) && one <= shifted(other, "day", 1);

const clipped = (until: string | undefined, tomorrow: string): string =>
  until === undefined || until > tomorrow ? tomorrow : until;

const isWithin = (inner: Required<Period>, outer: Period, tomorrow: string): boolean =>
  (outer.from === undefined || outer.from <= inner.from) &&
  clipped(inner.until, tomorrow) <= clipped(outer.until, tomorrow);

/** Where the rows are told apart, the period that was asked for may be among them. */
const isGrouped = (sql: string): boolean =>
  sqlTokens(sql).some(({ kind, text }) => kind === "word" && text === "group");

/** Words before what a result is to be told apart by. */
const groupMarks = new Set(["by", "per", "which"]);
const mostWords = 400;

/** `by team`, `per customer`, `which workspaces`: the query has to know such a thing, or the word behind it. */
const groupDoubt = (question: string, known: ReadonlySet<string>, locale: string | undefined): string | undefined => {
  const words = (question.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords);
  const at = words.findIndex((word, index) => isThing(word) && groupMarks.has((words[index - 1] ?? "").toLowerCase()));
  const [asked, next = ""] = at < 0 ? [] : words.slice(at, at + 2);
  if (asked === undefined || [...stems(asked), ...stems(next)].some((stem) => known.has(stem))) return undefined;
  return wordsIn(locale).answers.doubts.noSuchThing(asked);
};

/** "Without refunds", "the median": the query has to leave something out, or to compute one. */
const shapeDoubts = (question: string, sql: string, locale: string | undefined): string[] => {
  const words = (question.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, mostWords).map((word) => word.toLowerCase());
  const tokens = new Set(sqlTokens(sql).map(({ text }) => text.toLowerCase()));
  const has = (marks: readonly string[]) => marks.some((mark) => tokens.has(mark));
  const denial = words.find((word, at) => denials.has(word) && !words.slice(at + 1, at + 3).some(isOfForm));
  const { doubts } = wordsIn(locale).answers;
  return [
    ...(denial !== undefined && !has(denialMarks) ? [doubts.noDenial(denial)] : []),
    ...(words.includes("median") && !has(medianMarks) ? [doubts.noMedian] : []),
  ];
};
const denials = new Set("without excluding except never ohne außer ausgenommen niemals".split(" "));
/** "Without a chart" is about the answer, "never mind" about nothing. */
const isOfForm = (word: string): boolean => formWords.has(word);
const formWords = new Set(
  "chart charts graph image picture table sql code details doubt mind delay diagramm tabelle bild grafik zweifel".split(
    " ",
  ),
);
/** A comparison with nothing counts: "jobs without failures" are those with 0. */
const denialMarks = ["<>", "!=", "not", "except", "null", "0", "false", "anti", "minus", "<", "<="];
const medianMarks = ["median", "percentile", "approx_percentile", "percentile_approx", "percentile_cont", "0.5"];

const isThing = (word: string): boolean =>
  word.length > 3 && !/^\d/.test(word) && stems(word).every((stem) => !isFiller(stem));
