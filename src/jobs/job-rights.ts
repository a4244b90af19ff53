import { isAdmin, isSame, named } from "../access/access.ts";
import type { Access, JobConfig } from "../config/config.ts";
import { Problem } from "../errors.ts";
import type { Actor } from "../ports/actor.ts";
import type { Place } from "../ports/place.ts";

/*
 * Who may do what with a job. Checked again for every act, however it arrived, because buttons and forms can be forged.
 */

/** Why this person may not start the job here; undefined when they may. */
export const startRefusal = (
  access: Access,
  { name, allow }: JobConfig,
  { actor, place }: { actor: Actor; place: Place },
): Problem | undefined => {
  if (isAdmin(access, actor)) return undefined;
  if (allow.admins_only) return Problem.of("access.admins-only", { job: name });
  if (allow.users.length > 0 && !named(allow.users, actor)) return Problem.of("access.job-users", { job: name });
  if (allow.channels.length > 0 && !allow.channels.includes(place.channelId))
    return Problem.of("access.job-channels", { job: name });
  return undefined;
};

/** May see the job and all its runs: who may start it, wherever they are, or cancel its runs. */
export const maySee = (access: Access, { allow }: JobConfig, actor: Actor): boolean =>
  isAdmin(access, actor) ||
  named(allow.cancel, actor) ||
  (!allow.admins_only && (allow.users.length === 0 || named(allow.users, actor)));

/** May cancel a run: its starter, administrators, and whom the job names. */
export const mayCancel = (
  access: Access,
  { job, starter }: { job: JobConfig | undefined; starter: Actor | undefined },
  by: Actor,
): boolean =>
  isAdmin(access, by) ||
  (starter !== undefined && isSame(starter, by)) ||
  (job !== undefined && named(job.allow.cancel, by));

/** Whether runs of a job are started as the person who asks for them. */
const isOwn = ({ rights = "service" }: Pick<JobConfig, "rights">): boolean => rights !== "service";

/**
 * May decide about somebody's wish to start a job. Administrators, too; but nobody starts anything with the rights of
 * somebody else, nor gives the values for it.
 */
export const mayDecide = (
  access: Access,
  { asker, job, isRefusal }: { asker: Actor; job: JobConfig | undefined; isRefusal: boolean },
  by: Actor,
): boolean => isSame(asker, by) || (isAdmin(access, by) && (isRefusal || !job || !isOwn(job)));
