import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../support/eventually.ts";
import type { Driver, Reply } from "./drivers.ts";
import type { PlannedMessage, PlannedThread } from "./planned-threads.ts";

/** A line that was written. */
export interface Asked {
  driver: Driver;
  planned: PlannedThread;
  message: PlannedMessage;
  /** Of the message, and of the first one in its thread. */
  id: string;
  root: string;
}

const patienceMs = 150_000;

/** Writes the messages of a thread when their time comes. */
export const converse = async (driver: Driver, planned: PlannedThread): Promise<Asked[]> => {
  const asked: Asked[] = [];
  await sleep(planned.startMs);
  for (const message of planned.messages) {
    await sleep(message.pauseMs);
    const root = asked[0]?.id;
    if (message.waitsForAnswers && root) {
      const answers = () => driver.replies(planned.channel, root).filter(({ isFinal }) => isFinal).length;
      // What never comes is named by the verdict.
      const isAnswered = eventually(() => answers() >= asked.length, patienceMs);
      if (!(await isAnswered.catch(() => false))) return asked;
    }
    const id = await driver.write(planned.user, planned.channel, message.text, root);
    const one: Asked = { driver, planned, message, id, root: root ?? id };
    asked.push(one);
    if (message.cancelMs !== undefined) void sleep(message.cancelMs).then(() => cancelLast(one));
  }
  return asked;
};

/** Presses the button if it is there; a click that nobody takes is lost, as in life. */
const cancelLast = async ({ driver, planned, root }: Asked): Promise<void> => {
  const open = driver.replies(planned.channel, root).filter(({ isFinal }) => !isFinal);
  const last = open.at(-1);
  if (last) await driver.cancel(planned.user, planned.channel, last).catch(() => undefined);
};

const late = /already been answered or stopped|nothing to cancel/;

/** The bot's messages in a thread, by the turn they belong to; without what it says to a click that came too late. */
export const turnsIn = ({ driver, planned, root }: Asked): Reply[][] => {
  const replies = driver.replies(planned.channel, root).filter(({ text }) => !late.test(text));
  return [...Map.groupBy(replies, ({ turn }) => turn).values()];
};

/** True once every line of the thread has its final answer. */
export const isAnswered = (thread: readonly Asked[]): boolean => {
  const [first] = thread;
  const turns = first ? turnsIn(first) : [];
  return turns.length >= thread.length && turns.every((replies) => replies.some(({ isFinal }) => isFinal));
};
