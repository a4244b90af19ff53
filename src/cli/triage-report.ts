import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { silent } from "../log.ts";
import { loadConfig } from "../open.ts";
import { type Lesson, lessonsSince } from "../triage/learning/lessons.ts";
import { reportMarkdown, reportOf } from "../triage/learning/report.ts";
import { commonOptions, loadEnvironment, momentOf, print, runProgram, UsageError } from "./program.ts";

/* `npm run triage:report -- --since 30d`: what was decided about failures, and what helped. Only reads. */

const usage = `npm run triage:report -- [--since 30d] [--json] [--env-file FILE]

  --since     how far back: 24h, 30d, or a day such as 2026-01-31 (default 30d)
  --json      as JSON instead of Markdown
  --env-file  the environment of the bot (default .env, if there is one)`;

/** The decisions that the journal of a bot holds. */
export const lessonsOf = async (config: Config, since: number): Promise<Lesson[]> => {
  const { journal, close } = await config.store.openJournal(silent);
  try {
    return await Array.fromAsync(lessonsSince(journal, since));
  } finally {
    close();
  }
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      ...commonOptions,
      since: { type: "string", default: "30d" },
      json: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  const from = momentOf(values.since, Date.now());
  if (from === undefined) throw new UsageError(`--since ${values.since} is neither a time span nor a day.`);
  loadEnvironment(values);
  const report = reportOf(await lessonsOf(loadConfig(undefined, undefined, { terminal: true }), from));
  print(values.json ? JSON.stringify(report, null, 2) : reportMarkdown(report));
  return 0;
};

if (import.meta.main) await runProgram(usage, main);
