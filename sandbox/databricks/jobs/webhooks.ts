import { z } from "zod";
import { WORKSPACE_ID } from "../auth.ts";
import { int64 } from "./int64.ts";
import { succeeded, succeededPartly } from "./runs/endings.ts";
import type { Run } from "./runs/register.ts";
import { lastPlan, type Runs } from "./runs/runs.ts";

/** Where job notifications go, and in which of the observed forms. */
export const Webhook = z.strictObject({
  url: z.url(),
  username: z.string(),
  password: z.string(),
  /** The documentation shows ids as strings, captured ones are numbers. */
  ids: z.enum(["strings", "numbers"]).default("numbers"),
  /** Everything arrives twice. */
  duplicate: z.boolean().default(false),
  /** The tasks notify as well. */
  tasks: z.boolean().default(false),
});
export type Webhook = z.infer<typeof Webhook>;

export interface WebhookDelivery {
  at: number;
  event: string;
  run: string;
  /** 0: no answer. */
  status: number;
}

interface WebhooksDeps {
  runs: Runs;
  now: () => number;
  /** The webhook at the start and after a reset. */
  webhook: Webhook | undefined;
}

const lookEveryMs = 100;
const timeoutMs = 10_000;

/** Posts a notice when a run begins and when it ends: once, unsigned, never repeated. */
export const createWebhooks = ({ runs, now, webhook }: WebhooksDeps) => {
  let target = webhook;
  let since = now();
  let log: WebhookDelivery[] = [];
  const sent = new Set<string>();

  const post = async (to: Webhook, notice: Notice): Promise<void> => {
    const at = now();
    // An answer that comes after a reset is noted nowhere.
    const noted = log;
    const basic = Buffer.from(`${to.username}:${to.password}`).toString("base64");
    const response = await fetch(to.url, {
      method: "POST",
      headers: { authorization: `Basic ${basic}`, "content-type": "application/json" },
      body: JSON.stringify(bodyOf(notice, to.ids)),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch(() => undefined);
    noted.push({ at, event: notice.event, run: notice.run.id, status: response?.status ?? 0 });
  };

  const look = (): void => {
    if (!target) return;
    const open = runs.all().filter((run) => lastPlan(run).ends >= since);
    for (const notice of open.flatMap(noticesOf)) {
      const due = notice.at >= since && notice.at <= now() && (target.tasks || !notice.task);
      if (!due || sent.has(notice.key)) continue;
      sent.add(notice.key);
      for (let times = target.duplicate ? 2 : 1; times > 0; times -= 1) void post(target, notice);
    }
  };
  const timer = setInterval(look, lookEveryMs).unref();

  return {
    /** Posts from now on; earlier events are not posted. */
    set: (next: Webhook): void => {
      target = next;
      since = now();
    },
    log: (): readonly WebhookDelivery[] => log,
    reset: (): void => {
      target = webhook;
      since = now();
      log = [];
      sent.clear();
    },
    close: (): void => clearInterval(timer),
  };
};

interface Notice {
  key: string;
  at: number;
  event: "jobs.on_start" | "jobs.on_success" | "jobs.on_failure";
  run: Run;
  task?: { id: string; key: string };
}

/** All notices of a run, including those of its repairs. */
const noticesOf = (run: Run): Notice[] =>
  run.plans.flatMap((plan, attempt) => [
    ...spanNotices(plan).map((notice) => ({ ...notice, key: `${run.id} ${attempt} ${notice.event}`, run })),
    ...plan.tasks.flatMap((each) => {
      const task = { id: each.task.id, key: each.task.spec.key };
      return spanNotices(each).map((notice) => ({ ...notice, key: `${task.id} ${notice.event}`, run, task }));
    }),
  ]);

/** A run that never began has no start notice. */
const spanNotices = ({ begins, ends, ending }: { begins: number; ends: number; ending: { code: string } }) => {
  const good = [succeeded.code, succeededPartly.code].includes(ending.code);
  return [
    ...(begins < ends ? [{ at: begins, event: "jobs.on_start" as const }] : []),
    { at: ends, event: good ? ("jobs.on_success" as const) : ("jobs.on_failure" as const) },
  ];
};

const bodyOf = ({ event, run, task }: Notice, ids: Webhook["ids"]) => {
  const id = (digits: string) => (ids === "strings" ? digits : int64(digits));
  return {
    event_type: event,
    workspace_id: id(WORKSPACE_ID),
    run: task ? { run_id: id(task.id), parent_run_id: id(run.id) } : { run_id: id(run.id) },
    job: { job_id: id(run.job.id), name: run.job.name },
    ...(task && { task: { task_key: task.key } }),
  };
};
