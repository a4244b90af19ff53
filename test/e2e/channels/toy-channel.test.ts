import { channelModules } from "../../../adapters/channels.ts";
import { startSandbox } from "../../../sandbox/sandbox.ts";
import { doctor } from "../../../src/cli/doctor.ts";
import { silent } from "../../../src/logging/log.ts";
import { type RunningBot, start } from "../../../src/main.ts";
import { loadConfig } from "../../../src/open/load-config.ts";
import { freePort } from "../../support/bots/bot.ts";
import { eventually } from "../../support/eventually.ts";
import { type Board, toyModule } from "../../support/toy-channel.ts";

const secret = "written on the back";

describe("a new channel: a module and a line in the list", () => {
  const board: Board = new Map();
  const channels = [...channelModules, toyModule(board)];
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  let running: RunningBot;
  let env: Record<string, string>;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, botPort: await freePort(), fast: true });
    const own = Object.entries(sandbox.env).filter(([name]) => !/^(?:SLACK|MICROSOFT|TEAMS)_/.test(name));
    env = { ...Object.fromEntries(own), PORT: "0", TOY_SECRET: secret };
    running = await start(loadConfig(env, undefined, { channels }), silent);
  });
  afterAll(async () => {
    await running?.stop(0);
    await sandbox?.stop();
  });

  const pin = (id: string, text: string, authorization = secret): Promise<Response> =>
    fetch(`http://127.0.0.1:${running.port}/toy/messages`, {
      method: "POST",
      headers: { authorization },
      body: JSON.stringify({ id, author: "ann", text }),
    });

  it("is asked by its route and answers there, once", async () => {
    for (let time = 0; time < 2; time += 1) expect((await pin("1", "What is the total revenue?")).status).toBe(200);
    const answer = await eventually(() => [...board.values()].find(({ kind }) => kind === "answer"), 15_000);
    expect(answer).toMatchObject({ kind: "answer", markdown: expect.stringContaining("3,275") });
    expect(board.size).toBe(1);
  });

  it("says in its help how to ask there", async () => {
    await pin("2", "help");
    const help = await eventually(() => [...board.values()].find((reply) => reply.kind === "notice"));
    expect(help).toMatchObject({ markdown: expect.stringContaining("Pin a note on the board.") });
  });

  it("refuses what its own check refuses", async () => {
    expect((await pin("3", "What is the total revenue?", "guessed")).status).toBe(401);
  });

  it("has its settings checked with all others, and its mistakes named with theirs", () => {
    const wrong = { ...env, TOY_SECRET: "short", PORT: "many" };
    expect(() => loadConfig(wrong, undefined, { channels })).toThrow(/PORT[\s\S]*TOY_SECRET: must have at least 8/);
    const { TOY_SECRET: _, ...off } = env;
    expect(() => loadConfig(off, undefined, { channels })).toThrow(/API_KEYS or TOY_SECRET: no channel is on/);
    expect(() => loadConfig(env)).toThrow(/no channel is on/);
  });

  it("admits by its own settings, whomever the lists of access name", () => {
    const file = "access:\n  tenants: [T1]\n  users: [U1]\n";
    const { access } = loadConfig({ ...env, CONCIERGE_CONFIG: "c.yaml", SALES_SPACE_ID: "1" }, () => file, {
      channels,
    });
    expect(access).toMatchObject({ tenants: ["T1", "toy"], users: ["U1", "ann"] });
  });

  it("is examined by the doctor", async () => {
    const lines: string[] = [];
    await doctor(loadConfig(env, undefined, { channels }), (line) => lines.push(line));
    expect(lines).toContain("ok    The toy board is there");
    expect(lines).toContain("ok    Slack is off");
  });
});
