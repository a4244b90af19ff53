import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { Stage } from "../../test/support/stage.ts";

const run = promisify(execFile);

/** What the bot's first process holds in memory, kB, and how much processor time it has taken so far, s. */
export const usage = async (stage: Stage): Promise<{ kilobytes: number; cpuSeconds: number }> => {
  const pid = `${stage.bots[0]?.pid}`;
  const { stdout } = await run("ps", ["-o", "rss=,cputimes=", "-p", pid]);
  const [kilobytes = 0, cpuSeconds = 0] = stdout.trim().split(/\s+/).map(Number);
  return { kilobytes, cpuSeconds: (await ticksOf(pid)) ?? cpuSeconds };
};

/** Linux tells hundredths of a second, `ps` whole ones. */
const ticksOf = async (pid: string): Promise<number | undefined> => {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const [user, system] =
    stat
      ?.slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13)
      .map(Number) ?? [];
  return user === undefined || system === undefined ? undefined : (user + system) / 100;
};

/** Watches what the bot's first process holds in memory; `stop` tells by how many kB it grew at most. */
export const watchMemory = (stage: Stage): { stop(): Promise<number> } => {
  const sizes: number[] = [];
  const look = async (): Promise<void> => void sizes.push((await usage(stage)).kilobytes);
  let watching = true;
  const watched = (async () => {
    for (; watching; await sleep(20)) await look();
    await look();
  })();
  return {
    stop: async () => {
      watching = false;
      await watched;
      return Math.max(...sizes) - (sizes[0] ?? 0);
    },
  };
};
