import { type TargetRules, targetAt, unescaped } from "../../text/markup/links.ts";
import { type Ticks, ticksOf } from "../../text/markup/ticks.ts";
import { isBlank, oneOf, withoutEnd } from "../../text/scan.ts";

/** A stretch of text in one style. */
export interface StyledRun {
  text: string;
  bold?: true;
  italic?: true;
  strike?: true;
  code?: true;
  /** Where it leads, as written. */
  href?: string;
}

/** The inline marks of one markdown block as styled text. What is not well formed stays as it was typed. */
export const runsOf = (text: string): StyledRun[] => {
  const tokens = tokensOf(text);
  pairUp(tokens);
  return joined(tokens.map(({ run, mark }) => (mark ? { ...run, text: mark.text } : run)));
};

interface Token {
  run: StyledRun;
  /** Marks of emphasis, as long as nothing has paired them. */
  mark?: { text: string; opens: boolean; closes: boolean };
}

type Style = "bold" | "italic" | "strike";

const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = [];
  const ticks = ticksOf(text);
  let at = 0;
  special.lastIndex = 0;
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const token = tokenAt(text, found.index, ticks);
    if (!token) {
      special.lastIndex = found.index + 1;
      continue;
    }
    tokens.push({ run: { text: text.slice(at, found.index) } }, ...token.tokens);
    at = found.index + token.length;
    special.lastIndex = found.index + (token.taken ?? token.length);
  }
  return [...tokens, { run: { text: text.slice(at) } }].filter(({ run, mark }) => mark || run.text);
};

/** Where something may begin: escapes, code, links and images, addresses, line breaks, marks of emphasis. */
const special = /[\\`[<*_]|!\[|~~|https?:\/\//gi;

interface Found {
  tokens: Token[];
  length: number;
  /** Characters in which nothing else begins; usually the same. */
  taken?: number;
}

const tokenAt = (text: string, at: number, ticks: Map<number, Ticks>): Found | undefined => {
  switch (text.charAt(at)) {
    case "\\":
      return isMark(text.charCodeAt(at + 1)) ? plain(text.charAt(at + 1), text.slice(at, at + 2)) : undefined;
    case "`":
      return codeAt(text, ticks.get(at));
    case "!":
    case "[":
      return linkAt(text, at);
    case "<":
      return angledAt(text, at);
    case "*":
    case "_":
    case "~":
      return marksAt(text, at);
    default:
      return bareLink(text, at);
  }
};

const isMark = oneOf("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");

const codeAt = (text: string, ticks: Ticks | undefined): Found | undefined => {
  if (!ticks) return undefined;
  const { index, length, close } = ticks;
  if (!close) return plain("`".repeat(length), "`".repeat(length));
  const code = text.slice(index + length, close.index).replaceAll("\n", " ");
  return {
    tokens: [{ run: { text: /^ .* $/.test(code) ? code.slice(1, -1) : code, code: true } }],
    length: close.index + length - index,
  };
};

const longest = { label: 500, address: 2_000 };

const rules: TargetRules = { blank: isBlank, longest: longest.address, titles: { '"': '"', "'": "'" } };

const linkAt = (text: string, at: number): Found | undefined => {
  const open = text.indexOf("[", at);
  const close = labelEnd(text, open + 1);
  const target = close === undefined ? undefined : targetAt(text, close + 1, rules);
  return target && link(text.slice(open + 1, close), unescaped(target.address), text.slice(at, target.end));
};

/** The bracket that closes a label; there are no others in it. */
const labelEnd = (text: string, from: number): number | undefined => {
  let at = from;
  for (let count = 0; count <= longest.label; count += 1) {
    const character = text.charAt(at);
    if (character === "]") return at;
    if (character === "" || character === "[" || (character === "\\" && !/./.test(text.charAt(at + 1))))
      return undefined;
    at += character === "\\" ? 2 : 1;
  }
  return undefined;
};

const angledAt = (text: string, at: number): Found | undefined => {
  const address = matchAt(angledAddress, text, at);
  if (address?.[1]) return link(address[1].replace(/^mailto:/i, ""), address[1], address[0]);
  const br = matchAt(lineBreak, text, at);
  return br && plain("\n", br[0]);
};

const angledAddress = /<((?:https?:\/\/|mailto:)[^<>\s]{1,2000})>/iy;
const lineBreak = /<br[ \t]*\/?>/iy;

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
};

const plain = (text: string, whole: string): Found => ({ tokens: [{ run: { text } }], length: whole.length });

const link = (label: string, href: string, whole: string): Found => {
  const words = unescaped(label.replace(/(?<!\\)[*`]/g, ""));
  return { tokens: [{ run: { text: words || href, href } }], length: whole.length };
};

/** An address in running text ends before the marks of the sentence around it. */
const bareLink = (text: string, at: number): Found | undefined => {
  const whole = matchAt(bareAddress, text, at)?.[0];
  if (whole === undefined) return undefined;
  const end = withoutEnd(whole, isOutside);
  return { tokens: [{ run: { text: end, href: end } }], length: end.length, taken: whole.length };
};

const bareAddress = /https?:\/\/[^\s<>"'`|\\]{1,2000}/iy;
const isOutside = oneOf(".,;:!?*_~)]}");

const marksAt = (text: string, at: number): Found | undefined => {
  const whole = matchAt(/\*{1,3}|_{1,3}|~~/y, text, at)?.[0];
  return whole === undefined ? undefined : { tokens: marksOf(text, at, whole), length: whole.length };
};

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
const joined = (runs: StyledRun[]): StyledRun[] => {
  const all: StyledRun[] = [];
  for (const run of runs) {
    if (!run.text) continue;
    const last = all.at(-1);
    if (last && isAlike(last, run)) last.text += run.text;
    else all.push({ ...run });
  }
  return all;
};

const isAlike = (a: StyledRun, b: StyledRun): boolean =>
  a.bold === b.bold && a.italic === b.italic && a.strike === b.strike && a.code === b.code && !a.href && !b.href;
