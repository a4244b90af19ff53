import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { signOutAll } from "../identity/departures.ts";
import { createSignInRecords } from "../identity/sign-in-records.ts";
import { createLog, type Log, silent } from "../logging/log.ts";
import { type Person, type Removed, removePerson } from "../memory/person-removal.ts";
import { loadConfig } from "../open/load-config.ts";
import { openSignIn } from "../open/open-sign-in.ts";
import { openStores } from "../open/open-stores.ts";
import { Actor } from "../ports/actor.ts";
import type { Stores } from "../ports/stores/stores.ts";
import { commonOptions, loadEnvironment, print, runProgram, UsageError } from "./program.ts";

/* `npm run forget -- --user slack:T123:U456`: removes what is kept of a person. */

const usage = `npm run forget -- --user PLATFORM:TENANT:USER [--dry-run] [--env-file FILE]

Removes what is stored about a person: questions, answers, conversations, memory, votes, audit entries, and their
sign-in, whose tokens are revoked at Databricks. Runs, failures and what words mean in a channel stay, without a name.
With SQLite, stop the bot first.

  --user      slack:<team id>:<user id> or teams:<tenant id>:<object id>; npm run audit -- --user NAME --json shows them
  --dry-run   only counts what would be removed
  --env-file  the environment of the bot (default .env, if there is one)`;

/** A person as the journal writes them; a user's id may hold colons. */
export const personOf = (text: string): Person => {
  const [platform, tenant, ...rest] = text.split(":");
  const { data } = Actor.safeParse({ platform, tenant, user: rest.join(":") });
  if (!data?.user || !data.tenant)
    throw new UsageError(`--user ${text} must be slack:<team id>:<user id> or teams:<tenant id>:<object id>.`);
  return data;
};

export const removedLines = (user: string, removed: Removed, isTrial: boolean): string[] => {
  const { entries, threads, records, anonymized } = removed;
  if (entries + threads + records + anonymized === 0)
    return [
      `Nothing is kept of ${user}.`,
      'If that surprises you, look the person up: npm run audit -- --since 400d --user "NAME OR ID" --json shows platform, tenant and user of each entry.',
    ];
  return [
    isTrial ? "This would be removed:" : "Removed:",
    `  ${counted(threads, "conversation")}, ${counted(records, "record")}, ${counted(entries, "entry", "entries")} of the journal`,
    `  ${counted(anonymized, "record")} of runs, failures, votes and channels' words ${isTrial ? "would" : "now"} name nobody any more`,
    "Not here, and not touched: messages in Slack and Teams, conversations in Genie, traces, logs, backups.",
  ];
};

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** Ends the person's sign-in at Databricks. */
export const signOutLines = async (config: Config, stores: Stores, person: Person, log: Log): Promise<string[]> => {
  const parts = await openSignIn(config, Promise.resolve(stores), log);
  if (!parts) return [];
  const { platform, tenant, user } = person;
  const leaving = { ...parts, records: createSignInRecords(stores.records), store: stores.records };
  const signedOut = await signOutAll(leaving, { platform, tenant, users: [user] });
  return signedOut.map(
    ({ userName }) => `Signed out at Databricks, where the tokens of ${userName} have been revoked.`,
  );
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: { ...commonOptions, user: { type: "string" }, "dry-run": { type: "boolean", default: false } },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  if (values.user === undefined) throw new UsageError("--user is missing.");
  const person = personOf(values.user);
  loadEnvironment(values);
  const config = loadConfig(undefined, undefined, { terminal: true });
  // A store that is away ends the program, which says so.
  const stores = await openStores(config, silent);
  try {
    const isTrial = values["dry-run"];
    // While their tokens can still be opened.
    if (!isTrial) for (const line of await signOutLines(config, stores, person, createLog("warn"))) print(line);
    const removed = await removePerson(stores, person, isTrial);
    for (const line of removedLines(values.user, removed, isTrial)) print(line);
  } finally {
    await stores.close(0);
  }
  return 0;
};

if (import.meta.main) await runProgram(usage, main);
