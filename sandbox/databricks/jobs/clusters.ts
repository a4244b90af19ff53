import { createHash } from "node:crypto";
import { z } from "zod";
import { forbidden, invalidParameter } from "../errors.ts";
import type { Caller } from "../people.ts";
import { may } from "./access.ts";
import { parseBody } from "./body.ts";
import type { TaskSpec } from "./catalog/spec.ts";
import { pageOf } from "./pages.ts";
import { CLUSTER, type Ending, type Termination } from "./runs/endings.ts";
import type { Plan, TaskPlan } from "./runs/plan.ts";
import type { Run } from "./runs/register.ts";
import type { Runs } from "./runs/runs.ts";

/*
 * Clusters: one for each execution of a run that has notebooks or Python files, and two that people share. What happened
 * to a cluster follows from the plan of its run.
 */

/** SQL, dbt and pipelines run on what is not ours to see. */
const usesCluster = ({ work }: TaskSpec): boolean => "notebook_task" in work || "spark_python_task" in work;

/** The cluster of one execution of a run. */
const clusterOf = (run: Run, plan: Plan): string => {
  const at = new Date(plan.begins).toISOString().replaceAll(/\D/g, "");
  const name = createHash("sha256")
    .update(`${run.id} ${run.plans.indexOf(plan)}`)
    .digest("hex")
    .slice(0, 8);
  return `${at.slice(4, 8)}-${at.slice(8, 14)}-${name}`;
};

/** `cluster_instance` of a task: the cluster once it is asked for, and Spark on it once the task runs. */
export const instanceOf = (run: Run, plan: Plan, task: TaskPlan, now: number): object => {
  if (now < task.begins || task.begins === task.ends || !usesCluster(task.task.spec)) return {};
  const ran = now >= task.runs && task.runs < task.ends;
  const context = ran && { spark_context_id: String(BigInt(`0x${clusterOf(run, plan).slice(-8)}`) * 1_000_003n) };
  return { cluster_instance: { cluster_id: clusterOf(run, plan), ...context } };
};

/** A text of an ending, about the run's own cluster. */
export const aboutCluster = (text: string, run: Run, plan: Plan): string =>
  text.replaceAll(CLUSTER, clusterOf(run, plan));

interface Event {
  cluster_id: string;
  timestamp: number;
  type: string;
  details: object;
}

interface Known {
  id: string;
  name: string;
  source: string;
  creator: string;
  begins: number;
  /** Running from here on; absent: never. */
  runs?: number;
  ends?: number;
  termination: Termination;
  events: Event[];
  visible(caller: Caller): boolean;
}

const finished: Termination = { code: "JOB_FINISHED", type: "SUCCESS", parameters: {} };

/** Clusters of the workspace, those that started last first. */
const clusters = (runs: Runs, now: number): Known[] => [
  ...runs
    .all()
    .flatMap((run) => run.plans.flatMap((plan) => jobCluster(run, plan)))
    .filter(({ begins }) => begins <= now)
    .sort((a, b) => b.begins - a.begins),
  ...shared(now),
];

const jobCluster = (run: Run, plan: Plan): Known[] => {
  const tasks = plan.tasks.filter(({ task, begins, ends }) => usesCluster(task.spec) && begins < ends);
  if (tasks.length === 0) return [];
  const endings = tasks.map(({ ending }) => ending);
  const id = clusterOf(run, plan);
  const termination = endings.find((ending) => ending.termination)?.termination ?? finished;
  const comesUp = termination === finished;
  const event = (timestamp: number, type: string, details: object = {}): Event => ({
    ...{ cluster_id: id, timestamp, type },
    details,
  });
  return [
    {
      id,
      name: `job-${run.job.id}-run-${run.id}`,
      source: "JOB",
      creator: run.creator,
      begins: plan.begins,
      ...(comesUp && { runs: plan.runs }),
      ends: plan.ends,
      termination,
      events: [
        event(plan.begins, "CREATING", { cluster_size: { num_workers: 4 }, user: run.creator }),
        ...(comesUp ? [event(plan.runs, "RUNNING", { current_num_workers: 4, target_num_workers: 4 })] : []),
        ...tasks.flatMap((task) => troubles(task, event)),
        event(plan.ends, "TERMINATING", { reason: termination }),
      ],
      visible: (caller) => may(caller, run.job, "CAN_VIEW"),
    },
  ];
};

