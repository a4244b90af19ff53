import type { Failure } from "../errors.ts";
import type { Actor, Platform } from "../ports/actor.ts";
import type { AgentProfile } from "../ports/agent.ts";
import type { Notice } from "../ports/reply.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { againButton, askButton } from "./answer.ts";
import { duration } from "./format.ts";

/*
 * Every fixed sentence that we say, on one page.
 */

const say = (
  tone: Notice["tone"],
  markdown: string,
  more: Partial<Pick<Notice, "code" | "title" | "buttons">> = {},
): Notice => ({ kind: "notice", tone, markdown, buttons: [], ...more });

export const help = (agents: AgentProfile[], platform: Platform): Notice =>
  say(
    "info",
    [
      `Ask me in your own words: I pick the agents that can answer (${agents.map(({ name }) => name).join(", ")}), ask them at the same time and answer with sources. ${ways[platform]}`,
      [
        "- `ask <question>` asks, where a sentence could be taken for a command",
        "- `agents` shows what each agent knows, with examples",
        "- `jobs` lists the jobs you may start · `run <job> name=value …` starts one",
        "- `runs` lists recent runs · `status [run]` shows one · `cancel [run]` stops one",
        "- `cancel` stops the question I am working on here; so does the Cancel button",
        "- `reset` forgets what was said here, also in Genie",
        "- `help` shows this",
      ].join("\n"),
    ].join("\n\n"),
    {
      title: "What I can do",
      buttons: agents
        .flatMap(({ examples }) => examples.slice(0, 1))
        .slice(0, 4)
        .map(askButton),
    },
  );

/** Where and how a person may write to us. */
const ways: Record<Platform, string> = {
  slack:
    "Write to me in a direct message, mention me in a channel, or use `/genie`. In a thread I remember what was said; there, just go on without a mention.",
  teams:
    "Write to me in our chat, or mention me in a group chat or a channel. In a chat and in a channel's thread I remember what was said.",
  terminal: "I remember what was said until `reset`.",
  api: "In one thread I remember what was said.",
};

export const agentList = (agents: AgentProfile[]): Notice =>
  say(
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
  say("info", `I know no command “${text}”. Did you mean “${meant}”?`, {
    buttons: [
      { action: "command", value: meant, label: meant },
      { ...askButton(text), label: "No, ask the agents" },
    ],
  });

export const failed = (failure: Failure, question: string | undefined): Notice =>
  say("error", failure.sentence, {
    code: failure.code,
    buttons: question ? [againButton(question)] : [],
  });

export const refused = (failure: Failure): Notice => say("warning", failure.sentence, { code: failure.code });

export const threadBusy = "In line: I start on this as soon as the question above is answered";

export const notYours = (asker: Actor): Notice =>
  say("warning", `Only ${asker.name ?? "the person who asked"} or an administrator can cancel this question.`);

export const nothingToCancel = say("info", "Nothing is running here, so there is nothing to cancel.");

/** Said where the question is not: what becomes of it stands in its own message. */
export const cancelling = (question: string): Notice =>
  say("info", `I stop your latest question here: “${shortened(oneLine(question), 200)}”`);

export const alreadyOver = say("info", "This question has already been answered or stopped.");

export const forgotten = say(
  "success",
  "Forgotten. I start afresh here, also in Genie; the messages above stay where they are.",
);

export const nothingToForget = say(
  "info",
  "There is nothing to forget here yet. To make me forget a conversation, write `reset` as a reply in its thread.",
);

export const finishedNotice = (asker: Actor, elapsedMs: number): Notice => ({
  ...say("success", `your answer is ready above (it took ${duration(elapsedMs)}).`),
  mention: { user: asker.user, ...(asker.name === undefined ? {} : { name: asker.name }) },
});

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
        : `- **${name}**: I no longer wait for it; no query was running`,
    ),
    ...answered.map(({ name, text }) => `- **${name}** had already answered: ${text}`),
  ];
  if (stopped.length + answered.length === 0) lines.push("Nothing had been asked yet.");
  return say("info", lines.join("\n"), {
    code: "cancelled",
    buttons: [{ ...askButton(question), label: "Ask again" }],
  });
};
