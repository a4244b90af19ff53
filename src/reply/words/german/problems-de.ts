import type { ProblemCode } from "../../../problems/all-problems.ts";
import { botProblemsDe } from "./bot-problems-de.ts";
import { channelProblemsDe } from "./channel-problems-de.ts";
import { databricksProblemsDe } from "./databricks-problems-de.ts";
import { genieProblemsDe } from "./genie-problems-de.ts";
import { serviceProblemsDe } from "./service-problems-de.ts";

/** Codes that only an operator reads, at the start or in the log: they stay in English. */
type OperatorCode =
  | `http.${string}`
  | `traces.${string}`
  | "channel.off"
  | "slack.socket"
  | "store.busy"
  | "store.corrupt"
  | "store.isolation"
  | "store.newer"
  | "store.unwritable"
  | "teams.keys";

/** What people read in German of each problem that there is; the placeholders are those of the English sentence. */
export const germanProblems: Record<Exclude<ProblemCode, OperatorCode>, string> = {
  ...botProblemsDe,
  ...channelProblemsDe,
  ...databricksProblemsDe,
  ...genieProblemsDe,
  ...serviceProblemsDe,
};
