import { startSandbox } from "../sandbox/sandbox.ts";
import { freePort, startBot } from "../test/support/bots/bot.ts";
import { percentiles, print } from "./measure/figures.ts";

/** From starting the process to /readyz. */
export const start = async (): Promise<void> => {
  const botPort = await freePort();
  const sandbox = await startSandbox({ port: 0, botPort, fast: true });
  const times: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const from = performance.now();
    const bot = await startBot(sandbox.env);
    times.push(performance.now() - from);
    await bot.stop();
  }
  await sandbox.stop();
  print("Start", "process started until /readyz answers, SQLite, ten times", [
    { name: "start", values: percentiles(times) },
  ]);
};
