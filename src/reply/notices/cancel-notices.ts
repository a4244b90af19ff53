import type { Actor } from "../../ports/actor.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { mostField } from "../../text/bounds.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { askButtons, questionMenu } from "../answer/answer-buttons.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* Questions that are stopped, and conversations that are forgotten. */

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).notices;

export const notYours = (asker: Actor, locale: Locale): Notice => notice("warning", said(locale).notYours(asker.name));

export const nothingToCancel = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToCancel);

/** Shown when the question was asked elsewhere; its own message shows the outcome. */
export const cancelling = (question: string | undefined, locale?: string): Notice =>
  notice("info", wordsIn(locale).stopping(question === undefined ? undefined : shortened(oneLine(question), 200)));

export const alreadyOver = (locale?: string): Notice => notice("info", wordsIn(locale).alreadyOver);

/** Replaces a status message when another one has taken its place. */
export const orphan = (locale: Locale): Notice => notice("info", said(locale).orphan);

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
  const words = said(asker.locale);
  const who = by.user === asker.user ? undefined : (by.name ?? words.anAdministrator);
  const lines = [
    words.cancelled(who, Math.max(1, Math.round(elapsedMs / 1_000))),
    ...stopped.map(({ name, query }) => (query ? words.queryStopped(name) : words.waitingStopped(name))),
    ...answered.map(({ name, text }) => words.hadAnswered(name, text)),
  ];
  if (stopped.length + answered.length === 0) lines.push(words.nothingAskedYet);
  return notice("info", lines.join("\n"), {
    code: "cancelled",
    buttons: askButtons([question]).map((button) => ({ ...button, label: wordsIn(asker.locale).askAgain })),
    menu: questionMenu(
      { again: false, edit: question.length <= mostField, others: false, thoughts: false },
      asker.locale,
    ),
  });
};

export const notYoursToForget = (starter: Actor, locale: Locale): Notice =>
  notice("warning", said(locale).notYoursToForget(starter.name));

export const forgotten = (locale?: string): Notice => notice("success", wordsIn(locale).forgotten);

export const nothingToForget = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToForget);
