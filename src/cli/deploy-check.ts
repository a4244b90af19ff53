import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import type { z } from "zod";
import type { Read } from "../config/config-file.ts";
import { wordsOf } from "../config/issue-words.ts";
import { variables } from "../open/load-config.ts";
import { AppFile, type AppGrant, Bundle, grantsIn, mismatchesIn } from "./bundle.ts";
import { checkConfig } from "./bundle-config.ts";
import { commonOptions, print, runProgram, UsageError } from "./program.ts";

/* `npm run deploy:check`: what is wrong in the bundle, without a workspace, and what people have to grant for it. */

const usage = `npm run deploy:check -- [--bundle databricks.yml] [--app app.yaml]

Checks the bundle, app.yaml and the concierge.yaml that is deployed with them, without Databricks, and lists what an
administrator has to grant. Exits with 1 when something is wrong.`;

interface Checked {
  wrong: string[];
  /** By the bundle. */
  grants: AppGrant[];
  /** By people, because concierge.yaml lists what the bundle does not. */
  besides: string[];
}

/** @param readConfig Gives concierge.yaml, if there is one. */
export const checkDeployment = (bundleText: string, appText: string, readConfig: Read = () => undefined): Checked => {
  const bundle = read(Bundle, bundleText, "databricks.yml");
  const app = read(AppFile, appText, "app.yaml");
  const unfit = [bundle, app].flatMap((file) => ("wrong" in file ? file.wrong : []));
  if ("wrong" in bundle || "wrong" in app) return { wrong: unfit, grants: [], besides: [] };
  const { wrong, besides } = checkConfig(bundle.data, app.data, readConfig);
  return {
    wrong: [...mismatchesIn(bundle.data, app.data, bundleText, variables()), ...wrong],
    grants: grantsIn(bundle.data),
    besides,
  };
};

const read = <T>(schema: z.ZodType<T>, text: string, file: string): { data: T } | { wrong: string[] } => {
  let content: unknown;
  try {
    content = parse(text);
  } catch (thrown) {
    // The lines behind the first one show the place once more.
    const [words = ""] = (thrown instanceof Error ? thrown.message : String(thrown)).split("\n");
    return { wrong: [`${file}: ${words.replace(/:$/, "")}`] };
  }
  const { data, error } = schema.safeParse(content, { error: wordsOf });
  if (error) return { wrong: error.issues.map(({ path, message }) => `${file} ${path.join(".")}: ${message}`) };
  return { data };
};

/** What the platform does not grant with a resource. The principal is the app's own: its id stands on the app's page. */
const byHand = [
  "USE CATALOG, USE SCHEMA and SELECT on the tables of every Genie space: without them Genie answers that there is no such table",
  "CAN USE on the SQL warehouse of every Genie space, as the space names it, and the entitlement Databricks SQL access",
  "USE CATALOG, USE SCHEMA on the schema of the traces, and SELECT and MODIFY on its tables themselves (ALL PRIVILEGES is not enough), if traces are kept in Unity Catalog",
  "CAN USE on the app for every program that asks at /api/v1/…",
  "an account network policy, if there is one, must admit slack.com, wss-primary.slack.com, wss-backup.slack.com and files.slack.com",
  "the secret scope with its keys, made before the first deployment: databricks secrets create-scope, put-secret",
];

const textOf = (option: string, path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new UsageError(`${option}: ${path} cannot be read.`, { cause });
  }
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      help: commonOptions.help,
      bundle: { type: "string", default: "databricks.yml" },
      app: { type: "string", default: "app.yaml" },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  const { wrong, grants, besides } = checkDeployment(
    textOf("--bundle", values.bundle),
    textOf("--app", values.app),
    (path) => (existsSync(path) ? readFileSync(path, "utf8") : undefined),
  );
  for (const line of wrong) print(`FAIL  ${line}`);
  if (wrong.length > 0) return 1;
  print("ok    databricks.yml and app.yaml fit together.\n\nThe deployment grants the app's service principal:");
  for (const { kind, name, permission, on } of grants) print(`  ${permission} on ${kind} ${name} (${on})`);
  print("\nAn administrator grants it besides:");
  for (const line of [...besides, ...byHand]) print(`  ${line}`);
  return 0;
};

if (import.meta.main) await runProgram(usage, main);
