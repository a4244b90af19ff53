import { changeConfig, type JobStage, openJobStage } from "../../support/databricks/job-stage.ts";
import { eventually } from "../../support/eventually.ts";
import { whole } from "../../support/stage.ts";

/* Runs that nobody started here, before two replicas. */

const user = "databricks";
const password = "a long secret";

let stage: JobStage;
let numbers: Record<string, string>;
beforeAll(async () => {
  stage = await openJobStage({
    ...{ model: false, replicas: 2, shared: true },
    env: { DATABRICKS_WEBHOOK_USER: user, DATABRICKS_WEBHOOK_PASSWORD: password, SMTP_TO: "data-team@example.com" },
  });
  const { jobs } = await stage.get<{ jobs: { name: string; job_id: string }[] }>("/control/state");
  numbers = Object.fromEntries(jobs.map(({ name, job_id }) => [name, job_id]));
  await changeConfig(stage, (config) => {
    config["jobs_channel"] = "C0DATAOPS";
    config["access"] = { admins: ["U0ADMIN"] };
    config["triage"] = {
      watch: [numbers["backfill"]],
      on_call: { channel: "C0ANALYTICS", incident: true },
      email: { on: ["recovery"] },
      // What is due today is told at once.
      digest: { channel: "C0ANALYTICS", hour: 11 },
    };
    config["time_zone"] = zoneAtNoon();
    for (const job of config.jobs) {
      if (job["id"] === "transaction-anomalies")
        job["triage"] = { policy: "auto", classes: ["network", "cluster"], attempts: 1 };
    }
    // Watched, but not listed.
    config.jobs = config.jobs.filter(({ id }) => id !== "backfill");
  });
  for (const replica of [0, 1]) {
    await stage.kill(replica);
    await stage.start(replica);
  }
});
afterEach(() => stage.post("/control/reset", {}));
afterAll(() => stage?.close());

/** A time zone in which it is between 11:30 and 12:30: its day does not end during the test. */
const zoneAtNoon = (): string => {
  const ahead = 12 - Math.floor(new Date().getUTCHours() + new Date().getUTCMinutes() / 60 + 0.5);
  // The names have the sign that POSIX gives them.
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`;
};

const webhook = () =>
  Promise.all(
    stage.bots.map(({ port }) =>
      stage.post("/control/databricks/webhook", {
        ...{ url: `http://127.0.0.1:${port}/webhooks/databricks`, username: user, password, duplicate: true },
      }),
    ),
  );

