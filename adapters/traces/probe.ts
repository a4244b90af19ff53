import { z } from "zod";
import { adviceOn, asProblem, Problem } from "../../src/errors.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { authorization, refusal, requestMs, withoutSlash } from "./mlflow.ts";
import { type TraceSettings, titleOf } from "./settings.ts";
import { exporterOf } from "./trace-sink.ts";

/** Whether the service is there and lets the bot in: the experiment is looked up, a collector gets a request without spans. */
export const probeTraces = async (settings: TraceSettings): Promise<ProbeResult[]> => {
  try {
    return [{ state: "ok", what: await found(settings) }];
  } catch (thrown) {
    return [failed(asProblem(thrown), settings)];
  }
};

const found = async (settings: TraceSettings): Promise<string> => {
  if (settings.kind === "collector") {
    await sendNothing(settings);
    return `traces go to the collector at ${settings.address}`;
  }
  const name = await experimentName(settings);
  const table = settings.kind === "databricks" ? settings.table : undefined;
  // Only the first span shows whether there are rights on a table; without them no error comes back.
  const hint = table ? `, in the table ${table}; whether the bot may write there shows with the first trace` : "";
  return `traces go to the experiment “${name}” of ${titleOf(settings)}${hint}`;
};

const sendNothing = (settings: TraceSettings): Promise<void> =>
  new Promise((resolve, reject) => {
    const exporter = exporterOf(settings);
    exporter.export([], ({ code, error }) => {
      exporter.shutdown().catch(() => undefined);
      if (code === 0) resolve();
      else reject(error ?? Problem.of("traces.unreachable", { service: titleOf(settings) }));
    });
  });

const Experiment = z.object({ experiment: z.object({ name: z.string() }) });

/** https://mlflow.org/docs/latest/rest-api.html#get-experiment; Databricks has it under the same path. */
const experimentName = async (settings: Exclude<TraceSettings, { kind: "collector" }>): Promise<string> => {
  const service = titleOf(settings);
  const address = settings.kind === "mlflow" ? settings.address : settings.host;
  const url = new URL(`${withoutSlash(address)}/api/2.0/mlflow/experiments/get`);
  url.searchParams.set("experiment_id", settings.experiment);
  const response = await fetch(url, {
    headers: await headersOf(settings),
    signal: AbortSignal.timeout(requestMs),
  }).catch((cause: unknown) => {
    throw Problem.of("traces.unreachable", { service }, { cause, detail: "no answer" });
  });
  const text = await response.text().catch(() => "");
  const known = Experiment.safeParse(fromJson(text));
  if (!response.ok || !known.success) throw refusal(service, response.status, text);
  return known.data.experiment.name;
};

const headersOf = async (settings: Exclude<TraceSettings, { kind: "collector" }>): Promise<Record<string, string>> => {
  if (settings.kind === "databricks") return { authorization: `Bearer ${await settings.token()}` };
  return settings.login ? { authorization: authorization(settings.login) } : {};
};

const fromJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const failed = (problem: Problem, settings: TraceSettings): ProbeResult => {
  const [address, setting] = {
    collector: [settings.kind === "collector" ? settings.address : "", "OTEL_EXPORTER_OTLP_ENDPOINT"],
    mlflow: [settings.kind === "mlflow" ? settings.address : "", "MLFLOW_TRACKING_URI"],
    databricks: [settings.kind === "databricks" ? settings.host : "", "DATABRICKS_HOST"],
  }[settings.kind];
  const what = `traces: ${titleOf(settings)} at ${address} (${setting}): ${problem.detail || problem.sentence}`;
  return { state: "failed", what, advice: adviceFor(problem, settings) };
};

const adviceFor = (problem: Problem, settings: TraceSettings): string => {
  if (problem.code !== "traces.refused" || settings.kind === "collector") return adviceOn(problem);
  const status = /^status (\d+)/.exec(problem.detail)?.[1];
  if (status === "401" || status === "403")
    return settings.kind === "mlflow"
      ? "Correct MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, and let that user edit the experiment."
      : "Give the bot's identity CAN EDIT on the experiment of MLFLOW_EXPERIMENT_ID.";
  if (status === "404")
    return `Correct MLFLOW_EXPERIMENT_ID: there is no experiment ${settings.experiment} that the bot may see. Its id is in its address, …/experiments/<id>.`;
  return adviceOn(problem);
};
