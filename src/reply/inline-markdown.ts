/** A stretch of text in one style. */
export interface Run {
  text: string;
  bold?: true;
  italic?: true;
  strike?: true;
  code?: true;
  /** Where it leads, as written. */
  href?: string;
}

/** The inline marks of one markdown block as styled text. What is not well formed stays as it was typed. */
export const runsOf = (text: string): Run[] => {
  const tokens = tokensOf(text);
  pairUp(tokens);
  return joined(tokens.map(({ run, mark }) => (mark ? { ...run, text: mark.text } : run)));
};

interface Token {
  run: Run;
  /** Marks of emphasis, as long as nothing has paired them. */
  mark?: { text: string; opens: boolean; closes: boolean };
}

type Style = "bold" | "italic" | "strike";

const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  const ticks = [...text.matchAll(/`+/g)].map(({ 0: run, index }) => ({ index, length: run.length }));
  let at = 0;
  for (const found of text.matchAll(special)) {
    if (found.index < at) continue;
    const token = codeAt(text, found.index, ticks) ?? tokenOf(text, found);
    if (!token) continue;
    tokens.push({ run: { text: text.slice(at, found.index) } }, ...token.tokens);
    at = found.index + token.length;
  }
  return [...tokens, { run: { text: text.slice(at) } }].filter(({ run, mark }) => mark || run.text);
};

/** Escapes, code, links and images, addresses, line breaks, marks of emphasis. */
const special =
  /\\([!-/:-@[-`{-~])|`+|!?\[((?:\\.|[^[\]\\]){0,500})\]\([ \t]*(?:<([^<>\n]{0,2000})>|((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\)){0,2000}))(?:[ \t]+(?:"[^"]*"|'[^']*'))?[ \t]*\)|<((?:https?:\/\/|mailto:)[^<>\s]{1,2000})>|https?:\/\/[^\s<>"'`|\\]{1,2000}|<br[ \t]*\/?>|\*{1,3}|_{1,3}|~~/gi;

interface Found {
  tokens: Token[];
  length: number;
}

const codeAt = (text: string, at: number, ticks: { index: number; length: number }[]): Found | undefined => {
  const open = text[at] === "`" ? ticks.find(({ index }) => index === at) : undefined;
  if (!open) return undefined;
  const close = ticks.find(({ index, length }) => index > at && length === open.length);
  if (!close) return { tokens: [{ run: { text: "`".repeat(open.length) } }], length: open.length };
  const code = text.slice(at + open.length, close.index).replaceAll("\n", " ");
  return {
    tokens: [{ run: { text: /^ .* $/.test(code) ? code.slice(1, -1) : code, code: true } }],
    length: close.index + close.length - at,
  };
};

const tokenOf = (text: string, found: RegExpExecArray): Found | undefined => {
  const [whole, literal, label, angled, bare, auto] = found;
  if (literal !== undefined) return plain(literal, whole);
  if (label !== undefined) return link(label, unescaped(angled ?? bare ?? ""), whole);
  if (auto !== undefined) return link(auto.replace(/^mailto:/i, ""), auto, whole);
  if (/^https?:/i.test(whole)) return bareLink(whole);
  if (/^<br/i.test(whole)) return plain("\n", whole);
  return { tokens: marksOf(text, found.index, whole), length: whole.length };
};

const plain = (text: string, whole: string): Found => ({ tokens: [{ run: { text } }], length: whole.length });

const link = (label: string, href: string, whole: string): Found => {
  const words = unescaped(label.replace(/(?<!\\)[*`]/g, ""));
  return { tokens: [{ run: { text: words || href, href } }], length: whole.length };
};

/** An address in running text ends before the marks of the sentence around it. */
const bareLink = (whole: string): Found => {
  const end = whole.replace(/[.,;:!?*_~)\]}]+$/, "");
  return { tokens: [{ run: { text: end, href: end } }], length: end.length };
};

const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** A run of marks opens before a letter and closes after one; underscores within a word are none. */
const marksOf = (text: string, at: number, whole: string): Token[] => {
  const before = text[at - 1] ?? " ";
  const after = text[at + whole.length] ?? " ";
  const within = whole.startsWith("_") && /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
  const opens = !within && /\S/.test(after);
  const closes = !within && /\S/.test(before);
  const parts = whole.length === 3 ? [whole.slice(0, 2), whole.slice(0, 1)] : [whole];
  return (opens ? parts : parts.toReversed()).map((part) => ({
    run: { text: "" },
    mark: { text: part, opens, closes },
  }));
};

/** Gives everything between two equal marks its style. Each mark is open at most once, so this takes linear time. */
const pairUp = (tokens: Token[]): void => {
  const open = new Map<string, number>();
  for (const [at, token] of tokens.entries()) {
    const { mark } = token;
    if (!mark) continue;
    const from = mark.closes ? open.get(mark.text) : undefined;
    if (from !== undefined) {
      for (const { run } of tokens.slice(from, at)) run[styleOf(mark.text)] = true;
      delete tokens[from]?.mark;
      delete token.mark;
      for (const [text, index] of open) if (index >= from) open.delete(text);
    } else if (mark.opens && !open.has(mark.text)) open.set(mark.text, at);
  }
};

const styleOf = (mark: string): Style => {
  if (mark === "~~") return "strike";
  return mark.length === 2 ? "bold" : "italic";
};

/** Neighbours of the same style as one. */
const joined = (runs: Run[]): Run[] => {
  const all: Run[] = [];
  for (const run of runs) {
    if (!run.text) continue;
    const last = all.at(-1);
    if (last && isAlike(last, run)) last.text += run.text;
    else all.push({ ...run });
  }
  return all;
};

const isAlike = (a: Run, b: Run): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.strike === b.strike && a.code === b.code && !a.href && !b.href;
