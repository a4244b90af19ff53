import type { JobConfig } from "../config/config.ts";
import { dayOf } from "../config/parameter-values.ts";
import { checkParameters, requestName } from "../jobs/parameters.ts";
import { bot } from "../ports/databricks/identity.ts";
import { phrase } from "../reply/words/phrase.ts";
import { hourIn, zoneFor } from "../text/dates/time-zone.ts";
import type { TriageAct } from "./action-step.ts";
import { noteSpending, spentMinutes } from "./decision-log.ts";
import { tries } from "./diagnosis/decision.ts";
import type { TriageCase } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";

/** What the policy of a job does about a failure by itself; `held`: why it leaves it to people. */
export type PolicyStep =
  | { action: TriageAct["action"]; values?: Record<string, string> }
  | { held: string }
  | undefined;

/** Looks at the policy and its limits. Only jobs that are listed have one. */
export const policyStep = async (
  deps: TriageDeps,
  one: TriageCase,
  job: JobConfig | undefined,
): Promise<PolicyStep> => {
  if (job?.triage.policy !== "auto") return undefined;
  const { classes, attempts, hours, minutes_per_day } = job.triage;
  const { decision } = one;
  if (decision.isGuess || !classes.includes(decision.class)) return undefined;
  const later = await laterRun(deps, one);
  if (later) return { held: later };
  if (decision.action === "escalate" || (tries.has(decision.action) && decision.attempt > attempts))
    return { action: "escalate" };
  const { action } = decision;
  if (action !== "repair" && action !== "retry" && action !== "retry-with") return undefined;
  if (!isWithin(hours, hourIn(deps.now(), deps.config.timeZone))) return { held: phrase("outsideHours", {}) };
  const minutes = one.usualMs / 60_000;
  const spent = await spentMinutes(deps, job.id, one);
  if (spent + minutes > minutes_per_day) return { held: phrase("tooExpensive", {}) };
  await noteSpending(deps, one, minutes);
  return begunStep(deps, one, action, job);
};

/** What a policy does, once its limits allow it. */
export const begunStep = (
  deps: Pick<TriageDeps, "config" | "now">,
  one: TriageCase,
  action: "repair" | "retry" | "retry-with",
  job: JobConfig | undefined,
): Extract<PolicyStep, { action: unknown }> => {
  const values = action === "retry-with" && job ? proposedValues(deps, one, job) : undefined;
  return { action, ...(values && { values }) };
};

const mostLooked = 25;

/** What a run that started after the failed one means for it: after a stop the failure may be history already. */
const laterRun = async ({ jobs }: Pick<TriageDeps, "jobs">, one: TriageCase): Promise<string | undefined> => {
  const runs = await jobs.list({ job: one.number, since: one.startedAt, limit: mostLooked }, bot);
  const later = runs.filter(({ run, startedAt }) => run !== one.run && startedAt > one.startedAt);
  const good = later.find(({ outcome }) => outcome === "success" || outcome === "partly");
  if (good) return phrase("laterSucceeded", { run: good.run });
  const active = later.find(({ state }) => state !== "ended");
  return active && phrase("laterGoes", { run: active.run });
};

/** Two hours of the day, the second after midnight if it is the smaller one. */
const isWithin = ([from, to]: readonly [number, number], hour: number): boolean => {
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
};

/** The values of the run with those that are proposed, if the job takes them. */
const proposedValues = (
  { now, config }: Pick<TriageDeps, "config" | "now">,
  { parameters, decision }: TriageCase,
  job: JobConfig,
): Record<string, string> | undefined => {
  const declared = Object.entries(parameters).filter(([name]) => Object.hasOwn(job.parameters, name));
  const proposed = decision.parameters.map(({ name, value }): [string, string] => [name, value]);
  const given = Object.fromEntries([...declared, ...proposed]);
  const today = dayOf(now(), zoneFor(undefined, config.timeZone));
  const found = checkParameters(job, given, parameters[requestName] ?? "", today);
  return "values" in found ? found.values : undefined;
};
