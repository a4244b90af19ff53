import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../support/eventually.ts";
import type { Door, Reply } from "./doors.ts";
import type { Line, Talk } from "./talks.ts";

/** A line that was written. */
export interface Asked {
  door: Door;
  talk: Talk;
  line: Line;
  /** Of the message, and of the first one in its thread. */
  id: string;
  root: string;
}

const patienceMs = 150_000;

/** Writes the lines of a talk when their time comes. */
export const converse = async (door: Door, talk: Talk): Promise<Asked[]> => {
  const asked: Asked[] = [];
  await sleep(talk.startMs);
  for (const line of talk.lines) {
    await sleep(line.pauseMs);
    const root = asked[0]?.id;
    if (line.patient && root) {
      const answers = () => door.replies(talk.room, root).filter(({ isFinal }) => isFinal).length;
      // What never comes is named by the verdict.
      const isAnswered = eventually(() => answers() >= asked.length, patienceMs);
      if (!(await isAnswered.catch(() => false))) return asked;
    }
    const id = await door.write(talk.user, talk.room, line.text, root);
    const one: Asked = { door, talk, line, id, root: root ?? id };
    asked.push(one);
    if (line.cancelMs !== undefined) void sleep(line.cancelMs).then(() => cancelLast(one));
  }
  return asked;
};

/** Presses the button if it is there; a click that nobody takes is lost, as in life. */
const cancelLast = async ({ door, talk, root }: Asked): Promise<void> => {
  const open = door.replies(talk.room, root).filter(({ isFinal }) => !isFinal);
  const last = open.at(-1);
  if (last) await door.cancel(talk.user, talk.room, last).catch(() => undefined);
};

const late = /already been answered or stopped|nothing to cancel/;

/** The bot's messages in a thread, by the turn they belong to; without what it says to a click that came too late. */
export const turnsIn = ({ door, talk, root }: Asked): Reply[][] => {
  const replies = door.replies(talk.room, root).filter(({ text }) => !late.test(text));
  return [...Map.groupBy(replies, ({ turn }) => turn).values()];
};

/** True once every line of the thread has its final answer. */
export const isAnswered = (thread: readonly Asked[]): boolean => {
  const [first] = thread;
  const turns = first ? turnsIn(first) : [];
  return turns.length >= thread.length && turns.every((replies) => replies.some(({ isFinal }) => isFinal));
};
