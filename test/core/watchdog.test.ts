import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { npmArguments } from "../support/bots/program.ts";
import { eventually } from "../support/eventually.ts";

describe("the watchdog", () => {
  let child: ChildProcess;
  let output = "";
  const begin = (way: string): void => {
    output = "";
    child = spawn(process.execPath, npmArguments("test/support/databricks/watched.ts", way), {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (output += chunk));
  };
  const lines = (): Record<string, unknown>[] =>
    output.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  const alive = (): number => output.split("alive").length;
  afterEach(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  });

  it.each(["loop", "regexp"])("ends a process that stands still in a %s, and names what it was doing", async (way) => {
    begin(way);
    const [code] = await once(child, "exit");
    expect(code).toBe(70);
    const [line] = lines();
    expect(line).toMatchObject({ level: 60, event: "process.stuck", task: "turn a" });
    expect(line?.["tasks"]).toEqual(expect.arrayContaining(["turn a", "turn other"]));
    expect(line?.["at"]).toContainEqual(expect.stringContaining(`${way} `));
    expect(JSON.stringify(line?.["at"])).toContain("watched.ts:");
  });

  it("lets a call that waits without working take longer, but not for ever", async () => {
    begin("wait");
    const from = Date.now();
    const [code] = await once(child, "exit");
    expect(code).toBe(70);
    expect(Date.now() - from).toBeGreaterThan(5_500);
    expect(lines()).toMatchObject([{ event: "process.stuck", task: "turn a" }]);
  });

  it("lets a process be that works hard for a moment", async () => {
    begin("work");
    await eventually(() => output.includes("begins"));
    await sleep(4_500);
    expect(child.exitCode).toBeNull();
    expect(lines()).toEqual([]);
  });

  it("lets a process be that was suspended", async () => {
    begin("nothing");
    await eventually(() => output.includes("begins"));
    child.kill("SIGSTOP");
    await sleep(6_000);
    child.kill("SIGCONT");
    const before = alive();
    await eventually(() => alive() > before + 15, 10_000);
    expect(child.exitCode).toBeNull();
    expect(lines()).toEqual([]);
  });

  it("loads nothing in its thread that every start of the bot would have to compile once more", () => {
    const loaded = ["watchdog-thread.ts", "watchdog-board.ts"].flatMap((file) => {
      const text = readFileSync(new URL(`../../src/worker/${file}`, import.meta.url), "utf8");
      return [...text.matchAll(/^import (?!type\b)[^;]* from "([^"]+)";/gm)].map(([, from]) => from);
    });
    expect(loaded.filter((from) => !from?.startsWith("node:"))).toEqual(["./watchdog-board.ts"]);
  });
});