const startElsewhere = async (name: string): Promise<void> => {
  const response = await fetch(`${stage.env["DATABRICKS_HOST"]}/api/2.2/jobs/run-now`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.env["DATABRICKS_TOKEN"]}`, "content-type": "application/json" },
    body: `{"job_id": ${numbers[name]}}`,
  });
  expect(response.status).toBe(200);
};

const calls = async (path: string) =>
  (await stage.calls("databricks")).filter(
    (call) => call.method === "POST" && call.path.endsWith(path) && call.status === 200,
  );

describe("the daily digest", () => {
  it("is posted once, by whichever replica sees first that it is due", async () => {
    await stage.says("analytics", /failed in the last 24 hours/i, { withinMs: 20_000 });
    expect(await stage.ours("analytics")).toHaveLength(1);
  });
});

describe("a run that was started elsewhere and failed", () => {
  it("gets one card for many failures of one kind, which counts them", async () => {
    await webhook();
    const runs = 40;
    for (let run = 0; run < runs; run += 1) {
      await stage.script("refresh-dashboard", "permission", 0.2);
      await startElsewhere("refresh-dashboard");
    }
    const card = await stage.says("data-ops", `${runs} runs`, { withinMs: 60_000 });
    expect(whole(card)).toContain("isn't allowed to");
    expect(await stage.ours("data-ops")).toHaveLength(1);
    // One each second at most, however long it takes, and not one for each run.
    const seconds = ((card.edits.at(-1)?.at ?? 0) - card.at) / 1_000;
    expect(card.edits.length).toBeLessThan(5 + seconds);
  });

  it("is seen by the watch list without a webhook; administrators alone act on a job that is not listed", async () => {
    await stage.script("backfill", "network", 1);
    await startElsewhere("backfill");
    const card = await stage.says("data-ops", "Why:", { withinMs: 90_000 });
    expect(whole(card)).not.toContain('"action_id":"triage-retry-with"');
    await stage.click("asker", "data-ops", card.ts, "triage-retry");
    await stage.says("data-ops", /You can't act on failures|I no longer know/, { to: "U0ASKER" });
    const before = (await calls("/run-now")).length;
    await stage.script("backfill", "success", 1);
    await stage.click("admin", "data-ops", card.ts, "triage-retry");
    await stage.says("data-ops", "is green again", { withinMs: 20_000 });
    expect(await calls("/run-now")).toHaveLength(before + 1);
    const mails = await eventually(
      async () => {
        const found = await stage.get<{ subject: string }[]>("/control/mail");
        return found.length > 0 ? found : undefined;
      },
      10_000,
      "a mail about the recovery",
    );
    expect(mails).toHaveLength(1);
  });

  it("is run again by the policy of its job once, then people are called", async () => {
    await webhook();
    for (const _ of [1, 2]) await stage.script("transaction-anomalies", "network", 1);
    await startElsewhere("transaction-anomalies");
    await stage.says("data-ops", "by this job's policy, run", { withinMs: 20_000 });
    await stage.says("analytics", "I couldn't fix this on my own", { withinMs: 30_000 });
    const incidents = () => stage.get<unknown[]>("/control/incidents");
    await eventually(async () => (await incidents()).length > 0, 10_000, "an incident");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await calls("/run-now")).toHaveLength(2);
    expect(await incidents()).toHaveLength(1);
  });
});

describe("a mail about a failure", () => {
  const fail = async (outcome: string) => {
    await stage.script("nightly-load", outcome, 1);
    await webhook();
    await startElsewhere("nightly-load");
    return stage.says("data-ops", "Why:", { withinMs: 20_000 });
  };
  const write = async (ts: string) => {
    await stage.click("admin", "data-ops", ts, "triage-email");
    await stage.submit("admin", { to: "owner@example.com", subject: "Broken", text: "Please look at it." });
  };
  const mails = () => stage.get<{ subject: string; text?: string }[]>("/control/mail");

  it("is drafted, changed, sent once and told on the card", async () => {
    const card = await fail("syntax");
    await write(card.ts);
    await stage.says("data-ops", /to owner@example\.com: sent/, { withinMs: 10_000 });
    expect((await mails()).map(({ subject }) => subject)).toEqual(["Broken"]);
  });

  it("whose outcome nobody knows is not repeated by itself, but by a click, under the same id", async () => {
    await stage.fault({ service: "mail", kind: "lost", times: 1 });
    const card = await fail("permission");
    await write(card.ts);
    await stage.says("data-ops", "I can't tell whether it was sent", { withinMs: 90_000 });
    expect(await mails()).toHaveLength(1);
    await stage.click("admin", "data-ops", card.ts, "triage-resend");
    await stage.says("data-ops", /to owner@example\.com: sent/, { withinMs: 20_000 });
    const ids = (await mails()).map((mail) => JSON.stringify(mail).match(/<[^<>]*@[^<>]*>/)?.[0]);
    expect(ids).toHaveLength(2);
  });

  it("is not sent twice when the process that sends it is killed: nobody knows, so a person decides", async () => {
    await stage.fault({ service: "mail", kind: "held" });
    const card = await fail("data");
    await write(card.ts);
    await eventually(
      async () => (await stage.get<unknown[]>("/control/faults")).length === 0,
      20_000,
      "a mail under way",
    );
    await Promise.all([0, 1].map((replica) => stage.kill(replica)));
    await Promise.all([0, 1].map((replica) => stage.start(replica)));
    await stage.says("data-ops", "I can't tell whether it was sent", { withinMs: 60_000 });
    expect((await mails()).length).toBeLessThan(2);
  });
});
