import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { arch, platform, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { endWithUs } from "../../sandbox/children.ts";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { checkDeployment } from "../../src/cli/deploy-check.ts";
import { loadConfig } from "../../src/open/load-config.ts";
import { freePort } from "../support/bots/bot.ts";
import { eventually } from "../support/eventually.ts";

const run = promisify(execFile);
const text = (path: string): Promise<string> => readFile(path, "utf8");

describe("the bundle of the Databricks App", () => {
  it("fits together with app.yaml and the settings of the bot", async () => {
    const { wrong, grants } = checkDeployment(await text("databricks.yml"), await text("app.yaml"));
    expect(wrong).toEqual([]);
    expect(grants).toContainEqual({
      ...{ kind: "genie_space", name: "sales-space", permission: "CAN_RUN" },
      on: "name Sales, space_id ${var.sales_space_id}",
    });
    expect(grants.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["sql_warehouse", "secret", "serving_endpoint", "postgres", "experiment"]),
    );
  });

  it.each([
    ["a right that there is not", "permission: CAN_QUERY", "permission: CAN_USE", /serving_endpoint\.permission/],
    ["a field that there is not", "space_id: ${var.sales_space_id}", "space: x", /genie_space/],
    [
      "a variable that is not declared",
      "${var.warehouse_id}",
      "${var.warehouse}",
      /variable warehouse, which it does not/,
    ],
    ["a resource that app.yaml misses", "name: sales-space", "name: sales", /takes a value from sales-space/],
    [
      "two resources of one name",
      "name: sales-space",
      "name: customer-space",
      /two resources are called customer-space/,
    ],
    ["a mode that there is not", "mode: production", "mode: live", /targets\.prod\.mode/],
    ["no YAML", "bundle:", "bundle: [", /databricks\.yml: /],
  ])("is refused with %s", async (_, from, to, said) => {
    const bundle = await text("databricks.yml");
    expect(bundle).toContain(from);
    const { wrong } = checkDeployment(bundle.replace(from, to), await text("app.yaml"));
    expect(wrong.join("\n")).toMatch(said);
  });

  describe("with a concierge.yaml", () => {
    const agent = (id: string, space: string) => ({ id, name: id, description: "What it knows.", space });
    const check = async (config: unknown, change = (bundle: string) => bundle) =>
      checkDeployment(change(await text("databricks.yml")), await text("app.yaml"), () => stringify(config));

    it("may list the spaces of the bundle, by variables of the app and by ids that the bundle's variables may hold", async () => {
      const nothing = { wrong: [], besides: [] };
      expect(await check({ agents: [agent("sales", "${SALES_SPACE_ID}")] })).toMatchObject(nothing);
      const all = ["01a", "01b", "01c"].map((space, at) => agent(`agent-${at}`, space));
      expect(await check({ agents: all })).toMatchObject(nothing);
      const { besides } = await check({ agents: [...all, agent("one-more", "01d")] });
      expect(besides).toHaveLength(4);
    });

    it("says which spaces and jobs people have to grant because the bundle does not", async () => {
      const literal = (bundle: string) => bundle.replaceAll(/\$\{var\.(\w+)_space_id\}/g, "$1");
      const jobs = [{ id: "load", name: "Load", description: "Loads.", job_id: "77" }];
      const { besides } = await check({ agents: [agent("sales", "sales"), agent("cost", "01d")], jobs }, literal);
      expect(besides).toEqual([
        "CAN RUN on the Genie space 01d of the agent cost, which is no genie_space in databricks.yml",
        "CAN MANAGE RUN on the job 77 (load), which is no job in databricks.yml",
      ]);
    });

    it("is refused with a variable that app.yaml does not set, and with any other mistake, by its line", async () => {
      const { wrong } = await check({ agents: [{ ...agent("cost", "${COST_SPACE_ID}"), keywords: "cost" }] });
      expect(wrong).toEqual([
        "concierge.yaml line 5 agents.0.space: ${COST_SPACE_ID} is not set in the environment",
        expect.stringMatching(/^concierge\.yaml line 6 agents\.0\.keywords: /),
      ]);
    });
  });

  it("says what is wrong in its own words and in one line", async () => {
    const [bundle, app] = [await text("databricks.yml"), await text("app.yaml")];
    const wrongIn = (...files: [string, string]) => checkDeployment(...files).wrong;
    expect(wrongIn(bundle, app.replace(/^command: .*$/m, "command: node"))).toEqual([
      "app.yaml command: must be a list: [one, another], or a line with - for each",
    ]);
    expect(wrongIn(bundle.replace("permission: CAN_RUN", "permission: CAN_FLY"), app).join()).toContain(
      "genie_space.permission: must be one of CAN_VIEW, CAN_RUN",
    );
    expect(wrongIn("a: [", app)).toEqual([expect.stringMatching(/^databricks\.yml: .* at line \d+, column \d+$/)]);
  });

  it("is refused with a setting that the bot does not know", async () => {
    const app = (await text("app.yaml")).replace("name: API_KEYS", "name: API_KEY");
    expect(checkDeployment(await text("databricks.yml"), app).wrong.join()).toMatch(/sets API_KEY, which/);
  });
});

