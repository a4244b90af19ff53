import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chaosRound } from "./round.ts";

/* npm run chaos -- [--store redis|postgres] [--rounds 1] [--seed N] [--threads 200] [--seconds 35]: rounds of chaos; the seed of
 * each is printed, and what the replicas said in a round that broke a law is kept in chaos-<seed>.log in the folder for
 * temporary files. */

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: { rounds: text, seed: text, threads: text, seconds: text, store: text },
});
const rounds = Number(values.rounds ?? 1);
const store = values.store ?? "redis";
if (store !== "redis" && store !== "postgres") throw new Error("--store is redis or postgres.");
const firstSeed = Number(values.seed ?? Date.now() % 1_000_000);

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let green = 0;
for (let round = 0; round < rounds; round += 1) {
  const seed = firstSeed + round;
  const report = await chaosRound({
    store,
    seed,
    threads: Number(values.threads ?? 200),
    stormMs: Number(values.seconds ?? 35) * 1_000,
  });
  const { wrong, output, ...figures } = report;
  say(JSON.stringify(figures));
  for (const line of wrong) say(`  WRONG ${line}`);
  if (wrong.length === 0) green += 1;
  else writeFileSync(join(tmpdir(), `chaos-${seed}.log`), output);
}
say(`${green} of ${rounds} rounds held every law.`);
process.exit(green === rounds ? 0 : 1);
