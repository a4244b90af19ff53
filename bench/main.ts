import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { afterGenie } from "./after-genie.ts";
import { charts } from "./charts.ts";
import { bareBot, compare } from "./compare.ts";
import { files } from "./files.ts";
import { firstSign } from "./first-sign.ts";
import { compareWith, type Reference, type Results, resultsSoFar, setReference } from "./measure/figures.ts";
import { fsync, nodeStart, ping, poll } from "./measure/reference.ts";
import { start } from "./start.ts";
import { storage } from "./storage.ts";
import { takeOver } from "./take-over.ts";
import { text } from "./text.ts";
import { throughput } from "./throughput.ts";
import { triageCard } from "./triage-card.ts";
import { underLoad } from "./under-load.ts";
import { waiting } from "./waiting.ts";
import { watched } from "./watched.ts";

/*
 * Every section measures the real bot in its own process against the services on this machine. Ratios hold on other
 * machines, milliseconds are this one's: the medians of a section are also given as multiples of a reference that is
 * measured right before it.
 */

interface Section {
  run(): Promise<void>;
  reference?: () => Promise<Reference | undefined>;
}

const sections: Record<string, Section> = {
  start: { run: start, reference: nodeStart },
  "first-sign": { run: firstSign, reference: bareBot },
  "after-genie": { run: afterGenie, reference: poll },
  throughput: { run: throughput, reference: ping },
  "under-load": { run: underLoad, reference: bareBot },
  waiting: { run: waiting, reference: poll },
  "watched-runs": { run: watched, reference: poll },
  "triage-card": { run: triageCard, reference: bareBot },
  storage: { run: storage, reference: fsync },
  text: { run: text },
  charts: { run: charts },
  files: { run: files, reference: poll },
  "take-over": { run: takeOver, reference: ping },
  compare: { run: compare, reference: ping },
};

const usage = `npm run bench -- [SECTION …] [--json FILE] [--against FILE]

Measures the real bot against the services of the sandbox on this machine.

  SECTION    ${Object.keys(sections).join(", ")} (default: all)
  --json     keeps the figures in this file
  --against  compares with figures that were kept`;

const { values: options, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "string" }, against: { type: "string" }, help: { type: "boolean", default: false } },
});
if (options.help) {
  console.log(usage);
  process.exit(0);
}
const unknown = wanted.filter((name) => !(name in sections));
if (unknown.length > 0)
  throw new Error(`no such section: ${unknown.join(", ")}; there are ${Object.keys(sections).join(", ")}`);
if (options.against) compareWith(JSON.parse(await readFile(options.against, "utf8")) as Results);
console.log(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`);
for (const [name, { run, reference }] of Object.entries(sections)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  setReference(await reference?.());
  await run();
  if (options.json) await writeFile(options.json, JSON.stringify(resultsSoFar(), null, 2));
}
process.exit(0);
