import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { Problem } from "../../errors.ts";
import type { HttpRequest, HttpResponse } from "../../ports/chat/http.ts";
import type { Accept } from "../../ports/chat/inbound.ts";
import { bot } from "../../ports/databricks/identity.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Queue } from "../../ports/stores/queue.ts";
import { isFailure } from "../../reply/jobs/run-card.ts";
import { reported } from "../../reply/jobs/run-end-card.ts";
import { readerIn } from "../../reply/reader.ts";
import type { Step } from "../../worker/worker.ts";
import type { JobDeps } from "../job-deps.ts";
import { endedTask } from "./ended-run-task.ts";
import type { RunRecord } from "./run-records.ts";
import { watchTask } from "./watch-task.ts";

/*
 * Databricks calls about runs of jobs whose notifications lead here. A call is a hint and no proof: it is not signed,
 * may come twice or never, and holds ids only.
 */

export interface WebhookDeps {
  user: string;
  password: string;
  queue: Pick<Queue, "put">;
  now?: () => number;
}

/** Receives a call: checks who calls, stores it, then answers. */
export const createWebhook = ({ user, password, queue, now = Date.now }: WebhookDeps) => {
  const expected = digest(`Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`);

  return async (request: HttpRequest, _accept: Accept): Promise<HttpResponse> => {
    if (!timingSafeEqual(digest(request.headers["authorization"] ?? ""), expected)) {
      return {
        status: 401,
        headers: { "www-authenticate": 'Basic realm="concierge"' },
        body: "wrong user or password",
      };
    }
    const body = exactJson(request.body.toString());
    if (body === undefined) return { status: 400, body: "not JSON" };
    const call = Call.safeParse(body).data;
    if (!call) return { status: 200, body: "nothing to do" };
    const run = call.run.parent_run_id ?? call.run.run_id;
    // The same call again within the minute is a duplicate; after a repair it may come again.
    const id = `webhook:${call.event_type}:${run}:${call.task?.task_key ?? ""}:${Math.floor(now() / 60_000)}`;
    const payload = { run, event: call.event_type, isTask: call.task != null };
    await queue.put({ id, orderingKey: id, kind: "webhook", payload });
    return { status: 200, body: "stored" };
  };
};

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** An id as a string, whether it came as one or as a number. */
const Id = z.union([z.string().regex(/^\d{1,19}$/), z.int().nonnegative()]).transform(String);

const Call = z.object({
  event_type: z.string().max(100),
  run: z.object({ run_id: Id, parent_run_id: Id.nullish() }),
  task: z.object({ task_key: z.string().max(200) }).nullish(),
});

/** JSON whose integers past 2^53 arrive as the digits that stand in the text; undefined when it is none. */
const exactJson = (text: string): unknown => {
  try {
    return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
      const source = context?.source ?? "";
      return typeof value === "number" && !Number.isSafeInteger(value) && /^\d+$/.test(source) ? source : value;
    });
  } catch {
    return undefined;
  }
};

const Called = z.object({ run: z.string(), event: z.string(), isTask: z.boolean() });

/** A run that ends at once may be called about before its start was noted here; that takes a fraction of this time. */
const unknownMs = 1_500;
const pushEveryMs = 500;
const pushes = 40;

type HookDeps = Pick<
  JobDeps,
  "catalog" | "config" | "delivery" | "jobs" | "log" | "now" | "placeOf" | "queue" | "runs"
>;

/** Makes the watch of the run look at once, or tells the jobs' channel of a run that was started elsewhere. */
export const webhookStep =
  (deps: HookDeps): Step =>
  async (lease) => {
    const { run, event, isTask } = Called.parse(lease.payload);
    if (lease.attempt === 1) await deps.runs.noteCall(run, lease.storedAt);
    const record = await deps.runs.read(run);
    if (record && record.phase !== "ended") return push(deps, record, lease.attempt);
    const isEnd = event === "jobs.on_success" || event === "jobs.on_failure";
    if (!isEnd || isTask) return { state: "done" };
    if (!record && deps.now() - lease.storedAt < unknownMs) return { state: "again", inMs: unknownMs };
    await takeEnd(deps, run, record === undefined);
    return { state: "done" };
  };

/** The watch may be at work, held back, or between the two: so it is pushed until it has looked. */
const push = async (deps: HookDeps, record: RunRecord, attempt: number) => {
  if ((await deps.runs.lastCall(record.run)) === undefined || attempt > pushes) return { state: "done" } as const;
  await deps.queue.wake(watchTask(record).id);
  return { state: "again", inMs: pushEveryMs } as const;
};

/** The end of a run that was started, or repaired, elsewhere. A failure gets a card of its own. */
const takeEnd = async (deps: HookDeps, id: string, isUnknown: boolean): Promise<void> => {
  const run = await deps.jobs.check(id, bot).catch((thrown: unknown) => {
    if (thrown instanceof Problem && thrown.retry === "never") return undefined;
    throw thrown;
  });
  if (run?.state !== "ended") return noteUnreported(deps, id);
  await deps.queue.put(endedTask({ run: id, number: run.job, endedAt: run.endedAt ?? run.startedAt }));
  const hasCard = isFailure(run.outcome) && deps.catalog.byNumber(run.job)?.triage.policy !== "off";
  if (isUnknown && !hasCard) await report(deps, run);
};

const report = async (deps: HookDeps, run: Run): Promise<void> => {
  const { jobsChannel } = deps.config;
  const place = jobsChannel === undefined ? undefined : deps.placeOf(jobsChannel);
  if (!place) return noteUnreported(deps, run.run);
  const name = deps.catalog.byNumber(run.job)?.name ?? run.name;
  const notice = reported({ run, name, now: deps.now(), to: readerIn(deps.config, place, undefined) });
  await deps.delivery.post(place, notice, { key: `run:${run.run}:reported:${run.endedAt ?? ""}` });
};

const noteUnreported = ({ log, config }: HookDeps, run: string): void =>
  log.info(
    { event: "jobs.run-not-reported", run, channel: config.jobsChannel },
    "a run that was started elsewhere is not reported",
  );
