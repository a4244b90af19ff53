import { z } from "zod";

/** A language model of one's own, in place of the sandbox's rules. */
export interface OwnModel {
  /** The variables that connect the bot to it. */
  env: Record<string, string>;
  /** One answer to one question; rejects when the model is away or answers in another form. */
  ask(instructions: string, question: string): Promise<string>;
}

/** How long one answer may take, ms. */
const PATIENCE_MS = 30_000;
const MOST_CHARACTERS = 20_000;

type Environment = Record<string, string | undefined>;

/** The model that the environment names: Azure OpenAI, OpenAI or what speaks its wire, a Databricks endpoint. */
export const ownModelOf = (env: Environment): OwnModel => {
  const found = azure(env) ?? openai(env) ?? databricks(env);
  if (found) return found;
  throw new Error(
    "--own-model needs a model in the environment: OPENAI_API_KEY and OPENAI_MODEL, AZURE_OPENAI_API_KEY with AZURE_OPENAI_ENDPOINT and AZURE_OPENAI_DEPLOYMENT, or DATABRICKS_MODEL_ENDPOINT with DATABRICKS_HOST and DATABRICKS_TOKEN.",
  );
};

const azure = (env: Environment): OwnModel | undefined => {
  const { AZURE_OPENAI_API_KEY: key, AZURE_OPENAI_ENDPOINT: endpoint, AZURE_OPENAI_DEPLOYMENT: deployment } = env;
  if (!key || !endpoint || !deployment) return undefined;
  const version = env["AZURE_API_VERSION"] || "2024-10-21";
  const path = `openai/deployments/${encodeURIComponent(deployment)}/chat/completions`;
  return {
    env: {
      AZURE_OPENAI_API_KEY: key,
      AZURE_OPENAI_ENDPOINT: endpoint,
      AZURE_OPENAI_DEPLOYMENT: deployment,
      AZURE_API_VERSION: version,
      ...planning("AZURE_OPENAI_PLAN_MODEL", env["AZURE_OPENAI_PLAN_MODEL"]),
    },
    ask: asking(`${bare(endpoint)}/${path}?api-version=${encodeURIComponent(version)}`, { "api-key": key }, deployment),
  };
};

const openai = (env: Environment): OwnModel | undefined => {
  const { OPENAI_API_KEY: key, OPENAI_MODEL: model } = env;
  const url = env["OPENAI_BASE_URL"] || "https://api.openai.com/v1";
  return key && model ? overOpenai(key, url, model, env["OPENAI_PLAN_MODEL"]) : undefined;
};

/** The bot's own Databricks is the sandbox, so the endpoint is reached over the wire that it shares with OpenAI. */
const databricks = (env: Environment): OwnModel | undefined => {
  const { DATABRICKS_MODEL_ENDPOINT: endpoint, DATABRICKS_HOST: host, DATABRICKS_TOKEN: token } = env;
  if (!endpoint || !host || !token) return undefined;
  const url = `${bare(/^https?:/.test(host) ? host : `https://${host}`)}/serving-endpoints`;
  return overOpenai(token, url, endpoint, env["DATABRICKS_PLAN_MODEL"]);
};

const overOpenai = (key: string, url: string, model: string, plans: string | undefined): OwnModel => ({
  env: {
    OPENAI_API_KEY: key,
    OPENAI_BASE_URL: url,
    OPENAI_MODEL: model,
    ...planning("OPENAI_PLAN_MODEL", plans),
  },
  ask: asking(`${bare(url)}/chat/completions`, { authorization: `Bearer ${key}` }, model),
});

const planning = (variable: string, model: string | undefined): Record<string, string> =>
  model ? { [variable]: model } : {};

const bare = (url: string): string => (url.endsWith("/") ? url.slice(0, -1) : url);

const Completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

const asking =
  (url: string, headers: Record<string, string>, model: string) =>
  async (instructions: string, question: string): Promise<string> => {
    const response = await fetch(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify({
        model,
        messages: [
          { role: "system", content: instructions },
          { role: "user", content: question },
        ],
      }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!response.ok) throw new Error(`The model answered ${response.status}.`);
    const [choice] = Completion.parse(await response.json()).choices;
    return (choice?.message.content ?? "").slice(0, MOST_CHARACTERS);
  };
