import { parseArgs } from "node:util";
import type { Config } from "../config/config.ts";
import { silent } from "../logging/log.ts";
import { loadConfig, variables } from "../open/load-config.ts";
import { type Databricks, openDatabricks } from "../open/open-databricks.ts";
import type { ProbeResult } from "../ports/setup.ts";
import { probeIdentity, probeWorkspace } from "./probes/databricks-probes.ts";
import { probeEnvFile } from "./probes/env-file-probe.ts";
import { type Probe, resultsOf } from "./probes/probe-results.ts";
import { probeRights } from "./probes/rights-probe.ts";
import { probeModels, probeTools, probeTraces } from "./probes/service-probes.ts";
import { commonOptions, loadEnvironment, print, runProgram } from "./program.ts";

/*
 * `npm run doctor`: tries every credential, scope and right that the bot needs, and says what to do about each that is
 * missing. Changes nothing outside. The bot may be running.
 */

const usage = `npm run doctor -- [--env-file FILE]

Checks the configuration, the store, Databricks with its Genie spaces and jobs, the language model, and every channel
that is on. Exits with 0 if the bot can run, otherwise with 1.

  --env-file  the environment to check (default .env, if there is one)`;

/** Runs every probe, prints a line for each result, and returns how many failed. */
export const doctor = async (config: Config, say: (line: string) => void): Promise<number> => {
  let failures = 0;
  for await (const result of resultsFor(config)) {
    say(lineOf(result));
    if (result.state === "failed") failures += 1;
  }
  say(
    failures === 0
      ? "Everything the bot needs is in place."
      : `${failures} ${failures === 1 ? "problem" : "problems"} to fix.`,
  );
  return failures;
};

async function* resultsFor(config: Config): AsyncGenerator<ProbeResult> {
  yield* config.warnings.map((what) => ({ state: "warning", what }) as const);
  yield* await resultsOf(config.store.probe);
  const databricks = await openDatabricks(config, silent);
  const { result, name } = await probeIdentity(config, databricks);
  yield result;
  for (const probe of name === undefined
    ? withoutDatabricks(config, databricks)
    : withDatabricks(config, databricks, name))
    yield* await resultsOf(probe);
  for (const { probe } of [...config.channels.values(), ...config.notifiers]) yield* await resultsOf(probe);
  yield* config.channelsOff.map(({ title }) => ({ state: "ok", what: `${title} is off` }) as const);
}

const withDatabricks = (config: Config, databricks: Databricks, name: string): Probe[] => [
  () => probeWorkspace(config, databricks, name),
  () => probeRights(config),
  () => probeModels(config, databricks),
  () => probeTools(config, databricks),
  () => probeTraces(config, databricks),
];

/** What depends on Databricks is not tried, so that one mistake is told once. */
const withoutDatabricks = (config: Config, databricks: Databricks): Probe[] => {
  const { agents, jobs, model, tools, traces } = config;
  const unchecked = [
    ...[...agents, ...jobs].map(({ name }) => name),
    ...(model?.kind === "databricks" ? ["the language model"] : []),
    ...(tools.lakeview ? ["dashboards in Databricks"] : []),
    ...(config.signIn ? ["the sign-in of people"] : []),
    ...(traces.targets.some(({ kind }) => kind === "databricks") ? ["traces"] : []),
  ];
  const rest: Config = {
    ...config,
    signIn: undefined,
    tools: { ...tools, lakeview: false },
    traces: { ...traces, targets: traces.targets.filter(({ kind }) => kind !== "databricks") },
  };
  return [
    async () => [{ state: "warning", what: `not checked without Databricks: ${unchecked.join(", ")}` }],
    () => probeRights(rest),
    ...(model?.kind === "databricks" ? [] : [() => probeModels(rest, databricks)]),
    () => probeTools(rest, databricks),
    () => probeTraces(rest, databricks),
  ];
};

const marks = { ok: "ok  ", warning: "warn", failed: "FAIL" };

const lineOf = ({ state, what, advice }: ProbeResult): string =>
  `${marks[state]}  ${what}${advice ? `\n      ${advice}` : ""}`;

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options: commonOptions });
  if (values.help) {
    print(usage);
    return 0;
  }
  const file = loadEnvironment(values);
  const config = loadConfig();
  for (const result of file === undefined ? [] : probeEnvFile(file, variables())) print(lineOf(result));
  return (await doctor(config, print)) === 0 ? 0 : 1;
};

if (import.meta.main) await runProgram(usage, main);
