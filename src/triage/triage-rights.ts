import { isAdmin, isSame, named } from "../access/access.ts";
import type { Config, JobConfig } from "../config/config.ts";
import { maySee, startRefusal } from "../jobs/job-rights.ts";
import type { Origin } from "../jobs/origin.ts";
import type { TriageCase } from "./triage-case.ts";

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

/** Who may act, and who may see the job. */
export const mayInspect = (
  config: RightsConfig,
  one: Pick<TriageCase, "starter">,
  job: JobConfig | undefined,
  by: Pick<Origin, "actor" | "place">,
): boolean => mayAct(config, one, job, by) || (job !== undefined && maySee(config.access, job, by.actor));
