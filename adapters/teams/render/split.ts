import type { Reply, Source } from "../../../src/ports/chat/reply.ts";
import { isLong, splitToFit } from "../../../src/reply/fit/split.ts";
import { shortened } from "../../../src/text/shorten.ts";
import { type CardMessage, render } from "./render.ts";

/**
 * Replies that fit one message each, in order, nothing cut. Only SQL is shortened, and says so, before an answer would need
 * a second message for its buttons.
 */
export const split = (reply: Reply, share = 1): Reply[] => {
  const whole = isLong(reply) ? undefined : withLessSql(reply).find((one) => fits(one, share));
  return whole ? [whole] : splitToFit(reply, (part) => fits(part, share));
};

/** Characters of each query that are tried. */
const sqlLengths = [200, 100];

/** The reply, and then the same with less and less of its queries. */
const withLessSql = (reply: Reply): Reply[] => {
  if (reply.kind !== "answer") return [reply];
  const { sources } = reply;
  const tried = sqlLengths.filter((most) => sources.some((one) => shorterSql(one, most) !== one));
  return [reply, ...tried.map((most) => ({ ...reply, sources: sources.map((one) => shorterSql(one, most)) }))];
};

const shorterSql = (source: Source, most: number): Source => {
  const sql = source.sql?.trim();
  if (sql === undefined || sql.length <= most) return source;
  return { ...source, sql: shortened(sql, most), sqlCut: sql.length - most };
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
