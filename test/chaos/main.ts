import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { chaosRound } from "./round.ts";

const usage = `npm run chaos -- [--store redis|postgres] [--rounds 1] [--seed N] [--threads 200] [--seconds 35]

Kills replicas at random, pauses the store and injects faults, then counts what was lost or doubled. Prints the seed of
each round. The log of a round that broke a law is kept in chaos-<seed>.log in the folder for temporary files.

  --store    redis (default) or postgres
  --rounds   how many rounds
  --seed     of the first round, to repeat it
  --threads  conversations in a round
  --seconds  how long the faults last`;

const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    rounds: text,
    seed: text,
    threads: text,
    seconds: text,
    store: text,
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
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
