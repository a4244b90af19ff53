import { setTimeout as sleep } from "node:timers/promises";
import { pick, type Random } from "../chaos/random.ts";
import { type AnsweredQuestion, answers } from "../support/seed-questions.ts";
import type { Stage } from "../support/stage.ts";

/** A question by `/genie`, or another command (without a tag) whose answer only its author sees. */
export interface Command {
  tag: string | undefined;
  channel: string;
  expected: AnsweredQuestion;
  /** The bot has taken it. Slack does not repeat a command, and tells its author when it failed. */
  isTaken: boolean;
}

const others = ["help", "agents", "jobs", "runs", "status", "reset", "cancel", "run", "runn", "status 12345"];

/** Somebody writes `/genie …`. */
export const command = async (stage: Stage, random: Random, tag: string): Promise<Command> => {
  const expected = pick(random, answers);
  const channel = pick(random, ["analytics", "data-ops"]);
  const isQuestion = random() < 0.6;
  const text = isQuestion ? `ask ${expected.question} (${tag})` : pick(random, others);
  const { delivery } = stage.sandbox.slack;
  const before = new Set(delivery.log());
  await stage.command("asker", channel, text);
  // The log does not name the command, so what failed about this time counts as this one.
  await sleep(3_500);
  const since = delivery.log().filter((one) => one.kind === "slash_commands" && !before.has(one));
  const isTaken = since.length > 0 && since.every(({ status }) => status === 200);
  return { tag: isQuestion ? tag : undefined, channel, expected, isTaken };
};

/** The bot's messages about a command. */
export const repliesTo = ({ sandbox }: Stage, { tag, channel }: Command) => {
  const { workspace } = sandbox.slack;
  return workspace
    .history(workspace.conversationNamed(channel)?.id ?? "")
    .filter(({ bot, threadTs, ...message }) => bot && !threadTs && JSON.stringify(message).includes(`(${tag})`));
};
