import { closesFence, openingFence } from "../../../src/text/fences.ts";
import { type TargetRules, targetAt, unescaped } from "../../../src/text/links.ts";
import { joiner, pretends, visible, webAddress } from "../../../src/text/sanitize.ts";
import { isSpace, oneOf, withoutEnd } from "../../../src/text/scan.ts";
import { ticksOf } from "../../../src/text/ticks.ts";
import { quiet } from "./escape.ts";

/*
 * Untrusted markdown for Slack's `markdown` block. Formatting stays; mentions, forged links, images and HTML do not.
 * Where our reading of code and prose and Slack's could differ, both readings are harmless.
 */

/** Markdown that can neither ping nor lead elsewhere than it says. */
export const safeMarkdown = (text: string): string =>
  segments(quiet(visible(text)))
    .map((segment) => (segment.code ? code(segment.text) : prose(segment.text)))
    .join("");

interface Segment {
  code: boolean;
  text: string;
}

/** Fenced blocks and code spans apart from the rest. */
const segments = (text: string): Segment[] =>
  fences(text).flatMap((segment) => (segment.code ? [segment] : spans(segment.text)));

/** A fence that never closes is closed at the end, so that it cannot swallow what follows in the message. */
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

/** Code spans: from a run of backticks to the next run of the same length in the same paragraph. */
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

/** Where the empty lines between paragraphs begin. */
const emptyLines = (text: string): number[] => [...text.matchAll(/\n(?=[ \t]*\n)/g)].map(({ index }) => index);

/** Code is shown as it is, but what would be a mention or a link, were it read as prose, is parted. */
const code = (text: string): string => text.replace(linkStart, `]${joiner}`).replace(tokenStart, `<${joiner}`);

const tokenStart = /<(?=\s*(?:[!@#]|[a-z][a-z0-9+.-]*:))/gi;
const linkStart = /\](?=[(:]\s*(?:<\s*)?(?:[a-z][a-z0-9+.-]*:|\/\/|www\.))/gi;

/** Prose: every link is written anew by us, everything else that could become one is parted. */
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

/** Matching square brackets in the order in which they open; an escaped one is none. */
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

/** A link as we write it: honest label and a web address; what is not that is plain text with its address. */
const written = (label: string, address: string): string => {
  const url = webAddress(address);
  const text = literal(withoutEnd(label.replace(/\s+/g, " ").replace(/\\?[[\]]/g, ""), oneOf("\\"))).trim();
  if (!url) return /^\w+:/.test(address) ? `${text} (${literal(address)})` : text;
  if (!text) return url;
  return pretends(label, url) ? `${text} (${url})` : `[${text}](${url})`;
};

interface Link {
  label: string;
  address: string;
  end: number;
}

/** The inline link or image whose label stands in these brackets, if an address follows. */
const linkAt = (text: string, open: number, close: number): Link | undefined => {
  const target = targetAt(text, close + 1, rules);
  return target && { label: text.slice(open + 1, close), address: unescaped(target.address), end: target.end };
};

const rules: TargetRules = {
  blank: isSpace,
  longest: Number.POSITIVE_INFINITY,
  titles: { '"': '"', "'": "'", "(": ")" },
};
