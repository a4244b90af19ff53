import { ConfigError } from "../../../src/config/config.ts";
import { type Catalog, createCatalog } from "../../../src/jobs/catalog.ts";
import { silent } from "../../../src/logging/log.ts";
import { loadConfig } from "../../../src/open/load-config.ts";
import { openWorkspace, type Workspace } from "../../adapters/databricks/workspace.ts";

const env = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "secret",
  DATABRICKS_HOST: "https://adb-1.azuredatabricks.net/",
  DATABRICKS_TOKEN: "dapi-1",
  SALES_SPACE_ID: "01f0aa",
  CONCIERGE_CONFIG: "c.yaml",
};
const load = (file: string, more: Record<string, string> = {}) => loadConfig({ ...env, ...more }, () => file);
const mistakes = (file: string, more: Record<string, string> = {}): string[] => {
  try {
    load(file, more);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.mistakes.map(({ key, wrong }) => `${key}: ${wrong}`);
  }
};

describe("the configuration of jobs", () => {
  it("gives every rule a careful default", () => {
    const [job] = load("jobs:\n  - id: j\n    name: J\n    job_id: 1\n").jobs;
    expect(job).toEqual({
      id: "j",
      name: "J",
      description: "",
      job_id: "1",
      parameters: {},
      confirm: false,
      user_request: false,
      supervisor: "confirm",
      allow: { users: [], groups: [], channels: [], admins_only: false, cancel: [] },
      triage: {
        policy: "suggest",
        classes: ["network", "timeout", "cluster"],
        attempts: 2,
        hours: [0, 24],
        minutes_per_day: 240,
      },
    });
  });

  it("names the line of a default that does not fit, an empty enum, and a number that is none", () => {
    const file = [
      "jobs:",
      "  - id: j",
      "    name: J",
      "    job_id: load-1",
      "    parameters:",
      "      day:",
      "        type: date",
      "        default: soon",
      "      size:",
      "        enum: []",
      "      mode:",
      "        enum: [a, b]",
      "        default: c",
      "    allow:",
      "      admin_only: true",
    ].join("\n");
    expect(mistakes(file)).toEqual([
      "c.yaml line 4 jobs.0.job_id: must be the number of the job in Databricks",
      "c.yaml line 8 jobs.0.parameters.day.default: must be a date such as 2026-01-31",
      "c.yaml line 10 jobs.0.parameters.size.enum: must name at least one value",
      "c.yaml line 13 jobs.0.parameters.mode.default: must be one of a, b",
      "c.yaml line 15 jobs.0.allow.admin_only: there is no such setting",
    ]);
  });

  it("says once what the environment lacks, and refuses a job that is listed twice", () => {
    expect(mistakes("jobs:\n  - id: j\n    name: J\n    job_id: ${LOAD_JOB_ID}\n")).toEqual([
      "c.yaml line 4 jobs.0.job_id: ${LOAD_JOB_ID} is not set in the environment",
    ]);
    const twice = ["a", "b"].map((id) => `  - id: ${id}\n    name: J\n    job_id: 7\n`).join("");
    expect(mistakes(`jobs:\n${twice}`)).toEqual(["c.yaml line 7 jobs.1.job_id: 7 is listed twice"]);
  });

  it("wants user and password of the webhook together", () => {
    expect(mistakes("jobs: []", { DATABRICKS_WEBHOOK_USER: "u" })).toEqual([
      expect.stringContaining("only one of the two is set"),
    ]);
    const { databricks } = load("jobs: []", { DATABRICKS_WEBHOOK_USER: "u", DATABRICKS_WEBHOOK_PASSWORD: "p" });
    expect(databricks.webhook).toEqual({ user: "u", password: "p" });
  });
});

describe("jobs by tag", () => {
  let workspace: Workspace;
  let catalog: Catalog;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterEach(() => {
    catalog.close();
    workspace.reset();
  });
  afterAll(() => workspace.close());

  const open = (file: string): Catalog => {
    catalog = createCatalog({ config: load(file), jobs: workspace.jobs(), log: silent });
    return catalog;
  };
  const idOf = (name: string): string => workspace.databricks.jobs.find((job) => job.name === name)?.job_id ?? "";

  it("join those that are listed, which keep their own rules", async () => {
    const listed = `jobs:\n  - id: load\n    name: My load\n    job_id: ${idOf("nightly-load")}\n    supervisor: allow\n`;
    const { all, refresh, byId, byNumber } = open(`${listed}jobs_from_tag:\n  key: concierge\n  value: enabled\n`);
    expect(all().map(({ id }) => id)).toEqual(["load"]);
    await refresh();
    expect(all().map(({ id }) => id)).toEqual(["load", "transaction-anomalies", "refresh-dashboard", "backfill"]);
    expect(byNumber(idOf("nightly-load"))).toMatchObject({ id: "load", supervisor: "allow", confirm: false });
    expect(byId("transaction-anomalies")).toMatchObject({
      job_id: idOf("transaction-anomalies"),
      confirm: true,
      supervisor: "confirm",
      parameters: { user_request: { type: "string", required: false }, days: { default: "30" } },
    });
  });

  it("are none without the tag, or with another value of it", async () => {
    await open("jobs: []").refresh();
    expect(catalog.all()).toEqual([]);
    catalog.close();
    await open("jobs_from_tag:\n  key: concierge\n  value: disabled\n").refresh();
    expect(catalog.all()).toEqual([]);
  });

  it("stay when the workspace cannot be asked", async () => {
    const { refresh, all } = open("jobs_from_tag:\n  key: team\n  value: bi\n");
    await refresh();
    const before = all();
    expect(before).toHaveLength(1);
    workspace.traffic.faults.push({ service: "databricks", kind: "permission", times: 1 });
    await refresh();
    expect(all()).toEqual(before);
  });
});
