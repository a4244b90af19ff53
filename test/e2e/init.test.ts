import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { endWithUs } from "../../sandbox/children.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { chosen } from "../../src/cli/init.ts";
import { loadConfig } from "../../src/open/load-config.ts";
import { route } from "../../src/supervisor/planning/keyword-router.ts";
import { npmArguments } from "../support/bots/program.ts";

/* `npm run init` as its own process against the sandbox's Databricks. */

let sandbox: Sandbox;
let folder: string;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, fast: true });
  folder = await mkdtemp(join(tmpdir(), "init-"));
});
afterAll(async () => {
  await sandbox?.stop();
  await rm(folder, { recursive: true });
});

const environment = () => ({ ...sandbox.env, PATH: process.env["PATH"], CONCIERGE_CONFIG: "" });
const program = npmArguments("src/cli/init.ts", "--out");

const written = async (out: string) => {
  const text = await readFile(out, "utf8");
  return loadConfig({ ...sandbox.env, CONCIERGE_CONFIG: out }, () => text);
};

it("offers every space, in a file that the bot reads and by whose words it finds the right agent", async () => {
  const out = join(folder, "all.yaml");
  const { stdout } = await promisify(execFile)(process.execPath, [...program, out, "--all"], { env: environment() });
  expect(stdout).toContain(`Wrote ${out}`);
  const { agents, jobs } = await written(out);
  const state = await (await fetch(`${sandbox.control}/control/state`)).json();
  const { spaces } = z.object({ spaces: z.array(z.object({ id: z.string() })) }).parse(state);
  expect(agents.map(({ space }) => space).toSorted()).toEqual(spaces.map(({ id }) => id).toSorted());
  expect(jobs).toEqual([]);
  for (const agent of agents)
    expect([agent.description, ...agent.examples, ...agent.keywords].length).toBeGreaterThan(3);
  const asked = (question: string) => route(question, agents, []).asks.map(({ agent }) => agent);
  const idOf = (name: string) => agents.find(({ space }) => space === sandbox.env[name])?.id;
  expect(asked("What is the total revenue?")).toEqual([idOf("SALES_SPACE_ID")]);
  expect(asked("Which regions have high churn?")).toEqual([idOf("CUSTOMER_SPACE_ID")]);
});

it("asks which spaces and jobs to offer, writes those alone, and overwrites nothing", async () => {
  const out = join(folder, "some.yaml");
  const child = endWithUs(spawn(process.execPath, [...program, out], { env: environment() }));
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  child.stdin.end("1, 2\n1\n");
  expect(await once(child, "exit"), said).toEqual([0, null]);
  const { agents, jobs } = await written(out);
  expect([agents.length, jobs.length]).toEqual([2, 1]);
  expect(jobs[0]).toMatchObject({ confirm: true, job_id: expect.stringMatching(/^\d+$/) });
  const again = promisify(execFile)(process.execPath, [...program, out, "--all"], { env: environment() });
  await expect(again).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining("exists; name another file") });
});

it("asks again for numbers that it did not offer, and says so when nothing was chosen", async () => {
  const out = join(folder, "again.yaml");
  const asked = async (typed: string) => {
    const child = endWithUs(spawn(process.execPath, [...program, out], { env: environment() }));
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
    child.stdin.end(typed);
    const [code] = await once(child, "exit");
    return { code, said };
  };
  const none = await asked("\n");
  expect(none).toMatchObject({ code: 1, said: expect.stringContaining("at least one Genie space") });
  const { code, said } = await asked("99\n1-2\n\n");
  expect(said).toContain("99 is not a number from 1 to 8. Please try again:");
  expect(code).toBe(0);
  expect((await written(out)).agents).toHaveLength(2);
});

it.each([
  ["2-3, 1", ["a", "b", "c"]],
  ["3 3", ["c"]],
  ["all", ["a", "b", "c"]],
  ["", []],
  ["0", { wrong: "0" }],
  ["2-9", { wrong: "2-9" }],
  ["3-1", { wrong: "3-1" }],
  ["one", { wrong: "one" }],
])("understands %j", (typed, items) => {
  expect(chosen(["a", "b", "c"], typed)).toEqual(items);
});
