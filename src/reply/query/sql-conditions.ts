import { type Period, shifted, startOf, type Unit, wholeUnit } from "../../text/dates/calendar.ts";
import { lookup } from "../../text/lookup.ts";
import { shortened } from "../../text/shorten.ts";
import type { SqlToken } from "../../text/sql-tokens.ts";
import type { Filter } from "./filter-words.ts";
import { type DayReader, dayOf, topLevel, truncatedTo } from "./sql-days.ts";

/* The conditions of a query, read one by one. */

export type Condition = { kind: "period"; period: Period } | { kind: "filter"; filter: Filter };

const clauseEnds = new Set(["group", "order", "having", "limit", "qualify", "union", "intersect", "except", "window"]);

/** The tokens behind every WHERE, each up to the end of its clause. */
export const whereClauses = (tokens: readonly SqlToken[]): SqlToken[][] => {
  const done: SqlToken[][] = [];
  /** Clauses that are open, the innermost last, with the depth at which they began. */
  const open: { depth: number; part: SqlToken[] }[] = [];
  let depth = 0;
  const end = () => void done.push(open.pop()?.part ?? []);
  for (const token of tokens) {
    const current = () => open.at(-1);
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    if (current() && depth < (current()?.depth ?? 0)) end();
    const isHere = current()?.depth === depth;
    if (isHere && token.kind === "word" && clauseEnds.has(token.text)) end();
    else if (isHere && token.text === ";") end();
    if (token.kind === "word" && token.text === "where") open.push({ depth, part: [] });
    else current()?.part.push(token);
  }
  while (open.length > 0) end();
  return done;
};

/** The conditions that all have to hold. The AND of BETWEEN belongs to it; a clause with OR is one condition. */
export const conjuncts = (clause: SqlToken[]): SqlToken[][] => {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  let isBetween = false;
  let hasOr = false;
  for (const token of clause) {
    if (token.text === "(") depth += 1;
    if (token.text === ")") depth -= 1;
    const isWord = token.kind === "word" && depth === 0;
    if (isWord && token.text === "or") hasOr = true;
    if (isWord && token.text === "between") isBetween = true;
    if (isWord && token.text === "and" && !isBetween) parts.push([]);
    else {
      if (isWord && token.text === "and") isBetween = false;
      parts.at(-1)?.push(token);
    }
  }
  return hasOr ? [clause] : parts.filter((part) => part.length > 0);
};

const comparisons = new Set(["=", "==", "<", "<=", ">", ">=", "<>", "!="]);

/** What a condition says. Undefined: it is not understood. */
export const conditionOf = (tokens: SqlToken[], reader: DayReader): Condition | undefined => {
  const at = topLevel(tokens, ({ kind, text }) => (kind === "symbol" ? comparisons.has(text) : operators.has(text)));
  if (at < 1) return undefined;
  const isNot = tokens[at - 1]?.kind === "word" && tokens[at - 1]?.text === "not";
  const [left, right] = [tokens.slice(0, isNot ? at - 1 : at), tokens.slice(at + 1)];
  const operator = tokens[at]?.text ?? "";
  return periodOf(left, operator, right, reader) ?? filterOf(left, `${isNot ? "not " : ""}${operator}`, right, reader);
};

const operators = new Set(["between", "in", "like", "ilike", "is"]);

const periodOf = (left: SqlToken[], operator: string, right: SqlToken[], reader: DayReader): Condition | undefined => {
  const part = partOf(left);
  if (part && operator === "=") return partPeriod(part, right, reader);
  const unit: Unit = truncatedTo(left) ?? "day";
  if (operator === "between") {
    const and = topLevel(right, ({ kind, text }) => kind === "word" && text === "and");
    const [from, to] = [dayOf(right.slice(0, and), reader), dayOf(right.slice(and + 1), reader)];
    return from && to ? period({ from, until: shifted(to, unit, 1) }) : undefined;
  }
  const day = dayOf(right, reader);
  if (!day || columnOf(left) === undefined) return undefined;
  switch (operator) {
    case "=":
    case "==":
      return period({ from: startOf(day, unit), until: shifted(startOf(day, unit), unit, 1) });
    case ">=":
      return period({ from: day });
    case ">":
      return period({ from: shifted(day, unit, 1) });
    case "<":
      return period({ until: day });
    case "<=":
      return period({ until: shifted(day, unit, 1) });
    default:
      return undefined;
  }
};

