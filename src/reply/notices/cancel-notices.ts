import type { Actor } from "../../ports/actor.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { mostField } from "../../text/bounds.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { askButtons, questionMenu } from "../answer/answer-buttons.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* Questions that are stopped, and conversations that are forgotten. */

export const notYours = (asker: Actor): Notice =>
  notice("warning", `Only ${asker.name ?? "the person who asked"} or an administrator can cancel this question.`);

export const nothingToCancel = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToCancel);

/** Shown when the question was asked elsewhere; its own message shows the outcome. */
export const cancelling = (question: string | undefined, locale?: string): Notice =>
  notice("info", wordsIn(locale).stopping(question === undefined ? undefined : shortened(oneLine(question), 200)));

export const alreadyOver = (locale?: string): Notice => notice("info", wordsIn(locale).alreadyOver);

/** Replaces a status message when another one has taken its place. */
export const orphan = notice("info", "The answer to this question is in another message in this conversation.");

export interface CancelledView {
  by: Actor;
  asker: Actor;
  elapsedMs: number;
  /** Agents whose SQL statement was stopped, or that we no longer wait for. */
  stopped: { name: string; query: boolean }[];
  answered: { name: string; text: string }[];
  question: string;
}

/** What was stopped, and what had been answered before. */
export const cancelled = ({ by, asker, elapsedMs, stopped, answered, question }: CancelledView): Notice => {
  const who = by.user === asker.user ? "" : ` by ${by.name ?? "an administrator"}`;
  const lines = [
    `Cancelled${who} after ${Math.max(1, Math.round(elapsedMs / 1_000))} s.`,
    ...stopped.map(({ name, query }) =>
      query
        ? `- **${name}**: its query was stopped in the warehouse`
        : `- **${name}**: I've stopped waiting for it; no query was running`,
    ),
    ...answered.map(({ name, text }) => `- **${name}** had already answered: ${text}`),
  ];
  if (stopped.length + answered.length === 0) lines.push("Nothing had been asked yet.");
  return notice("info", lines.join("\n"), {
    code: "cancelled",
    buttons: askButtons([question]).map((button) => ({ ...button, label: wordsIn(asker.locale).askAgain })),
    menu: questionMenu(
      { again: false, edit: question.length <= mostField, others: false, thoughts: false },
      asker.locale,
    ),
  });
};

export const notYoursToForget = (starter: Actor): Notice =>
  notice(
    "warning",
    `Only ${starter.name ?? "the person who started this conversation"} or an administrator can make me forget it.`,
  );

export const forgotten = (locale?: string): Notice => notice("success", wordsIn(locale).forgotten);

export const nothingToForget = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToForget);
