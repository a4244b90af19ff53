import { parseArgs } from "node:util";
import type { Config, JobConfig } from "../config/config.ts";
import type { SignInSettings } from "../config/identity-config.ts";
import { asProblem } from "../errors.ts";
import { silent } from "../log.ts";
import {
  type Databricks,
  loadConfig,
  openAssertionService,
  openDatabricks,
  openDatabricksProbes,
  openJobs,
  openModel,
  openSignInService,
  openTools,
} from "../open.ts";
import { bot } from "../ports/databricks/identity.ts";
import type { JobInfo } from "../ports/databricks/jobs.ts";
import type { Model } from "../ports/model.ts";
import type { ProbeResult } from "../ports/setup.ts";
import type { Tool } from "../ports/tool.ts";
import { commonOptions, loadEnvironment, print, runProgram } from "./program.ts";

/*
 * `npm run doctor`: tries every credential, scope and right that the bot needs, and says what to do about each that is
 * missing. Changes nothing outside. The bot may be running.
 */

const usage = `npm run doctor -- [--env-file FILE]

Checks the configuration, the store, Databricks with its Genie spaces and jobs, the language model, and every channel
that is on. Exits with 0 when the bot can run, otherwise 1.

  --env-file  the environment to check (default .env, if there is one)`;

type Probe = () => Promise<ProbeResult[]>;

/** Runs every probe, prints a line for each result, and returns how many failed. */
export const doctor = async (config: Config, say: (line: string) => void): Promise<number> => {
  const databricks = await openDatabricks(config, silent);
  let failures = 0;
  for (const probe of probesOf(config, databricks)) {
    for (const result of await resultsOf(probe)) {
      say(lineOf(result));
      if (result.state === "failed") failures += 1;
    }
  }
  say(
    failures === 0
      ? "Everything the bot needs is in place."
      : `${failures} ${failures === 1 ? "problem" : "problems"} to fix.`,
  );
  return failures;
};

const probesOf = (config: Config, databricks: Databricks): Probe[] => [
  async () => config.warnings.map((what) => ({ state: "warning", what })),
  config.store.probe,
  () => probeDatabricks(config, databricks),
  () => probeRights(config),
  () => probeModels(config, databricks),
  () => probeTools(config, databricks),
  ...[...config.channels.values()].map(({ probe }) => probe),
  ...config.notifiers.map(({ probe }) => probe),
  async () => config.channelsOff.map(({ title }) => ({ state: "ok", what: `${title} is off` })),
];

const marks = { ok: "ok  ", warning: "warn", failed: "FAIL" };

const lineOf = ({ state, what, advice }: ProbeResult): string =>
  `${marks[state]}  ${what}${advice ? `\n      ${advice}` : ""}`;

const resultsOf = async (probe: Probe): Promise<ProbeResult[]> => {
  try {
    return await probe();
  } catch (thrown) {
    const { sentence, message } = asProblem(thrown);
    return [{ state: "failed", what: sentence, advice: message }];
  }
};

/** One wrong token or address is one failure: what depends on it is not tried. */
const probeDatabricks = async (config: Config, databricks: Databricks): Promise<ProbeResult[]> => {
  const { whoAmI } = await openDatabricksProbes();
  const address = `${config.databricks.host} (DATABRICKS_HOST)`;
  const me = await whoAmI(databricks.http).catch((thrown: unknown) => failure(thrown, "Databricks", address));
  if ("state" in me) {
    const skipped = [...config.agents, ...config.jobs].map(({ name }) => name).join(", ");
    return [me, { state: "warning", what: `not checked without Databricks: ${skipped}` }];
  }
  const found = await Promise.all([
    ...config.agents.map((agent) => resultsOf(async () => [await probeSpace(agent, databricks, me.displayName)])),
    ...(await jobProbes(config, databricks)).map(resultsOf),
    resultsOf(() => probeWarehouse(config, databricks, me.displayName)),
  ]);
  return [{ state: "ok", what: `Databricks: ${config.databricks.host} as ${me.displayName}` }, ...found.flat()];
};

/** A failed call as a result. When there was no answer, the address is what to look at. */
const failure = (thrown: unknown, service: string, address: string): ProbeResult => {
  const { code, sentence, message } = asProblem(thrown);
  if (!/\.(?:unavailable|timeout|down)$/.test(code)) return { state: "failed", what: sentence, advice: message };
  return {
    state: "failed",
    what: `${service} can't be reached at ${address}, or isn't working: ${message}`,
    advice:
      "Check the address, and DNS, firewall and proxy on the way there. Also check the service's IP access list and, for a private endpoint, that this machine is in its network.",
  };
};

const probeSpace = async (
  { name, space }: Config["agents"][number],
  { http }: Databricks,
  identity: string,
): Promise<ProbeResult> => {
  const { canSeeSpace } = await openDatabricksProbes();
  const found = await canSeeSpace(http, space);
  if (found) return { state: "ok", what: `agent ${name}: Genie space “${found.title}”` };
  return {
    state: "failed",
    what: `agent ${name}: the Genie space ${space} does not exist or is not shared with ${identity}`,
    advice:
      "Share the space with this identity (Can Run), and grant CAN USE on its warehouse and SELECT on its tables.",
  };
};

