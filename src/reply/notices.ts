import type { Failure } from "../errors.ts";
import type { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/chat/reply.ts";
import type { AgentProfile } from "../ports/databricks/agent.ts";
import { sentenceOf } from "../problems/all-problems.ts";
import { mostInbound } from "../text/bounds.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { againButtons, askButtons } from "./answer/answer.ts";
import { duration, markdownLink, rowCount } from "./format.ts";
import { grouped } from "./tables/numbers.ts";
import { failureIn, wordsIn } from "./words/words.ts";

/*
 * The bot's fixed sentences, except those about jobs (job-notices.ts) and problems (src/problems).
 */

const notice = (
  tone: Notice["tone"],
  markdown: string,
  more: Partial<Pick<Notice, "code" | "title" | "buttons">> = {},
): Notice => ({ kind: "notice", tone, markdown, buttons: [], ...more });

/** There is nothing that this person may ask here. */
export const noAgents =
  "There is no agent that I may ask for you here. An administrator can change that (setting allow of the agents).";

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
  const intro = agents.length === 0 ? noAgents : words.helpIntro(agents.map(({ name }) => name).join(", "));
  const lines = [
    ...words.helpLines,
    ...(hasSignIn ? [words.helpSignIn] : []),
    ...(forAdmin ? [words.helpAdmin] : []),
    words.helpItself,
  ];
  return notice("info", [`${intro} ${howToAsk}`, lines.map((line) => `- ${line}`).join("\n")].join("\n\n"), {
    title: words.helpTitle,
    buttons: askButtons(agents.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 4)),
  });
};

export const agentList = (agents: AgentProfile[]): Notice =>
  agents.length === 0 ? notice("info", noAgents) : listOfAgents(agents);

const listOfAgents = (agents: AgentProfile[]): Notice =>
  notice(
    "info",
    agents
      .map(({ name, description, examples }) => {
        const samples = examples.slice(0, 3).map((example) => `\n  - _${example}_`);
        return `- **${name}**: ${description}${samples.join("")}`;
      })
      .join("\n"),
    { title: agents.length === 1 ? "One agent" : `${agents.length} agents` },
  );

export const didYouMean = ({ text, meant }: { text: string; meant: string }): Notice =>
  notice("info", `I don't know the command “${text}”. Did you mean “${meant}”?`, {
    buttons: [
      { action: "command", value: meant, label: meant },
      ...askButtons([text]).map((button) => ({ ...button, label: "No, ask the agents" })),
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
export const tooLong = (length: number): Notice =>
  notice(
    "warning",
    sentenceOf("message.too-long", { most: grouped(String(mostInbound)), length: grouped(String(length)) }),
    { code: "message.too-long" },
  );

export const notYours = (asker: Actor): Notice =>
  notice("warning", `Only ${asker.name ?? "the person who asked"} or an administrator can cancel this question.`);

export const notYoursToForget = (starter: Actor): Notice =>
  notice(
    "warning",
    `Only ${starter.name ?? "the person who started this conversation"} or an administrator can make me forget it.`,
  );

export const notYoursToRemove = (asker: Actor): Notice =>
  notice("warning", `Only ${asker.name ?? "the person who asked"} or an administrator can take this message away.`);

export const answeredPrivately = notice("info", "I'll answer you in our direct messages.");

/** Stands where the question was put: these agents give no answer there. */
export const answeredElsewhere = (agents: string[]): Notice =>
  notice(
    "info",
    `${agents.join(" and ")} ${agents.length === 1 ? "answers" : "answer"} in private only, so I'll answer this question in the asker's direct messages.`,
  );

export const noDirectChat = notice(
  "warning",
  "I can't write to you directly, so I haven't asked anybody. Please open a chat with me first, then ask there.",
);

export const noLongerToShare = notice(
  "warning",
  "I don't show this answer there: you may no longer ask the agents behind it in that place.",
);

export const notHereToShare = notice(
  "warning",
  "This answer can't be shared there: an agent behind it answers in private only.",
);

/** Only the asker may show an answer that went to them alone. */
export const notYoursToShare = notice("warning", "Only the person who asked can share this answer.");

export const shared = notice("success", "Done: your answer is in the conversation where you asked.");

export const alreadyShared = notice("info", "You've already shared this answer.");

/** Replaces a status message when another one has taken its place. */
export const orphan = notice("info", "The answer to this question is in another message in this conversation.");

export const nothingToCancel = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToCancel);

/** Shown when the question was asked elsewhere; its own message shows the outcome. */
export const cancelling = (question: string | undefined, locale?: string): Notice =>
  notice("info", wordsIn(locale).stopping(question === undefined ? undefined : shortened(oneLine(question), 200)));

export const alreadyOver = (locale?: string): Notice => notice("info", wordsIn(locale).alreadyOver);

/** Somebody passed something on and said nothing about it. */
export const whatAboutIt = notice("info", "I've read that. What would you like to know about it?");

export const onlyFiles = (files: number): Notice =>
  notice("info", `I can't read ${files === 1 ? "the file you sent" : "files"}. Please type your question.`);

export const forgotten = (locale?: string): Notice => notice("success", wordsIn(locale).forgotten);

export const nothingToForget = (locale?: string): Notice => notice("info", wordsIn(locale).nothingToForget);

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

/** The rows under an answer are only the first ones, and the file with all of them is missing. */
export const fileNotAttached = (agent: string, rows: number, link: string | undefined): Notice =>
  notice(
    "warning",
    `I couldn't attach the file with all ${rowCount(rows)} from **${agent}**; the answer above shows the first ones.${link ? ` ${markdownLink("Open it in Genie", link)} to see the rest.` : ""}`,
  );

/** A chat that takes no files, and a link instead: for the person who wanted it, alone. */
export const fileLink = (url: string): Notice =>
  notice(
    "success",
    `${markdownLink("Download the file", url)}. The link works once, within the next ten minutes, and it's for you alone: whoever has it gets the file.`,
  );

export const noPublicAddress = notice(
  "warning",
  "This chat doesn't take files from me, and I have no web address from which you could download one. Ask me in a direct message, or ask an administrator to set PUBLIC_URL.",
);

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
  });
};
