import { z } from "zod";
import type { Cluster, ClusterEvent } from "../../../src/ports/databricks/cluster.ts";
import type { Caller } from "../../../src/ports/databricks/identity.ts";
import type { Jobs } from "../../../src/ports/databricks/jobs.ts";
import { lookup } from "../../../src/text/lookup.ts";
import { pagesOf } from "../pages.ts";
import type { JobsApi } from "./api.ts";
import { unknownId } from "./problems.ts";
import { beginning, plain } from "./text.ts";

const Words = z.string().nullish();
const Time = z.number().nullish();

const ClusterShape = z.object({
  cluster_id: z.string(),
  cluster_name: Words,
  state: Words,
  cluster_source: Words,
  creator_user_name: Words,
  start_time: Time,
});
type ClusterShape = z.infer<typeof ClusterShape>;
const ClusterPage = z.object({ clusters: z.array(ClusterShape).nullish(), next_page_token: Words });

const Reason = z.object({ code: Words, type: Words, parameters: z.record(z.string(), z.unknown()).nullish() });
const EventShape = z.object({
  timestamp: Time,
  type: Words,
  details: z.object({ reason: Reason.nullish(), driver_state_message: Words, cause: Words, user: Words }).nullish(),
});
type EventShape = z.infer<typeof EventShape>;
const EventPage = z.object({ events: z.array(EventShape).nullish() });

const mostClusters = 500;
const mostEvents = 500;
const mostMessage = 1_000;

/** The clusters of the workspace and what happened to them. `origin` is the workspace's address. */
export const createClusters = (api: JobsApi, origin: string): Pick<Jobs, "clusters" | "clusterEvents"> => ({
  clusters: async (caller) => {
    const shapes = await listed(api, caller);
    return shapes.map((shape) => clusterOf(shape, origin)).sort(byState);
  },
  clusterEvents: async (cluster, { from, until, limit }, caller) => {
    // Whatever else stands there is no id, and is not asked for.
    if (!/^[\w-]{1,100}$/.test(cluster)) throw unknownId({ cluster });
    const most = Math.min(limit, mostEvents);
    const body = { cluster_id: cluster, start_time: from, end_time: until, order: "DESC", limit: most };
    const { events } = await api.call("clusters/events", EventPage, { body }, { caller, cluster });
    return (events ?? []).slice(0, most).map(eventOf);
  },
});

const listed = async (api: JobsApi, caller: Caller): Promise<ClusterShape[]> => {
  const shapes: ClusterShape[] = [];
  const look = (page_token?: string) =>
    api.call("clusters/list", ClusterPage, { query: { page_size: 100, page_token } }, { caller });
  for await (const page of pagesOf(look)) {
    shapes.push(...(page.clusters ?? []));
    if (shapes.length >= mostClusters) break;
  }
  return shapes.slice(0, mostClusters);
};

const clusterOf = (shape: ClusterShape, origin: string): Cluster => ({
  cluster: shape.cluster_id,
  name: line(shape.cluster_name || shape.cluster_id, 100),
  state: stateOf(shape.state ?? "") ?? "unknown",
  source: line(shape.cluster_source || "unknown", 40),
  ...(shape.creator_user_name && { creator: line(shape.creator_user_name, 200) }),
  ...(shape.start_time && { startedAt: shape.start_time }),
  url: `${origin}/#setting/clusters/${encodeURIComponent(shape.cluster_id)}/configuration`,
});

/** The words of the Clusters API. Databricks may add values: an unknown state is unknown. */
const stateOf = lookup<Cluster["state"]>({
  PENDING: "starting",
  RESTARTING: "starting",
  RUNNING: "running",
  RESIZING: "resizing",
  TERMINATING: "stopping",
  TERMINATED: "stopped",
  ERROR: "failed",
});

const order: readonly Cluster["state"][] = [
  "running",
  "resizing",
  "starting",
  "failed",
  "stopping",
  "unknown",
  "stopped",
];

/** Those that run first, then the one that started last. */
const byState = (a: Cluster, b: Cluster): number =>
  order.indexOf(a.state) - order.indexOf(b.state) || (b.startedAt ?? 0) - (a.startedAt ?? 0);

const eventOf = ({ timestamp, type, details }: EventShape): ClusterEvent => {
  const reason = line(details?.reason?.code ?? "", 100);
  const message = messageOf(details);
  return {
    at: timestamp ?? 0,
    type: line(type ?? "UNKNOWN", 100),
    ...(reason && { reason }),
    ...(message && { message }),
  };
};

/** The cloud's own words are among the parameters, under a name of each cloud's (`azure_error_message`). */
const messageOf = (details: EventShape["details"]): string => {
  const { driver_state_message, reason, cause, user } = details ?? {};
  const [said] = Object.entries(reason?.parameters ?? {}).flatMap(([name, value]) =>
    name.endsWith("error_message") && typeof value === "string" ? [value] : [],
  );
  const words = said ?? driver_state_message ?? cause ?? "";
  return line(words || (user ? `by ${user}` : ""), mostMessage);
};

const line = (text: string, most: number): string => beginning(plain(beginning(text, 4 * most)).trim(), most);
