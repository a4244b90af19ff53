import { lookup } from "../../text/lookup.ts";
import { shortened } from "../../text/shorten.ts";
import type { SqlToken } from "../../text/sql-tokens.ts";
import type { Filter } from "./filter-words.ts";
import { type Compared, comparedIn } from "./sql-columns.ts";
import { type DayReader, topLevel } from "./sql-days.ts";
import { type TimeCondition, timeCondition } from "./sql-periods.ts";

/* The conditions of a query, read one by one. */

/** `unread`: it is not understood. `names`: the words in it, which may be those of dates that it limits. */
export type Condition = TimeCondition | { kind: "filter"; filter: Filter } | { kind: "unread"; names: string[] };

const comparisons = new Set(["=", "==", "<", "<=", ">", ">=", "<>", "!="]);

/** `s.customer = c.id`, which says only how tables belong together. */
export const isLink = (tokens: SqlToken[]): boolean => {
  const at = tokens.findIndex(({ kind, text }) => kind === "symbol" && text === "=");
  return tokens.length === 1 || (comparedIn(tokens.slice(0, at)) && comparedIn(tokens.slice(at + 1))) !== undefined;
};

/** What a condition says. */
export const conditionOf = (tokens: SqlToken[], reader: DayReader): Condition => {
  const at = topLevel(tokens, ({ kind, text }) => (kind === "symbol" ? comparisons.has(text) : operators.has(text)));
  const isNot = isWord(tokens[at - 1], "not");
  const [left, right] = [tokens.slice(0, isNot ? at - 1 : at), tokens.slice(at + 1)];
  const compared = at < 1 || hasOr(tokens) ? undefined : comparedIn(left);
  if (!compared) return unread(tokens);
  const operator = `${isNot ? "not " : ""}${tokens[at]?.text ?? ""}`;
  return (
    timeCondition(compared, operator, right, reader) ?? filterOf(compared, operator, right, reader) ?? unread(tokens)
  );
};

const operators = new Set(["between", "in", "like", "ilike", "is"]);

const isWord = (token: SqlToken | undefined, word: string): boolean => token?.kind === "word" && token.text === word;

const hasOr = (tokens: SqlToken[]): boolean => topLevel(tokens, (token) => isWord(token, "or")) >= 0;

/** Whether there is a value limits nothing that the other conditions don't. */
const unread = (tokens: SqlToken[]): Condition => ({
  kind: "unread",
  names:
    tokens.some((token) => isWord(token, "is")) && !hasOr(tokens) ? [] : tokens.map(({ text }) => text.toLowerCase()),
});

const filterOf = (
  { column, unit, part }: Compared,
  operator: string,
  right: SqlToken[],
  reader: DayReader,
): Condition | undefined => {
  const values = valuesOf(right, reader) ?? (orders.has(operator) ? otherColumn(right) : undefined);
  const verb = verbOf(operator);
  if (unit ?? part ?? (values === undefined || verb === undefined)) return undefined;
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
