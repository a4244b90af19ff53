import type { Fault } from "../../sandbox/traffic.ts";
import type { Stage } from "../support/stage.ts";

/** A call that fails once. */
export type Failure = Omit<Fault, "times">;

const mostPending = 4;

/** Lets the next call that fits fail. */
export const addFault = ({ sandbox: { traffic } }: Stage, failure: Failure): void => {
  // Faults that met no call must not gather until they look like an outage.
  traffic.faults = [...traffic.faults.slice(-mostPending), { ...failure, times: 1 }];
};

const asking = "start-conversation";
const polling = "GET /api/2.0/genie/spaces/";

const slack: Failure[] = [
  { service: "slack", match: "chat.postMessage", kind: "lost" },
  { service: "slack", match: "chat.postMessage", kind: "drop" },
  { service: "slack", match: "chat.postMessage", kind: "500" },
  { service: "slack", match: "chat.postMessage", kind: "slow", ms: 1_000 },
  { service: "slack", match: "chat.postMessage", kind: "429", retry_after: 1 },
  { service: "slack", match: "chat.update", kind: "429", retry_after: 1 },
  { service: "slack", match: "chat.update", kind: "500" },
  { service: "slack", match: "chat.update", kind: "lost" },
  { service: "slack", match: "chat.update", kind: "slow", ms: 1_500 },
  { service: "slack", kind: "duplicate" },
];

/** A lost answer to a post is left out: no bot can find out in Teams that its message is there. */
const teams: Failure[] = [
  { service: "teams", match: "POST /teams", kind: "500" },
  { service: "teams", match: "POST /teams", kind: "429", retry_after: 1 },
  { service: "teams", match: "POST /teams", kind: "slow", ms: 700 },
  { service: "teams", match: "PUT /", kind: "429", retry_after: 1 },
  { service: "teams", match: "PUT /", kind: "500" },
  { service: "teams", match: "PUT /", kind: "lost" },
  { service: "teams", match: "PUT /", kind: "slow", ms: 1_500 },
  { service: "teams", kind: "duplicate" },
  { service: "teams", kind: "duplicate", match: "new-id" },
];

const databricks: Failure[] = [
  { service: "databricks", match: asking, kind: "lost" },
  { service: "databricks", match: asking, kind: "drop" },
  { service: "databricks", match: asking, kind: "500" },
  { service: "databricks", match: asking, kind: "429", retry_after: 1 },
  { service: "databricks", match: asking, kind: "slow", ms: 1_000 },
  { service: "databricks", match: "/messages ", kind: "lost" },
  { service: "databricks", match: polling, kind: "503" },
  { service: "databricks", match: polling, kind: "drop" },
  { service: "databricks", match: polling, kind: "slow", ms: 2_000 },
];

const model: Failure[] = [
  { service: "model", kind: "500" },
  { service: "model", kind: "drop" },
  { service: "model", kind: "slow", ms: 1_500 },
];

/** What fails in a storm. */
export const faults: readonly Failure[] = [...slack, ...teams, ...databricks, ...model];
