import { type Failure, Problem } from "../errors.ts";
import type { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/chat/reply.ts";
import type { AgentProfile } from "../ports/databricks/agent.ts";
import { mostInbound } from "../text/bounds.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { againButtons, askButtons } from "./answer/answer.ts";
import { duration, markdownLink, rowCount } from "./format.ts";
import { grouped } from "./tables/numbers.ts";
import { failureIn, phraseIn } from "./words/phrase-reading.ts";
import { wordsIn } from "./words/words.ts";

/*
 * The bot's fixed sentences, except those about jobs (job-notices.ts) and problems (src/problems).
 */

const notice = (
  tone: Notice["tone"],
  markdown: string,
  more: Partial<Pick<Notice, "code" | "title" | "buttons">> = {},
): Notice => ({ kind: "notice", tone, markdown, buttons: [], ...more });

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).notices;

/** There is nothing that this person may ask here. */
export const noAgents = (locale: Locale): string => said(locale).noAgents;

/** `forAdmin`: an administrator asks. `hasSignIn`: people can sign in. `howToAsk`: where and how people write to us on this platform. */
export const help = (
  agents: AgentProfile[],
  howToAsk: string,
  {
    forAdmin = false,
    hasSignIn = false,
    locale,
  }: { forAdmin?: boolean; hasSignIn?: boolean; locale?: string | undefined } = {},
): Notice => {
  const words = wordsIn(locale);
  const intro = agents.length === 0 ? noAgents(locale) : words.helpIntro(agents.map(({ name }) => name).join(", "));
  const lines = [
    ...words.helpLines,
    ...(hasSignIn ? [words.helpSignIn] : []),
    ...(forAdmin ? [words.helpAdmin] : []),
    words.helpItself,
  ];
  return notice(
    "info",
    [`${intro} ${phraseIn(howToAsk, locale)}`, lines.map((line) => `- ${line}`).join("\n")].join("\n\n"),
    {
      title: words.helpTitle,
      buttons: askButtons(agents.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 4)),
    },
  );
};

export const agentList = (agents: AgentProfile[], locale: Locale): Notice =>
  agents.length === 0 ? notice("info", noAgents(locale)) : listOfAgents(agents, locale);

const listOfAgents = (agents: AgentProfile[], locale: Locale): Notice =>
  notice(
    "info",
    agents
      .map(({ name, description, examples }) => {
        const samples = examples.slice(0, 3).map((example) => `\n  - _${example}_`);
        return `- **${name}**: ${description}${samples.join("")}`;
      })
      .join("\n"),
    { title: said(locale).agentCount(agents.length) },
  );

export const didYouMean = ({ text, meant }: { text: string; meant: string }, locale: Locale): Notice =>
  notice("info", said(locale).unknownCommand(text, meant), {
    buttons: [
      { action: "command", value: meant, label: meant },
      ...askButtons([text]).map((button) => ({ ...button, label: said(locale).askAgents })),
    ],
  });

export const failed = (failure: Failure, question: string | undefined, locale?: string): Notice =>
  notice("error", failureIn(failure, locale), {
    code: failure.code,
    buttons: question ? againButtons(question, locale) : [],
  });

export const refused = (failure: Failure, locale?: string): Notice =>
  notice("warning", failureIn(failure, locale), { code: failure.code });

/** A message, form or click held more text than is taken; it was not read. */
export const tooLong = (length: number, locale: Locale): Notice =>
  refused(Problem.of("message.too-long", { most: count(mostInbound), length: count(length) }).failure, locale);

const count = (characters: number): string => grouped(String(characters));

export const notYours = (asker: Actor, locale: Locale): Notice => notice("warning", said(locale).notYours(asker.name));

export const notYoursToForget = (starter: Actor, locale: Locale): Notice =>
  notice("warning", said(locale).notYoursToForget(starter.name));

export const notYoursToRemove = (asker: Actor, locale: Locale): Notice =>
  notice("warning", said(locale).notYoursToRemove(asker.name));

export const answeredPrivately = (locale: Locale): Notice => notice("info", said(locale).answeredPrivately);

/** Stands where the question was put: these agents give no answer there. */
export const answeredElsewhere = (agents: string[], locale: Locale): Notice =>
  notice("info", said(locale).answeredElsewhere(agents));

export const noDirectChat = (locale: Locale): Notice => notice("warning", said(locale).noDirectChat);

export const noLongerToShare = (locale: Locale): Notice => notice("warning", said(locale).noLongerToShare);

export const notHereToShare = (locale: Locale): Notice => notice("warning", said(locale).notHereToShare);

/** Only the asker may show an answer that went to them alone. */
export const notYoursToShare = (locale: Locale): Notice => notice("warning", said(locale).notYoursToShare);

export const shared = (locale: Locale): Notice => notice("success", said(locale).shared);

export const alreadyShared = (locale: Locale): Notice => notice("info", said(locale).alreadyShared);

/** Replaces a status message when another one has taken its place. */
export const orphan = (locale: Locale): Notice => notice("info", said(locale).orphan);

export const nothingToCancel = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToCancel);

/** Shown when the question was asked elsewhere; its own message shows the outcome. */
export const cancelling = (question: string | undefined, locale?: string): Notice =>
  notice("info", wordsIn(locale).stopping(question === undefined ? undefined : shortened(oneLine(question), 200)));

export const alreadyOver = (locale?: string): Notice => notice("info", wordsIn(locale).alreadyOver);

/** Somebody passed something on and said nothing about it. */
export const whatAboutIt = (locale: Locale): Notice => notice("info", said(locale).whatAboutIt);

export const onlyFiles = (files: number, locale: Locale): Notice => notice("info", said(locale).onlyFiles(files));

export const forgotten = (locale?: string): Notice => notice("success", wordsIn(locale).forgotten);

export const nothingToForget = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToForget);

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

/** The rows under an answer are only the first ones, and the file with all of them is missing. */
export const fileNotAttached = (agent: string, rows: number, link: string | undefined, locale: Locale): Notice => {
  const words = said(locale);
  const rest = link === undefined ? "" : ` ${words.restInGenie((label) => markdownLink(label, link))}`;
  return notice("warning", `${words.fileNotAttached(rowCount(rows, locale), agent)}${rest}`);
};

/** A chat that takes no files, and a link instead: for the person who wanted it, alone. */
export const fileLink = (url: string, locale: Locale): Notice =>
  notice(
    "success",
    said(locale).fileLink((label) => markdownLink(label, url)),
  );

export const noPublicAddress = (locale: Locale): Notice => notice("warning", said(locale).noPublicAddress);

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
  });
};
