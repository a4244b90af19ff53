import { cpus } from "node:os";
import { afterGenie } from "./after-genie.ts";
import { charts } from "./charts.ts";
import { compare } from "./compare.ts";
import { firstSign } from "./first-sign.ts";
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
 * npm run bench [name …]: every section measures the real bot in its own process against the services on this machine.
 * Ratios hold on other machines, milliseconds are this one's.
 */

const sections = {
  start,
  "first-sign": firstSign,
  "after-genie": afterGenie,
  throughput,
  "under-load": underLoad,
  waiting,
  "watched-runs": watched,
  "triage-card": triageCard,
  storage,
  text,
  charts,
  "take-over": takeOver,
  compare,
};

const wanted = process.argv.slice(2);
console.log(`Node ${process.version}, ${cpus().length} cores, ${cpus()[0]?.model ?? "unknown processor"}`);
for (const [name, run] of Object.entries(sections)) {
  if (wanted.length === 0 || wanted.includes(name)) await run();
}
process.exit(0);
