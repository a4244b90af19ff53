import { AuditAction, type AuditEntry, createAudit } from "../audit/audit-log.ts";
import type { Config } from "../config/config.ts";
import { silent } from "../logging/log.ts";
import { openJournal } from "../open/open-stores.ts";
import { runReport, UsageError } from "./program.ts";

/*
 * `npm run audit -- --since 24h`: who asked which agent what, with whose rights, with which SQL and how many rows; who
 * signed in or out; who started, confirmed, declined or cancelled what, or reset which thread; when, from where, with
 * which parameters; refused attempts too. Only reads; the bot may be running.
 */

const actions: readonly string[] = ["ask", ...AuditAction.options.filter((one) => one !== "ask")];

const usage = `npm run audit -- [--since 24h] [--user WHO] [--action ask,start] [--agent ID] [--job ID]
                 [--channel ID] [--refused] [--json] [--env-file FILE]

Shows who did what: questions, sign-ins, jobs and what was refused, from whom and from where.

  --since     how far back: 30m, 24h, 7d, or a day such as 2026-01-31 (default 24h)
  --user      only this person: their id in the chat, or their name there, which Slack does not always tell
  --action    only these, separated by commas: ${actions.join(", ")}
  --agent     only questions to this agent
  --job       only what concerns this job
  --channel   only what was done there
  --refused   only what was refused
  --json      one JSON object per line, with every stored field
  --env-file  the environment of the bot (default .env, if there is one)`;

/** What is to be seen of the log. */
export interface AuditFilter {
  user?: string | undefined;
  action?: string | undefined;
  agent?: string | undefined;
  job?: string | undefined;
  channel?: string | undefined;
  refused?: boolean | undefined;
}

/** The log as lines: one entry each, in columns. */
export const audit = async (
  config: Config,
  since: number,
  format: { json: boolean } & AuditFilter,
): Promise<string[]> => {
  const unknown = format.action?.split(",").find((one) => !actions.includes(one));
  if (unknown !== undefined) throw new UsageError(`--action: ${unknown} is none of ${actions.join(", ")}.`);
  const { journal, close } = await openJournal(config, silent);
  try {
    const log = createAudit(journal);
    const all = [...(await Array.fromAsync(log.since(since))), ...(await Array.fromAsync(log.questions(since)))];
    const entries = all.filter(isWanted(format)).toSorted((a, b) => a.at - b.at);
    if (format.json) return entries.map((entry) => JSON.stringify(entry));
    return entries.length === 0 ? ["No entries for that period."] : columns([heads, ...entries.map(cells)]);
  } finally {
    close();
  }
};

const isWanted =
  ({ user, action, agent, job, channel, refused }: AuditFilter) =>
  (entry: AuditEntry): boolean =>
    (user === undefined || [entry.actor.user, entry.actor.name].includes(user)) &&
    (action === undefined || action.split(",").includes(entry.action)) &&
    (agent === undefined || (entry.parameters["agents"] ?? "").split(",").includes(agent)) &&
    (job === undefined || entry.job === job) &&
    (channel === undefined || entry.place.channelId === channel) &&
    (!refused || entry.outcome.startsWith("refused"));

const heads = ["when (UTC)", "who", "did", "job", "run", "where", "outcome", "parameters"];

const cells = ({ at, actor, action, job, run, parameters, place, outcome }: AuditEntry): string[] => [
  new Date(at).toISOString().slice(0, 19).replace("T", " "),
  actor.name ? `${actor.name} (${actor.user})` : actor.user,
  action,
  job ?? "",
  run ?? "",
  `${place.platform} ${place.channelId}`,
  outcome,
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(" "),
];

const widest = 60;

const columns = (rows: string[][]): string[] => {
  // The parameters stand last, so that they need no end.
  const shown = rows.map((row) => row.map((cell, at) => (at < row.length - 1 ? shortened(plain(cell)) : plain(cell))));
  const widths = heads.map((_, index) => Math.max(...shown.map((row) => row[index]?.length ?? 0)));
  return shown.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd(),
  );
};

/** What people typed could steer the terminal. */
const plain = (text: string): string => text.replace(/\p{C}+/gu, " ");

const shortened = (text: string): string => (text.length > widest ? `${text.slice(0, widest - 1)}…` : text);

const filters = {
  user: { type: "string" },
  action: { type: "string" },
  agent: { type: "string" },
  job: { type: "string" },
  channel: { type: "string" },
  refused: { type: "boolean" },
} as const;

if (import.meta.main)
  await runReport({
    ...{ usage, since: "24h", options: filters },
    lines: (config, since, { json, given }) => audit(config, since, { json, ...given }),
  });
