import { z } from "zod";
import { ChannelId, EmailAddresses, PeopleIds } from "./id-lists.ts";

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

/** What the bot does by itself when a run of a job fails. */
export const TriagePolicy = z.strictObject({
  /** `suggest`: only offers what can be done. `auto`: retries or repairs by itself. `off`: says nothing of causes. */
  policy: z.enum(["suggest", "auto", "off"]).default("suggest"),
  /** Kinds of failure that `auto` acts on. */
  classes: z.array(FailureClass).default(["network", "timeout", "cluster"]),
  /** Attempts by itself before it escalates. */
  attempts: z.number().int().min(1).max(10).default(2),
  /** Hours of the day, by `time_zone`, in which it acts by itself: from the first to before the second. */
  hours: z
    .tuple([z.number().int().min(0).max(23), z.number().int().min(1).max(24)])
    .refine(([from, to]) => from !== to, "must be two different hours; [0, 24] is all day")
    .default([0, 24]),
  /** Minutes of run time that it may set going by itself within a day, going by what the job usually takes. */
  minutes_per_day: z.number().positive().default(240),
});
export type TriagePolicy = z.infer<typeof TriagePolicy>;

const JobNumber = z
  .union([z.string(), z.number().int(), z.bigint()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,19}$/, "must be the number of a job in Databricks, or key and value of a tag"));

/** Whom an escalation calls. */
const OnCall = z.strictObject({
  channel: ChannelId.optional(),
  email: EmailAddresses.default([]),
  /** Also opens an incident, where INCIDENT_WEBHOOK_URL is set. */
  incident: z.boolean().default(true),
});

export const TriageConfig = z.strictObject({
  /** Jobs whose runs are watched although nobody starts them here: numbers, or tags. */
  watch: z
    .array(z.union([z.strictObject({ key: z.string().min(1), value: z.string().exactOptional() }), JobNumber]))
    .default([]),
  /** Where cards of runs go that were started elsewhere; else the jobs' channel. */
  channel: ChannelId.optional(),
  /** Who may act on failures, besides administrators and the person who started the run. */
  allow: PeopleIds.default([]),
  /** Attempts to mend a failure before it is escalated. */
  attempts: z.number().int().min(1).max(10).default(3),
  /** What is done about a kind of failure, where it differs from the usual. */
  classes: z.partialRecord(FailureClass, Treatment).default({}),
  on_call: OnCall.prefault({}),
  /** Once a day, at a full hour by `time_zone`, a channel is told what failed in the last 24 hours. */
  digest: z.strictObject({ channel: ChannelId, hour: z.number().int().min(0).max(23).default(7) }).optional(),
  email: z
    .strictObject({
      /** To whom; empty: the owner of the job, where that is an address. */
      to: EmailAddresses.default([]),
      /** What is written of by itself. */
      on: z.array(z.enum(["retry", "recovery"])).default([]),
    })
    .prefault({}),
});
export type TriageConfig = z.infer<typeof TriageConfig>;
