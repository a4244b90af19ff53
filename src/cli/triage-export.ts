import type { Config } from "../config/config.ts";
import { trainingLines } from "../triage/learning/training-file.ts";
import { runReport } from "./program.ts";
import { lessonsOf } from "./triage-report.ts";

/* `npm run triage:export > failures.jsonl`: a chat fine-tuning file of the failures that are known for certain. Only reads. */

const usage = `npm run triage:export -- [--since 400d] [--env-file FILE] > failures.jsonl

Writes the failures whose cause is confirmed as a file for fine-tuning a chat model, without secrets.

  --since     how far back: 30d, 400d, or a day such as 2026-01-31 (default 400d)
  --env-file  the environment of the bot (default .env, if there is one)`;

/** One line a lesson: the file is JSON whatever is asked for. */
const exported = async (config: Config, since: number): Promise<string[]> =>
  Array.from(trainingLines(await lessonsOf(config, since)));

if (import.meta.main) await runReport({ usage, since: "400d", lines: exported });
