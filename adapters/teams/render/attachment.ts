import type { Attachment } from "../../../src/ports/reply.ts";
import { grouped } from "../../../src/reply/numbers.ts";
import { shortened } from "../../../src/text/shorten.ts";
import { codeBlock, collapsed, context, titleOf } from "./blocks.ts";
import { type Element, rich, run } from "./elements.ts";
import { verbatim } from "./escape.ts";
import { type CardMessage, card, messageOf } from "./render.ts";

/*
 * A bot can upload files in personal chats only, and only after the person has agreed in another card. So the content
 * is sent in a few cards, collapsed; the last one says what is missing.
 */

const mostCards = 4;
/** Bytes of the lines in one card. */
const mostBytes = 20_000;

/** The messages that show a file. */
export const pages = (file: Attachment): CardMessage[] => {
  const [header = "", ...lines] = file.content.split(/\r?\n/).filter(Boolean).map(short);
  const all = filled(lines, mostBytes - bytesOf(header));
  const shown = all.slice(0, mostCards);
  return shown.map((page, index) => {
    const left = index === shown.length - 1 ? lines.length - shown.flat().length : 0;
    return message(file, { header, page, first: shown.slice(0, index).flat().length + 1, left, count: lines.length });
  });
};

interface Page {
  header: string;
  page: string[];
  /** Number of the first line. */
  first: number;
  /** Lines that no card shows. */
  left: number;
  count: number;
}

const message = (file: Attachment, { header, page, first, left, count }: Page): CardMessage => {
  const rows = `rows ${grouped(String(first))}–${grouped(String(first + page.length - 1))} of ${grouped(String(count))}`;
  const missing =
    left > 0
      ? `${grouped(String(left))} more rows don't fit in a chat. Open the answer in Genie to see all of them.`
      : "";
  const title = titleOf(file.name) || "…";
  const body: Element[] = [
    rich([run(title, { weight: "Bolder" }), run(` · ${titleOf(file.title)} · ${rows}`, { isSubtle: true })]),
    ...collapsed("rows", "Show the rows", [codeBlock([header, ...page].join("\n"), "PlainText")]),
    ...context(missing),
  ];
  return messageOf(title, card(body));
};

/** A line is cut where people have long stopped reading. */
const short = (line: string): string => shortened(verbatim(shortened(line, 4_000)), 2_000);

/** codeBlock puts a line into the card twice, and JSON escapes its quotes. */
const bytesOf = (line: string): number => 2 * Buffer.byteLength(JSON.stringify(line));

/** Groups lines so that no group has more bytes than `limit`. */
const filled = (lines: string[], limit: number): string[][] => {
  const groups: string[][] = [[]];
  let free = limit;
  for (const line of lines) {
    if (bytesOf(line) > free && groups.at(-1)?.length) {
      groups.push([]);
      free = limit;
    }
    groups.at(-1)?.push(line);
    free -= bytesOf(line);
  }
  return groups;
};
