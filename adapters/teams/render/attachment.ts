import type { Attachment } from "../../../src/ports/reply.ts";
import { grouped } from "../../../src/reply/format.ts";
import { shortened } from "../../../src/text/shorten.ts";
import { codeBlock, context, folded, titleOf } from "./blocks.ts";
import { type Element, rich, run } from "./elements.ts";
import { verbatim } from "./escape.ts";
import { type CardMessage, card, messageOf } from "./render.ts";

/*
 * A bot can upload files in personal chats only, and only after the person has agreed in another card. So the content
 * itself is sent, folded away, in as many cards as a conversation bears; what is left out is said in the last one.
 */

const mostCards = 4;
/** Bytes that the lines of one card take in it. */
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
      ? `${grouped(String(left))} more rows do not fit in a chat. The whole result is behind the Genie link of the answer.`
      : "";
  const title = titleOf(file.name) || "…";
  const body: Element[] = [
    rich([run(title, { weight: "Bolder" }), run(` · ${titleOf(file.title)} · ${rows}`, { isSubtle: true })]),
    ...folded("rows", "Show the rows", [codeBlock([header, ...page].join("\n"), "PlainText")]),
    ...context(missing),
  ];
  return messageOf(title, card(body));
};

/** A line that would fill a card alone ends where people have long stopped reading. */
const short = (line: string): string => shortened(verbatim(shortened(line, 4_000)), 2_000);

/** A line stands in a card twice, see codeBlock, and every quote in it takes two bytes. */
const bytesOf = (line: string): number => 2 * Buffer.byteLength(JSON.stringify(line));

/** Lines in groups that take at most so many bytes. */
const filled = (lines: string[], limit: number): string[][] => {
  const groups: string[][] = [[]];
  let room = limit;
  for (const line of lines) {
    if (bytesOf(line) > room && groups.at(-1)?.length) {
      groups.push([]);
      room = limit;
    }
    groups.at(-1)?.push(line);
    room -= bytesOf(line);
  }
  return groups;
};
