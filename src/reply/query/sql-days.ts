import { isDay, shifted, startOf, type Unit } from "../../text/dates/calendar.ts";
import { lookup } from "../../text/lookup.ts";
import type { SqlToken } from "../../text/sql-tokens.ts";

/* Days in SQL: literals, the current date, and what is reckoned from them. */

/** What a query is read with. */
export interface DayReader {
  today: string;
  /** Values of `:name`. */
  parameters: ReadonlyMap<string, string>;
}

/** What stands behind a name in a query of Genie's: `-- :region = North (STRING)` at its head. */
export const parametersOf = (sql: string): Map<string, string> => {
  const values = new Map<string, string>();
  for (const line of sql.slice(0, 20_000).split("\n")) {
    if (!line.startsWith("-- :")) break;
    const [name = "", ...rest] = line.slice(4).split(" = ");
    const value = rest.join(" = ");
    const type = value.lastIndexOf(" (");
    values.set(name, value.endsWith(")") && type > 0 ? value.slice(0, type) : value);
  }
  return values;
};

export const unitNamed = (name: string | undefined): Unit | undefined => {
  const single = name?.toLowerCase().replace(/s$/, "");
  return single === "day" || single === "week" || single === "month" || single === "quarter" || single === "year"
    ? single
    : undefined;
};

/** How deep calls are read. */
const deepest = 8;

/** The day that an expression without columns means: a literal, the current date, or one moved or truncated from it. */
export const dayOf = (tokens: SqlToken[], reader: DayReader, depth = 0): string | undefined => {
  const [first, second] = tokens;
  if (!first || depth > deepest) return undefined;
  const last = tokens.findLastIndex((_, at) => at > 0 && isSign(tokens[at]) && !isOfNumber(tokens[at - 1]));
  const sum = last > 0 && isOutside(tokens, last) ? moved(tokens, last, reader, depth) : undefined;
  if (sum) return sum;
  if (first.kind === "string" && tokens.length === 1) return dayIn(first.text);
  if (first.kind === "parameter" && tokens.length === 1) return dayIn(reader.parameters.get(first.text) ?? "");
  if ((first.text === "date" || first.text === "timestamp") && second?.kind === "string" && tokens.length === 2)
    return dayIn(second.text);
  if (first.kind === "word" && currentDay.has(first.text) && tokens.length === 1) return reader.today;
  const call = callIn(tokens);
  if (!call) return undefined;
  return currentDay.has(call.name) ? reader.today : called(call.name, argumentsOf(call.inner), reader, depth + 1);
};

/** A call that is all of an expression: its name, and what stands in its parentheses. */
export const callIn = (tokens: SqlToken[]): { name: string; inner: SqlToken[] } | undefined => {
  const [first, second] = tokens;
  if (first?.kind !== "word" || second?.text !== "(" || second.kind !== "symbol") return undefined;
  const rest = tokens.slice(1);
  const end = topLevel(rest, ({ kind, text }) => kind === "symbol" && text === ")");
  return end === rest.length - 1 ? { name: first.text, inner: rest.slice(1, -1) } : undefined;
};

export const currentDay: ReadonlySet<string> = new Set([
  "current_date",
  "current_timestamp",
  "now",
  "curdate",
  "getdate",
]);

const dayIn = (text: string): string | undefined => (isDay(text.slice(0, 10)) ? text.slice(0, 10) : undefined);

const isSign = (token: SqlToken | undefined): boolean =>
  token?.kind === "symbol" && (token.text === "+" || token.text === "-");

/** Behind these a sign belongs to the number: `INTERVAL -7 DAYS`. */
const isOfNumber = (before: SqlToken | undefined): boolean => isSign(before) || before?.text === "interval";

const isOutside = (tokens: SqlToken[], at: number): boolean => {
  let depth = 0;
  for (const { text } of tokens.slice(0, at)) depth += text === "(" ? 1 : text === ")" ? -1 : 0;
  return depth === 0;
};

/** `day - INTERVAL 30 DAYS`, `day - INTERVAL '1' MONTH`, `day - 7`. */
const moved = (tokens: SqlToken[], at: number, reader: DayReader, depth: number): string | undefined => {
  const day = dayOf(tokens.slice(0, at), reader, depth + 1);
  if (!day) return undefined;
  const [count = "", unit = "day", ...more] = tokens
    .slice(at + 1)
    .filter(({ text }) => text !== "interval" && text !== "+" && text !== "-")
    .flatMap(({ text }) => text.split(" "))
    .filter(Boolean);
  const minus = tokens.slice(at).filter(({ text }) => text === "-").length + (count.startsWith("-") ? 1 : 0);
  const named = more.length === 0 ? unitNamed(unit) : undefined;
  if (!named || !/^-?\d{1,5}$/.test(count)) return undefined;
  return shifted(day, named, Math.abs(Number(count)) * (minus % 2 === 0 ? 1 : -1));
};

/** The arguments of a call. */
export const argumentsOf = (tokens: SqlToken[]): SqlToken[][] => {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    if (token.text === "," && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
};

const called = (name: string, given: SqlToken[][], reader: DayReader, depth: number): string | undefined => {
  const day = (at: number): string | undefined => dayOf(given[at] ?? [], reader, depth);
  const count = (at: number): number => Number((given[at] ?? []).map(({ text }) => text).join("")) || 0;
  const by = (from: string | undefined, unit: Unit | undefined, amount: number): string | undefined =>
    from && unit ? shifted(from, unit, amount) : undefined;
  switch (name) {
    case "date_sub":
      return by(day(0), "day", -count(1));
    case "date_add":
    case "dateadd":
    case "timestampadd":
      return given.length === 3 ? by(day(2), unitNamed(given[0]?.[0]?.text), count(1)) : by(day(0), "day", count(1));
    case "add_months":
      return by(day(0), "month", count(1));
    case "date_trunc":
      return truncated(day(1), unitNamed(given[0]?.[0]?.text));
    case "trunc":
      return truncated(day(0), truncUnit(given[1]?.[0]?.text.toLowerCase() ?? ""));
    case "last_day":
      return by(truncated(by(day(0), "month", 1), "month"), "day", -1);
    case "cast":
      return dayOf((given[0] ?? []).slice(0, -2), reader, depth);
    default:
      return plainDates.has(name) ? day(0) : undefined;
  }
};

const plainDates = new Set(["date", "to_date", "timestamp", "to_timestamp"]);

export const truncUnit = lookup<Unit>({
  mm: "month",
  mon: "month",
  month: "month",
  yy: "year",
  yyyy: "year",
  year: "year",
  q: "quarter",
  quarter: "quarter",
  week: "week",
});

const truncated = (day: string | undefined, unit: Unit | undefined): string | undefined =>
  day && unit ? startOf(day, unit) : undefined;

/** The first token outside of all parentheses that fits. */
export const topLevel = (tokens: SqlToken[], fits: (token: SqlToken) => boolean): number => {
  let depth = 0;
  return tokens.findIndex((token) => {
    if (token.text === "(" && token.kind === "symbol") depth += 1;
    if (token.text === ")" && token.kind === "symbol") depth -= 1;
    return depth === 0 && fits(token);
  });
};
