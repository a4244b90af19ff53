import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { endWithUs } from "../../sandbox/children.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { SLACK_APP_TOKEN } from "../../sandbox/slack/seed.ts";
import { freePort, launchBot } from "../support/bots/bot.ts";
import { eventually } from "../support/eventually.ts";
import { startRedis } from "../support/stores/redis.ts";

const inherited = { PATH: process.env["PATH"], HOME: process.env["HOME"] };

/** Runs a program of ours to its end. */
const run = async (file: string, env: Record<string, string>, ...args: string[]) => {
  const child = endWithUs(spawn(process.execPath, ["--", file, ...args], { env: { ...inherited, ...env } }));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "exit");
  return { code, output };
};

describe("at its start", () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let folder: string;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, botPort: await freePort(), fast: true });
    folder = mkdtempSync(join(tmpdir(), "start-"));
  });
  afterAll(async () => {
    await sandbox?.stop();
    rmSync(folder, { recursive: true });
  });

  it("names every mistake of the configuration and ends with 1, without a stack trace", async () => {
    const { code, output } = await run("src/main.ts", { PORT: "http", CONCIERGE_CONFIG: "/none.yaml" });
    expect(code).toBe(1);
    for (const key of ["PORT", "CONCIERGE_CONFIG"]) expect(output).toContain(key);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it("says what to do about a token that Slack refuses, and does not show it", async () => {
    const { code, output } = await run("src/main.ts", {
      ...sandbox.env,
      SLACK_BOT_TOKEN: "xoxb-wrong",
      LOG_LEVEL: "silent",
    });
    expect(code).toBe(1);
    expect(output).toContain("SLACK_BOT_TOKEN");
    expect(output).not.toContain("xoxb-wrong");
    expect(output).not.toMatch(/\n\s+at /);
  });

  it("names a port that another program has, and an address that this machine has not", async () => {
    const other = createServer().listen(Number(sandbox.env["PORT"]));
    await once(other, "listening");
    const taken = await run("src/main.ts", sandbox.env);
    other.close();
    expect(taken).toEqual({
      code: 1,
      output: expect.stringMatching(/Port \d+ is in use by another program.* set PORT to another port\.\n$/),
    });
    const metrics = String(await freePort());
    const third = createServer().listen(Number(metrics));
    await once(third, "listening");
    const second = await run("src/main.ts", { ...sandbox.env, METRICS_PORT: metrics });
    third.close();
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining("set METRICS_PORT to another port") });
    const nowhere = await run("src/main.ts", { ...sandbox.env, HOST: "192.0.2.7" });
    expect(nowhere).toMatchObject({ code: 1, output: expect.stringContaining("HOST 192.0.2.7") });
    for (const { output } of [taken, second, nowhere]) expect(output).not.toContain("Something went wrong");
  });

  it("warns of what would otherwise be found out late: a Redis without a file, a channel that hears nothing, services away", async () => {
    const redis = await startRedis();
    const config = join(folder, "silent.yaml");
    writeFileSync(
      config,
      "jobs_channel: C1\nagents:\n  - id: sales\n    name: Sales\n    description: Sales.\n    space: a\n",
    );
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const env = { ...sandbox.env, CONCIERGE_CONFIG: config, REDIS_URL: redis.url, DATABRICKS_HOST: nobody };
    const bot = launchBot(env);
    try {
      await bot.ready();
      const said = (words: string) => eventually(() => bot.output().includes(words), 20_000, words);
      await said("jobs_channel stays silent without DATABRICKS_WEBHOOK_USER");
      await said("appendonly is no");
      await said(`Databricks can't be used at ${nobody} (DATABRICKS_HOST)`);
      await bot.stop();
      const away = launchBot({ ...env, REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
      await eventually(() => away.output().includes("Redis isn't answering yet"), 20_000, "a word about Redis");
      const readiness = await eventually(() => fetch(`${away.url}/readyz`), 10_000, "an answer about readiness");
      expect(readiness.status).toBe(503);
      expect(await readiness.text()).toMatch(/can't reach my data store/);
      await away.kill();
    } finally {
      await bot.kill();
      await redis.stop();
    }
  });

  it("has asked Databricks who it is before it is ready, and is ready soon though Databricks does not answer", async () => {
    const asked = async () => {
      const calls = (await (await fetch(`${sandbox.control}/control/calls?service=databricks`)).json()) as {
        path: string;
      }[];
      return calls.filter(({ path }) => path.endsWith("/scim/v2/Me")).length;
    };
    const before = await asked();
    const bot = launchBot(sandbox.env);
    await bot.ready();
    expect(await asked()).toBe(before + 1);
    await bot.kill();
    const mute = createServer().listen(0, "127.0.0.1");
    await once(mute, "listening");
    const { port } = mute.address() as AddressInfo;
    const other = launchBot({ ...sandbox.env, DATABRICKS_HOST: `http://127.0.0.1:${port}` });
    try {
      await other.ready();
      expect(other.output()).not.toContain("databricks.not-there");
    } finally {
      await other.kill();
      mute.close();
    }
  });

  it("reads the env file that it is given, says when there is none, and is silent about a missing .env", async () => {
    const file = join(folder, "bot.env");
    writeFileSync(file, "PORT=many\n");
    for (const program of [
      "src/main.ts",
      "src/cli/doctor.ts",
      "src/cli/audit.ts",
      "src/cli/chat.ts",
      "src/cli/feedback.ts",
    ]) {
      const named = await run(program, {}, "--env-file", file);
      expect(named).toMatchObject({ code: 1, output: expect.stringContaining("PORT: must be a port number") });
      const missing = await run(program, {}, "--env-file", join(folder, "none.env"));
      expect(missing).toMatchObject({
        code: 1,
        output: expect.stringMatching(/^--env-file: .*none\.env cannot be read/),
      });
      const usual = await run(program, { PORT: "0" }, "--env-file-if-exists", join(folder, ".env"));
      expect(usual.output).toMatch(/^The configuration has/);
      const help = await run(program, {}, "--help");
      expect(help).toMatchObject({ code: 0, output: expect.stringMatching(/npm (?:run|start)/) });
      const unknown = await run(program, {}, "--colour");
      expect(unknown).toMatchObject({ code: 1, output: expect.stringMatching(/^Unknown option '--colour'/) });
      expect(unknown.output).not.toContain("internal");
    }
  });

  it("lets the audit log be read with the env file of the bot", async () => {
    const { code, output } = await run("src/cli/audit.ts", {}, "--env-file", resolve(sandbox.envFile), "--since", "1h");
    expect(output).toContain("No entries for that period");
    expect(code).toBe(0);
  });
});

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
    expect(wrong.output).toMatch(/FAIL {2}The mail server refused the bot's credentials.*SMTP_URL/);
    expect(wrong.output).toMatch(
      /FAIL {2}the SQL warehouse 0123456789abcdef \(DATABRICKS_WAREHOUSE_ID\) does not exist/,
    );
    expect(wrong.output).not.toContain("sandbox-mail-password");
  });

  it("names a secret of Teams that is not accepted", async () => {
    const { code, output } = await examine({ MICROSOFT_APP_PASSWORD: "not this" });
    expect(code).toBe(1);
    expect(output).toMatch(/FAIL {2}Teams rejects the bot's credentials.*MICROSOFT_APP_PASSWORD/);
    expect(output).not.toContain("not this");
  });

  it("names a bad token of Databricks once, and what was not checked for it", async () => {
    const { code, output, failed } = await examine({ DATABRICKS_TOKEN: "dapi-wrong-token" });
    expect(code).toBe(1);
    expect(failed).toEqual([expect.stringContaining("Databricks refused the bot's credentials")]);
    expect(output).toMatch(/warn {2}not checked without Databricks: Sales, .*Backfill/);
    expect(output).not.toContain("dapi-wrong-token");
  });

  it("names host and setting of what cannot be reached", async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const databricks = await examine({ DATABRICKS_HOST: nobody });
    expect(databricks.failed).toEqual([
      expect.stringContaining(`Databricks can't be reached at ${nobody} (DATABRICKS_HOST)`),
    ]);
    expect(databricks.output).toMatch(/DNS, firewall.*private endpoint/);
    const model = await examine({ OPENAI_BASE_URL: `${nobody}/v1` });
    expect(model.failed).toEqual([
      expect.stringContaining(`The language model can't be reached at ${nobody}/v1 (OPENAI_BASE_URL)`),
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
});
