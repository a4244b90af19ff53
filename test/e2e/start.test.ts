import { spawn } from "node:child_process";
import { once } from "node:events";
import { endWithUs } from "../../sandbox/children.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { freePort } from "../support/bot.ts";

/** Runs a program of ours to its end. */
const run = async (file: string, env: Record<string, string>): Promise<{ code: number; output: string }> => {
  const child = endWithUs(spawn(process.execPath, [file], { env: { PATH: process.env["PATH"], ...env } }));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "exit");
  return { code, output };
};

describe("at its start", () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, botPort: await freePort(), fast: true });
  });
  afterAll(() => sandbox.stop());

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

  it("is examined by the doctor, who finds everything", async () => {
    const { code, output } = await run("src/cli/doctor.ts", sandbox.env);
    expect(output).toContain("Everything that the bot needs is there");
    expect(code).toBe(0);
  });

  it("is examined by the doctor, who names a space that is not shared", async () => {
    const { code, output } = await run("src/cli/doctor.ts", {
      ...sandbox.env,
      SALES_SPACE_ID: "01f0aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    });
    expect(code).toBe(1);
    expect(output).toMatch(/FAIL {2}agent Sales/);
  });

  it("is examined by the doctor, who names a secret of Teams that is not accepted", async () => {
    const { code, output } = await run("src/cli/doctor.ts", { ...sandbox.env, MICROSOFT_APP_PASSWORD: "not this" });
    expect(code).toBe(1);
    expect(output).toMatch(/FAIL {2}Microsoft does not accept the bot's credentials.*MICROSOFT_APP_PASSWORD/);
    expect(output).not.toContain("not this");
  });
});
