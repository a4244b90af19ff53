import type { Actor } from "../../ports/actor.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { duration } from "../format.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* About answers: those that cannot be shown, are no longer kept, or took long. */

/** Takes the place of an answer that the platform refused in every form. */
export const answerNotShown = (turn: string): Notice =>
  notice("warning", "Your answer is ready, but it couldn't be shown here. Please try again in a moment.", {
    buttons: [{ action: "show-again", value: turn, label: "Show the answer", style: "primary" }],
  });

export const answerNotKept = notice("info", "I no longer have that answer. Please ask again.");

export const notYourAnswer = (asker: Actor): Notice =>
  notice(
    "warning",
    `Only ${asker.name ?? "the person who asked"}, people in that conversation and administrators can see this answer.`,
  );

/** Somebody in the thread may not ask the agents that gave the answer. Names none of them. */
export const noMoreOfAnswer = notice(
  "warning",
  "You can read what is shown here, but only people who may ask the agents behind this answer can see more of it.",
);

export const notYoursToRemove = (asker: Actor): Notice =>
  notice("warning", `Only ${asker.name ?? "the person who asked"} or an administrator can take this message away.`);

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
