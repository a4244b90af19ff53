import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { terminalProfile } from "../../adapters/terminal/terminal-channel.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { Problem } from "../../src/errors.ts";
import { silent } from "../../src/logging/log.ts";
import { start } from "../../src/main.ts";
import { loadConfig } from "../../src/open/load-config.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import { freePort, launchBot } from "../support/bots/bot.ts";
import { runProgram as run } from "../support/bots/program.ts";
import { eventually } from "../support/eventually.ts";
import { startRedis } from "../support/stores/redis.ts";
import { toyChannel } from "../support/toy-channel.ts";

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
    const metrics = await freePort();
    const others = [Number(sandbox.env["PORT"]), metrics].map((port) => createServer().listen(port));
    await Promise.all(others.map((other) => once(other, "listening")));
    const runIn = (data: string, env: Record<string, string>) =>
      run("src/main.ts", { ...sandbox.env, DATA_DIR: join(folder, data), ...env });
    const [taken, second, nowhere] = await Promise.all([
      runIn("first", {}),
      runIn("second", { METRICS_PORT: String(metrics) }),
      runIn("third", { HOST: "192.0.2.7" }),
    ]);
    for (const other of others) other.close();
    expect(taken).toEqual({
      code: 1,
      output: expect.stringMatching(/Port \d+ is in use by another program.* set PORT to another port\.\n$/),
    });
    expect(second).toMatchObject({ code: 1, output: expect.stringContaining("set METRICS_PORT to another port") });
    expect(nowhere).toMatchObject({ code: 1, output: expect.stringContaining("HOST 192.0.2.7") });
    for (const { output } of [taken, second, nowhere]) expect(output).not.toContain("Something went wrong");
  });

  it("says that DATA_DIR can't be written, where Node.js would try for ever", async () => {
    const env = { ...sandbox.env, DATA_DIR: "/proc/none/data" };
    const words = expect.stringContaining("I can't write to the data file /proc/none/data/");
    expect(await run("src/main.ts", env)).toMatchObject({ code: 1, output: words });
    expect(await run("src/cli/chat.ts", env, "hello")).toMatchObject({ code: 1, output: words });
    expect(await run("src/cli/doctor.ts", env)).toMatchObject({ code: 1, output: words });
  });

  it("says why it did not start, though a channel never ends", async () => {
    const config = loadConfig({ ...sandbox.env, DATA_DIR: folder }, undefined, { terminal: true });
    const channel: ChannelAdapter = {
      ...toyChannel("secret", new Map()),
      connect: () => Promise.reject(Problem.of("http.host", { host: "h", port: 1 })),
      close: () => Promise.withResolvers<void>().promise,
    };
    const session = { profile: terminalProfile, channel, stores: "never-ends" };
    await expect(start(config, silent, { session })).rejects.toMatchObject({ code: "http.host" });
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
    } finally {
      await bot.kill();
      await redis.stop();
    }
  });

  it.each([
    ["Redis", "REDIS_URL", "redis://127.0.0.1"],
    ["PostgreSQL", "DATABASE_URL", "postgres://concierge@127.0.0.1"],
  ])("starts without its %s, and says so", async (title, setting, address) => {
    const away = launchBot({ ...sandbox.env, [setting]: `${address}:${await freePort()}` });
    try {
      await eventually(() => away.output().includes(`${title} isn't answering yet`), 20_000, `a word about ${title}`);
      const readiness = await eventually(() => fetch(`${away.url}/readyz`), 10_000, "an answer about readiness");
      expect(readiness.status).toBe(503);
      expect(await readiness.text()).toMatch(/can't reach my data store/);
    } finally {
      await away.kill();
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
    const usual = join(folder, ".env");
    const check = async (program: string): Promise<void> => {
      const [named, missing, without, help, unknown] = await Promise.all([
        run(program, {}, "--env-file", file),
        run(program, {}, "--env-file", join(folder, "none.env")),
        run(program, { PORT: "0" }, "--env-file-if-exists", usual),
        run(program, {}, "--help"),
        run(program, {}, "--colour"),
      ]);
      expect(named).toMatchObject({ code: 1, output: expect.stringContaining("PORT: must be a port number") });
      expect(missing).toMatchObject({
        code: 1,
        output: expect.stringMatching(/^--env-file: .*none\.env cannot be read/),
      });
      expect(without.output).toMatch(/^The configuration has/);
      expect(help).toMatchObject({ code: 0, output: expect.stringMatching(/npm (?:run|start)/) });
      expect(unknown).toMatchObject({ code: 1, output: expect.stringMatching(/^Unknown option '--colour'/) });
      expect(unknown.output).not.toContain("internal");
    };
    await check("src/main.ts");
    for (const program of ["doctor", "audit", "chat", "feedback"]) await check(`src/cli/${program}.ts`);
  });

  it("lets the audit log be read with the env file of the bot", async () => {
    const { code, output } = await run("src/cli/audit.ts", {}, "--env-file", resolve(sandbox.envFile), "--since", "1h");
    expect(output).toContain("No entries for that period");
    expect(code).toBe(0);
  });
});
