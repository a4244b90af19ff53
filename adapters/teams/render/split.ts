import type { AnswerTable, Source } from "../../../src/ports/chat/answer-parts.ts";
import type { Reply } from "../../../src/ports/chat/reply.ts";
import { isLong, splitToFit } from "../../../src/reply/fit/split.ts";
import { shortened } from "../../../src/text/shorten.ts";
import { type CardMessage, render } from "./render.ts";

/**
 * Replies that fit one message each, in order, nothing cut. Before an answer needs a second message, its SQL is shortened,
 * which is said, and a table that can be looked through shows fewer rows at a time.
 */
export const split = (reply: Reply, share = 1): Reply[] => {
  const whole = isLong(reply) ? undefined : smaller(reply).find((one) => fits(one, share));
  return whole ? [whole] : splitToFit(reply, (part) => fits(part, share));
};

/** Characters of each query, and rows of each table, that are tried. */
const tried = [
  { sql: 200, rows: Number.POSITIVE_INFINITY },
  { sql: 100, rows: Number.POSITIVE_INFINITY },
  { sql: 100, rows: 8 },
  { sql: 100, rows: 5 },
];

/** The reply, and then the same with less and less of its queries and rows. */
function* smaller(reply: Reply): Generator<Reply> {
  yield reply;
  if (reply.kind !== "answer") return;
  for (const { sql, rows } of tried)
    yield {
      ...reply,
      tables: reply.tables.map((one) => withFewerRows(one, rows)),
      sources: reply.sources.map((one) => withShorterSql(one, sql)),
    };
}

const withShorterSql = (source: Source, most: number): Source => {
  const sql = source.sql?.trim();
  if (sql === undefined || sql.length <= most) return source;
  return { ...source, sql: shortened(sql, most), sqlCut: sql.length - most };
};

/** Its buttons lead to the other rows. */
const withFewerRows = (item: AnswerTable, most: number): AnswerTable => {
  const { table, part } = item;
  const left = table.rows.length - most;
  if (!part || left <= 0) return item;
  return part.keeps === "last"
    ? { ...item, table: { ...table, rows: table.rows.slice(left) }, part: { ...part, from: part.from + left } }
    : { ...item, table: { ...table, rows: table.rows.slice(0, most) } };
};

/** Whether a reply fits one message, or this share of it. */
export const fits = (reply: Reply, share = 1): boolean => isSendable(render(reply), share);

/*
 * A message may take about 100 KB of UTF-16, and clients have trouble with cards of more than 28 KB; we stay well below.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
const mostMessageBytes = 78_000;
const mostCardBytes = 24_600;

/** Whether Teams takes this message. */
const isSendable = ({ attachments: [{ content }], ...rest }: CardMessage, share: number): boolean => {
  const card = JSON.stringify(content);
  const bytes = 2 * (card.length + JSON.stringify(rest).length) + envelope;
  return Buffer.byteLength(card) <= mostCardBytes * share && bytes <= mostMessageBytes * share;
};

/** Bytes that sending adds: what surrounds the card, and ids of the bot, the conversation and the recipient. */
const envelope = 2_200;
