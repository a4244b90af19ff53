import { type AuditEntry, createAudit } from "../audit-log.ts";
import type { Config } from "../config/config.ts";
import { silent } from "../log.ts";
import { runReport } from "./program.ts";

/*
 * `npm run audit -- --since 24h`: who started, confirmed, declined or cancelled what, or reset which thread, when, from
 * where, with which parameters; refused attempts too. Only reads; the bot may be running.
 */

const usage = `npm run audit -- [--since 24h] [--json] [--env-file FILE]

  --since     how far back: 30m, 24h, 7d, or a day such as 2026-01-31 (default 24h)
  --json      one JSON object per line, with every stored field
  --env-file  the environment of the bot (default .env, if there is one)`;

/** The log as lines: one entry each, in columns. */
export const audit = async (config: Config, since: number, format: { json: boolean }): Promise<string[]> => {
  const { journal, close } = await config.store.openJournal(silent);
  try {
    const entries = await Array.fromAsync(createAudit(journal).since(since));
    if (format.json) return entries.map((entry) => JSON.stringify(entry));
    return entries.length === 0 ? ["No entries for that period."] : columns([heads, ...entries.map(cells)]);
  } finally {
    close();
  }
};

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

if (import.meta.main) await runReport({ usage, since: "24h", lines: audit });
