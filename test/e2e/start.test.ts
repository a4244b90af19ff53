import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { freePort, launchBot } from "../support/bots/bot.ts";
import { runProgram as run } from "../support/bots/program.ts";
import { eventually } from "../support/eventually.ts";
import { startRedis } from "../support/stores/redis.ts";

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
