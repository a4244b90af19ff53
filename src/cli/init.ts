import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { asProblem } from "../errors.ts";
import { silent } from "../logging/log.ts";
import { loadDatabricks } from "../open/load-config.ts";
import {
  type Databricks,
  openDatabricks,
  openDatabricksProbes,
  openJobs,
  openSurvey,
} from "../open/open-databricks.ts";
import { bot } from "../ports/databricks/identity.ts";
import type { JobInfo } from "../ports/databricks/jobs.ts";
import { firstConfig, type OfferedSpace } from "./first-config.ts";
import { failedCall } from "./probes/probe-results.ts";
import { commonOptions, loadEnvironment, PlainError, print, runProgram, UsageError } from "./program.ts";

/* `npm run init`: writes a first concierge.yaml from the Genie spaces and jobs that the bot's identity may see. */

const usage = `npm run init -- [--out concierge.yaml] [--all] [--env-file FILE]

Lists the Genie spaces and jobs that the bot's Databricks identity may see, asks which to offer, writes concierge.yaml,
and says which rights are missing. Needs DATABRICKS_HOST and credentials.

  --out       the file to write; an existing one is never overwritten (default concierge.yaml)
  --all       offers every space and no job, and asks nothing
  --env-file  the environment of the bot (default .env, if there is one)`;

const mostTries = 3;

type Ask = (question: string) => Promise<string>;

/** The items that somebody names by their numbers: `1, 3`, `2-5`, `all`, or nothing. Otherwise, which word is no number. */
export const chosen = <T>(items: readonly T[], answer: string): T[] | { wrong: string } => {
  const words = answer.trim().toLowerCase();
  if (words === "all") return [...items];
  if (words === "" || words === "none") return [];
  const numbers = new Set<number>();
  for (const word of words.split(/[\s,]+/).filter(Boolean)) {
    const [, first = "", last = first] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(word) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (from < 1 || to > items.length || from > to) return { wrong: word };
    for (let number = from; number <= to; number += 1) numbers.add(number);
  }
  return items.filter((_, index) => numbers.has(index + 1));
};

const choose = async <T>(ask: Ask, what: string, items: readonly T[], nameOf: (item: T) => string): Promise<T[]> => {
  if (items.length === 0) {
    print(`No ${what} is shared with this identity.`);
    return [];
  }
  print(`\n${items.map((item, at) => `${String(at + 1).padStart(3)}  ${nameOf(item)}`).join("\n")}`);
  for (let tries = 0; tries < mostTries; tries += 1) {
    const found = chosen(items, await ask(`Which ${what}s? (1,3 or 2-5 or all; Enter for none) `));
    if (!("wrong" in found)) return found;
    print(`${found.wrong} is not a number from 1 to ${items.length}. Please try again:`);
  }
  throw new UsageError(`No ${what} was chosen by its number.`);
};

/** The spaces with what they say about themselves; what is missing goes to `wanting`. */
const lookAtSpaces = async (
  databricks: Databricks,
  spaces: readonly { id: string; title: string; description: string }[],
  wanting: string[],
): Promise<OfferedSpace[]> => {
  const { detailsOf } = await openSurvey();
  const offered: OfferedSpace[] = [];
  for (const space of spaces) {
    const { examples, words, isOpen, closedWarehouse } = await detailsOf(databricks.http, space.id);
    offered.push({ ...space, examples, words });
    if (closedWarehouse !== undefined)
      wanting.push(`CAN USE on the SQL warehouse ${closedWarehouse} of ${space.title}`);
    if (!isOpen)
      print(`     ${space.title}: only its editors can see its example questions; please add some yourself.`);
  }
  return offered;
};

const lookAtJobs = async (
  databricks: Databricks,
  jobs: readonly { id: string; name: string }[],
  wanting: string[],
): Promise<JobInfo[]> => {
  const port = await openJobs(databricks, silent);
  const infos: JobInfo[] = [];
  for (const { id, name } of jobs) {
    try {
      infos.push(await port.describe(id, bot));
    } catch (thrown) {
      wanting.push(`CAN MANAGE RUN on the job ${name} (${asProblem(thrown).detail})`);
    }
  }
  return infos;
};

const init = async (out: string, ask: Ask | undefined): Promise<number> => {
  const databricks = await openDatabricks({ databricks: loadDatabricks() }, silent);
  const [{ whoAmI }, { spacesOf, jobsOf }] = await Promise.all([openDatabricksProbes(), openSurvey()]);
  const me = await whoAmI(databricks.http).catch((thrown: unknown) => {
    const { what, advice } = failedCall(thrown, {
      service: "Databricks",
      address: `${databricks.host} (DATABRICKS_HOST)`,
    });
    throw new PlainError(`${what}\n  ${advice}`);
  });
  print(`${databricks.host} as ${me.displayName}`);
  const spaces = await spacesOf(databricks.http);
  const offered = ask ? await choose(ask, "Genie space", spaces, ({ title }) => title) : spaces;
  if (offered.length === 0) {
    print(
      spaces.length === 0
        ? `Nothing was written. Share a Genie space with ${me.userName} (Can Run), then run this again.`
        : "Nothing was written: the bot needs at least one Genie space. Run this again and choose one.",
    );
    return 1;
  }
  const jobs = ask ? await choose(ask, "job", await jobsOf(databricks.http), ({ name }) => name) : [];
  const wanting: string[] = [];
  const agents = await lookAtSpaces(databricks, offered, wanting);
  const config = firstConfig(agents, await lookAtJobs(databricks, jobs, wanting));
  await writeFile(out, config, { flag: "wx" });
  print(
    `\nWrote ${out} with ${agents.map(({ title }) => title).join(", ")}. Please read it, above all the descriptions and keywords.`,
  );
  for (const right of wanting) print(`Missing for ${me.userName}: ${right}`);
  print(
    `What I can't check: whether ${me.userName} has USE CATALOG, USE SCHEMA and SELECT on the tables of the spaces, and CAN MANAGE RUN on the jobs.`,
  );
  print("Next: npm run doctor");
  return 0;
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      ...commonOptions,
      out: { type: "string", default: "concierge.yaml" },
      all: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  if (existsSync(values.out)) throw new UsageError(`${values.out} exists; name another file with --out.`);
  if (!existsSync(dirname(resolve(values.out))))
    throw new UsageError(`--out: there is no folder ${dirname(values.out)}.`);
  loadEnvironment(values);
  if (values.all) return init(values.out, undefined);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  // Questions are answered line by line, also out of a file.
  const lines = terminal[Symbol.asyncIterator]();
  const ask: Ask = async (question) => {
    process.stdout.write(question);
    return (await lines.next()).value ?? "";
  };
  try {
    return await init(values.out, ask);
  } finally {
    terminal.close();
  }
};

if (import.meta.main) await runProgram(usage, main);
