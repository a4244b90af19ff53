import { isAdmin, isSame, named } from "../access/access.ts";
import type { Config, JobConfig } from "../config/config.ts";
import { Problem } from "../errors.ts";
import { maySee, startRefusal } from "../jobs/job-rights.ts";
import type { Origin } from "../jobs/origin.ts";
import type { Actor } from "../ports/actor.ts";
import { type Caller, callerOf } from "../ports/databricks/identity.ts";
import type { TriageCase } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";

/* Who may do what about a failure. Asked anew for each act, because buttons and forms can be forged. */

type RightsConfig = Pick<Config, "access" | "triage">;

/** Administrators, whom `triage.allow` names, and who started the run here and may still start its job. */
export const mayAct = (
  { access, triage }: RightsConfig,
  { starter }: Pick<TriageCase, "starter">,
  job: JobConfig | undefined,
  { actor, place }: Pick<Origin, "actor" | "place">,
): boolean => {
  if (isAdmin(access, actor) || named(triage.allow, actor)) return true;
  return (
    starter !== undefined &&
    isSame(starter, actor) &&
    job !== undefined &&
    startRefusal(access, job, { actor, place }) === undefined
  );
};

/**
 * On whose behalf, and with whose rights, a failed job is run again: of people as its start would be, so that nobody has
 * done by the bot what Databricks would refuse them. Problem `login.needed`: they are not signed in.
 */
export const actingCaller = async (
  { catalog, rights }: Pick<TriageDeps, "catalog" | "rights">,
  { number, posted }: Pick<TriageCase, "number" | "posted">,
  by: Actor | undefined,
): Promise<Caller> => {
  const job = catalog.byNumber(number);
  if (!by || !job || !posted) return callerOf(by);
  const own = await rights(by, job, posted.place);
  if (own.kind === "sign-in" && !own.isOptional) throw Problem.of("login.needed", {});
  return callerOf(by, own.kind === "own" ? own.as : undefined);
};

/** Who may act, and who may see the job. */
export const mayInspect = (
  config: RightsConfig,
  one: Pick<TriageCase, "starter">,
  job: JobConfig | undefined,
  by: Pick<Origin, "actor" | "place">,
): boolean => mayAct(config, one, job, by) || (job !== undefined && maySee(config.access, job, by.actor));
