import type { Config } from "../config/config.ts";
import type { JobDeps } from "../jobs/job-deps.ts";
import type { Model } from "../ports/model.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { Place } from "../ports/place.ts";
import type { Journal } from "../ports/stores/journal.ts";
import type { Records } from "../ports/stores/records.ts";
import type { Runbooks } from "./diagnosis/runbook-lines.ts";
import type { Cases } from "./triage-case.ts";

/** What everything about failures works with. */
export interface TriageDeps
  extends Pick<
    JobDeps,
    | "audit"
    | "catalog"
    | "delivery"
    | "jobs"
    | "join"
    | "log"
    | "lostTasks"
    | "now"
    | "poller"
    | "queue"
    | "rights"
    | "runs"
    | "tracer"
  > {
  config: Pick<Config, "access" | "jobsChannel" | "language" | "timeZone" | "triage">;
  cases: Cases;
  records: Records;
  journal: Journal;
  notifiers: readonly Notifier[];
  model: Model | undefined;
  runbooks?: Runbooks | undefined;
  placeOf: (id: string) => Place | undefined;
}

/** A notifier that is switched on, by its name. */
export const notifierOf = ({ notifiers }: Pick<TriageDeps, "notifiers">, name: string): Notifier | undefined =>
  notifiers.find((notifier) => notifier.name === name);
