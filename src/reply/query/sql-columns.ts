import type { Unit } from "../../text/dates/calendar.ts";
import { lookup } from "../../text/lookup.ts";
import type { SqlToken } from "../../text/sql-tokens.ts";
import { argumentsOf, callIn, currentDay, truncUnit, unitNamed } from "./sql-days.ts";

/** A column that a condition is about, and what of its value is compared. */
export interface Compared {
  column: string;
  /** The first day of the unit that a date lies in: `date_trunc('month', d)`. */
  unit?: Unit;
  /** Its number alone: `month(d)`. */
  part?: DatePart;
  /** `date_format(d, 'yyyy-MM')`. */
  isWritten?: true;
}

export type DatePart = "year" | "quarter" | "month";

/** How deep calls are read. */
const deepest = 8;

/** The column on the left of a condition. Undefined: it is not the value of one column, or it is reckoned from it. */
export const comparedIn = (tokens: SqlToken[], depth = 0): Compared | undefined => {
  if (depth > deepest) return undefined;
  if (tokens.at(-2)?.text === "::") return comparedIn(tokens.slice(0, -2), depth + 1);
  const call = callIn(tokens);
  return call ? calledOn(call.name, call.inner, depth + 1) : namedIn(tokens);
};

/** `region`, `s.region`, `` `main`.sales.s.`region` ``. */
const namedIn = (tokens: SqlToken[]): Compared | undefined => {
  const last = tokens.at(-1);
  const isPath = tokens.every((token, at) => (at % 2 === 0 ? isName(token) : token.text === "."));
  if (!last || !isPath || !isName(last)) return undefined;
  const part = last.text.toLowerCase();
  return isPart(part) ? { column: calendar, part } : { column: last.text };
};

const isName = ({ kind, text }: SqlToken): boolean => kind === "name" || (kind === "word" && !currentDay.has(text));

/** The columns of a table that has a row for each day: `year`, `quarter` and `month` are parts of one date. */
export const calendar = "";

const calledOn = (name: string, inner: SqlToken[], depth: number): Compared | undefined => {
  const given = argumentsOf(inner);
  const [first = [], second = []] = given;
  if (isPart(name) && given.length === 1) return partOf(first, name, depth);
  switch (name) {
    case "extract":
      return inner[1]?.text === "from" ? partOf(inner.slice(2), inner[0]?.text, depth) : undefined;
    case "date_part":
    case "datepart":
      return partOf(second, first[0]?.text, depth);
    case "date_trunc":
      return truncatedTo(second, unitNamed(first[0]?.text), depth);
    case "trunc":
      return truncatedTo(first, truncUnit(second[0]?.text.toLowerCase() ?? ""), depth);
    case "date_format":
      return writtenAs(first, second[0]?.text ?? "", depth);
    case "cast":
    case "try_cast":
      return comparedIn(
        inner.slice(
          0,
          inner.findLastIndex(({ text }) => text === "as"),
        ),
        depth,
      );
    default:
      return keeping.has(name) ? comparedIn(first, depth) : undefined;
  }
};

/** What people would call the same value. */
const keeping = new Set(
  "lower upper trim ltrim rtrim coalesce nvl ifnull date to_date timestamp to_timestamp string".split(" "),
);

const isPart = (name: string | undefined): name is DatePart =>
  name === "year" || name === "quarter" || name === "month";

const partOf = (tokens: SqlToken[], name: string | undefined, depth: number): Compared | undefined => {
  const [compared, part] = [comparedIn(tokens, depth), name?.toLowerCase()];
  return compared && !compared.part && isPart(part) ? { column: compared.column, part } : undefined;
};

const truncatedTo = (tokens: SqlToken[], unit: Unit | undefined, depth: number): Compared | undefined => {
  const compared = comparedIn(tokens, depth);
  return compared && !compared.part && unit ? { column: compared.column, unit } : undefined;
};

const writtenAs = (tokens: SqlToken[], format: string, depth: number): Compared | undefined => {
  const unit = writtenUnit(format);
  const compared = unit && truncatedTo(tokens, unit, depth);
  if (unit === "year") return compared && { column: compared.column, part: "year" };
  return compared && { ...compared, isWritten: true };
};

const writtenUnit = lookup<Unit>({ yyyy: "year", "yyyy-MM": "month", "yyyy-MM-dd": "day" });
