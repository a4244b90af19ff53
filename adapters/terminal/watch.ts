import type { Progress, ProgressRow } from "../../src/ports/reply.ts";
import { duration } from "../../src/reply/format.ts";
import { shortened } from "../../src/text/shorten.ts";
import { harmless, harmlessLine } from "./escape.ts";
import type { Look, Style } from "./look.ts";
import { fitted, padded, widthOf, wrapped } from "./width.ts";

/** A message in progress, and since when and until when each of its rows has been at work. Epoch ms. */
export interface Watch {
  progress: Progress;
  shownAt: number;
  rows: ReadonlyMap<string, { from: number; until?: number }>;
}

/** Takes note of a newer progress. */
export const watched = (before: Watch | undefined, progress: Progress, now: number): Watch => ({
  progress,
  shownAt: now,
  rows: new Map(
    progress.rows.flatMap((row) => {
      const known = before?.rows.get(row.agent);
      if (row.state === "waiting") return [];
      const from = known?.from ?? now;
      return [[row.agent, row.state === "running" ? { from } : { from, until: known?.until ?? now }]];
    }),
  ),
});

/** The block that is redrawn: one line for the whole, one per agent with state, words and seconds. Each fits one line. */
export const blockLines = ({ progress, shownAt, rows }: Watch, now: number, look: Look): string[] => {
  const titles = progress.rows.map(({ title }) => lineOf(title));
  const widest = Math.max(0, ...titles.map(widthOf));
  const row = ({ agent, state, words }: ProgressRow, at: number): string => {
    const since = rows.get(agent);
    const seconds = since ? ` · ${duration((since.until ?? now) - since.from)}` : "";
    const text = `${padded(titles[at] ?? "", widest)}  ${lineOf(words)}${seconds}`;
    const [style, sign] = signs[state];
    return `  ${look.paint(style, sign)} ${fitted(text, look.width - 5)}`;
  };
  const elapsed = duration(progress.elapsedMs + now - shownAt);
  return [
    look.paint("bold", fitted(`${lineOf(progress.headline)} · ${elapsed}`, look.width - 1)),
    ...progress.rows.map(row),
    ...moreLines(progress).map((line) => fitted(`  ${line}`, look.width - 1)),
    ...draftLines(progress.draft, look),
  ];
};

/** The same for an output that cannot be redrawn: lines without seconds, so that each says something new. */
export const plainLines = ({ progress }: Watch): string[] => [
  lineOf(progress.headline),
  ...progress.rows.map(({ title, words }) => lineOf(`${title}: ${words}`)),
  ...moreLines(progress),
];

/** Untrusted text in one line, of which no terminal shows more. */
const lineOf = (text: string): string => harmlessLine(shortened(text, longestLine));
const longestLine = 1_000;

const moreLines = ({ facts = [], links = [] }: Progress): string[] =>
  [...facts, ...links.map(({ label, url }) => `${label} (${url})`)].map(lineOf);

const mostDraftLines = 6;
/** Characters of a draft that are read for them. */
const draftLength = 4_000;

/** The end of what is written so far. */
const draftLines = (draft: string | undefined, look: Look): string[] =>
  draft
    ? wrapped(harmless(draft.slice(-draftLength)), look.width - 3)
        .slice(-mostDraftLines)
        .map((line) => look.paint("dim", `  ${fitted(line, look.width - 3)}`))
    : [];

const signs: Record<ProgressRow["state"], [Style, string]> = {
  waiting: ["dim", "○"],
  running: ["cyan", "◐"],
  done: ["green", "●"],
  failed: ["red", "✕"],
};
