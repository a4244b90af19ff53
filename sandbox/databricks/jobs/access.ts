import { forbidden, invalidParameter } from "../errors.ts";
import type { Caller } from "../people.ts";
import { catalog } from "./catalog/catalog.ts";
import { type JobSpec, LEVELS, type Level } from "./catalog/spec.ts";
import type { Run } from "./runs/register.ts";
import type { Runs } from "./runs/runs.ts";

/** Finds jobs and runs by id and checks the caller's rights. An unknown id is a 400, not a 404. */
export const createAccess = (runs: Runs) => {
  const job = (id: string, caller: Caller, level: Level): JobSpec => {
    const found = catalog.find((each) => each.id === id);
    if (!found) throw invalidParameter(`Job ${id} does not exist.`);
    if (!may(caller, found, level)) throw denied(caller, found, level);
    return found;
  };
  const allowed = (run: Run | undefined, id: string, caller: Caller, level: Level): Run => {
    if (!run) throw invalidParameter(`Run ${id} does not exist.`);
    job(run.job.id, caller, level);
    return run;
  };
  return {
    job,
    run: (id: string, caller: Caller, level: Level): Run => allowed(runs.find(id), id, caller, level),
    /** A run, by its own id or by that of one of its tasks. */
    runOrTask: (id: string, caller: Caller, level: Level): Run =>
      allowed(runs.find(id) ?? runs.ofTask(id), id, caller, level),
  };
};

export type Access = ReturnType<typeof createAccess>;

export const may = ({ user }: Caller, job: JobSpec, level: Level): boolean => {
  const granted = job.access[user];
  return granted !== undefined && LEVELS.indexOf(granted) >= LEVELS.indexOf(level);
};

const denied = ({ user }: Caller, job: JobSpec, level: Level) =>
  forbidden(
    `User "${user}" does not have ${level === "CAN_VIEW" ? "View or " : ""}Manage Run or Owner or Admin permissions on job ${job.id}`,
  );

/** A job's permissions as the permissions API lists them. */
export const permissionsShape = (job: JobSpec): Record<string, unknown> => ({
  object_id: `/jobs/${job.id}`,
  object_type: "job",
  access_control_list: Object.entries(job.access).map(([user, level]) => ({
    ...(user.includes("@") ? { user_name: user } : { service_principal_name: user }),
    display_name: user.split("@")[0],
    all_permissions: [{ permission_level: level, inherited: false }],
  })),
});