/** Rights in Unity Catalog are given one by one, so nobody can look up that there are none to write. */
const probeWarehouse = async (
  { databricks: { warehouseId } }: Config,
  { http }: Databricks,
  identity: string,
): Promise<ProbeResult[]> => {
  if (!warehouseId) return [];
  const { canUseWarehouse } = await openDatabricksProbes();
  const found = await canUseWarehouse(http, warehouseId);
  if (found) return [{ state: "ok", what: `SQL of administrators runs on the warehouse “${found.name}”` }];
  const what = `the SQL warehouse ${warehouseId} (DATABRICKS_WAREHOUSE_ID) does not exist, or ${identity} may not use it`;
  return [{ state: "failed", what, advice: "Correct the id, or grant CAN USE on the warehouse to this identity." }];
};

const jobProbes = async (config: Config, databricks: Databricks): Promise<Probe[]> => {
  const jobs = await openJobs(databricks, silent);
  return config.jobs.map((job) => async () => [jobResult(job, await jobs.describe(job.job_id, bot))]);
};

/** What a job's definition says about its entry in the configuration. */
const jobResult = ({ name, parameters }: JobConfig, info: JobInfo): ProbeResult => {
  const own = info.parameters.map((parameter) => parameter.name);
  const unknown = own.length > 0 ? Object.keys(parameters).filter((parameter) => !own.includes(parameter)) : [];
  if (unknown.length === 0) return { state: "ok", what: `job ${name}: “${info.name}”` };
  const what = `job ${name}: “${info.name}” has no parameter ${unknown.join(", ")}`;
  return { state: "failed", what, advice: `It has ${own.join(", ")}. Correct the job's parameters in concierge.yaml.` };
};

const meanings = {
  service: "asked with the bot's own rights in Databricks, so whoever may ask sees what the bot may see",
  user: "asked with the asker's own rights in Databricks, and only once they have signed in",
  "user-or-service":
    "asked with the asker's own rights in Databricks once they have signed in, until then with the bot's",
} as const;

/** With whose rights the agents are asked, in a sentence for each way, and whether people can sign in. */
const probeRights = async ({
  agents,
  identity,
  jobs,
  signIn,
  databricks: { host },
}: Config): Promise<ProbeResult[]> => {
  const ways = Object.entries(meanings).flatMap(([way, meaning]): ProbeResult[] => {
    const names = agents.filter(({ rights = identity.rights }) => rights === way).map(({ name }) => name);
    if (names.length === 0) return [];
    return [{ state: "ok", what: `${names.join(", ")}: ${meaning} (rights: ${way})` }];
  });
  const own = jobs.filter(({ rights = "service" }) => rights !== "service").map(({ name }) => name);
  if (own.length > 0) ways.push({ state: "ok", what: `${own.join(", ")}: runs are started with people's own rights` });
  if (!signIn) return ways;
  ways.push(...(await probeFederation(host, signIn)), ...issuerLines(signIn));
  const service = await openSignInService(host, signIn);
  // A refresh token that cannot exist: whoever refuses it as dead has accepted the app.
  const refusal = await service.refresh("none").then(() => undefined, asProblem);
  const redirect = new URL("auth/databricks/callback", `${signIn.publicUrl.replace(/\/$/, "")}/`).href;
  if (refusal?.code === "login.ended")
    return [
      ...ways,
      { state: "ok", what: `people sign in by the OAuth app ${signIn.clientId}; its redirect URL must be ${redirect}` },
    ];
  return [...ways, failure(refusal, "The sign-in of people", `${host} (DATABRICKS_HOST)`)];
};

/** An assertion that nobody made: whoever refuses it answers at the right address. Policies cannot be looked up. */
const probeFederation = async (host: string, signIn: SignInSettings): Promise<ProbeResult[]> => {
  const service = await openAssertionService(host, signIn);
  if (!service) return [];
  const where = signIn.federation?.tokenUrl ?? host;
  const refusal = await service.exchange("none").then(() => undefined, asProblem);
  if (refusal?.code === "login.federation")
    return [
      { state: "ok", what: `tokens of the directory are exchanged at ${where}; a policy shows with the first person` },
    ];
  return [failure(refusal, "The token exchange of Databricks", where)];
};

/** What the policy in Databricks has to say for the people that the bot vouches for. */
const issuerLines = ({ issuer }: SignInSettings): ProbeResult[] =>
  issuer
    ? [
        {
          state: "ok",
          what: `the bot vouches for people of ${issuer.domains.join(", ")}: the federation policy needs the issuer ${issuer.issuer}, the audience ${issuer.audience} and the subject claim sub`,
        },
      ]
    : [];

/** Looks at each tool once as people do; alerts go the ways that are probed by themselves. */
const probeTools = async (config: Config, databricks: Databricks): Promise<ProbeResult[]> => {
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

const probeModels = async (config: Config, databricks: Databricks): Promise<ProbeResult[]> => {
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
    return failure(thrown, title, modelAddress(config));
  }
};

const modelAddress = ({ model, databricks }: Config): string => {
  if (model?.kind === "azure") return `${model.endpoint} (AZURE_OPENAI_ENDPOINT)`;
  if (model?.kind === "openai") return `${model.baseUrl ?? "OpenAI's own address"} (OPENAI_BASE_URL)`;
  return `${databricks.host} (DATABRICKS_HOST)`;
};

const main = async (): Promise<number> => {
  const { values } = parseArgs({ options: commonOptions });
  if (values.help) {
    print(usage);
    return 0;
  }
  loadEnvironment(values);
  return (await doctor(loadConfig(), print)) === 0 ? 0 : 1;
};

if (import.meta.main) await runProgram(usage, main);