const period = (found: Period): Condition => ({ kind: "period", period: found });

/** `year` of `year(order_date)` and `extract(year from order_date)`. */
const partOf = (left: SqlToken[]): Unit | undefined => {
  const [first, open, inner] = left;
  if (open?.text !== "(") return undefined;
  const name = first?.text === "extract" ? inner?.text : first?.text;
  return name === "year" ? "year" : undefined;
};

const partPeriod = (_part: Unit, right: SqlToken[], { parameters }: DayReader): Condition | undefined => {
  const [value] = right;
  const year =
    right.length === 1 && value ? (value.kind === "parameter" ? parameters.get(value.text) : value.text) : "";
  return /^(?:19|20)\d\d$/.test(year ?? "") ? period(wholeUnit(`${year}-01-01`, "year", 0)) : undefined;
};

/** The column of `lower(s.region)`: the last name in it. */
const columnOf = (tokens: SqlToken[]): string | undefined =>
  tokens.findLast(({ kind, text }) => kind === "name" || (kind === "word" && !castWords.has(text)))?.text;

const castWords = new Set(["date", "timestamp", "string", "int", "bigint", "as", "not"]);

const filterOf = (left: SqlToken[], operator: string, right: SqlToken[], reader: DayReader): Condition | undefined => {
  const column = columnOf(left);
  const values = valuesOf(right, reader) ?? (orders.has(operator) ? otherColumn(right) : undefined);
  if (column === undefined || values === undefined) return undefined;
  if (operator.endsWith("is")) return undefined;
  const verb = verbOf(operator);
  if (verb === undefined) return undefined;
  const shown = values.slice(0, 3).map((value) => shortened(value.replaceAll("%", ""), 40));
  return {
    kind: "filter",
    filter: {
      column: shortened(column, 40).replaceAll("_", " "),
      verb,
      values: shown,
      more: values.length - shown.length,
    },
  };
};

const orders = new Set(["<", "<=", ">", ">="]);

/** `stock < i.reorder_level`: the column that stands on the right. Undefined: more than a name stands there. */
const otherColumn = (tokens: SqlToken[]): string[] | undefined => {
  const names = tokens.filter(({ kind }) => kind === "name" || kind === "word");
  const isName = tokens.length <= 5 && tokens.length === 2 * names.length - 1;
  const last = names.at(-1)?.text;
  return isName && last !== undefined && tokens.every(({ kind, text }) => kind !== "symbol" || text === ".")
    ? [last.replaceAll("_", " ")]
    : undefined;
};

const verbOf = lookup<Filter["verb"]>({
  "=": "is",
  "==": "is",
  in: "is",
  "not in": "isNot",
  "<>": "isNot",
  "!=": "isNot",
  like: "contains",
  ilike: "contains",
  "not like": "containsNot",
  ">": "above",
  ">=": "atLeast",
  "<": "below",
  "<=": "atMost",
});

/** The literal values on the right of a condition. Undefined: something else stands there. */
const valuesOf = (tokens: SqlToken[], { parameters }: DayReader): string[] | undefined => {
  const list = tokens.filter(({ kind, text }) => !(kind === "symbol" && "(),".includes(text)));
  const values = list.map(({ kind, text }) => {
    if (kind === "string" || kind === "number") return text;
    if (kind === "word" && (text === "true" || text === "false")) return text;
    return kind === "parameter" ? parameters.get(text) : undefined;
  });
  return values.length > 0 && values.every((value) => value !== undefined) ? values : undefined;
};
