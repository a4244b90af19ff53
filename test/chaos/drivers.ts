import type { Stage } from "../support/stage.ts";

/** A message of the bot, as everybody sees it. */
export interface Reply {
  id: string;
  /** The turn that it belongs to; it stands on the Cancel button of its first version. */
  turn: string;
  text: string;
  isFinal: boolean;
  postedAt: number;
  finalAt: number;
}

/** How people use a platform. */
export interface Driver {
  /** Writes, in a thread if a root is given; returns the id of the message. */
  write(user: string, channel: string, text: string, root: string | undefined): Promise<string>;
  cancel(user: string, channel: string, reply: Reply): Promise<unknown>;
  /** The bot's messages in a thread, oldest first. */
  replies(channel: string, root: string): Reply[];
}

export const driversOf = (stage: Stage): Record<"slack" | "teams", Driver> => ({
  slack: slackDriver(stage),
  teams: teamsDriver(stage),
});

const slackDriver = (stage: Stage): Driver => {
  const { workspace } = stage.sandbox.slack;
  return {
    write: (user, channel, text, root) =>
      stage.say(user, channel, channel.startsWith("dm:") ? text : `@genie ${text}`, root),
    cancel: (user, channel, { id }) => stage.click(user, channel, id, "cancel"),
    replies: (channel, root) =>
      workspace
        .history(workspace.conversationNamed(channel)?.id ?? "")
        .filter((message) => message.bot && message.threadTs === root)
        .map(({ ts, text, blocks, edits, first }) => ({
          ...replyOf(ts, first.at, edits, JSON.stringify(first.blocks), JSON.stringify(blocks)),
          text,
        })),
  };
};

const teamsDriver = (stage: Stage): Driver => {
  const { workspace } = stage.sandbox.teams;
  return {
    write: async (user, conversation, text, thread) => {
      const body = { user, conversation, text: `@genie ${text}`, ...(thread && { thread }) };
      return (await stage.post<{ id: string }>("/control/teams/message", body)).id;
    },
    cancel: (user, conversation, { id }) =>
      stage.post("/control/teams/action", { user, conversation, activity: id, action: "cancel" }),
    replies: (channel, root) =>
      workspace
        .messages(workspace.conversations().find(({ name }) => name === channel)?.id ?? "")
        .filter((message) => message.bot && message.root === root)
        .map(({ id, text, card, edits, first }) => ({
          ...replyOf(id, first.at, edits, JSON.stringify(first.card), JSON.stringify(card)),
          text: `${text} ${wordsIn(card)}`,
        })),
  };
};

const cancel = /"(?:action_id|verb)":"cancel"/;

const replyOf = (id: string, postedAt: number, edits: { at: number }[], first: string, last: string) => ({
  id,
  postedAt,
  // A form that is a message names its turn, too; it is asked for beside the reply.
  turn: (cancel.test(first) && /"value":"((?:slack|teams):[^"]+)"/.exec(first)?.[1]) || `none: ${id}`,
  isFinal: !cancel.test(last),
  finalAt: edits.at(-1)?.at ?? 0,
});

/** All that a card says. */
const wordsIn = (card: unknown): string => {
  if (Array.isArray(card)) return card.map(wordsIn).join("");
  if (typeof card !== "object" || card === null) return "";
  return Object.entries(card)
    .map(([key, value]) => (key === "text" && typeof value === "string" ? value : wordsIn(value)))
    .join(" ");
};
