import { parseArgs } from "node:util";
import { loadConfig } from "../open.ts";
import { trainingLines } from "../triage/learning/training-file.ts";
import { commonOptions, loadEnvironment, momentOf, print, runProgram, UsageError } from "./program.ts";
import { lessonsOf } from "./triage-report.ts";

/* `npm run triage:export > failures.jsonl`: a chat fine-tuning file of the failures that are known for certain. Only reads. */

const usage = `npm run triage:export -- [--since 400d] [--env-file FILE] > failures.jsonl

  --since     how far back: 30d, 400d, or a day such as 2026-01-31 (default 400d)
  --env-file  the environment of the bot (default .env, if there is one)`;

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options: { ...commonOptions, since: { type: "string", default: "400d" } } });
  if (values.help) {
    print(usage);
    return 0;
  }
  const from = momentOf(values.since, Date.now());
  if (from === undefined) throw new UsageError(`--since ${values.since} is neither a time span nor a day.`);
  loadEnvironment(values);
  const lessons = await lessonsOf(loadConfig(undefined, undefined, { terminal: true }), from);
  for (const line of trainingLines(lessons)) print(line);
  return 0;
};

if (import.meta.main) await runProgram(usage, main);
