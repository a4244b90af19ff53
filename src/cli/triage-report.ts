import type { Config } from "../config/config.ts";
import { silent } from "../logging/log.ts";
import { openJournal } from "../open/open-stores.ts";
import { type Lesson, lessonsSince } from "../triage/learning/lessons.ts";
import { reportMarkdown, reportOf } from "../triage/learning/report.ts";
import { runReport } from "./program.ts";

/* `npm run triage:report -- --since 30d`: what was decided about failures, and what helped. Only reads. */

const usage = `npm run triage:report -- [--since 30d] [--json] [--env-file FILE]

Shows what was decided about failed runs, how often that was right, what helped, and what to change.

  --since     how far back: 24h, 30d, or a day such as 2026-01-31 (default 30d)
  --json      as JSON instead of Markdown
  --env-file  the environment of the bot (default .env, if there is one)`;

/** The decisions that the journal of a bot holds. */
export const lessonsOf = async (config: Config, since: number): Promise<Lesson[]> => {
  const { journal, close } = await openJournal(config, silent);
  try {
    return await Array.fromAsync(lessonsSince(journal, since));
  } finally {
    close();
  }
};

const report = async (config: Config, since: number, { json }: { json: boolean }): Promise<string[]> => {
  const found = reportOf(await lessonsOf(config, since));
  return [json ? JSON.stringify(found, null, 2) : reportMarkdown(found)];
};

if (import.meta.main) await runReport({ usage, since: "30d", lines: report });
