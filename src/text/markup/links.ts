import { type CharacterTest, isSpace, oneOf, skip } from "../scan.ts";

/** Where a markdown link leads, as written, and where it ends. */
export interface Target {
  address: string;
  end: number;
}

export interface TargetRules {
  /** What may stand around the address. */
  blank: CharacterTest;
  /** Characters of an address. */
  longest: number;
  /** The characters that may enclose a title. */
  titles: Readonly<Record<string, string>>;
}

/**
 * `(address "title")` from `at` on: the address in angle brackets, or bare with at most one level of parentheses, or
 * none. Undefined where it is not well formed.
 */
export const targetAt = (text: string, at: number, rules: TargetRules): Target | undefined => {
  if (text.charAt(at) !== "(") return undefined;
  const start = skip(text, at + 1, rules.blank);
  return (
    closedAt(text, angledAt(text, start), rules) ??
    closedAt(text, bareAt(text, start), rules) ??
    closedAt(text, { address: "", end: at + 1 }, rules)
  );
};

/** After the address: perhaps a title, then the parenthesis that closes the link. */
const closedAt = (text: string, found: Target | undefined, { blank, longest, titles }: TargetRules) => {
  if (!found || found.address.length > longest) return undefined;
  const behind = skip(text, found.end, blank);
  const close = behind > found.end ? titles[text.charAt(behind)] : undefined;
  const last = close === undefined ? behind : titleEnd(text, behind, close);
  if (last === undefined) return undefined;
  const end = skip(text, last, blank);
  return text.charAt(end) === ")" ? { address: found.address, end: end + 1 } : undefined;
};

const angledAt = (text: string, at: number): Target | undefined => {
  if (text.charAt(at) !== "<") return undefined;
  const end = skip(text, at + 1, isAngled);
  return text.charAt(end) === ">" ? { address: text.slice(at + 1, end), end: end + 1 } : undefined;
};

const isBracket = oneOf("<>\n");
const isAngled: CharacterTest = (code) => !isBracket(code);

/** A bare address ends before white space or the parenthesis that closes the link. */
const bareAt = (text: string, at: number): Target | undefined => {
  let end = at;
  let isInside = false;
  while (end < text.length) {
    const code = text.charCodeAt(end);
    if (isSpace(code) || (code === open && isInside) || (code === shut && !isInside)) break;
    if (code === open || code === shut) isInside = code === open;
    if (code === backslash && !isEscaped(text.charCodeAt(end + 1))) return undefined;
    end += code === backslash ? 2 : 1;
  }
  return isInside ? undefined : { address: text.slice(at, end), end };
};

const [open, shut, backslash] = ["(", ")", "\\"].map((character) => character.charCodeAt(0));

const isLineEnd = oneOf("\n\r\u2028\u2029");

/** Any character but a line end; there is none behind the end. */
const isEscaped: CharacterTest = (code) => !Number.isNaN(code) && !isLineEnd(code);

/** A backslash and a mark mean the mark itself. */
export const unescaped = (text: string): string => text.replace(/\\([!-/:-@[-`{-~])/g, "$1");

/** Behind a title in these marks. */
const titleEnd = (text: string, at: number, close: string): number | undefined => {
  if (close === ")") {
    const end = skip(text, at + 1, (code) => code !== open && code !== shut);
    return text.charAt(end) === ")" ? end + 1 : undefined;
  }
  const end = text.indexOf(close, at + 1);
  return end < 0 ? undefined : end + 1;
};
