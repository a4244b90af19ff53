import type { Config } from "../../config/config.ts";
import { silent } from "../../logging/log.ts";
import type { Databricks } from "../../open/open-databricks.ts";
import { openModel } from "../../open/open-model.ts";
import { openTools } from "../../open/open-tools.ts";
import { openTraceProbes } from "../../open/open-traces.ts";
import type { Model } from "../../ports/model.ts";
import type { ProbeResult } from "../../ports/setup.ts";
import type { Tool } from "../../ports/tool.ts";
import { addressOf } from "./databricks-probes.ts";
import { failedCall, resultsOf } from "./probe-results.ts";

/** Asks each language model something. */
export const probeModels = async (config: Config, databricks: Databricks): Promise<ProbeResult[]> => {
  const [answers, plans] = await Promise.all([
    openModel(config.model, databricks),
    openModel(config.planModel, databricks),
  ]);
  if (!answers) return [{ state: "ok", what: "no language model: keywords choose the agents" }];
  return [
    await probeModel(answers, config, "The language model"),
    ...(plans ? [await probeModel(plans, config, "The language model that plans")] : []),
  ];
};

const probeModel = async (model: Model, config: Config, title: string): Promise<ProbeResult> => {
  try {
    await model.text([{ role: "user", content: "Say OK." }], () => undefined);
    return { state: "ok", what: `${title} ${model.name} answers` };
  } catch (thrown) {
    const failed = failedCall(thrown, { service: `${title} ${model.name}`, address: modelAddress(config) });
    // Its own words say what to check.
    return /\b(?:Check|check|Look|Let) /.test(failed.what) ? { state: "failed", what: failed.what } : failed;
  }
};

const modelAddress = ({ model, databricks }: Config): string => {
  if (model?.kind === "azure") return `${model.endpoint} (AZURE_OPENAI_ENDPOINT)`;
  if (model?.kind === "openai") return `${model.baseUrl ?? "OpenAI's own address"} (OPENAI_BASE_URL)`;
  return addressOf(databricks);
};

/** Looks at each tool once as people do; alerts go the ways that are probed by themselves. */
export const probeTools = async (config: Config, databricks: Databricks): Promise<ProbeResult[]> => {
  const tools = await openTools(config, databricks, silent);
  return (await Promise.all(tools.map((tool) => resultsOf(async () => [await probeTool(tool)])))).flat();
};

const probeTool = async (tool: Tool): Promise<ProbeResult> => {
  const actor = { platform: "doctor", tenant: "", user: "" };
  const use = { key: "doctor", actor, signal: AbortSignal.timeout(15_000) };
  const result = await tool.run(tool.schema.parse({ query: tool.example }), use);
  const wrong = result.kind === "found" ? result.notes.find((note) => note.includes("couldn't")) : undefined;
  return wrong
    ? { state: "warning", what: `tool ${tool.title}: ${wrong}` }
    : { state: "ok", what: `tool ${tool.title} answers` };
};

/** Looks whether what takes the traces is there and lets the bot in; sends none. */
export const probeTraces = async (config: Config, databricks: Databricks): Promise<ProbeResult[]> => {
  const probes = await openTraceProbes(config, databricks);
  return (await Promise.all(probes.map(resultsOf))).flat();
};
