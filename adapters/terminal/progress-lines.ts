import type { Progress, ProgressRow } from "../../src/ports/chat/reply.ts";
import { duration } from "../../src/reply/format.ts";
import { shortened } from "../../src/text/shorten.ts";
import { harmless, harmlessLine } from "./escape.ts";
import type { OutputStyle, TextStyle } from "./output-style.ts";
import { fitted, padded, widthOf, wrapped } from "./width.ts";

/** A post in progress, and when each of its rows began and ended. Epoch ms. */
export interface TimedProgress {
  progress: Progress;
  shownAt: number;
  rows: ReadonlyMap<string, { from: number; until?: number }>;
}

/** The post after a newer progress. */
export const timed = (before: TimedProgress | undefined, progress: Progress, now: number): TimedProgress => ({
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

/** For the block that is redrawn: a headline, then a line per agent with state, words and seconds. None is wider than the screen. */
export const liveLines = ({ progress, shownAt, rows }: TimedProgress, now: number, style: OutputStyle): string[] => {
  const titles = progress.rows.map(({ title }) => lineOf(title));
  const widest = Math.max(0, ...titles.map(widthOf));
  const row = ({ agent, state, words }: ProgressRow, at: number): string => {
    const since = rows.get(agent);
    const seconds = since ? ` · ${duration((since.until ?? now) - since.from)}` : "";
    const text = `${padded(titles[at] ?? "", widest)}  ${lineOf(words)}${seconds}`;
    const [colour, sign] = stateMarks[state];
    return `  ${style.paint(colour, sign)} ${fitted(text, style.width - 5)}`;
  };
  const elapsed = duration(progress.elapsedMs + now - shownAt);
  return [
    style.paint("bold", fitted(`${lineOf(progress.headline)} · ${elapsed}`, style.width - 1)),
    ...progress.rows.map(row),
    ...moreLines(progress).map((line) => fitted(`  ${line}`, style.width - 1)),
    ...draftLines(progress.draft, style),
  ];
};

/** For an output that cannot be redrawn: without seconds, so that a line is new only when it says something new. */
export const plainLines = ({ progress }: TimedProgress): string[] => [
  lineOf(progress.headline),
  ...progress.rows.map(({ title, words }) => lineOf(`${title}: ${words}`)),
  ...moreLines(progress),
];

/** Untrusted text in one line, no longer than terminals show. */
const lineOf = (text: string): string => harmlessLine(shortened(text, longestLine));
const longestLine = 1_000;

const moreLines = ({ facts = [], links = [] }: Progress): string[] =>
  [...facts, ...links.map(({ label, url }) => `${label} (${url})`)].map(lineOf);

const mostDraftLines = 6;
/** Characters of a draft that are read for them. */
const draftLength = 4_000;

/** The last lines of what is written so far. */
const draftLines = (draft: string | undefined, style: OutputStyle): string[] =>
  draft
    ? wrapped(harmless(draft.slice(-draftLength)), style.width - 3)
        .slice(-mostDraftLines)
        .map((line) => style.paint("dim", `  ${fitted(line, style.width - 3)}`))
    : [];

const stateMarks: Record<ProgressRow["state"], [TextStyle, string]> = {
  waiting: ["dim", "○"],
  running: ["cyan", "◐"],
  done: ["green", "●"],
  failed: ["red", "✕"],
};
