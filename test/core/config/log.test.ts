import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import OpenAI from "openai";
import { request } from "undici";
import { redis } from "../../../adapters/redis/stores.ts";
import { describeError, Problem } from "../../../src/errors.ts";
import { createLog, type Log } from "../../../src/logging/log.ts";
import { redacted } from "../../../src/logging/redact.ts";
import { eventually } from "../../support/eventually.ts";
import { startRedis } from "../../support/stores/redis.ts";

const secret = "Zahnbuerste-42";

describe("the log", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "concierge-log-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** What is written when somebody logs. `last`: words of the line that is written last. */
  const written = async (say: (log: Log) => unknown, last = ""): Promise<string> => {
    const file = join(folder, "log");
    await say(createLog("debug", file));
    return eventually(() => {
      const text = readFileSync(file, "utf8");
      return text.endsWith("\n") && text.includes(last) ? text : undefined;
    });
  };
  const lineOf = async (thrown: unknown): Promise<Record<string, unknown>> =>
    JSON.parse(await written((log) => log.error({ event: "test.line", err: thrown, task: "a" }, "it failed")));

  it("never shows the password of a Redis that refuses it", async () => {
    const server = await startRedis();
    const admin = new Redis(server.url);
    await admin.config("SET", "requirepass", "another");
    admin.disconnect();
    try {
      const text = await written(async (log) => {
        const stores = redis({ url: `redis://:${secret}@127.0.0.1:${server.port}`, log, conversationTtlMs: 1_000 });
        stores.queue.work(async () => ({ state: "done" }), 1);
        log.warn({ event: "test.line", err: await stores.ping().catch((thrown: unknown) => thrown) }, "no ping");
        await stores.close(0);
      }, "no ping");
      expect(text).toContain("WRONGPASS");
      expect(text).toContain("no ping");
      expect(text).not.toContain(secret);
      expect(text).not.toContain('"command"');
    } finally {
      await server.stop();
    }
  });

  it("keeps of an error its name, words, code, stack and cause, and nothing that a driver hangs on it", async () => {
    const cause = Object.assign(new Error("refused"), { code: "E1", args: [secret], request: { url: secret } });
    const thrown = Object.assign(new TypeError("broken", { cause }), {
      command: { name: "auth", args: [secret] },
      config: { headers: { authorization: secret } },
      response: { data: secret },
      code: "ERR_X",
    });
    const { err } = await lineOf(thrown);
    expect(Object.keys(err as object).toSorted()).toEqual(["cause", "code", "message", "name", "stack"]);
    expect(err).toMatchObject({ name: "TypeError", message: "broken", code: "ERR_X", cause: { code: "E1" } });
    expect(JSON.stringify(err)).not.toContain(secret);
  });

  it.each<[string, (log: Log, thrown: Error) => unknown]>([
    ["alone", (log, thrown) => log.error({ event: "test.line", err: thrown }, "x")],
    ["under another key", (log, thrown) => log.warn({ event: "test.line", reason: thrown }, "x")],
    ["deep in an object", (log, thrown) => log.warn({ event: "test.line", tries: [{ last: thrown }] }, "x")],
    [
      "as the outcome of a promise",
      (log, thrown) => log.warn({ event: "test.line", err: { status: "rejected", reason: thrown } }, "x"),
    ],
    [
      "copied into an object",
      (log, thrown) => log.warn({ event: "test.line", err: { ...thrown, message: thrown.message } }, "x"),
    ],
    ["among others", (log, thrown) => log.warn({ event: "test.line", err: new AggregateError([thrown], "all") }, "x")],
    [
      "as a cause",
      (log, thrown) =>
        log.warn({ event: "test.line", err: new Problem("store.closed", "It is closed.", { cause: thrown }) }, "x"),
    ],
  ])("strips an error that is logged %s", async (_, say) => {
    const thrown = Object.assign(new Error("the words stay"), { command: { args: [secret] } });
    const text = await written((log) => say(log, thrown));
    expect(text).toContain("the words stay");
    expect(text).not.toContain(secret);
  });

  it("shows no header of an HTTP client's error", async () => {
    const server = createServer((_, response) =>
      response.writeHead(401, { "content-type": "application/json", "set-cookie": secret }).end('{"error":{}}'),
    ).listen(0, "127.0.0.1");
    await eventually(() => server.listening);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const model = new OpenAI({ apiKey: secret, baseURL: url, maxRetries: 0 });
      const ask = model.chat.completions.create({ model: "m", messages: [] });
      const fromModel: unknown = await ask.catch((thrown: unknown) => thrown);
      const dead = request("http://127.0.0.1:1", { headers: { authorization: `Bearer ${secret}` } });
      const fromUndici: unknown = await dead.catch((thrown: unknown) => thrown);
      const text = await written((log) =>
        log.error({ event: "test.line", err: new AggregateError([fromModel, fromUndici]) }, "both"),
      );
      expect(text).toMatch(/401.*ECONNREFUSED/);
      expect(text).not.toContain(secret);
    } finally {
      server.close();
    }
  });

  it.each([
    `connect to redis://bot:${secret}@redis:6379/0 failed`,
    `rediss://:${secret}/x@redis`,
    `https://user:${secret}@host/path`,
    `sent authorization: Bearer ${secret}.abc`,
    `token xoxb-1234567890-${secret}`,
    `password=${secret}&x=1`,
    `password: ${secret}`,
    `GET /files/${secret.padEnd(32, "x").slice(0, 32)}`,
  ])("hides what looks like a secret: %s", async (words) => {
    expect(redacted(words)).not.toContain(secret);
    expect(describeError(new Error(words))).not.toContain(secret);
    const text = await written((log) => log.error({ event: "test.line", err: new Error(words) }, words));
    expect(text).not.toContain(secret);
    expect(() => JSON.parse(text)).not.toThrow();
  });

  it("leaves other words alone", () => {
    const words = "GET https://adb-1.azuredatabricks.net/api/2.0/x by ann@example.com took 3 ms (token_type: x)";
    expect(redacted(words)).toBe(words);
  });

  it.each(["redis://", "a://", "/files/", "password: ", "Bearer ", "xoxb-", "eyJ", "a+", '\\"', "@"])(
    "cleans hostile repeats of %s in linear time",
    (part) => {
      const timeOf = (count: number): number => {
        const text = part.repeat(count);
        const from = process.cpuUsage().user;
        for (let round = 0; round < 3; round += 1) redacted(text);
        return (process.cpuUsage().user - from) / 1_000;
      };
      timeOf(1_000);
      expect(timeOf(Math.ceil(100_000 / part.length))).toBeLessThan(300);
    },
  );
});
