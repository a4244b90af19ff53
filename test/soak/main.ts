import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { soakPass } from "./pass.ts";
import { faultsOf, linesOf } from "./report.ts";

const usage = `npm run soak -- [--minutes 10] [--redis] [--postgres] [--sqlite] [--seed N] [--rate 2]

Mixed traffic in Slack, Teams and the API against the real bot: questions, follow-ups, commands, jobs, clicks and hostile
texts, while services fail, replicas are killed and stopped, and outsiders send what is not signed.

  --minutes  how long, without the time to come to rest; the stores share it
  --redis    two replicas on Redis; the first lives on, the second is restarted
  --postgres the same on PostgreSQL
  --sqlite   one process on SQLite; without any of these three: Redis and SQLite
  --seed     repeats the choices of an earlier run
  --rate     threads, commands and API questions that are begun in a second

Exit code 1: something was lost or doubled, there was an error line that an outsider can cause, or a bot stopped.`;

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const { values } = parseArgs({
  options: {
    ...{ minutes: text, seed: text, rate: text },
    ...{ redis: flag, postgres: flag, sqlite: flag, help: { ...flag, short: "h" } },
  },
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (values.help) {
  say(usage);
  process.exit(0);
}

const seed = Number(values.seed ?? Date.now() % 1_000_000);
const named = (["redis", "postgres", "sqlite"] as const).filter((store) => values[store]);
const stores = named.length > 0 ? named : (["redis", "sqlite"] as const);
const ms = (Number(values.minutes ?? 10) * 60_000) / stores.length;

let wrong = 0;
for (const store of stores) {
  const report = await soakPass({ store, seed, ms, perSecond: Number(values.rate ?? 2) });
  say(`${store}, ${Math.round(ms / 1_000)} s, seed ${seed}`);
  for (const line of linesOf(report)) say(`  ${line}`);
  const faults = faultsOf(report);
  for (const fault of faults) say(`  ${fault}`);
  wrong += faults.length;
  if (faults.length > 0) writeFileSync(join(tmpdir(), `soak-${store}-${seed}.log`), report.output);
}
process.exit(wrong === 0 ? 0 : 1);
