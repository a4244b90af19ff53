import type { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/chat/reply.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { askButtons } from "./answer/answer-buttons.ts";
import { wordsIn } from "./words/words.ts";

/* What we say about signing in at Databricks. Whatever holds a link goes to one person alone. */

const notice = (tone: Notice["tone"], markdown: string, more: Partial<Notice> = {}): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons: [],
  ...more,
});

const signInLink = (url: string) => [{ label: "Sign in to Databricks", url }];
const aboutLink = "The link is for you alone: it works once, within the next ten minutes.";

/** Stands where the question was put. */
export const answeredWithOwnRights = (agents: readonly string[]): Notice =>
  notice(
    "info",
    agents.length === 0
      ? "This goes on from an answer with the asker's own rights, so I'll answer it in the asker's direct messages."
      : `${agents.join(" and ")} ${agents.length === 1 ? "answers" : "answer"} with the asker's own rights, so I'll answer this question in the asker's direct messages.`,
  );

/** A question waits for its asker to sign in. `agents`: their names. */
export const signInToGoOn = (agents: readonly string[], question: string, url: string): Notice =>
  notice(
    "info",
    `${agents.join(" and ")} ${agents.length === 1 ? "answers" : "answer"} with your own rights in Databricks, so please sign in once. After that I'll carry on with your question. ${aboutLink}`,
    { question, links: signInLink(url) },
  );

/** Stands where the question was put; the link is in the asker's direct messages. */
export const waitingForSignIn = (asker: Actor): Notice =>
  notice(
    "info",
    `This question waits for ${asker.name ?? "the person who asked"} to sign in to Databricks. The link is in their direct messages.`,
  );

/** A question waits while the platform is asked who its asker is. */
export const provingWho = (agents: string[], locale: string | undefined): Notice =>
  notice("info", wordsIn(locale).provingWho(agents));

/** The request to the platform itself. `proof`: what comes back with its answer. */
export const whoAreYou = (proof: string, locale: string | undefined): Notice =>
  notice("info", wordsIn(locale).whoAreYou, { proof });

/** Nobody signed in while the question waited. */
export const signInTooLate = (question: string): Notice =>
  notice("warning", "Nobody has signed in, so I've stopped waiting with this question. Ask again for a new link.", {
    question,
    buttons: askButtons([question]).map((button) => ({ ...button, label: "Ask again" })),
  });

/** Takes the place of the link: its question goes on below. */
export const goingOn = (question: string): Notice =>
  notice("success", `You're signed in, so I'm asking: “${shortened(oneLine(question), 200)}”`);

export const loginOffer = (url: string): Notice =>
  notice("info", `Sign in to Databricks, and I'll ask with your own rights there. ${aboutLink}`, {
    links: signInLink(url),
  });

export const signedIn = (userName: string): Notice =>
  notice(
    "success",
    `You're signed in to Databricks as **${userName}**: from now on I ask with the rights of this user where agents are set up so. If this wasn't you, type \`logout\` and tell an administrator.`,
  );

export const whoYouAre = (userName: string, since: string): Notice =>
  notice("info", `You're signed in to Databricks as **${userName}** since ${since}. \`logout\` signs you out.`);

export const notSignedIn = notice("info", "You're not signed in to Databricks. `login` signs you in.");

export const signedOut = (userName: string): Notice =>
  notice(
    "success",
    `Done: you're signed out, and I've forgotten the tokens of **${userName}**. I've asked Databricks to end them, too.`,
  );

/** Only the asker may look further into an answer that was made with their own rights. */
export const ownAnswer = (asker: Actor): Notice =>
  notice(
    "warning",
    `This answer was made with the rights of ${asker.name ?? "the person who asked"}, so only they can look further into it. Ask the question yourself to get what you may see.`,
  );

/** The asker is no longer who they were when they asked. */
export const askedAsOther = notice(
  "warning",
  "I made this answer with your own rights in Databricks, and you're no longer signed in as that user. Type `login`, or ask again.",
);

export const notToOutsiders = notice(
  "warning",
  "I made this answer with your own rights in Databricks, so I don't show it where people of other organisations read along.",
);
