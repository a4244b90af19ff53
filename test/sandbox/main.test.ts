import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endWithUs } from "../../sandbox/children.ts";
import { freePort } from "../support/bots/bot.ts";
import { npmArguments } from "../support/bots/program.ts";
import { eventually } from "../support/eventually.ts";

const program = new URL("../../sandbox/main.ts", import.meta.url).pathname;

let folder: string;
let running: ChildProcess[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-main-"));
  running = [];
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Runs the program in a folder of its own; its output so far, and its end. */
const run = (...args: string[]) => {
  const child = endWithUs(spawn(process.execPath, npmArguments(program, ...args), { cwd: folder }));
  running.push(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
  return { child, output: () => output, ended: once(child, "exit") };
};

/** A port with the four after it free, as far as one can know. */
const basePort = async (): Promise<string> => String(Math.min(await freePort(), 65_000));

describe("npm run sandbox", () => {
  it("says when it is ready, starts the bot again when it dies, and stops it with Ctrl-C", async () => {
    const [port, botPort] = [await basePort(), String(await freePort())];
    const sandbox = run("--port", port, "--bot-port", botPort, "--fast");
    await eventually(() => sandbox.output().includes("sandbox is ready"), 10_000, "the ready line");
    expect(sandbox.output()).toContain(`Playground   http://127.0.0.1:${port}`);
    expect((await fetch(`http://127.0.0.1:${botPort}/healthz`)).status).toBe(200);

    process.kill(Number(/\(process (\d+)\)/.exec(sandbox.output())![1]), "SIGKILL");
    await eventually(() => sandbox.output().includes("The bot ended (SIGKILL). It starts again in 1 s."));
    await eventually(async () => (await fetch(`http://127.0.0.1:${botPort}/healthz`)).ok, 10_000, "the second bot");

    sandbox.child.kill("SIGINT");
    expect(await sandbox.ended).toEqual([0, null]);
    await expect(fetch(`http://127.0.0.1:${botPort}/healthz`)).rejects.toThrow();
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  it("runs replicas on one Redis, and goes on when one of them dies", async () => {
    const [port, botPort] = [await basePort(), await freePort()];
    const sandbox = run("--port", port, "--bot-port", String(botPort), "--replicas", "2", "--fast");
    await eventually(() => sandbox.output().includes("sandbox is ready"), 20_000, "the ready line");
    const [first, second] = [...sandbox.output().matchAll(/http:\/\/127\.0\.0\.1:(\d+) \(process (\d+)\)/g)];
    expect([Number(first![1]), Number(second![1])]).toEqual([botPort, botPort + 1]);
    expect(sandbox.output()).toMatch(/Redis {8}rediss?:/);

    process.kill(Number(second![2]), "SIGKILL");
    await eventually(() => sandbox.output().includes("The bot 2 ended (SIGKILL)."));
    const control = `http://127.0.0.1:${port}/control/slack/message`;
    for (const text of ["@genie What is the total revenue?", "@genie Which product is the top seller?"]) {
      const body = JSON.stringify({ user: "asker", channel: "analytics", text });
      await fetch(`${control}`, { method: "POST", headers: { "content-type": "application/json" }, body });
    }
    const screen = async () => (await fetch(`${control}s?channel=analytics`)).text();
    await eventually(async () => /3,275/.test(await screen()) && /Laptop/.test(await screen()), 10_000);

    sandbox.child.kill("SIGINT");
    expect(await sandbox.ended).toEqual([0, null]);
  });

  it("writes an environment and waits for a bot of your own", async () => {
    const sandbox = run("--port", await basePort(), "--no-bot", "--no-model", "--env-file", "mine/bot.env");
    await eventually(() => sandbox.output().includes("node --env-file=mine/bot.env src/main.ts"), 10_000);
    sandbox.child.kill("SIGTERM");
    expect(await sandbox.ended).toEqual([0, null]);
  });

  it("says in one sentence what is wrong with its ports and flags", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const taken = String(typeof address === "object" && address ? address.port : 0);
    const complaint = async (...args: string[]): Promise<string> => {
      const sandbox = run(...args);
      expect(await sandbox.ended).toEqual([1, null]);
      return sandbox.output().trim();
    };
    expect(await complaint("--bot-port", taken)).toBe(
      `Port ${taken} (bot) is in use: stop the program that listens there, or choose --bot-port.`,
    );
    expect(await complaint("--no-bot", "--port", String(Number(taken) - 1))).toMatch(
      /^Port \d+ \(\w+\) is in use: .+$/,
    );
    expect(await complaint("--port", "many")).toBe("--port must be a port number");
    other.close();
  });
});
