import { type CharacterTest, isDigit, isSpace, skip } from "./scan.ts";

/** A piece of SQL. `word`: a keyword or name, in lower case; `name`: a quoted name; `parameter`: without its colon. */
export interface SqlToken {
  kind: "word" | "name" | "number" | "string" | "parameter" | "symbol";
  text: string;
}

/** Characters of SQL that are read. A query of more is read up to there. */
const longestSql = 20_000;

/** The tokens of a query, without its comments. Never fails: what is no SQL comes as symbols. */
export const sqlTokens = (sql: string): SqlToken[] => {
  const text = sql.slice(0, longestSql);
  const tokens: SqlToken[] = [];
  for (let at = skip(text, 0, isSpace); at < text.length; at = skip(text, at, isSpace)) {
    const { token, end } = tokenAt(text, at);
    if (token) tokens.push(token);
    at = end;
  }
  return tokens;
};

const tokenAt = (text: string, at: number): { token?: SqlToken; end: number } => {
  const two = text.slice(at, at + 2);
  if (two === "--") return { end: endOr(text, "\n", at) };
  if (two === "/*") return { end: endOr(text, "*/", at + 2) };
  const first = text.charAt(at);
  if (first === "'" || first === '"') return quoted(text, at, first, "string");
  if (first === "`") return quoted(text, at, first, "name");
  const code = text.charCodeAt(at);
  if (isDigit(code)) return run("number", text, at, isNumberPart);
  if (first === ":" && isWordPart(text.charCodeAt(at + 1))) {
    const { token, end } = run("parameter", text, at + 1, isWordPart);
    return { token, end };
  }
  if (isWordPart(code)) return run("word", text, at, isWordPart);
  const symbol = twoSymbols.has(two) ? two : first;
  return { token: { kind: "symbol", text: symbol }, end: at + symbol.length };
};

const twoSymbols = new Set([">=", "<=", "<>", "!=", "||", "::", "=="]);

const isNumberPart: CharacterTest = (code) => isDigit(code) || code === 0x2e;

/** Letters of any script, digits, `_` and `$`. */
const isWordPart: CharacterTest = (code) =>
  isDigit(code) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x61 && code <= 0x7a) ||
  code === 0x5f ||
  code === 0x24 ||
  code > 0xbf;

const run = (kind: "word" | "number" | "parameter", text: string, at: number, part: CharacterTest) => {
  const end = Math.max(at + 1, skip(text, at, part));
  const found = text.slice(at, end);
  return { token: { kind, text: kind === "word" ? found.toLowerCase() : found }, end };
};

/** A doubled mark, or one behind a backslash, stands for itself. */
const quoted = (text: string, at: number, mark: string, kind: "string" | "name") => {
  const parts: string[] = [];
  let from = at + 1;
  for (let index = from; index < text.length; index += 1) {
    const one = text.charAt(index);
    if (one === "\\" && mark !== "`") index += 1;
    else if (one === mark && text.charAt(index + 1) === mark) {
      parts.push(text.slice(from, index + 1));
      index += 1;
      from = index + 1;
    } else if (one === mark) {
      parts.push(text.slice(from, index));
      return { token: { kind, text: parts.join("") }, end: index + 1 };
    }
  }
  return { token: { kind, text: parts.join("") + text.slice(from) }, end: text.length };
};

const endOr = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from);
  return found < 0 ? text.length : found + mark.length;
};
