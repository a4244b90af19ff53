import { type SqlToken, sqlTokens } from "../../text/sql-tokens.ts";

/** Parts of a table's name: catalog, schema, table, or the last two. */
export type TableName = readonly string[];

/** Tables of one query that are looked at. */
const mostTables = 6;
const longestName = 255;

/**
 * The tables that a query reads, each once. Undefined: not all of them can be told (functions, names without a schema, more
 * than a few). Linear in the query's length.
 */
export const sqlTables = (sql: string): TableName[] | undefined => {
  const tokens = sqlTokens(sql);
  const own = commonTables(tokens);
  const found = new Map<string, TableName>();
  /** Words before the parentheses that are open. */
  const open: string[] = [];
  for (const [at, token] of tokens.entries()) {
    if (isSymbol(token, "(")) open.push(tokens[at - 1]?.text ?? "");
    if (isSymbol(token, ")")) open.pop();
    if (!isSource(tokens, at) || partial.has(open.at(-1) ?? "")) continue;
    if (isSymbol(tokens[at + 1], "(")) continue;
    const { name, end } = nameAt(tokens, at + 1);
    if (name.length === 1 && own.has(name[0] ?? "")) continue;
    const isTable = (name.length === 2 || name.length === 3) && name.every((part) => part.length <= longestName);
    if (!isTable || isSymbol(tokens[end], "(") || isList(tokens, end)) return undefined;
    found.set(JSON.stringify(name), name);
    if (found.size > mostTables) return undefined;
  }
  return [...found.values()];
};

/** `extract(year FROM day)`: this FROM names no table. */
const partial = new Set(["extract", "trim", "substring", "substr", "overlay", "position"]);

const isSource = (tokens: SqlToken[], at: number): boolean => {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (token?.kind !== "word") return false;
  return token.text === "join" || (token.text === "from" && before?.text !== "distinct");
};

const isSymbol = (token: SqlToken | undefined, text: string): boolean =>
  token?.kind === "symbol" && token.text === text;

const isName = (token: SqlToken | undefined): boolean => token?.kind === "word" || token?.kind === "name";

/** A name from a token on, and the number of the token behind it. */
const nameAt = (tokens: SqlToken[], start: number): { name: string[]; end: number } => {
  const name: string[] = [];
  let at = start;
  while (isName(tokens[at]) && name.length <= 3) {
    name.push(tokens[at]?.text ?? "");
    if (!isSymbol(tokens[at + 1], ".")) return { name, end: at + 1 };
    at += 2;
  }
  return { name: [], end: at };
};

/** `FROM a.b, c.d`: a list, of which only the first name was read. An alias may stand between. */
const isList = (tokens: SqlToken[], end: number): boolean => {
  let at = end;
  if (tokens[at]?.text === "as") at += 1;
  if (isSymbol(tokens[at], ",")) return true;
  return isName(tokens[at]) && isSymbol(tokens[at + 1], ",");
};

/** Names that the query gives to parts of itself: `WITH monthly AS (…)`. */
const commonTables = (tokens: SqlToken[]): ReadonlySet<string> =>
  new Set(
    tokens.flatMap((token, at) =>
      isName(token) && tokens[at + 1]?.text === "as" && isSymbol(tokens[at + 2], "(") ? [token.text] : [],
    ),
  );