it("in a Databricks App the bot listens where the platform says, and knows its host without a scheme", () => {
  const env = {
    ...{ DATABRICKS_HOST: "adb-1.azuredatabricks.net", DATABRICKS_CLIENT_ID: "i", DATABRICKS_CLIENT_SECRET: "s" },
    ...{ DATABRICKS_APP_PORT: "8000", SLACK_BOT_TOKEN: "xoxb-1", SLACK_APP_TOKEN: "xapp-1", SALES_SPACE_ID: "1" },
  };
  const config = loadConfig(env, () => undefined);
  expect([config.port, config.databricks.host]).toEqual([8_000, "https://adb-1.azuredatabricks.net"]);
  expect(loadConfig({ ...env, PORT: "3001" }, () => undefined).port).toBe(3_001);
});

it("the command of the app and npm start work with the Node.js of Databricks Apps on the PATH", async () => {
  const folder = await mkdtemp(join(tmpdir(), "app-"));
  const port = await freePort();
  const sandbox = await startSandbox({ port: 0, botPort: port, fast: true });
  try {
    const older = `node-${platform()}-${arch()}@22.16.0`;
    const { stdout } = await run("npm", ["pack", "--silent", "--prefer-offline", older], { cwd: folder });
    await run("tar", ["xzf", stdout.trim(), "package/bin/node"], { cwd: folder });
    for (const path of ["package.json", "check-node.js", "quick-imports.js", "src", "adapters"])
      await cp(path, join(folder, path), { recursive: true });
    await symlink(resolve("node_modules"), join(folder, "node_modules"));
    const path = `${join(folder, "package/bin")}:/usr/local/bin:/usr/bin:/bin`;
    expect((await run("node", ["--version"], { env: { PATH: path } })).stdout).toBe("v22.16.0\n");
    const env = {
      ...sandbox.env,
      PATH: path,
      HOME: folder,
      PORT: "",
      DATABRICKS_APP_PORT: `${port}`,
      LOG_LEVEL: "warn",
    };
    const isUp = () => fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => ok);
    const start = (command: string, args: string[]) => {
      // A group of its own: npm's shell does not pass a signal on.
      const options = { cwd: folder, env, stdio: "ignore", detached: true } as const;
      return endWithUs(spawn(command, args, options), { group: true });
    };

    const app = start(join(folder, "node_modules/.bin/node"), ["src/main.ts"]);
    await eventually(() => app.exitCode !== null || isUp(), 30_000, "the app being ready");
    app.kill("SIGTERM");
    expect(await once(app, "exit")).toEqual([0, null]);

    const npm = start("npm", ["start"]);
    try {
      await eventually(() => npm.exitCode !== null || isUp(), 30_000, "npm start being ready");
      expect(npm.exitCode).toBeNull();
    } finally {
      const ended = once(npm, "exit");
      process.kill(-(npm.pid ?? 0), "SIGKILL");
      await ended;
    }
  } finally {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  }
}, 180_000);
