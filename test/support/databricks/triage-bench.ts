import { createAudit } from "../../../src/audit/audit-log.ts";
import { Problem } from "../../../src/errors.ts";
import { createRuns } from "../../../src/jobs/runs/run-records.ts";
import type { Notice } from "../../../src/ports/chat/reply.ts";
import type { Run } from "../../../src/ports/databricks/run.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Lease, Task } from "../../../src/ports/stores/queue.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { noTracer } from "../../../src/tracing/tracer.ts";
import { createCases } from "../../../src/triage/triage-case.ts";
import type { TriageDeps } from "../../../src/triage/triage-deps.ts";
import { createTriageWork } from "../../../src/triage/triage-work.ts";

const place: Place = { platform: "slack", thread: "slack:T1:C1:1.1", channelId: "C1", direct: false, to: null };
export const posted = { ref: { platform: "slack" as const, thread: place.thread, id: "1.1" }, place };
export const person = { platform: "slack" as const, tenant: "T1", user: "U1", name: "Ann" };

/** A run of job 7 that failed for want of a network. */
export const brokenRun = (run: string, more: Partial<Run> = {}): Run => ({
  ...{ run, job: "7", name: "Load", state: "ended", outcome: "failed", startedAt: 1_000, endedAt: 2_000 },
  ...{ message: "Connection refused: could not reach db.example.com:5432 (Connection timed out)" },
  ...{ tasks: [], parameters: {} },
  ...more,
});

const listed = {
  ...{ id: "load", name: "Load", parameters: {} },
  triage: { policy: "auto", classes: ["network"], attempts: 1, hours: [0, 24], minutes_per_day: 60 },
};

/** Passes on a call, or dies of it. */
export type Guard = <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) => (...args: Args) => Promise<T>;

/** Work on failures over real stores, before a Databricks and a Slack that the test says everything of. */
export const triageBench = (
  stores: Stores,
  { isListed = false, guard = (work) => work }: { isListed?: boolean; guard?: Guard } = {},
) => {
  const { journal, queue, records } = stores;
  const state = {
    ...{ now: 10_000, isSlackAway: false, starts: [] as string[], repairs: [] as string[], runs: [] as Run[] },
    ...{ shown: [] as Notice[], posts: [] as string[], logged: [] as string[] },
  };
  const away = () => {
    if (state.isSlackAway) throw new Problem("internal", "Slack is away.", { retry: "later", cause: connection });
  };
  const note = ({ event }: { event?: string }) => void state.logged.push(event ?? "");
  const nothing = async () => undefined;
  const parts = {
    tracer: noTracer,
    config: { jobsChannel: "C1", access: {}, triage: { classes: {}, attempts: 3, on_call: { email: [] }, email } },
    catalog: { byNumber: () => (isListed ? listed : undefined), byId: () => undefined },
    jobs: {
      start: guard(async ({ token }: { token: string }) => {
        if (!state.starts.includes(token)) state.starts.push(token);
        return { run: `9${state.starts.indexOf(token)}` };
      }),
      repairs: async () => [...state.repairs],
      repair: guard(async ({ after }: { after: string | null }) => {
        const next = after === null ? 0 : state.repairs.indexOf(after) + 1;
        if (next === state.repairs.length) state.repairs.push(`repair-${next}`);
        return { repair: state.repairs[next] ?? "" };
      }),
      check: async (id: string) => state.runs.find(({ run }) => run === id),
      list: async () => state.runs.toSorted((a, b) => b.startedAt - a.startedAt),
      describe: async () => ({ job: "7", name: "Load", tags: {}, parameters: [] }),
      output: async () => ({ truncated: false }),
    },
    delivery: {
      post: guard(async (_: Place, __: Notice, { key }: { key: string }) => {
        away();
        if (!state.posts.includes(key)) state.posts.push(key);
        return posted;
      }),
      finish: guard(async (_: unknown, notice: Notice) => {
        away();
        state.shown.push(notice);
        return posted;
      }),
    },
    ...{ journal, queue, records, runs: createRuns(records), audit: createAudit(journal) },
    rights: async () => ({ kind: "bot" }),
    lostTasks: { begun: () => undefined, ended: () => undefined },
    poller: { latest: () => undefined, count: () => 0 },
    ...{ notifiers: [], model: undefined, join: nothing, placeOf: () => place, now: () => state.now },
    log: { debug: note, info: note, warn: note, error: note },
  } as unknown as Omit<TriageDeps, "cases">;
  const work = createTriageWork(parts);
  const leaseOf = (task: Task, storedAt = state.now): Lease => ({ ...task, attempt: 1, begun: 1, storedAt });

  return {
    ...{ state, parts, work, leaseOf, cases: createCases(records) },
    run: (lease: Lease) => work.steps[lease.kind]?.(lease, new AbortController().signal),
  };
};

const email = { on: [], to: [] };
const connection = Object.assign(new Error("connection lost"), { syscall: "connect" });
