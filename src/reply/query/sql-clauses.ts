import type { SqlToken } from "../../text/sql-tokens.ts";
import { topLevel } from "./sql-days.ts";

/* The clauses of a query that say which rows count, and the conditions that they consist of. */

/** `figure`: FILTER (WHERE …), which limits one figure and not the query. */
export interface SqlClause {
  kind: "where" | "on" | "figure";
  tokens: SqlToken[];
}

export interface SqlClauses {
  clauses: SqlClause[];
  /** What stands outside of all clauses. */
  rest: SqlToken[];
}

const ends = new Set(["group", "order", "having", "limit", "qualify", "union", "intersect", "except", "window"]);
const joins = new Set(["where", "join", "inner", "cross", "natural", "full", "semi", "anti"]);

/** The clauses of a query, also those of its subqueries. */
export const clausesIn = (tokens: readonly SqlToken[]): SqlClauses => {
  const clauses: SqlClause[] = [];
  const rest: SqlToken[] = [];
  /** SqlClauses that are open, the innermost last, with the depth at which they began. */
  const open: { depth: number; clause: SqlClause }[] = [];
  let depth = 0;
  for (const [at, token] of tokens.entries()) {
    depth += stepOf(token);
    while (depth < (open.at(-1)?.depth ?? 0)) open.pop();
    const inner = open.at(-1);
    if (inner?.depth === depth && isEnd(inner.clause, token, tokens[at + 1])) open.pop();
    const kind = beginning(tokens, at);
    if (kind) {
      const clause: SqlClause = { kind, tokens: [] };
      clauses.push(clause);
      open.push({ depth, clause });
    } else (open.at(-1)?.clause.tokens ?? rest).push(token);
  }
  return { clauses, rest };
};

const stepOf = ({ kind, text }: SqlToken): number => (kind !== "symbol" ? 0 : text === "(" ? 1 : text === ")" ? -1 : 0);

const isEnd = ({ kind }: SqlClause, { kind: is, text }: SqlToken, next: SqlToken | undefined): boolean => {
  if (is !== "word") return text === ";" && is === "symbol";
  if (ends.has(text)) return true;
  // `left` and `right` are functions, too.
  return kind === "on" && (joins.has(text) || ((text === "left" || text === "right") && next?.text !== "("));
};

const beginning = (tokens: readonly SqlToken[], at: number): SqlClause["kind"] | undefined => {
  const token = tokens[at];
  if (token?.kind !== "word") return undefined;
  if (token.text === "on") return "on";
  if (token.text !== "where") return undefined;
  return tokens[at - 1]?.text === "(" && tokens[at - 2]?.text === "filter" ? "figure" : "where";
};

/** How deep conditions in parentheses are taken apart. */
const deepest = 4;

/** The conditions that all have to hold. The AND of BETWEEN belongs to it; a clause with OR is one condition. */
export const conjuncts = (clause: SqlToken[], level = 0): SqlToken[][] => {
  const parts: SqlToken[][] = [[]];
  let depth = 0;
  let isBetween = false;
  let hasOr = false;
  for (const token of clause) {
    depth += stepOf(token);
    const isWord = token.kind === "word" && depth === 0;
    if (isWord && token.text === "or") hasOr = true;
    if (isWord && token.text === "between") isBetween = true;
    if (isWord && token.text === "and" && !isBetween) parts.push([]);
    else {
      if (isWord && token.text === "and") isBetween = false;
      parts.at(-1)?.push(token);
    }
  }
  if (hasOr) return [clause];
  return parts.filter((part) => part.length > 0).flatMap((part) => unwrapped(part, level));
};

/** `(a AND b)` as its conditions. */
const unwrapped = (part: SqlToken[], level: number): SqlToken[][] => {
  const end = topLevel(part, ({ kind, text }) => kind === "symbol" && text === ")");
  const isWrapped = part[0]?.text === "(" && end === part.length - 1 && part[1]?.text !== "select";
  return isWrapped && level < deepest ? conjuncts(part.slice(1, -1), level + 1) : [part];
};
