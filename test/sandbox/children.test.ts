import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { freePort, launchBot } from "../support/bots/bot.ts";
import { eventually } from "../support/eventually.ts";

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a process that was started for a while", () => {
  let folder: string;
  let idle: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "children-"));
    idle = join(folder, "idle.mjs");
    writeFileSync(idle, 'console.log("I am busy with nothing"); setInterval(() => {}, 1_000);');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("does not stay behind when it is not ready in time, and the reason and its output are told", async () => {
    const bot = launchBot({ PORT: `${await freePort()}` }, idle);
    expect(isAlive(bot.pid)).toBe(true);
    await eventually(() => bot.output() !== "", 5_000, "its output");
    await expect(bot.ready(500)).rejects.toThrow(
      /idle\.mjs being ready on port \d+ did not come true within \d+ ms: nothing answers at http:.*\nI am busy with nothing/s,
    );
    expect(isAlive(bot.pid)).toBe(false);
  });

  it("tells its exit code when it ends by itself", async () => {
    writeFileSync(join(folder, "ends.mjs"), 'console.error("no such setting"); process.exit(3);');
    const bot = launchBot({ PORT: `${await freePort()}` }, join(folder, "ends.mjs"));
    await expect(bot.ready()).rejects.toThrow(/ended with 3:\nno such setting/);
  });

  it("ends when the process that started it is killed", async () => {
    const module = JSON.stringify(new URL("../support/bots/bot.ts", import.meta.url).href);
    const program = `const { launchBot } = await import(${module});
      console.log(launchBot({ PORT: "1" }, process.argv[1]).pid, launchBot({ PORT: "1" }, process.argv[1]).pid);
      process.kill(process.pid, "SIGKILL");`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", program, idle]);
    const [said] = await Promise.all([text(parent.stdout), once(parent, "exit")]);
    const pids = said.trim().split(" ").map(Number);
    expect(pids).toHaveLength(2);
    await eventually(() => !pids.some(isAlive), 5_000, `the end of ${pids}`);
  });
});
