import { readFile } from "node:fs/promises";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { loadConfig } from "../../src/open/load-config.ts";
import { eventually } from "../support/eventually.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, botPort: 9, fast: true });
});
afterAll(() => sandbox.stop());
beforeEach(async () => {
  await post("reset", {});
});

const answered = async (response: Response) => ({ status: response.status, body: (await response.json()) as unknown });
const get = async (path: string) => answered(await fetch(`${sandbox.control}/control/${path}`));
const post = async (path: string, body: unknown, type = "application/json") =>
  answered(
    await fetch(`${sandbox.control}/control/${path}`, {
      method: "POST",
      headers: { "content-type": type },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
  );
const messages = async (channel: string, more = "") =>
  (await get(`slack/messages?channel=${encodeURIComponent(channel)}${more}`)).body as Record<string, unknown>[];
const say = async (user: string, channel: string, text: string, thread_ts?: string) =>
  (await post("slack/message", { user, channel, text, ...(thread_ts ? { thread_ts } : {}) })).body as { ts: string };
const web = async (method: string, body: unknown) => {
  const response = await fetch(`${sandbox.env["SLACK_API_URL"]}${method}`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.env["SLACK_BOT_TOKEN"]}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as { ok: boolean; ts: string; user?: { locale?: string } };
};

describe("the environment", () => {
  it("connects a bot: its own configuration reader takes it without a complaint", () => {
    const config = loadConfig(sandbox.env);
    expect(config.agents.map((agent) => agent.id)).toEqual(sandbox.databricks.spaces.map((space) => space.agent));
    const teams = (name: string) => sandbox.teams.workspace.person(name)!.aadObjectId;
    expect(config.access.admins).toEqual(["U0ADMIN", teams("admin")]);
    const people = [
      "U0ASKER",
      "U0COLLEAGUE",
      "U0ADMIN",
      "U0PARTNER",
      "W0SISTER",
      teams("asker"),
      teams("colleague"),
      teams("admin"),
    ];
    expect([...config.access.users].sort()).toEqual(people.sort());
    expect(config.channels.get("teams")?.settings).toMatchObject({
      appType: "SingleTenant",
      loginUrl: sandbox.services["teams"],
    });
    expect(config.model?.kind).toBe("openai");
    expect(config.jobs.map(({ id, job_id }) => ({ id, job_id, name: id }))).toEqual(sandbox.databricks.jobs);
  });

  it("is written as a file for node --env-file", async () => {
    const file = await readFile(sandbox.envFile, "utf8");
    for (const [name, value] of Object.entries(sandbox.env)) expect(file).toContain(`${name}="${value}"\n`);
  });

  it("names no language model when none is wanted", async () => {
    const other = await startSandbox({ port: 0, model: false });
    expect(Object.keys(other.env).filter((name) => name.startsWith("OPENAI"))).toEqual([]);
    await other.stop();
  });

  it("says in one sentence which port is in use", async () => {
    const port = Number(new URL(sandbox.services["slack"]!).port);
    await expect(startSandbox({ port: port - 1, directory: sandbox.directory })).rejects.toThrow(
      new RegExp(`^Port ${port} \\(slack\\) is in use: .+ --port\\.$`),
    );
  });
});

describe("writing and reading in Slack", () => {
  it("shows a message at once, also when no bot listens", async () => {
    const { ts } = await say("asker", "analytics", "@genie hello");
    const shown = await messages("analytics");
    expect(shown).toMatchObject([
      { ts, thread_ts: null, user: "U0ASKER", text: "<@U0GENIEBOT> hello", files: [], edits: [], bot: false },
    ]);
  });

  it("shows edits with their times, threads, reactions, metadata and ephemeral messages", async () => {
    const { ts: root } = await say("asker", "#analytics", "question");
    const { ts: other } = await say("colleague", "analytics", "something else");
    const metadata = { event_type: "turn", event_payload: { id: "1" } };
    const { ts } = await web("chat.postMessage", { channel: "C0ANALYTICS", text: "on it", thread_ts: root, metadata });
    await web("chat.update", { channel: "C0ANALYTICS", ts, text: "done" });
    await web("reactions.add", { channel: "C0ANALYTICS", timestamp: ts, name: "eyes" });
    await web("chat.postEphemeral", { channel: "C0ANALYTICS", user: "U0ASKER", text: "psst", thread_ts: root });
    const thread = await messages("analytics", `&thread_ts=${root}`);
    expect(thread).toMatchObject([
      { ts: root },
      {
        ts,
        thread_ts: root,
        text: "done",
        user: "U0GENIEBOT",
        bot: true,
        first: { text: "on it" },
        edits: [{ text: "done", blocks: [], at: expect.any(Number) }],
        reactions: [{ name: "eyes", users: ["U0GENIEBOT"] }],
        metadata,
      },
      { text: "psst", ephemeral_to: "U0ASKER" },
    ]);
    expect((await messages("analytics")).map((one) => one["ts"])).toContain(other);
  });

  it("knows direct messages by several names", async () => {
    await say("asker", "dm", "one");
    await say("asker", "dm:asker", "two");
    await say("asker", "@asker", "three");
    await say("U0ASKER", "D0ASKER", "four");
    expect(await messages("dm:asker")).toHaveLength(4);
    expect(await messages("dm", "&user=asker")).toHaveLength(4);
    expect(await messages("@colleague")).toEqual([]);
  });

  it.each([
    ["slack/message", { channel: "analytics", text: "x" }, 400, "user: Invalid input"],
    ["slack/message", { user: "nobody", channel: "analytics", text: "x" }, 404, 'user: "nobody" is none of asker'],
    ["slack/message", { user: "asker", channel: "nowhere", text: "x" }, 404, 'channel: "nowhere" is no channel'],
    ["slack/message", { user: "asker", channel: "dm:admin", text: "x" }, 400, "cannot see the direct messages"],
    ["slack/message", { user: "asker", channel: "analytics", text: "x", thread_ts: "1.0" }, 404, "There is no message"],
    ["slack/command", { user: "asker", channel: "analytics", command: "genie" }, 400, "command:"],
    ["slack/action", { user: "asker", channel: "analytics", ts: "1.0", action_id: "go" }, 404, "There is no message"],
    ["slack/view", { user: "asker", view_id: "V0" }, 404, "no open modal"],
    ["faults", { service: "nowhere", kind: "429" }, 400, 'service: "nowhere" is none of slack'],
    ["faults", { service: "slack", kind: "rain" }, 400, "kind:"],
    ["databricks/pace", { factor: -1 }, 400, "factor:"],
    ["slack/message", "text", 400, "must be a JSON object"],
  ])("refuses %s with %o", async (path, body, status, words) => {
    const answer = await post(path, body);
    expect(answer.status).toBe(status);
    expect((answer.body as { error: string }).error).toContain(words);
  });

  it("takes JSON alone, which no page of somewhere else can send", async () => {
    const form = "user=asker&channel=analytics&text=x";
    expect((await post("slack/message", form, "application/x-www-form-urlencoded")).status).toBe(400);
    expect((await post("reset", "{}", "text/plain")).status).toBe(400);
  });

  it("finds a button by its action id, and lets a value be forged", async () => {
    const elements = [{ type: "button", text: { type: "plain_text", text: "Go" }, action_id: "go", value: "1" }];
    const blocks = [{ type: "actions", block_id: "acts", elements }];
    const { ts } = await web("chat.postMessage", { channel: "C0ANALYTICS", text: "x", blocks });
    const click = { user: "asker", channel: "analytics", ts, action_id: "go" };
    expect((await post("slack/action", click)).status).toBe(200);
    expect((await post("slack/action", { ...click, action_id: "stop" })).status).toBe(404);
    expect((await post("slack/action", { ...click, action_id: "stop", value: "forged" })).status).toBe(200);
    const delivered = await eventually(async () => {
      const { body } = await get("slack/deliveries");
      const clicks = (body as { kind: string; label: string }[]).filter((one) => one.kind === "interactive");
      return clicks.length === 2 ? clicks : undefined;
    });
    expect(delivered).toMatchObject([{ label: "block_actions go" }, { label: "block_actions stop" }]);
  });

  it("tells the person when a command finds no bot", async () => {
    await post("slack/command", { user: "asker", channel: "analytics", command: "/genie", text: "help" });
    const [shown] = await eventually(async () => {
      const all = await messages("analytics");
      return all.length === 1 ? all : undefined;
    });
    expect(shown).toMatchObject({ ephemeral_to: "U0ASKER", text: expect.stringContaining("dispatch_failed") });
  });
});

describe("calls, faults, state and reset", () => {
  it("logs the calls of the bot and none of its own", async () => {
    const since = Date.now();
    await web("auth.test", {});
    await get("state");
    const { body } = await get(`calls?since=${since}`);
    expect(body).toMatchObject([{ service: "slack", method: "POST", path: "/api/auth.test", status: 200 }]);
    expect((await get(`calls?service=databricks&since=${since}`)).body).toEqual([]);
    expect((await get(`calls?since=${Date.now() + 1_000}`)).body).toEqual([]);
  });

  it("makes the next calls fail, as often as told", async () => {
    expect((await post("faults", { service: "slack", kind: 503, times: 1, match: "auth.test" })).status).toBe(200);
    const call = () => fetch(`${sandbox.env["SLACK_API_URL"]}auth.test`, { method: "POST" });
    expect((await call()).status).toBe(503);
    expect((await call()).status).toBe(200);
    expect((await get("faults")).body).toEqual([]);
  });

  it("names users, channels and spaces", async () => {
    const { body } = await get("state");
    expect(body).toMatchObject({
      users: [{ id: "U0ASKER", name: "asker", email: "asker@example.com" }, {}, {}, {}],
      channels: expect.arrayContaining([
        { id: "C0ANALYTICS", name: "analytics", kind: "channel", shared: false, bot: true },
        { id: "C0RANDOM", name: "random", kind: "channel", shared: false, bot: false },
        { id: "D0ADMIN", name: "dm:admin", kind: "im", shared: false, bot: true, user: "U0ADMIN" },
      ]),
      conversations: expect.arrayContaining([
        {
          id: expect.stringMatching(/^19:.+@thread\.v2$/),
          name: "planning",
          kind: "groupChat",
          bot: "installed",
          members: sandbox.teams.workspace.conversations().find(({ name }) => name === "planning")!.members,
        },
      ]),
      jobs: sandbox.databricks.jobs,
      spaces: sandbox.databricks.spaces,
      bot: { user: "U0GENIEBOT" },
    });
  });

  it("sets the language of somebody's account, on each platform", async () => {
    const localesOf = async (name: string) => {
      const person = sandbox.teams.workspace.person(name);
      const user = sandbox.slack.workspace.person(name)?.id;
      const info = await web("users.info", { user, include_locale: "true" });
      return [info.user?.locale, sandbox.teams.workspace.locales.of(person!.id)];
    };
    expect(await localesOf("asker")).toEqual(["en-US", "en-US"]);
    expect((await post("locale", { user: "asker", locale: "de-DE" })).status).toBe(200);
    expect(await localesOf("asker")).toEqual(["de-DE", "de-DE"]);
    expect(await localesOf("admin")).toEqual(["en-US", "en-US"]);
    expect((await post("locale", { user: "nobody", locale: "de-DE" })).status).toBe(404);
  });

  it("starts over on reset", async () => {
    await say("asker", "analytics", "old");
    await post("faults", { service: "slack", kind: "slow" });
    await post("reset", {});
    expect(await messages("analytics")).toEqual([]);
    expect((await get("calls")).body).toEqual([]);
    expect((await get("faults")).body).toEqual([]);
  });

  it("holds a call until its caller has hung up, and then takes it all the same", async () => {
    await post("faults", { service: "slack", match: "chat.postMessage", kind: "held" });
    const leave = new AbortController();
    const call = fetch(`${sandbox.env["SLACK_API_URL"]}chat.postMessage`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.env["SLACK_BOT_TOKEN"]}`, "content-type": "application/json" },
      body: JSON.stringify({ channel: "C0ANALYTICS", text: "held" }),
      signal: leave.signal,
    });
    await eventually(() => sandbox.traffic.faults.length === 0);
    expect(await messages("analytics")).toEqual([]);
    leave.abort();
    await expect(call).rejects.toThrow(/abort/);
    await eventually(async () => (await messages("analytics"))[0]?.["text"] === "held");
  });

  it("sets the pace of Genie and scripts its next question", async () => {
    expect((await post("databricks/pace", { factor: 2 })).status).toBe(200);
    expect((await post("databricks/question", { match: "revenue", hang: true })).status).toBe(200);
    expect((await get("databricks/questions")).body).toEqual([]);
  });

  it("scripts how the next run of a job goes, by its id or name", async () => {
    const [job] = sandbox.databricks.jobs;
    for (const job_id of [Number(job?.job_id), job?.job_id, job?.name])
      expect((await post("databricks/run", { job_id, outcome: "timeout", seconds: 5 })).status).toBe(200);
    for (const wrong of [{ job_id: 1 }, { outcome: "partly" }, { outcome: "lost" }, { seconds: 0 }]) {
      const answer = await post("databricks/run", { job_id: job?.job_id, outcome: "failed", seconds: 5, ...wrong });
      expect(answer).toMatchObject({ status: 400, body: { error: expect.stringContaining(":") } });
    }
  });

  it("sends job notifications to the webhook that it is told", async () => {
    const webhook = { url: "http://127.0.0.1:9/webhooks/databricks", username: "databricks", password: "secret" };
    expect((await post("databricks/webhook", { ...webhook, ids: "digits" })).status).toBe(400);
    expect((await post("databricks/webhook", { ...webhook, ids: "strings" })).status).toBe(200);
    expect((await get("databricks/webhooks")).body).toEqual([]);
    const [job] = sandbox.databricks.jobs;
    await fetch(`${sandbox.env["DATABRICKS_HOST"]}/api/2.2/jobs/run-now`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.env["DATABRICKS_TOKEN"]}`, "content-type": "application/json" },
      body: JSON.stringify({ job_id: Number(job?.job_id) }),
    });
    const log = await eventually(async () => {
      const { body } = await get("databricks/webhooks");
      return (body as unknown[]).length > 0 && body;
    });
    expect(log).toMatchObject([{ event: "jobs.on_start", status: 0 }]);
  });

  it("has no mail, and no other calls", async () => {
    expect((await get("mail")).body).toEqual([]);
    expect((await get("nonsense")).status).toBe(404);
  });

  it("streams what happens", async () => {
    const ending = new AbortController();
    const response = await fetch(`${sandbox.control}/control/stream`, { signal: ending.signal });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    let seen = "";
    const reading = (async () => {
      for await (const chunk of response.body!) seen += Buffer.from(chunk).toString();
    })().catch(() => undefined);
    await say("asker", "analytics", "hello");
    await web("auth.test", {});
    await post("reset", {});
    await eventually(() => seen.includes("event: reset"));
    expect(seen).toContain('event: change\ndata: {"service":"slack","channel":"C0ANALYTICS"}\n\n');
    expect(seen).toMatch(/event: call\ndata: \{"at":\d+,"service":"slack","method":"POST","path":"\/api\/auth.test"/);
    ending.abort();
    await reading;
  });
});

describe("the playground", () => {
  it("is served from /, and nothing outside of its folder is", async () => {
    const page = await fetch(`${sandbox.control}/`);
    expect(page.headers.get("content-type")).toContain("text/html");
    expect(await page.text()).toContain("<title>");
    expect((await fetch(`${sandbox.control}/control.js`)).headers.get("content-type")).toContain("text/javascript");
    for (const path of ["/..%2Fmain.ts", "/..%2F..%2Fpackage.json", "/none.js"]) {
      expect((await fetch(sandbox.control + path)).status).toBe(404);
    }
  });
});
