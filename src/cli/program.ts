import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Config, ConfigError } from "../config/config.ts";
import { describeError } from "../errors.ts";
import { loadConfig } from "../open/load-config.ts";

/* What the programs of the command line have in common: options, the env file, and how they say what went wrong. */

/** Options of every program. The npm scripts name `.env` by the second one, so that a checkout without one is fine. */
export const commonOptions = {
  "env-file": { type: "string" },
  "env-file-if-exists": { type: "string" },
  help: { type: "boolean", default: false },
} as const;

interface CommonValues {
  "env-file"?: string | undefined;
  "env-file-if-exists"?: string | undefined;
}

/** Adds the variables of the env file to the environment; those that are set already stay. Returns its path, if there is one. */
export const loadEnvironment = (values: CommonValues): string | undefined => {
  const named = values["env-file"];
  const usual = values["env-file-if-exists"];
  const file = named ?? (usual !== undefined && existsSync(usual) ? usual : undefined);
  if (file === undefined) return undefined;
  try {
    process.loadEnvFile(file);
    return file;
  } catch (cause) {
    throw new UsageError(`--env-file: ${file} cannot be read.`, { cause });
  }
};

/** The program was called wrongly; its usage is shown. */
export class UsageError extends Error {}

/** What is shown as it is. */
export class PlainError extends Error {}

/** Runs a program to its end. A number is its exit code; without one it goes on until it ends by itself. */
export const runProgram = async (usage: string, program: () => Promise<number | undefined>): Promise<void> => {
  try {
    const code = await program();
    if (code !== undefined) process.exit(code);
  } catch (thrown) {
    process.stderr.write(`${complaintOf(thrown, usage)}\n`);
    process.exit(1);
  }
};

/** A program that reads the stores and writes lines: of what happened since a moment, as text or as JSON. */
export interface Report {
  usage: string;
  /** How far back, unless `--since` says otherwise. */
  since: string;
  /** Options of its own, besides those that every report has. */
  options?: Record<string, { type: "string" | "boolean" }>;
  lines(config: Config, since: number, format: { json: boolean; given: Record<string, unknown> }): Promise<string[]>;
}

/** Runs a report as a program. Without a channel the stores can be read all the same. */
export const runReport = ({ usage, since, options = {}, lines }: Report): Promise<void> =>
  runProgram(usage, async () => {
    const { values } = parseArgs({
      options: {
        ...commonOptions,
        since: { type: "string", default: since },
        json: { type: "boolean", default: false },
        ...options,
      },
    });
    if (values.help) {
      print(usage);
      return 0;
    }
    const from = momentOf(values.since, Date.now());
    if (from === undefined)
      throw new UsageError(`--since ${values.since} is neither a time span (30m, 24h, 7d) nor a day (2026-01-31).`);
    loadEnvironment(values);
    const config = loadConfig(undefined, undefined, { terminal: true });
    for (const line of await lines(config, from, { json: values.json, given: values })) print(line);
    return 0;
  });

const complaintOf = (thrown: unknown, usage: string): string => {
  if (thrown instanceof ConfigError || thrown instanceof PlainError) return thrown.message;
  return isUsageError(thrown) ? `${thrown.message}\n\n${usage}` : describeError(thrown);
};

const isUsageError = (thrown: unknown): thrown is Error =>
  thrown instanceof UsageError ||
  (thrown instanceof Error && "code" in thrown && String(thrown.code).startsWith("ERR_PARSE_ARGS"));

const hour = 3_600_000;
const units: Record<string, number> = { m: hour / 60, h: hour, d: 24 * hour };

/** The moment meant by `24h` or `2026-01-31`, epoch ms; undefined if it is neither. */
export const momentOf = (since: string, now: number): number | undefined => {
  const [, count, unit = ""] = /^(\d{1,5})([mhd])$/.exec(since) ?? [];
  if (count !== undefined) return now - Number(count) * (units[unit] ?? hour);
  const at = /^\d{4}-\d\d-\d\d/.test(since) ? Date.parse(since) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};

/** Writes a line to stdout. */
export const print = (line: string): void => void process.stdout.write(`${line}\n`);
