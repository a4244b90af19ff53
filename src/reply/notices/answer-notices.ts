import type { Actor } from "../../ports/actor.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { duration } from "../format.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* About answers: those that cannot be shown, are no longer kept, or took long. */

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).notices;

/** Takes the place of an answer that the platform refused in every form. */
export const answerNotShown = (turn: string, locale: Locale): Notice =>
  notice("warning", said(locale).answerNotShown, {
    buttons: [{ action: "show-again", value: turn, label: said(locale).showAnswer, style: "primary" }],
  });

export const answerNotKept = (locale: Locale): Notice => notice("info", said(locale).answerNotKept);

export const notYourAnswer = (asker: Actor, locale: Locale): Notice =>
  notice("warning", said(locale).notYourAnswer(asker.name));

/** Somebody in the thread may not ask the agents that gave the answer. Names none of them. */
export const noMoreOfAnswer = (locale: Locale): Notice => notice("warning", said(locale).noMoreOfAnswer);

export const notYoursToRemove = (asker: Actor, locale: Locale): Notice =>
  notice("warning", said(locale).notYoursToRemove(asker.name));

/** How a question ended that took long. */
export type Finish = "answered" | "asked-back" | "unanswered";

export const finishedNotice = (asker: Actor, elapsedMs: number, finish: Finish): Notice => ({
  ...notice(finish === "unanswered" ? "warning" : "success", finishWords(finish, duration(elapsedMs), asker.locale)),
  mention: { user: asker.user, ...(asker.name === undefined ? {} : { name: asker.name }) },
});

/** Follows a mention of the asker. */
const finishWords = (finish: Finish, took: string, locale: string | undefined): string => {
  const words = wordsIn(locale);
  switch (finish) {
    case "answered":
      return words.ready(took);
    case "asked-back":
      return words.askedBack(took);
    case "unanswered":
      return words.unanswered(took);
  }
};
