import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Stage } from "../test/support/stage.ts";

const run = promisify(execFile);

/** What the bot's first process holds in memory, kB, and how much processor time it has taken so far, s. */
export const usage = async (stage: Stage): Promise<{ kilobytes: number; cpuSeconds: number }> => {
  const { stdout } = await run("ps", ["-o", "rss=,cputimes=", "-p", `${stage.bots[0]?.pid}`]);
  const [kilobytes = 0, cpuSeconds = 0] = stdout.trim().split(/\s+/).map(Number);
  return { kilobytes, cpuSeconds };
};
