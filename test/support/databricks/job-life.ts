import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHttp, type DatabricksHttp } from "../../../adapters/databricks/http.ts";
import { createJobs } from "../../../adapters/databricks/jobs/jobs.ts";
import { personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { createDatabricks } from "../../../sandbox/databricks/service.ts";
import type { Message } from "../../../sandbox/slack/workspace.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { type AuditEntry, createAudit } from "../../../src/audit/audit-log.ts";
import { createDelivery } from "../../../src/delivery/delivery.ts";
import { noSignIns } from "../../../src/identity/sign-ins.ts";
import type { JobCommands } from "../../../src/jobs/job-commands.ts";
import { createJobWork } from "../../../src/jobs/job-work.ts";
import { createRuns } from "../../../src/jobs/runs/run-records.ts";
import { silent } from "../../../src/logging/log.ts";
import { loadConfig } from "../../../src/open/load-config.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { Json } from "../../../src/ports/json.ts";
import type { Place } from "../../../src/ports/place.ts";
import { noTracer } from "../../../src/tracing/tracer.ts";
import { createExplainer } from "../../../src/triage/explainer.ts";
import { createLostTasks } from "../../../src/worker/lost-tasks.ts";
import { mortal } from "../mortal.ts";
import { startSlack } from "../slack/slack-bench.ts";

/** What somebody does in a life; repeated, with the same id, until it has come to its end. False: not yet. */
export type Deed = (traffic: JobCommands, at: { place: Place; actor: Actor }) => Promise<boolean>;

export type JobWorld = Awaited<ReturnType<typeof openJobWorld>>;

/** Databricks and Slack on the wire, and bots in this process that can die at any moment and be born again. */
export const openJobWorld = async () => {
  const traffic = new Traffic();
  const databricks = createDatabricks({ traffic, fast: true });
  const server = await serve(databricks, 0, traffic);
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const calls: { path: string; caller: Caller }[] = [];
  const http = createHttp({ host, identity: serviceIdentity(personalToken(TOKENS.pat)), log: silent });
  const call: DatabricksHttp["call"] = (schema, what) => {
    calls.push(what);
    return http.call(schema, what);
  };
  const jobs = createJobs({ http: { ...http, call }, host, log: silent });
  const slack = await startSlack();
  const anomalies = databricks.jobs.find(({ name }) => name === "transaction-anomalies")?.job_id ?? "";
  const config = loadConfig({ ...env, DATABRICKS_HOST: host }, () => fileOf(anomalies));
  const person = slack.service.workspace.person("asker")!;
  const channel = slack.service.workspace.conversationNamed("analytics")!;
  // A dead bot's claim of a message is waited for: here not for seconds.
  const quick = () => 20 * Date.now();

  /** A thread in which somebody asks, and the file in which its bot remembers. */
  const openLife = () => {
    const folder = mkdtempSync(join(tmpdir(), "life-"));
    const { ts } = slack.service.acts.write(person, channel, "@genie run it", null);
    const place: Place = {
      platform: "slack",
      thread: `slack:T0CONCIERGE:${channel.id}:${ts}`,
      channelId: channel.id,
      direct: false,
      to: { channel: channel.id, thread_ts: ts },
    };

    const done = new Set<string>();

    /** Begins to live; dies after so many moments, at the very latest when `stop` is called. */
    const live = (deeds: Readonly<Record<string, Deed>>, moments = Number.POSITIVE_INFINITY) => {
      const stores = sqlite({ path: join(folder, "life.db"), log: silent, conversationTtlMs: 3_600_000 });
      const doom = mortal(moments);
      const records = doom.guard(stores.records, ["read", "add", "write", "swap", "remove"]);
      const channel = doom.guard(slack.channel, ["post", "edit"]);
      const budget = stores.budget;
      const channels = new Map([["slack" as const, channel]]);
      const delivery = createDelivery({ channels, records, budget, minuteMs: 60_000, log: silent, now: quick });
      const queue = doom.guard(stores.queue, ["put", "wake"]);
      const work = createJobWork({
        signIns: noSignIns,
        silentSignIn: { look: async () => "over" },
        tracer: noTracer,
        config,
        jobs: doom.guard(jobs, ["start", "describe", "check", "checkMany", "list", "output", "cancel"]),
        stores: {
          queue,
          records,
          saver: doom.guard(stores.saver, ["getTuple", "put", "putWrites"]),
        },
        audit: createAudit(doom.guard(stores.journal, ["append"])),
        delivery,
        placeOf: () => undefined,
        join: async () => undefined,
        lostTasks: createLostTasks({ queue: stores.queue, log: silent }),
        failures: createExplainer({
          ...{ jobs, log: silent, model: undefined, records: stores.records, now: Date.now },
          triage: config.triage,
        }),
        log: silent,
      });
      stores.queue.work(async (lease, signal) => {
        const step = work.steps[lease.kind];
        if (step) return step(lease, signal);
        const isDone = await deeds[lease.id]?.(work.commands, { place, actor: slack.person });
        if (isDone === false) return { state: "again", inMs: 30 };
        done.add(lease.id);
        return { state: "done" };
      }, 20);
      for (const id of Object.keys(deeds))
        void stores.queue.put({ id, orderingKey: id, kind: "deed", payload: null as Json });

      return {
        isDead: doom.isDead,
        moments: doom.passed,
        /** The run of the thread has ended, and nothing is left to do. */
        ended: async (): Promise<boolean> => {
          if (!Object.keys(deeds).every((id) => done.has(id))) return false;
          const runs = createRuns(stores.records);
          const [listed] = await runs.ofThread(place.thread);
          if (!listed || (await runs.read(listed.run))?.phase !== "ended") return false;
          const { ready, running } = await stores.queue.counts();
          return ready + running === 0;
        },
        audit: (): Promise<AuditEntry[]> => Array.fromAsync(createAudit(stores.journal).since(0)),
        stop: async (): Promise<void> => {
          doom.kill();
          work.close();
          await stores.close(0);
        },
      };
    };

    return {
      place,
      live,
      /** What stands in the thread from us, oldest first. */
      shown: (): Message[] =>
        slack.service.workspace.history(channel.id).filter((one) => one.threadTs === ts && one.bot),
      drop: () => rmSync(folder, { recursive: true }),
    };
  };

  return {
    databricks,
    traffic,
    /** On whose behalf each call of this path was made: `bot`, or the user of an actor. */
    callers: (path: string): Set<string> =>
      new Set(
        calls
          .filter((call) => call.path.endsWith(path))
          .map(({ caller }) => (caller.kind === "bot" ? "bot" : caller.actor.user)),
      ),
    jobs,
    anomalies,
    openLife,
    close: async () => {
      databricks.close();
      server.closeAllConnections();
      server.close();
      await slack.stop();
    },
  };
};

const env = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "secret",
  DATABRICKS_TOKEN: "dapi-1",
  SALES_SPACE_ID: "01f0aa",
  CONCIERGE_CONFIG: "c.yaml",
};

const fileOf = (job: string): string => `jobs:
  - id: anomalies
    name: Anomalies
    job_id: ${job}
    confirm: true
    parameters: { user_request: {}, days: { type: integer } }
    allow: { cancel: [U0ASKER] }
`;