/** What happened to the cluster in the second half of a task. */
const troubles = (
  { ending, runs, ends }: { ending: Ending; runs: number; ends: number },
  event: (timestamp: number, type: string, details?: object) => Event,
): Event[] => {
  const found = ending.events ?? [];
  return found.map(({ type, details }, index) =>
    event(Math.round(runs + ((ends - runs) * (found.length + index + 1)) / (2 * found.length + 1)), type, details),
  );
};

const HOUR = 3_600_000;

/** Where people work by hand; the second one ended for lack of work. */
const shared = (now: number): Known[] => {
  const today = now - (now % (24 * HOUR));
  const cluster = (id: string, name: string, creator: string, begins: number, ends?: number): Known => ({
    ...{ id, name, creator, begins, runs: begins + 240_000, source: "UI", visible: () => true },
    ...(ends !== undefined && { ends }),
    termination: { code: "INACTIVITY", type: "SUCCESS", parameters: { inactivity_duration_min: "120" } },
    events: [
      { cluster_id: id, timestamp: begins, type: "STARTING", details: { user: creator } },
      { cluster_id: id, timestamp: begins + 240_000, type: "RUNNING", details: { current_num_workers: 2 } },
    ],
  });
  return [
    cluster("0112-090000-shared01", "shared-analytics", "admin@example.com", today - 17 * HOUR),
    cluster("0203-101500-mlteam02", "ml-experiments", "colleague@example.com", today - 30 * HOUR, today - 22 * HOUR),
  ];
};

const stateAt = ({ runs, ends }: Known, now: number): string => {
  if (ends !== undefined && now >= ends) return "TERMINATED";
  return runs !== undefined && now >= runs ? "RUNNING" : "PENDING";
};

/** GET clusters/list: page by page, at most 100 each. */
export const listClusters = (runs: Runs, query: URLSearchParams, caller: Caller, now: number): object => {
  const size = Number(query.get("page_size") ?? 20);
  if (!(size >= 1 && size <= 100)) throw invalidParameter(`page_size must be between 1 and 100, not ${size}.`);
  const { items, links } = pageOf(
    clusters(runs, now).filter(({ visible }) => visible(caller)),
    size,
    query,
  );
  return { ...(items.length > 0 && { clusters: items.map((cluster) => clusterShape(cluster, now)) }), ...links };
};

const clusterShape = (cluster: Known, now: number): object => {
  const state = stateAt(cluster, now);
  const isOver = state === "TERMINATED";
  return {
    cluster_id: cluster.id,
    cluster_name: cluster.name,
    creator_user_name: cluster.creator,
    cluster_source: cluster.source,
    spark_version: "16.4.x-scala2.12",
    node_type_id: "i3.2xlarge",
    num_workers: 4,
    state,
    state_message: "",
    start_time: cluster.begins,
    ...(isOver && { terminated_time: cluster.ends, termination_reason: cluster.termination }),
  };
};

const Events = z.object({
  cluster_id: z.string(),
  start_time: z.number().default(0),
  end_time: z.number().default(Number.POSITIVE_INFINITY),
  order: z.enum(["ASC", "DESC"]).default("DESC"),
  limit: z.int().min(0).max(500).default(50),
});

/** POST clusters/events: newest first unless the request wants it otherwise; one page. */
export const clusterEvents = (runs: Runs, body: unknown, caller: Caller, now: number): object => {
  const { cluster_id: id, start_time: from, end_time: to, order, limit } = parseBody(Events, body);
  const cluster = clusters(runs, now).find((each) => each.id === id);
  if (!cluster) throw invalidParameter(`Cluster ${id} does not exist`);
  if (!cluster.visible(caller))
    throw forbidden(`User "${caller.user}" does not have CAN_ATTACH_TO permission on cluster ${id}.`);
  const events = cluster.events.filter(({ timestamp }) => timestamp >= from && timestamp <= Math.min(to, now));
  const sorted = events.sort((a, b) => (order === "ASC" ? 1 : -1) * (a.timestamp - b.timestamp));
  return { ...(sorted.length > 0 && { events: sorted.slice(0, limit) }), total_count: sorted.length };
};
