import { setTimeout as sleep } from "node:timers/promises";
import { between, type Random } from "../chaos/random.ts";
import { killed, type Times } from "../chaos/storm.ts";
import type { Bot } from "../support/bots/bot.ts";
import type { Stage } from "../support/stage.ts";

/** Keeps every replica running, as a supervisor does, and notes those that ended without being told to. */
export const superviseReplicas = (stage: Stage) => {
  const reported = new Set<Bot>();
  const times: Times = { kills: [], outages: [] };
  const ends: string[] = [];
  const restarts = { killed: 0, stopped: 0 };
  let isOver = false;

  const watch = (replica: number): void => {
    const bot = stage.bots[replica];
    void bot?.exit.then((code) => {
      if (isOver || reported.has(bot)) return;
      ends.push(`replica ${replica} ended with ${code}: ${bot.output().trim().split("\n").slice(-2).join(" ")}`);
      launch(replica);
    });
  };
  const launch = (replica: number): void => {
    void stage.launch(replica);
    watch(replica);
  };
  for (const replica of stage.bots.keys()) watch(replica);

  /** SIGKILL or SIGTERM, and a new process in its place. */
  const restart = async (replica: number, how: "killed" | "stopped"): Promise<void> => {
    const bot = stage.bots[replica];
    if (!bot) return;
    reported.add(bot);
    restarts[how] += 1;
    if (how === "killed") times.kills.push(await killed(stage, replica));
    else await bot.stop();
    launch(replica);
  };

  return {
    times,
    ends,
    restarts,
    /** Restarts the last replica again and again; the first of several lives on, so that its memory can be watched. */
    disturb: async (random: Random, everyMs: [least: number, most: number], signal: AbortSignal): Promise<void> => {
      while (await waited(between(random, ...everyMs), signal)) {
        await restart(stage.bots.length - 1, restarts.killed > restarts.stopped ? "stopped" : "killed");
      }
    },
    /** From now on nothing is started again. */
    end: (): void => {
      isOver = true;
    },
  };
};

/** False: the signal came first. */
export const waited = (ms: number, signal: AbortSignal): Promise<boolean> =>
  sleep(ms, true, { signal }).catch(() => false);
