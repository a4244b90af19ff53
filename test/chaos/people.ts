import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../support/eventually.ts";
import type { Stage } from "../support/stage.ts";
import type { Line, Talk } from "./talks.ts";

/** A line that was written. */
export interface Asked {
  talk: Talk;
  line: Line;
  ts: string;
  root: string;
}

/** A message of the bot, as everybody sees it. */
export interface Reply {
  ts: string;
  /** Which post of ours it is: the id of the question it answers. */
  key: string;
  text: string;
  isFinal: boolean;
  finalAt: number;
}

const patienceMs = 150_000;

/** Writes the lines of a talk when their time comes. */
export const converse = async (stage: Stage, talk: Talk): Promise<Asked[]> => {
  const asked: Asked[] = [];
  await sleep(talk.startMs);
  for (const line of talk.lines) {
    await sleep(line.pauseMs);
    const root = asked[0]?.ts;
    if (line.patient && root) {
      const open = () => repliesTo(stage, talk, root).filter(({ isFinal }) => isFinal).length < asked.length;
      await eventually(() => !open(), patienceMs, `the answers in ${talk.room} (${root})`);
    }
    const mention = talk.room.startsWith("dm:") ? "" : "@genie ";
    const ts = await stage.say(talk.user, talk.room, mention + line.text, root);
    const one: Asked = { talk, line, ts, root: root ?? ts };
    asked.push(one);
    if (line.cancelMs !== undefined) void sleep(line.cancelMs).then(() => cancel(stage, one));
  }
  return asked;
};

/** Presses the button if it is there; a click that nobody takes is lost, as in life. */
const cancel = async (stage: Stage, asked: Asked): Promise<void> => {
  const reply = replyOf(stage, asked).find(({ isFinal }) => !isFinal);
  if (reply) await stage.click(asked.talk.user, asked.talk.room, reply.ts, "cancel").catch(() => undefined);
};

/** The bot's messages in a thread. */
export const repliesTo = (stage: Stage, talk: Talk, root: string): Reply[] => {
  const { workspace } = stage.sandbox.slack;
  const room = workspace.rooms().find(({ name }) => name === talk.room);
  return workspace
    .history(room?.id ?? "")
    .filter((message) => message.bot && message.threadTs === root)
    .map(({ ts, text, blocks, edits, metadata }) => ({
      ts,
      text,
      key: String(metadata?.event_payload["key"]),
      isFinal: !JSON.stringify(blocks).includes('"action_id":"cancel"'),
      finalAt: edits.at(-1)?.at ?? 0,
    }));
};

/** The messages that answer one line. */
export const replyOf = (stage: Stage, { talk, root, ts }: Asked): Reply[] =>
  repliesTo(stage, talk, root).filter(({ key }) => key.includes(`:${ts}`));
