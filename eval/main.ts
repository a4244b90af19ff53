import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { commonOptions, loadEnvironment, momentOf, print, runProgram, UsageError } from "../src/cli/program.ts";
import type { Config } from "../src/config/config.ts";
import { silent } from "../src/logging/log.ts";
import { loadConfig } from "../src/open/load-config.ts";
import { type Mode, readCases } from "./case-file.ts";
import { ratedCases } from "./from-feedback.ts";
import { linesOf, type ModeReport, reportOf } from "./report.ts";
import { total } from "./score.ts";
import { openStage, type Stage } from "./stage.ts";
import { tryCases } from "./trial.ts";

const usage = `npm run eval -- [--cases FILE] [--live] [--model with|without] [--json FILE]
npm run eval -- --from-feedback [--since 90d] [--env-file FILE] > cases.yaml

Measures how well questions are understood: which agents the supervisor asks, with and without a language model, and
what the answers contain. It runs against the sandbox, which it starts itself, or with --live against your own Genie
spaces and model. Exits with 1 if a result is below its threshold in the file of cases.

  --cases          the file of cases (default eval/cases.yaml)
  --live           your own spaces and model; cases that expect words in the answer ask Genie
  --model          only with a model, or only without (default both, as far as there is one)
  --json           writes everything to this file as JSON, for CI
  --worst          how many failed cases are shown (default 20)
  --from-feedback  writes rated questions as cases, and measures nothing
  --since          how far back they go: 24h, 90d, or a day such as 2026-01-31 (default 90d)
  --env-file       the environment for --live and --from-feedback (default .env, if there is one)`;

/** Runs `work` on the stage that is wanted. */
const onStage = async <T>(isLive: boolean, work: (stage: Stage) => Promise<T>): Promise<T> => {
  if (isLive) return withStage(liveConfig(), work);
  const { startSandbox } = await import("../sandbox/sandbox.ts");
  const sandbox = await startSandbox({ port: 0, fast: true, rateLimits: false });
  try {
    return await withStage(loadConfig(sandbox.env), work);
  } finally {
    await sandbox.stop();
  }
};

const withStage = async <T>(config: Config, work: (stage: Stage) => Promise<T>): Promise<T> => {
  const stage = await openStage(config);
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
};

/** Without a channel the agents can be asked all the same. */
const liveConfig = (): Config => loadConfig(undefined, undefined, { terminal: true });

const modesOf = (wanted: string | undefined, { hasModel }: Stage): Mode[] => {
  if (wanted === "with" && !hasModel) throw new UsageError("--model with: no language model is configured.");
  const all: Mode[] = hasModel ? ["without-model", "with-model"] : ["without-model"];
  return wanted === undefined ? all : all.filter((mode) => mode === `${wanted}-model`);
};

interface Wanted {
  cases: string | URL;
  live: boolean;
  model: string | undefined;
}

const evaluate = async ({ cases: path, live, model }: Wanted): Promise<ModeReport[]> => {
  const { cases, thresholds } = await readCases(path);
  if (cases.length === 0) throw new UsageError(`${path} holds no cases.`);
  return onStage(live, async (stage) => {
    const reports: ModeReport[] = [];
    for (const mode of modesOf(model, stage)) {
      const outcomes = await tryCases(stage, cases, { mode, atOnce: mode === "with-model" ? 4 : 1, answers: true });
      reports.push(reportOf(mode, outcomes, total(outcomes), thresholds[mode]));
    }
    return reports;
  });
};

const feedback = async (since: string): Promise<number> => {
  const from = momentOf(since, Date.now());
  if (from === undefined) throw new UsageError(`--since ${since} is neither a time span nor a day.`);
  const { journal, close } = await liveConfig().store.openJournal(silent);
  try {
    print(await ratedCases(journal, from));
  } finally {
    close();
  }
  return 0;
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      ...commonOptions,
      cases: { type: "string" },
      live: { type: "boolean", default: false },
      model: { type: "string" },
      json: { type: "string" },
      worst: { type: "string", default: "20" },
      "from-feedback": { type: "boolean", default: false },
      since: { type: "string", default: "90d" },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  const { model, live } = values;
  if (model !== undefined && model !== "with" && model !== "without")
    throw new UsageError("--model is with or without.");
  if (!/^\d{1,6}$/.test(values.worst)) throw new UsageError("--worst is a number.");
  if (live || values["from-feedback"]) loadEnvironment(values);
  if (values["from-feedback"]) return feedback(values.since);
  const reports = await evaluate({ cases: values.cases ?? new URL("cases.yaml", import.meta.url), live, model });
  for (const report of reports) print(`${linesOf(report, Number(values.worst)).join("\n")}\n`);
  if (values.json) await writeFile(values.json, `${JSON.stringify({ reports }, undefined, 2)}\n`);
  return reports.some(({ failures }) => failures.length > 0) ? 1 : 0;
};

if (import.meta.main) await runProgram(usage, main);
