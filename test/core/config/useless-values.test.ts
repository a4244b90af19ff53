import { createModel } from "../../../adapters/model/model.ts";
import { type ModelSettings, urlOf } from "../../../adapters/model/settings.ts";
import { ConfigError } from "../../../src/config/config.ts";
import { loadConfig } from "../../../src/open/load-config.ts";

/* Values that have the right form and could never do what they say: found at the start, with file and line. */

const env = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "secret",
  DATABRICKS_HOST: "https://adb-1.azuredatabricks.net/",
  DATABRICKS_TOKEN: "dapi-1",
  SALES_SPACE_ID: "01f0aa",
};

const mistakes = (file: string): string[] => {
  try {
    loadConfig(env, () => file);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ key, wrong }) => `${key}: ${wrong}`.replace("concierge.yaml line ", ""));
  }
};

const parameter = (lines: string): string =>
  `jobs:\n  - id: load\n    name: Load\n    job_id: 7\n    parameters:\n      days:\n        ${lines.replaceAll("\n", "\n        ")}\n`;

it.each([
  [parameter("type: integer\nmin: 5\nmax: 1"), "9 jobs.0.parameters.days.max: must be at least 5, which is min"],
  [parameter("type: integer\nenum: [7, all]"), "8 jobs.0.parameters.days.enum.1: must be a whole number"],
  [parameter("min: 3"), "7 jobs.0.parameters.days.min: is for numbers alone: set type to number or integer"],
  ["jobs:\n  - id: load\n    name: Load\n    job_id: 1.5\n", "4 jobs.0.job_id: must be the number of the job"],
  ["access:\n  admins: [Ada Lovelace]\n", "2 access.admins.0: must be the id of a Slack user"],
  [
    "jobs:\n  - id: load\n    name: Load\n    job_id: 7\n    triage: {hours: [8, 8]}\n",
    "5 jobs.0.triage.hours: must be two different hours",
  ],
  ["access:\n  tenants: [contoso.com]\n", "2 access.tenants.0: must be the id of a Slack team"],
  ["access:\n  groups:\n    all: [*everybody]\n", "3: *everybody stands for nothing: put a text that begins with *"],
  ["language: en\n---\nlanguage: de\n", "2: a second document begins with ---: put all of it into one"],
  ["tools:\n  alerts:\n    - id: ops\n      name: Ops\n", "3 tools.alerts.0: reaches nobody: set channel, email"],
  ["tools:\n  dashboards:\n    - title: T\n      url: javascript:alert(1)\n", "4 tools.dashboards.0.url: must be an"],
  ["limits:\n  confirmation_minutes: 20000\n", "2 limits.confirmation_minutes: must be at most 10080"],
  ["limits:\n  turn_seconds: 1e9\n", "2 limits.turn_seconds: must be at most 86400"],
  ["memory:\n  conversation_ttl_hours: 1e15\n", "2 memory.conversation_ttl_hours: must be at most 87600"],
  ["memory:\n  preferences_days: 1e9\n", "2 memory.preferences_days: must be at most 3650"],
])("refuses %j", (file, wrong) => {
  expect(mistakes(file)).toEqual([expect.stringContaining(wrong)]);
});

it("refuses a second alert of the same id, and aliases without end", () => {
  const alert = "    - id: ops\n      name: Ops\n      incident: true\n";
  expect(mistakes(`tools:\n  alerts:\n${alert}${alert}`)).toEqual([
    "6 tools.alerts.1.id: ops is already the id of another alert",
  ]);
  const nine = (name: string) => `[${Array(9).fill(name).join(",")}]`;
  const bomb = `a: &a ${nine("x")}\nb: &b ${nine("*a")}\nc: &c ${nine("*b")}\nd: &d ${nine("*c")}\n`;
  expect(mistakes(bomb)).toEqual([expect.stringContaining("has too many aliases")]);
});

it.each<[string, ModelSettings, string]>([
  [
    "Azure's target URI",
    {
      ...{ kind: "azure", apiKey: "k", deployment: "d", apiVersion: "v" },
      endpoint: "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=v",
    },
    "https://x.openai.azure.com",
  ],
  [
    "a gateway in front of Azure",
    {
      ...{ kind: "azure", apiKey: "k", deployment: "d", apiVersion: "v" },
      endpoint: "https://gateway.example.com/ai/openai/deployments/d",
    },
    "https://gateway.example.com/ai",
  ],
  [
    "the call of another service",
    { kind: "openai", apiKey: "k", model: "m", baseUrl: "https://llm.example.com/v1/chat/completions/" },
    "https://llm.example.com/v1",
  ],
])("takes the address out of %s, as people copy it", (_, settings, address) => {
  expect(urlOf(settings)).toBe(address);
  expect(createModel(settings).name).toMatch(/^(azure:d|openai:m)$/);
});
