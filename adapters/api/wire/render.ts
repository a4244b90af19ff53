import { z } from "zod";
import type { Source } from "../../../src/ports/chat/answer-parts.ts";
import type { Answer, Notice, Progress, Reply } from "../../../src/ports/chat/reply.ts";
import { Table } from "../../../src/ports/table.ts";
import { questionOf } from "../../../src/reply/answer/suggestion.ts";
import { closing } from "../../../src/reply/fit/plain-text.ts";
import { withoutSections } from "../../../src/reply/fit/sections.ts";
import { creditOf, duration, extent, rowCount } from "../../../src/reply/format.ts";
import { columnViews } from "../../../src/reply/tables/column-view.ts";
import { shownRows } from "../../../src/reply/tables/table-limits.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { oneLine } from "../../../src/text/shorten.ts";
import { grid, link, literal, safeMarkdown } from "./markdown.ts";

/** For programs: what the text says, as data. Nothing in it is escaped. */
const Extension = z.object({
  confidence: z.enum(["high", "medium", "low"]).optional(),
  sources: z.array(
    z.object({
      agent: z.string(),
      title: z.string(),
      question: z.string(),
      sql: z.string().optional(),
      rows: z.number().optional(),
      scope: z.string().optional(),
      elapsed_ms: z.number(),
      link: z.string().optional(),
      trusted: z.boolean(),
      failed: z.string().optional(),
    }),
  ),
  tables: z.array(z.object({ title: z.string(), table: Table })),
  notes: z.array(z.string()),
  /** Suggested questions. */
  follow_ups: z.array(z.string()),
  elapsed_ms: z.number(),
});
type Extension = z.infer<typeof Extension>;

/** What a message shows, as it is stored for the client. */
export const Shown = z.discriminatedUnion("state", [
  /** `draft`: what the model has written of the answer so far. */
  z.object({ state: z.literal("working"), lines: z.array(z.string()), draft: z.string().optional() }),
  z.object({ state: z.literal("answered"), content: z.string(), concierge: Extension }),
  z.object({ state: z.literal("failed"), code: z.string(), message: z.string() }),
]);
export type Shown = z.infer<typeof Shown>;

/** A reply as a client gets it. Pure. */
export const render = (reply: Reply): Shown => {
  switch (reply.kind) {
    case "progress":
      return { state: "working", lines: progressLines(reply), ...(reply.draft && { draft: reply.draft }) };
    case "answer":
      return { state: "answered", content: answerText(reply), concierge: extensionOf(reply) };
    case "notice":
      return noticed(withoutSections(reply));
  }
};

const progressLines = ({ headline, rows, facts = [] }: Progress): string[] =>
  [headline, ...rows.map(({ title, words }) => `${title}: ${words}`), ...facts].map(oneLine);

const answerText = (answer: Answer): string =>
  [
    safeMarkdown(answer.markdown),
    ...answer.tables.map(tableText),
    safeMarkdown(answer.folded?.markdown ?? ""),
    ...(answer.folded?.tables ?? []).map(tableText),
    sourceList(answer.sources, answer.locale),
    ...answer.notes.map((note) => `*${literal(oneLine(note))}*`),
    closing(answer),
  ]
    .filter(Boolean)
    .join("\n\n");

const tableText = ({ title, table }: Answer["tables"][number]): string => {
  const rows = table.rows.slice(0, shownRows);
  const views = columnViews({ ...table, rows });
  const cells = rows.map((row) => views.map(({ cell }, at) => cell(row[at])));
  const cut = extent(rows.length, table);
  const heading = `**${literal(oneLine(title))}**${cut ? ` (${cut})` : ""}`;
  return `${heading}\n\n${grid(
    views.map(({ title }) => title),
    cells,
    views.map(({ isQuantity }) => isQuantity),
  )}`;
};

/** Numbered, because `[n]` in the text means the n-th source. */
const sourceList = (sources: Source[], locale: string | undefined): string =>
  sources.length === 0
    ? ""
    : [
        `**${wordsIn(locale).sources}**`,
        "",
        ...sources.map((source, at) => `${at + 1}. ${sourceText(source, locale)}`),
      ].join("\n");

const sourceText = (source: Source, locale: string | undefined): string => {
  const words = wordsIn(locale);
  const title = literal(oneLine(source.title));
  if (source.failed) return words.failedSource(title, literal(oneLine(source.failed)));
  return [
    title,
    source.rows === undefined ? undefined : rowCount(source.rows, locale),
    source.scope === undefined ? undefined : literal(oneLine(source.scope)),
    duration(source.elapsedMs),
    source.trusted ? words.trusted : undefined,
    link(source.link, creditOf(source)),
  ]
    .filter(Boolean)
    .join(" · ");
};

const extensionOf = (answer: Answer): Extension => ({
  ...(answer.confidence ? { confidence: answer.confidence } : {}),
  sources: answer.sources.map(({ elapsedMs, ...source }) => ({ ...source, elapsed_ms: elapsedMs })),
  tables: [...answer.tables, ...(answer.folded?.tables ?? [])],
  notes: answer.notes,
  follow_ups: questionsIn(answer),
  elapsed_ms: answer.elapsedMs,
});

const noticed = (notice: Notice): Shown => {
  if (notice.tone === "error" || notice.code !== undefined) {
    return { state: "failed", code: notice.code ?? "failed", message: notice.markdown };
  }
  const choices = questionsIn(notice);
  const title = notice.title ? `**${literal(oneLine(notice.title))}**` : "";
  const list = choices.map((choice) => `- ${literal(oneLine(choice))}`).join("\n");
  const links = (notice.links ?? []).map(({ label, url }) => link(url, label)).join(" · ");
  const content = [title, safeMarkdown(notice.markdown), links, list, clicksNeeded(notice)]
    .filter(Boolean)
    .join("\n\n");
  return answeredWith(content, choices);
};

/** An answer that rests on no source. */
export const answeredWith = (content: string, choices: string[] = []): Shown => {
  const nothing = { sources: [], tables: [], notes: [], elapsed_ms: 0 };
  return { state: "answered", content, concierge: { ...nothing, follow_ups: choices } };
};

/** What needs a click, and therefore another channel. */
const clicksNeeded = ({ buttons }: Notice): string => {
  const labels = buttons
    .filter((button) => questionOf(button) === undefined)
    .map(({ label }) => literal(oneLine(label)));
  return labels.length === 0 ? "" : `*Only in Slack, Teams and the terminal: ${labels.join(" · ")}*`;
};

const questionsIn = ({ buttons }: Answer | Notice): string[] => buttons.flatMap((button) => questionOf(button) ?? []);
