import { z } from "zod";

/* The part of concierge.yaml that says what happens when a run fails. */

/** What kind of failure it is; each kind has its usual action. */
export const FailureClass = z.enum([
  "timeout",
  "resource",
  "permission",
  "syntax",
  "network",
  "data",
  "cluster",
  "cancelled",
  "skipped",
  "unknown",
]);
export type FailureClass = z.infer<typeof FailureClass>;

/** What can be done about a failed run. `retry-with`: a new run with other parameters. */
export const TriageAction = z.enum(["repair", "retry", "retry-with", "email", "escalate", "ignore"]);
export type TriageAction = z.infer<typeof TriageAction>;

export const Priority = z.enum(["low", "medium", "high", "critical"]);
export type Priority = z.infer<typeof Priority>;

const Treatment = z.strictObject({ action: TriageAction, priority: Priority });
export type Treatment = z.infer<typeof Treatment>;

/** What is done about each kind of failure, unless concierge.yaml says otherwise. */
export const usualTreatments: Readonly<Record<FailureClass, Treatment>> = {
  timeout: { action: "retry", priority: "medium" },
  resource: { action: "retry-with", priority: "high" },
  permission: { action: "email", priority: "critical" },
  syntax: { action: "email", priority: "critical" },
  network: { action: "retry", priority: "high" },
  data: { action: "email", priority: "critical" },
  cluster: { action: "repair", priority: "high" },
  cancelled: { action: "ignore", priority: "low" },
  skipped: { action: "ignore", priority: "low" },
  unknown: { action: "escalate", priority: "high" },
};
