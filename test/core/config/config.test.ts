import { readFileSync } from "node:fs";
import { ConfigError } from "../../../src/config/config.ts";
import { loadConfig, variables } from "../../../src/open/load-config.ts";

const good = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "secret",
  DATABRICKS_HOST: "https://adb-1.azuredatabricks.net/",
  DATABRICKS_TOKEN: "dapi-1",
  SALES_SPACE_ID: "01f0aa",
};

const mistakes = (env: Record<string, string>, files: Record<string, string> = {}): string[] => {
  try {
    loadConfig(env, (path) => files[path]);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ key, wrong }) => `${key}: ${wrong}`);
  }
};

describe("the configuration", () => {
  it("needs no file: a space id alone gives the classic agent", () => {
    const config = loadConfig(good, () => undefined);
    expect(config.agents.map(({ id, space }) => [id, space])).toEqual([["sales", "01f0aa"]]);
    expect(config.databricks.host).toBe("https://adb-1.azuredatabricks.net");
    expect(config.limits).toMatchObject({ genie_questions_per_minute: 5, turn_seconds: 900, agent_seconds: 600 });
    expect(config.model).toBeUndefined();
    expect(Object.isFrozen(config)).toBe(true);
  });

  it.each(["https://adb-1.azuredatabricks.net/?o=123", "https://adb-1.azuredatabricks.net/sql/editor?o=1#x"])(
    "takes the workspace out of an address as a browser shows it: %s",
    (DATABRICKS_HOST) => {
      const { host } = loadConfig({ ...good, DATABRICKS_HOST }, () => undefined).databricks;
      expect(host).toBe("https://adb-1.azuredatabricks.net");
    },
  );

  it("names every mistake of the environment at once", () => {
    const found = mistakes({ PORT: "http", REDIS_URL: "localhost:6379", SLACK_BOT_TOKEN: "abc" });
    const others = ["DATABRICKS_HOST", "DATABRICKS_TOKEN"];
    expect(found.map((line) => line.split(":")[0])).toEqual([
      "PORT",
      "REDIS_URL",
      "SLACK_BOT_TOKEN",
      ...others,
      "agents",
    ]);
    expect(mistakes({}).map((line) => line.split(":")[0])).toEqual([
      "SLACK_BOT_TOKEN or MICROSOFT_APP_ID or API_KEYS",
      ...others,
      "agents",
    ]);
  });

  it("says which half of a pair is missing", () => {
    expect(mistakes({ ...good, DATABRICKS_TOKEN: "", DATABRICKS_CLIENT_ID: "a" })).toEqual([
      expect.stringContaining("only one of the two is set"),
    ]);
    expect(mistakes({ ...good, AZURE_OPENAI_API_KEY: "k" })).toHaveLength(2);
    expect(mistakes({ ...good, SLACK_SIGNING_SECRET: "" })).toEqual([expect.stringContaining("SLACK_APP_TOKEN")]);
    expect(mistakes({ ...good, OPENAI_API_KEY: "k" })).toEqual([expect.stringContaining("OPENAI_MODEL")]);
  });

  it("names file, line and key of a mistake in concierge.yaml", () => {
    const file = "agents:\n  - id: Sales\n    name: Sales\n    description: d\n    space: s\nlimits:\n  turn_secs: 5\n";
    expect(mistakes({ ...good, CONCIERGE_CONFIG: "c.yaml" }, { "c.yaml": file })).toEqual([
      expect.stringMatching(/^c\.yaml line 2 agents\.0\.id: must be lower-case/),
      "c.yaml line 7 limits.turn_secs: there is no such setting",
    ]);
  });

  it("names the line of a setting that there is not, and of an id that stands there twice", () => {
    const agent = (id: string) => `  - id: ${id}\n    name: A\n    description: d\n    space: s\n`;
    const file = `agents:\n${agent("a")}${agent("b")}${agent("a")}`;
    const env = { ...good, CONCIERGE_CONFIG: "c.yaml" };
    expect(mistakes(env, { "c.yaml": file })).toEqual([
      "c.yaml line 10 agents.2.id: a is already the id of another agent",
    ]);
    expect(mistakes(env, { "c.yaml": `# first\nagents:\n${agent("a")}agent:\n  - 1\n` })).toEqual([
      "c.yaml line 7 agent: there is no such setting",
    ]);
  });

  it("allows to the members of a group what is allowed to it, and names a group that does not exist", () => {
    const file = (group: string, members: string) => ({
      "concierge.yaml": [
        "agents:",
        "  - {id: sales, name: Sales, description: Sales, space: s, allow: {users: [U1], groups: [finance]}}",
        "jobs:",
        `  - {id: load, name: Load, job_id: 1, allow: {groups: [${group}]}}`,
        `access: {groups: {finance: [${members}]}}`,
      ].join("\n"),
    });
    const { agents, jobs } = loadConfig(good, (path) => file("finance", "U2, U3")[path as "concierge.yaml"]);
    expect(agents[0]?.allow?.users).toEqual(["U1", "U2", "U3"]);
    expect(jobs[0]?.allow.users).toEqual(["U2", "U3"]);
    expect(mistakes(good, file("fnance", "U2"))).toEqual([
      "concierge.yaml line 4 jobs.0.allow.groups.0: fnance is not one of access.groups",
    ]);
    // An empty one would allow everybody.
    expect(mistakes(good, file("finance", ""))).toEqual([expect.stringContaining("access.groups.finance: is empty")]);
  });

  it("refuses names and addresses where it needs ids, because they would match nobody", () => {
    const lines = [
      "access: {admins: [U1, asker@example.com], groups: {finance: ['@asker']}, channels: ['#sales', '19:a@thread.tacv2']}",
      "jobs: [{id: load, name: Load, job_id: 1, allow: {users: [asker@example.com], cancel: [asker@example.com]}}]",
      "triage: {allow: [asker@example.com], channel: '#ops', on_call: {channel: C1, email: [asker@example.com]}}",
      "jobs_channel: '#ops'",
    ];
    const found = mistakes(good, { "concierge.yaml": lines.join("\n") });
    expect(found.map((line) => line.split(": ")[0])).toEqual([
      "concierge.yaml line 2 jobs.0.allow.users.0",
      "concierge.yaml line 2 jobs.0.allow.cancel.0",
      "concierge.yaml line 4 jobs_channel",
      "concierge.yaml line 3 triage.channel",
      "concierge.yaml line 3 triage.allow.0",
      "concierge.yaml line 1 access.admins.1",
      "concierge.yaml line 1 access.groups.finance.0",
      "concierge.yaml line 1 access.channels.0",
    ]);
  });

  it("refuses an empty list of agents, which would start a bot that knows nothing", () => {
    const env = { ...good, CONCIERGE_CONFIG: "c.yaml" };
    expect(mistakes(env, { "c.yaml": "access: {}\nagents: []\n" })).toEqual([
      "c.yaml line 2 agents: is empty: list at least one Genie space",
    ]);
    const { SALES_SPACE_ID: _, ...none } = env;
    expect(mistakes(none, { "c.yaml": "agents:\n  - id: a\n" }).join()).not.toContain("list agents in concierge.yaml");
  });

  it("refuses a mail to what is no address, in place of finding that out when somebody has to be called", () => {
    const file = [
      "triage: {on_call: {email: [oncall]}, email: {to: [a@example.com, 'Ann <ann@example.com>']}}",
      "tools: {alerts: [{id: dba, name: DBA, email: [dba@example.com, 'dba, ops@example.com']}]}",
    ].join("\n");
    expect(mistakes({ ...good, CONCIERGE_CONFIG: "c.yaml" }, { "c.yaml": file })).toEqual([
      "c.yaml line 1 triage.on_call.email.0: is no e-mail address",
      "c.yaml line 1 triage.email.to.1: is no e-mail address",
      "c.yaml line 2 tools.alerts.0.email.1: is no e-mail address",
    ]);
  });

  it("warns of mails and incidents that nothing would send", () => {
    const warnings = (more: Record<string, string>): readonly string[] =>
      loadConfig({ ...good, CONCIERGE_CONFIG: "c.yaml", ...more }, () =>
        [
          "triage: {on_call: {email: [a@example.com]}, email: {on: [retry]}}",
          "tools: {alerts: [{id: dba, name: DBA, email: [a@example.com]}, {id: ops, name: Ops, incident: true, channel: C1}]}",
        ].join("\n"),
      ).warnings;
    const noMail = "does nothing without SMTP_URL: no e-mail can be sent";
    const noIncident = "does nothing without INCIDENT_WEBHOOK_URL: no incident can be opened";
    expect(warnings({})).toEqual([
      `triage.on_call.email ${noMail}`,
      `triage.email.on ${noMail}`,
      `tools.alerts.dba.email ${noMail}`,
      `tools.alerts.ops.incident ${noIncident}`,
    ]);
    const mail = { SMTP_URL: "smtp://mail.example.com", SMTP_FROM: "genie@example.com" };
    expect(warnings(mail)).toEqual([`tools.alerts.ops.incident ${noIncident}`]);
  });

  it("warns of a file that is empty, and of a channel that would never hear anything", () => {
    const env = { ...good, CONCIERGE_CONFIG: "c.yaml" };
    const warnings = (file: string, more = {}): readonly string[] =>
      loadConfig({ ...env, ...more }, () => file).warnings;
    expect(warnings("# nothing yet\n")).toEqual(["c.yaml is empty, so every setting has its default"]);
    expect(warnings("jobs_channel: C1\n")).toEqual([
      expect.stringMatching(/^jobs_channel stays silent without DATABRICKS_WEBHOOK_USER/),
    ]);
    const webhook = { DATABRICKS_WEBHOOK_USER: "u", DATABRICKS_WEBHOOK_PASSWORD: "p" };
    expect(warnings("jobs_channel: C1\n", webhook)).toEqual([]);
  });

  it("refuses a model without a key, and warns of settings of a second one", () => {
    expect(mistakes({ ...good, OPENAI_MODEL: "gpt" })).toEqual([expect.stringMatching(/^OPENAI_API_KEY: is missing/)]);
    expect(mistakes({ ...good, OPENAI_BASE_URL: "https://llm.example.com/v1" })).toHaveLength(2);
    expect(mistakes({ ...good, AZURE_OPENAI_DEPLOYMENT: "gpt" })).toHaveLength(2);
    const both = { ...good, OPENAI_API_KEY: "k", OPENAI_MODEL: "gpt", DATABRICKS_MODEL_ENDPOINT: "e" };
    const config = loadConfig(both, () => undefined);
    expect(config.model?.kind).toBe("openai");
    expect(config.warnings).toEqual([
      "the language model is OpenAI; the settings of Databricks model serving are not used",
    ]);
  });

  it("has a model of its own for planning, and warns of one of another provider", () => {
    const openai = { ...good, OPENAI_API_KEY: "k", OPENAI_MODEL: "gpt", OPENAI_PLAN_MODEL: "gpt-mini" };
    expect(loadConfig(openai, () => undefined).planModel).toMatchObject({ kind: "openai", model: "gpt-mini" });
    const serving = { ...good, DATABRICKS_MODEL_ENDPOINT: "e", DATABRICKS_PLAN_MODEL: "f", OPENAI_PLAN_MODEL: "g" };
    const config = loadConfig(serving, () => undefined);
    expect(config.planModel).toEqual({ kind: "databricks", endpoint: "f" });
    expect(config.warnings).toEqual(["OPENAI_PLAN_MODEL is not used: the language model is not that provider's"]);
    expect(
      loadConfig({ ...good, OPENAI_API_KEY: "k", OPENAI_MODEL: "gpt" }, () => undefined).planModel,
    ).toBeUndefined();
  });

  it("takes the company's own words for the language model, up to 4,000 characters", () => {
    const env = { ...good, CONCIERGE_CONFIG: "c.yaml" };
    const file = (words: string) => `supervisor:\n  instructions: "${words}"\n`;
    expect(loadConfig(env, () => file("Be brief.")).instructions).toBe("Be brief.");
    expect(mistakes(env, { "c.yaml": file("x".repeat(4_001)) })).toEqual([
      expect.stringContaining("c.yaml line 2 supervisor.instructions"),
    ]);
  });

  it("wants a port for the metrics that is not the bot's, and a token that cannot be guessed", () => {
    expect(mistakes({ ...good, METRICS_PORT: "3000" })).toEqual([
      expect.stringContaining("METRICS_PORT: is the port of"),
    ]);
    expect(mistakes({ ...good, METRICS_TOKEN: "short" })).toEqual([expect.stringContaining("at least 16 characters")]);
    expect(loadConfig({ ...good, METRICS_PORT: "9464" }, () => undefined).metrics).toEqual({
      port: 9464,
      token: undefined,
    });
  });

  it("fills ${NAME} from the environment and names the line where it cannot", () => {
    const file = "agents:\n  - id: a\n    name: A\n    description: d\n    space: ${A_SPACE}\n";
    const env = { ...good, CONCIERGE_CONFIG: "c.yaml" };
    expect(loadConfig({ ...env, A_SPACE: "01f0" }, () => file).agents[0]?.space).toBe("01f0");
    expect(mistakes(env, { "c.yaml": file })).toEqual([
      "c.yaml line 5 agents.0.space: ${A_SPACE} is not set in the environment",
    ]);
  });

  it("keeps job ids beyond 2^53 exactly", () => {
    const file = "jobs:\n  - id: j\n    name: J\n    job_id: 9007199254740993123\n";
    const config = loadConfig({ ...good, CONCIERGE_CONFIG: "c.yaml" }, () => file);
    expect(config.jobs[0]?.job_id).toBe("9007199254740993123");
  });

  it("refuses a broken file with its line, never with a stack trace", () => {
    expect(mistakes({ ...good, CONCIERGE_CONFIG: "c.yaml" }, { "c.yaml": "agents: [\n" })[0]).toMatch(
      /^c\.yaml line \d/,
    );
    expect(mistakes({ ...good, CONCIERGE_CONFIG: "none.yaml" })).toEqual([expect.stringContaining("cannot be read")]);
  });

  it("takes API keys as a channel, admits them, and says which pair is wrong", () => {
    const { SLACK_BOT_TOKEN: _, SLACK_SIGNING_SECRET: __, ...channelless } = good;
    const file = "access:\n  users: [U1]\n  tenants: [T1]\n";
    const env = {
      ...channelless,
      CONCIERGE_CONFIG: "c.yaml",
      API_KEYS: "grafana:0123456789abcdef, ci:fedcba9876543210",
    };
    const config = loadConfig(env, () => file);
    expect(config.channels.get("api")?.settings).toMatchObject({ keys: [{ name: "grafana" }, { name: "ci" }] });
    expect(config.access).toMatchObject({ users: ["U1", "grafana", "ci"], tenants: ["T1", "api"] });
    expect(loadConfig({ ...channelless, API_KEYS: env.API_KEYS }, () => undefined).access.users).toEqual([]);
    const wrong = mistakes({ ...good, API_KEYS: "ci:0123456789abcdef,CI:short,ci:fedcba9876543210" });
    expect(wrong).toEqual([expect.stringContaining("pair 2"), expect.stringContaining("ci is used twice")]);
    expect(wrong.join()).not.toContain("0123456789abcdef");
  });

  it("needs no channel where somebody sits at the terminal", () => {
    const { SLACK_BOT_TOKEN: _, SLACK_SIGNING_SECRET: __, ...channelless } = good;
    expect(mistakes(channelless)).toHaveLength(1);
    expect(loadConfig(channelless, () => undefined, { terminal: true }).channels.size).toBe(0);
  });

  it("documents every variable that it reads in .env.example, and no other", () => {
    const documented = [...readFileSync(".env.example", "utf8").matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(documented.toSorted()).toEqual(variables().toSorted());
  });
});
