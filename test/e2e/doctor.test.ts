import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { SLACK_APP_TOKEN } from "../../sandbox/slack/seed.ts";
import { freePort, launchBot } from "../support/bots/bot.ts";
import { runProgram as run } from "../support/bots/program.ts";

describe("the doctor", () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, botPort: await freePort(), fast: true });
  });
  afterEach(() => fetch(`${sandbox.control}/control/reset`, { method: "POST" }));
  afterAll(() => sandbox?.stop());

  const examine = async (env: Record<string, string> = {}) => {
    const { code, output } = await run("src/cli/doctor.ts", { ...sandbox.env, ...env });
    return { code, output, failed: output.split("\n").filter((line) => line.startsWith("FAIL")) };
  };

  it("finds everything where everything is there", async () => {
    const { code, output } = await examine();
    expect(output).toContain("Everything the bot needs is in place");
    expect(code).toBe(0);
  });

  it("finds everything while the bot runs on the same file", async () => {
    const bot = launchBot(sandbox.env);
    await bot.ready();
    const { code, output } = await examine();
    await bot.stop();
    expect(output).toMatch(
      /ok {4}SQLite: \S+concierge\.db is in use by another process, which is normal while the bot runs/,
    );
    expect(code).toBe(0);
  });

  it("names a space that is not shared", async () => {
    const { code, output } = await examine({ SALES_SPACE_ID: "01f0aaaaaaaaaaaaaaaaaaaaaaaaaaaa" });
    expect(code).toBe(1);
    expect(output).toMatch(/FAIL {2}agent Sales/);
  });

  it("looks at the warehouse of administrators, the mail server and the service for incidents", async () => {
    const { output } = await examine();
    expect(output).toMatch(/ok {4}SQL of administrators runs on the warehouse “Serverless Starter Warehouse”/);
    expect(output).toMatch(/ok {4}mail server 127\.0\.0\.1:\d+ accepts the bot/);
    expect(output).toMatch(/ok {4}incidents go to 127\.0\.0\.1:\d+ \(pagerduty\)/);
    const [SMTP_URL, DATABRICKS_WAREHOUSE_ID] = [
      sandbox.env["SMTP_URL"]!.replace("genie:", "genie:x"),
      "0123456789abcdef",
    ];
    const wrong = await examine({ SMTP_URL, DATABRICKS_WAREHOUSE_ID });
    expect(wrong.code).toBe(1);
    expect(wrong.output).toMatch(
      /FAIL {2}mail server at 127\.0\.0\.1:\d+ \(SMTP_URL\): EAUTH.*\n {6}Correct user and password in SMTP_URL/,
    );
    expect(wrong.output).toMatch(
      /FAIL {2}the SQL warehouse 0123456789abcdef \(DATABRICKS_WAREHOUSE_ID\) does not exist/,
    );
    expect(wrong.output).not.toContain("sandbox-mail-password");
  });

  it("names a secret of Teams that is not accepted", async () => {
    const { code, output } = await examine({ MICROSOFT_APP_PASSWORD: "not this" });
    expect(code).toBe(1);
    expect(output).toMatch(
      /FAIL {2}Teams: Microsoft refuses the bot's credentials.*\n {6}MICROSOFT_APP_PASSWORD is wrong/,
    );
    expect(output).not.toContain("not this");
  });

  it("names a bad token of Databricks once, and what was not checked for it", async () => {
    const { code, output, failed } = await examine({ DATABRICKS_TOKEN: "dapi-wrong-token" });
    expect(code).toBe(1);
    expect(failed).toEqual([expect.stringMatching(/Databricks at \S+ \(DATABRICKS_HOST\): 403 Invalid access token/)]);
    expect(output).toMatch(/create a new one \(DATABRICKS_TOKEN\)/);
    expect(output).toMatch(/warn {2}not checked without Databricks: Sales, .*Backfill/);
    expect(output).not.toContain("dapi-wrong-token");
  });

  it("names host and setting of what cannot be reached", async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const databricks = await examine({ DATABRICKS_HOST: nobody });
    expect(databricks.failed).toEqual([
      expect.stringContaining(`Databricks can't be reached at ${nobody} (DATABRICKS_HOST)`),
    ]);
    expect(databricks.output).toMatch(/ECONNREFUSED.*\n {6}Nothing listens there/);
    const model = await examine({ OPENAI_BASE_URL: `${nobody}/v1` });
    expect(model.failed).toEqual([
      expect.stringContaining(
        `The language model openai:sandbox-rules can't be reached at ${nobody}/v1 (OPENAI_BASE_URL)`,
      ),
    ]);
    const slack = await examine({ SLACK_API_URL: `${nobody}/api/` });
    expect(slack.failed).toEqual([expect.stringMatching(/127\.0\.0\.1:\d+ \(Slack\) can't be reached.*SLACK_API_URL/)]);
  });

  it("tries the app-level token of Slack", async () => {
    const { output, failed } = await examine({ SLACK_APP_TOKEN: "xapp-not-this-one" });
    expect(failed).toEqual([expect.stringMatching(/Slack refuses SLACK_APP_TOKEN: \w+/)]);
    expect(output).toContain("connections:write");
    expect(output).not.toContain("xapp-not-this-one");
    const { output: good } = await examine({ SLACK_APP_TOKEN });
    expect(good).toContain("ok    Slack: Socket Mode works");
  });

  it.each<[string, Record<string, string>, RegExp, RegExp]>([
    [
      "a host that is no workspace",
      { DATABRICKS_HOST: "CONTROL" },
      /DATABRICKS_HOST\): 404/,
      /isn.t a Databricks workspace/,
    ],
    ["a job that is not there", { BACKFILL_JOB_ID: "12" }, /job Backfill: 12/, /job_id of the job backfill/],
    [
      "a space that is not there",
      { SALES_SPACE_ID: "01f0aa" },
      /agent Sales: .*01f0aa/,
      /SALES_SPACE_ID.*npm run init/,
    ],
    ["a wrong key of the model", { OPENAI_API_KEY: "sk-wrong" }, /language model .*401/, /Check OPENAI_API_KEY/],
    ["a model that is not there", { OPENAI_MODEL: "gpt-none" }, /language model .*404/, /Check OPENAI_MODEL/],
    [
      "a Redis that is not there",
      { REDIS_URL: "redis://user:pass%40word@127.0.0.1:1" },
      /Redis at 127\.0\.0\.1:1 \(REDIS_URL\): .*ECONNREFUSED/,
      /Nothing listens there/,
    ],
    [
      "a PostgreSQL that is not there",
      { DATABASE_URL: "postgres://bot:secretword@127.0.0.1:1/concierge" },
      /PostgreSQL at 127\.0\.0\.1:1 \(DATABASE_URL\): ECONNREFUSED/,
      /Nothing listens there/,
    ],
    [
      "a tenant that is not there",
      { MICROSOFT_APP_TENANT_ID: "00000000-0000-0000-0000-000000000000" },
      /credentials: HTTP 400 .*90002/,
      /no tenant MICROSOFT_APP_TENANT_ID/,
    ],
    [
      "an MLflow that is not there",
      { MLFLOW_TRACKING_URI: "NOBODY", MLFLOW_EXPERIMENT_ID: "7" },
      /MLflow at http:\/\/127\.0\.0\.1:\d+ \(MLFLOW_TRACKING_URI\)/,
      /Nothing listens there/,
    ],
  ])(
    "says of %s where it was looked for and what to do, once, and sends nobody to an administrator",
    async (_, env, what, advice) => {
      const addresses: Record<string, string> = {
        CONTROL: sandbox.control,
        NOBODY: `http://127.0.0.1:${await freePort()}`,
      };
      const given = Object.entries(env).map(([name, value]) => [name, addresses[value] ?? value]);
      const { code, output, failed } = await examine(Object.fromEntries(given));
      expect(code).toBe(1);
      expect(failed).toEqual([expect.stringMatching(what)]);
      expect(output).toMatch(advice);
      expect(output).not.toMatch(/administrator to|nothing was started|try again|pass%40word|secretword|sk-wrong/);
    },
  );

  it("takes the address of a space for its id", async () => {
    const space = `https://adb-1.azuredatabricks.net/genie/rooms/${sandbox.env["SALES_SPACE_ID"]}?o=1`;
    expect((await examine({ SALES_SPACE_ID: space })).failed).toEqual([]);
  });

  it("names what the env file sets and nothing reads", async () => {
    const folder = mkdtempSync(join(tmpdir(), "doctor-"));
    const file = join(folder, "bot.env");
    const lines = { ...sandbox.env, SLACK_BOT_TOKN: "x", MicrosoftAppId: "x", HTTPS_PROXY: "", COLOUR: "blue" };
    writeFileSync(
      file,
      Object.entries(lines)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join("\n"),
    );
    const { code, output } = await run("src/cli/doctor.ts", {}, "--env-file", file);
    rmSync(folder, { recursive: true });
    expect(output).toContain("SLACK_BOT_TOKN isn't a setting of the bot; SLACK_BOT_TOKEN is one");
    expect(output).toContain("MicrosoftAppId isn't a setting of the bot; MICROSOFT_APP_ID is one");
    expect(output).toContain("COLOUR isn't a setting of the bot; .env.example lists all of them");
    expect(output).not.toMatch(/HTTPS_PROXY|SALES_SPACE_ID is no/);
    expect(code).toBe(0);
  });
});
