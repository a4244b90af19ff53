import type { RunRecord } from "../jobs/runs/run-records.ts";
import type { Run } from "../ports/databricks/run.ts";
import { phrase } from "../reply/words/phrase.ts";
import { mailOf } from "./action-step.ts";
import { showCase } from "./case-card.ts";
import { amendDecision } from "./decision-log.ts";
import { resolveIncident } from "./notify/escalation.ts";
import type { TriageCase } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";

/* What later runs mean for failures that are known. */

/** A run succeeded: what it was to mend is green, and so are the open failures of its job that are older. */
export const settleGreen = async (deps: TriageDeps, run: Run, record: RunRecord | undefined): Promise<void> => {
  const ids = await deps.cases.openOf(run.job);
  for (const id of new Set([...(record?.mends === undefined ? [] : [record.mends]), ...ids])) {
    const one = await deps.cases.read(id);
    if (one && isMendedBy(one, run, record)) await turnGreen(deps, one, run, record?.mends === id);
  }
};

const isMendedBy = (one: TriageCase, run: Run, record: RunRecord | undefined): boolean => {
  if (one.state.kind === "green") return false;
  if (record?.mends === one.id) return true;
  const isLater = run.startedAt >= one.startedAt && (run.endedAt ?? 0) > one.endedAt;
  return one.state.kind === "open" && isLater;
};

const turnGreen = async (deps: TriageDeps, one: TriageCase, run: Run, isByTry: boolean): Promise<void> => {
  const at = run.endedAt ?? deps.now();
  const line = phrase(isByTry ? "runSucceeded" : "greenAgain", { run: run.run });
  const shown = await deps.cases.update(one.id, (known) => ({
    ...known,
    state: { kind: "green", run: run.run, at },
    log: known.log.includes(line) ? known.log : [...known.log, line],
  }));
  await deps.cases.close(one.number, one.id);
  await amendDecision(deps, one, "green", { mended: isByTry, greenAt: at });
  if (!shown) return;
  await showCase(deps, shown);
  await resolveIncident(deps, shown, run.run);
  if (deps.config.triage.email.on.includes("recovery")) await mailOf(deps, shown, { id: run.run }, "recovery");
};

/** What was to mend a failure has failed, too, or was cancelled. */
export const settleTry = async (deps: TriageDeps, one: TriageCase, run: Run): Promise<void> => {
  if (one.state.kind !== "busy") return;
  const isCancelled = run.outcome === "cancelled" || run.outcome === "skipped";
  const line = phrase(isCancelled ? "runCancelled" : "runFailedToo", { run: run.run });
  const shown = await deps.cases.update(one.id, (known) => ({
    ...known,
    state: isCancelled ? { kind: "open" } : { kind: "failed-again", run: run.run },
    log: known.log.includes(line) ? known.log : [...known.log, line],
  }));
  if (!isCancelled) {
    await deps.cases.close(one.number, one.id);
    await amendDecision(deps, one, "failed again", {});
  }
  if (shown) await showCase(deps, shown);
};
