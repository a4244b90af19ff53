import { startSandbox } from "../../../sandbox/sandbox.ts";
import { type Chat, npmChat, startChat } from "../../support/chat.ts";
import { eventually } from "../../support/eventually.ts";
import { startPostgres, type TestPostgres } from "../../support/stores/postgres.ts";
import { startRedis, type TestRedis } from "../../support/stores/redis.ts";

const question = "What is the total revenue?";

describe("npm run chat", () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let redis: TestRedis;
  let postgres: TestPostgres;
  const chats: Chat[] = [];
  beforeAll(async () => {
    [sandbox, redis, postgres] = await Promise.all([
      startSandbox({ port: 0, fast: true }),
      startRedis(),
      startPostgres(),
    ]);
  });
  afterEach(() => {
    for (const chat of chats.splice(0)) chat.kill();
    return sandbox.traffic.faults.splice(0);
  });
  afterAll(async () => {
    await sandbox?.stop();
    await redis?.stop();
    await postgres?.stop();
  });

  /** The sandbox's Databricks and model, and nothing of Slack or Teams. */
  const env = (): Record<string, string> =>
    Object.fromEntries(Object.entries(sandbox.env).filter(([name]) => !/^(?:SLACK|MICROSOFT|TEAMS)_/.test(name)));

  const started = (chat: Chat): Chat => {
    chats.push(chat);
    return chat;
  };
  const chat = (...options: string[]): Chat => started(startChat(env(), ...options));

  const control = (path: string, body: object): Promise<unknown> =>
    fetch(`${sandbox.control}/control/databricks/${path}`, { method: "POST", body: JSON.stringify(body) });
  const pace = (factor: number): Promise<unknown> => control("pace", { factor });

  const questions = async (): Promise<{ conversation: string; content: string }[]> =>
    (await (await fetch(`${sandbox.control}/control/databricks/questions`)).json()) as never;

  it("answers one question and ends with 0: progress aside, the answer alone on stdout", async () => {
    const one = started(npmChat(env(), "--thread", "one-shot", question));
    expect(await one.code()).toBe(0);
    expect(one.out()).toMatch(/^Total revenue is 3,275/);
    expect(one.out()).toMatch(/\n {2}Region {2}Total revenue\n {2}─+ {2}─+\n {2}North {11}2,525\n/);
    expect(one.out()).toMatch(/\[1\] Sales · 2 rows · .*Powered by Genie/);
    expect(one.out()).toMatch(/Confidence: high/);
    expect(one.err()).toContain("Asking Sales");
  });

  it("ends with 1 and a sentence where there is no answer", async () => {
    const one = started(startChat({ ...env(), DATABRICKS_TOKEN: "" }, question));
    expect(await one.code()).toBe(1);
    expect(one.err()).toContain("DATABRICKS_TOKEN: is missing");
    expect(one.out()).toBe("");
  });

  it.each([
    ["an option that is none", ["--colour"], "npm run chat -- [--thread NAME]"],
    ["a thread's name that is none", ["--thread", "a b"], "--thread"],
    ["a file that is none", ["--env-file", "none.env"], "none.env cannot be read"],
  ])("refuses %s with its usage", async (_, options, words) => {
    const one = chat(...options);
    expect(await one.code()).toBe(1);
    expect(one.err()).toContain(words);
  });

  it("talks: commands, a question, a follow-up by number, and ends with its input", async () => {
    const session = chat("--thread", "talk");
    session.type(`help\n${question}\n`);
    await session.shows("What I can do");
    await session.shows("Total revenue is 3,275");
    session.type("1\nagents\n");
    session.end();
    expect(await session.code()).toBe(0);
    expect(session.out()).toMatch(/Asking Sales: asked for revenue\nSales: /);
    expect(session.out()).toMatch(/Laptop has the highest revenue/);
    expect(session.out()).toMatch(/\d agents\n/);
    expect(session.out()).not.toMatch(/[^\P{Cc}\n]/u);
  });

  it("goes on with its thread at the next start, and begins afresh after reset and in another", async () => {
    const before = (await questions()).length;
    expect(await chat("--thread", "kept", question).code()).toBe(0);
    const next = chat("--thread", "kept");
    next.type("and in the South?\n");
    await next.shows("750");
    expect(next.out()).not.toContain("2,525");
    next.type("reset\n");
    await next.shows("I've forgotten this conversation");
    next.type(`${question}\n`);
    next.end();
    expect(await chat("--thread", "other", question).code()).toBe(0);
    expect(await next.code()).toBe(0);
    const [first, second, ...afresh] = (await questions()).slice(before).map(({ conversation }) => conversation);
    expect(second).toBe(first);
    expect(new Set([first, ...afresh]).size).toBe(3);
  });

  it("starts a job with values that it asks for, and shows its run to the end", async () => {
    const run = { job_id: "backfill", outcome: "success", seconds: 100 };
    await control("run", run);
    const session = chat("--thread", "job");
    session.type("run backfill\n1\n2026-01-01\n2026-01-02\n");
    await session.shows(/Backfill is starting as run \d+/);
    await session.shows(/started by .* · table = sales\.orders · from = 2026-01-01 · to = 2026-01-02/);
    session.type("1\n");
    await session.shows("Backfill was cancelled by");
    session.end();
    expect(await session.code()).toBe(0);
  });

  it.each([
    ["Redis", () => ({ REDIS_URL: redis.url })],
    ["PostgreSQL", () => ({ DATABASE_URL: postgres.url })],
  ])("keeps its thread in %s where there is one", async (_, store) => {
    for (const text of [question, "and in the South?"]) {
      expect(await started(startChat({ ...env(), ...store() }, "--thread", "shared", text)).code()).toBe(0);
    }
    expect(chats[1]?.out()).toContain("750");
    expect(chats[1]?.out()).not.toContain("2,525");
  });

  it("stops the question at Ctrl-C, and leaves at the second", async () => {
    await pace(1_000);
    const session = chat("--thread", "stopped");
    session.type(`${question}\n`);
    await session.shows("Asking Sales");
    session.interrupt();
    await session.shows("Cancelled after");
    await eventually(() => session.isOver() || session.interrupt());
    expect(await session.code()).toBe(0);
    await pace(0);
  });

  it("brings what was asked before it was killed", async () => {
    await pace(1_000);
    const before = (await questions()).length;
    const first = chat("--thread", "killed");
    first.type(`${question}\n`);
    await first.shows("On it");
    first.kill();
    await first.code();
    await pace(0);
    const next = chat("--thread", "killed");
    await next.shows("Total revenue is 3,275");
    next.end();
    expect(await next.code()).toBe(0);
    await eventually(async () => (await questions()).length <= before + 1);
  });
});
