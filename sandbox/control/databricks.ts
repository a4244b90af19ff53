import { z } from "zod";
import { Schedule } from "../databricks/jobs/catalog/schedules.ts";
import { OUTCOMES } from "../databricks/jobs/failures/outcomes.ts";
import { Webhook } from "../databricks/jobs/webhooks.ts";
import type { Databricks } from "../databricks/service.ts";
import type { Route } from "../wire.ts";
import { Bad, call } from "./answer.ts";

const Script = z.strictObject({
  match: z.string().min(1),
  error: z.string().exactOptional(),
  text: z.string().exactOptional(),
  status: z.string().exactOptional(),
  hang: z.boolean().exactOptional(),
  lostConversation: z.boolean().exactOptional(),
  warehouseSeconds: z.number().positive().exactOptional(),
  followUp: z.string().exactOptional(),
  earlierQuery: z.enum(["replaced", "both", "last-unexplained"]).exactOptional(),
  linkedRows: z.int().positive().exactOptional(),
  result: z
    .strictObject({
      columns: z.array(z.strictObject({ name: z.string(), type: z.string().min(1) })),
      rows: z.array(z.array(z.string().nullable())),
    })
    .exactOptional(),
  says: z.string().exactOptional(),
});

const Run = z.strictObject({
  /** A job's id, as a number or a string, or its name. */
  job_id: z.union([z.string(), z.int()]).transform(String),
  outcome: z.enum(OUTCOMES),
  seconds: z.number().positive().max(1_000_000),
});

const Start = z.strictObject({
  job_id: Run.shape.job_id,
  /** Absent: as scripted before, else a success. */
  outcome: Run.shape.outcome.optional(),
  seconds: Run.shape.seconds.optional(),
  trigger: z.enum(["PERIODIC", "ONE_TIME"]).default("PERIODIC"),
  creator: z.string().default("admin@example.com"),
  parameters: z.record(z.string(), z.string()).default({}),
});

const People = z.strictObject({
  expire: z.boolean().optional(),
  revoke: z.string().optional(),
  deactivate: z.string().optional(),
  lifetime_seconds: z.number().positive().optional(),
  single_use: z.boolean().optional(),
  /** False: the account trusts no directory. */
  federation: z.boolean().optional(),
});

/** How Genie answers next and what it was asked; how the next run of a job goes. */
export const databricksRoutes = (databricks: Databricks): Route[] => [
  call("POST", "databricks/pace", z.object({ factor: z.number().min(0).max(1_000) }), ({ factor }) => {
    databricks.setPace(factor);
    return { ok: true };
  }),
  call("POST", "databricks/question", Script, (script) => {
    databricks.scriptQuestion(script);
    return { ok: true };
  }),
  call("POST", "databricks/run", Run, ({ job_id: job, outcome, seconds }) => {
    if (databricks.scriptRun({ job, outcome, seconds })) return { ok: true };
    throw new Bad(
      `job_id: "${job}" is no job, or none that can end "${outcome}". There are ${databricks.jobs.map(({ name, job_id }) => `${name} (${job_id})`).join(", ")}.`,
    );
  }),
  call("POST", "databricks/start", Start, ({ job_id: job, ...start }) => {
    const run = databricks.startRun({ job, ...start });
    if (run === undefined) throw new Bad(`job_id: "${job}" is no job, or none that can end "${start.outcome}".`);
    return { ok: true, run_id: run };
  }),
  call("POST", "databricks/schedule", Schedule, (schedule) => {
    if (databricks.setSchedule(schedule)) return { ok: true };
    throw new Bad(`job: "${schedule.job}" is no job, or none that can end so.`);
  }),
  call("POST", "databricks/webhook", Webhook, (webhook) => {
    databricks.setWebhook(webhook);
    return { ok: true };
  }),
  call("GET", "databricks/webhooks", z.object({}), () => databricks.webhookLog()),
  call("POST", "databricks/people", People, (change) => {
    databricks.people.change(change);
    return { ok: true };
  }),
  call("GET", "databricks/people", z.object({}), () => databricks.people.seen()),
  call("GET", "databricks/questions", z.object({}), () => databricks.questions()),
];
