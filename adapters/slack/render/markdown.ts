import { closesFence, openingFence } from "../../../src/text/markup/fences.ts";
import { type TargetRules, targetAt, unescaped } from "../../../src/text/markup/links.ts";
import { joiner, pretends, visible, webAddress } from "../../../src/text/markup/sanitize.ts";
import { ticksOf } from "../../../src/text/markup/ticks.ts";
import { isSpace, oneOf, withoutEnd } from "../../../src/text/scan.ts";
import { quiet } from "./escape.ts";

/*
 * Escapes untrusted markdown for Slack's `markdown` block. Formatting is kept; mentions, forged links, images and HTML are
 * not. Where Slack might take for code what we take for prose, or the other way round, the result is harmless either way.
 */

/** Markdown that cannot notify anybody and whose links lead where they say. */
export const safeMarkdown = (text: string): string =>
  segments(quiet(visible(text)))
    .map((segment) => (segment.code ? code(segment.text) : prose(segment.text)))
    .join("");

interface Segment {
  code: boolean;
  text: string;
}

/** Separates fenced blocks and code spans from the rest. */
const segments = (text: string): Segment[] =>
  fences(text).flatMap((segment) => (segment.code ? [segment] : spans(segment.text)));

/** Finds fences. A fence that is never closed is closed at the end, so that it does not swallow the rest of the message. */
const fences = (text: string): Segment[] => {
  const found: Segment[] = [];
  let fence: string | undefined;
  for (const line of text.split(/(?<=\n)/)) {
    const last = found.at(-1);
    if (fence !== undefined && last) {
      last.text += line;
      if (closesFence(line.trimEnd(), fence)) fence = undefined;
      continue;
    }
    fence = openingFence(line);
    if (fence !== undefined) found.push({ code: true, text: line });
    else if (last && !last.code) last.text += line;
    else found.push({ code: false, text: line });
  }
  const last = found.at(-1);
  if (fence !== undefined && last) last.text = `${last.text.trimEnd()}\n${fence}\n`;
  return found;
};

/** Finds code spans: from a run of backticks to the next run of the same length in the paragraph. */
const spans = (text: string): Segment[] => {
  const found: Segment[] = [];
  let end = 0;
  for (const { index, length, close } of ticksOf(text, emptyLines(text)).values()) {
    if (index < end || !close) continue;
    const next = close.index + length;
    found.push({ code: false, text: text.slice(end, index) }, { code: true, text: text.slice(index, next) });
    end = next;
  }
  return [...found, { code: false, text: text.slice(end) }];
};

/** The indexes at which the empty lines between paragraphs begin. */
const emptyLines = (text: string): number[] => [...text.matchAll(/\n(?=[ \t]*\n)/g)].map(({ index }) => index);

/** Code is kept, but whatever would be a mention or a link in prose is broken up. */
const code = (text: string): string => text.replace(linkStart, `]${joiner}`).replace(tokenStart, `<${joiner}`);

const tokenStart = /<(?=\s*(?:[!@#]|[a-z][a-z0-9+.-]*:))/gi;
const linkStart = /\](?=[(:]\s*(?:<\s*)?(?:[a-z][a-z0-9+.-]*:|\/\/|www\.))/gi;

/** Rewrites every link in prose, and breaks up everything else that could become one. */
const prose = (text: string): string => {
  const out: string[] = [];
  let end = 0;
  for (const [open, close] of brackets(text)) {
    const link = open < end ? undefined : linkAt(text, open, close);
    if (!link) continue;
    out.push(literal(text.slice(end, open).replace(/!$/, "")), written(link.label, link.address));
    end = link.end;
  }
  return [...out, literal(text.slice(end))].join("");
};

/** Pairs of square brackets, in the order in which they open. Escaped brackets do not count. */
const brackets = (text: string): [open: number, close: number][] => {
  const pairs: [number, number][] = [];
  const open: number[] = [];
  for (const { 0: mark, index } of text.matchAll(/\\[\s\S]|[[\]]/g)) {
    if (mark === "[") open.push(index);
    const start = mark === "]" ? open.pop() : undefined;
    if (start !== undefined) pairs.push([start, index]);
  }
  return pairs.sort(([a], [b]) => a - b);
};

const literal = (text: string): string =>
  text
    .replace(/<((?:https?:\/\/|mailto:)?[^<>\s@]+(?:@[^<>\s]+)?)>/g, (whole, inner: string) =>
      /^https?:\/\/|@/.test(inner) ? inner.replace(/^mailto:/, "") : whole,
    )
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/\](?=[(:]|$)/g, `]${joiner}`);

const isBackslash = oneOf("\\");

/** Writes a link with an honest label and a web address. Anything else becomes plain text with its address. */
const written = (label: string, address: string): string => {
  const url = webAddress(address);
  const text = literal(withoutEnd(label.replace(/\s+/g, " ").replace(/\\?[[\]]/g, ""), isBackslash)).trim();
  if (!url) return /^\w+:/.test(address) ? `${text} (${literal(address)})` : text;
  if (!text) return url;
  return pretends(label, url) ? `${text} (${url})` : `[${text}](${url})`;
};

interface Link {
  label: string;
  address: string;
  end: number;
}

/** The inline link or image with its label in these brackets, if an address follows. */
const linkAt = (text: string, open: number, close: number): Link | undefined => {
  const target = targetAt(text, close + 1, rules);
  return target && { label: text.slice(open + 1, close), address: unescaped(target.address), end: target.end };
};

const rules: TargetRules = {
  blank: isSpace,
  longest: Number.POSITIVE_INFINITY,
  titles: { '"': '"', "'": "'", "(": ")" },
};
