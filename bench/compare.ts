import { eventually } from "../test/support/eventually.ts";
import { openStage, type Stage } from "../test/support/stage.ts";
import { type Figure, inParallel, median, percentiles, print, type Reference } from "./measure/figures.ts";
import { type Shown, watchSlack, write, writtenAt } from "./measure/watch.ts";

const messages = 300;
const rounds = 3;
/** Until then a process that has just started compiles what it does often, ours and the bare bot. */
const coldRounds = 3;

/** A bare bot that only answers each message with a fixed one, beside ours, which stores, plans, asks and answers. */
export const compare = async (): Promise<void> => {
  const how = `message written until the first reply is shown, and replies a second with ${messages} messages at once, ${rounds} times, median, after ${coldRounds} such times (cold: the first of these); both on one Redis with appendfsync always`;
  print("Beside a bare bot", how, [
    ...(await measured("chat 4.41, message in, message out", "bench/chat-bot.ts")),
    ...(await measured("Genie Concierge", undefined)),
  ]);
};

let bare: Promise<Reference> | undefined;

/** The first reply of the bare bot, one message at a time; measured once in a run. */
export const bareBot = (): Promise<Reference> => {
  bare ??= measureBareBot();
  return bare;
};

const measureBareBot = async (): Promise<Reference> => {
  const stage = await openStage({ fast: true, redis: "durable", program: "bench/chat-bot.ts" });
  const shown = watchSlack(stage);
  const taken = await inParallel(Array.from({ length: 60 }), 1, () => firstReply(stage, shown));
  await stage.close();
  return { name: "a bare bot", ms: median(taken.slice(20)) };
};

const measured = async (name: string, program: string | undefined): Promise<Figure[]> => {
  const stage = await openStage({
    ...{ fast: true, redis: "durable", genieLimit: 1e9, limits: { genie_questions_per_minute: 1e9 } },
    ...(program && { program }),
  });
  const shown = watchSlack(stage);
  const one = (): Promise<number> => firstReply(stage, shown);
  await inParallel(Array.from({ length: 20 }), 4, one);
  const quiet = await inParallel(Array.from({ length: 100 }), 1, one);
  const busy = await inParallel(Array.from({ length: 200 }), 20, one);
  const everyRound: AtOnce[] = [];
  for (let round = 0; round < coldRounds + rounds; round += 1) everyRound.push(await askAll(stage, shown, !program));
  const [cold, atOnce] = [everyRound.slice(0, 1), everyRound.slice(coldRounds)];
  await stage.close();
  return [
    { name: `${name}: one at a time`, values: percentiles(quiet) },
    { name: `${name}: 20 people`, values: percentiles(busy) },
    {
      name: `${name}: all at once`,
      values: {
        "first replies": rate(atOnce.map(({ first }) => first)),
        cold: rate(cold.map(({ first }) => first)),
        ...(everyRound.some(({ unanswered }) => unanswered > 0) && {
          unanswered: String(everyRound.reduce((sum, { unanswered }) => sum + unanswered, 0)),
        }),
        ...(!program && {
          "whole turns": rate(atOnce.map(({ whole }) => whole)),
          "whole turns, cold": rate(cold.map(({ whole }) => whole)),
        }),
      },
    },
  ];
};

/** Of many messages at one moment: what came in a second. */
interface AtOnce {
  first: number;
  whole: number;
  unanswered: number;
}

const askAll = async (stage: Stage, shown: Shown, hasTurns: boolean): Promise<AtOnce> => {
  const from = performance.now();
  const perSecond = (count: number): number => count / ((performance.now() - from) / 1_000);
  const asked = Array.from({ length: messages }, () => write(stage, question));
  await eventually(() => asked.every((ts) => shown.first.has(ts)), 60_000, "the first replies").catch(() => undefined);
  const replied = asked.filter((ts) => shown.first.has(ts)).length;
  const first = perSecond(replied);
  if (hasTurns) await eventually(() => asked.every((ts) => shown.final.has(ts)), 60_000, "the answers");
  return { first, whole: perSecond(messages), unanswered: messages - replied };
};

const rate = (perSecond: number[]): string => `${Math.round(median(perSecond))}/s`;

const question = "@genie What is the total revenue?";

const firstReply = async (stage: Stage, shown: Shown): Promise<number> => {
  const ts = write(stage, question);
  const at = await eventually(() => shown.first.get(ts), 20_000, "a reply");
  return at - writtenAt(ts);
};
