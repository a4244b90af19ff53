import type { JobConfig } from "../config/config.ts";
import type { Posted } from "../delivery/delivery.ts";
import { asProblem } from "../errors.ts";
import type { RunRecord } from "../jobs/runs/run-records.ts";
import { bot } from "../ports/databricks/identity.ts";
import type { Run } from "../ports/databricks/run.ts";
import { phrase } from "../reply/words/phrase.ts";
import { perform } from "./action-step.ts";
import { cardOf, showCase } from "./case-card.ts";
import { countOnCard, endOf, failureChannel } from "./counting.ts";
import { earlierOf, noteDecision } from "./decision-log.ts";
import { type Diagnosis, diagnose } from "./diagnosis/diagnosis.ts";
import { begunStep, policyStep } from "./policy.ts";
import { type TriageCase, triageTrace } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";

/* From the end of a run that failed to its card. Safe to repeat after a crash at any line. */

interface FailedRun {
  run: Run;
  record: RunRecord | undefined;
  /** The message in which its starter was told. */
  notice: Posted | undefined;
  attempt: number;
}

/** Finds out why a run failed, shows it on a card, and does what the policy of its job wants. */
export const openCase = async (deps: TriageDeps, failed: FailedRun): Promise<void> => {
  const { run } = failed;
  const job = deps.catalog.byNumber(run.job);
  if (job?.triage.policy === "off") return;
  const trace = triageTrace(endOf(run));
  const startedAt = deps.now();
  const { outcome, one } = await deps.tracer.within(trace, () => triage(deps, failed, job));
  const decision: Record<string, string> = one ? { class: one.decision.class, action: one.decision.action } : {};
  await deps.tracer.end(trace, {
    ...{ key: trace, kind: "workflow", name: "triage", startedAt, facts: { outcome, run: run.run, ...decision } },
    tags: { outcome, run: run.run, job: job?.id ?? run.job, ...decision },
    texts: () => ({
      inputs: { run: run.run, message: run.message ?? "" },
      outputs: { cause: one?.decision.cause ?? "" },
    }),
  });
};

/** What became of a failure, and its case if it has one. */
const triage = async (
  deps: TriageDeps,
  failed: FailedRun,
  job: JobConfig | undefined,
): Promise<{ outcome: "ignored" | "counted" | "shown"; one?: TriageCase }> => {
  const { run, record, notice, attempt } = failed;
  const id = endOf(run);
  const known = await deps.cases.read(id);
  if (known) {
    await goOn(deps, known, failed, job);
    return { outcome: "shown", one: known };
  }
  const work = { kind: "step", name: "diagnosis" } as const;
  const diagnosis = await deps.tracer.during(work, () => diagnosisOf(deps, run, job, attempt));
  if (diagnosis.decision.action === "ignore") return { outcome: "ignored" };
  const isOwn = notice !== undefined || record !== undefined;
  if (await deps.cases.ignored(run.job, diagnosis.signature)) return { outcome: "ignored" };
  if (!isOwn && (await countOnCard(deps, run, diagnosis))) return { outcome: "counted" };
  const one = await caseOf(deps, id, failed, job, diagnosis);
  await deps.cases.add(one);
  await goOn(deps, one, failed, job);
  return { outcome: "shown", one };
};

const diagnosisOf = (deps: TriageDeps, run: Run, job: JobConfig | undefined, attempt: number): Promise<Diagnosis> => {
  const { classes: treatments, attempts } = deps.config.triage;
  return diagnose({ ...deps, treatments, attempts }, { run, job, attempt });
};

const caseOf = async (
  deps: TriageDeps,
  id: string,
  { run, record }: FailedRun,
  job: JobConfig | undefined,
  { signature, decision, history, failed, trace }: Diagnosis,
): Promise<TriageCase> => {
  const info = await deps.jobs.describe(run.job, bot).catch((thrown) => {
    deps.log.info(
      { event: "triage.job-not-described", err: asProblem(thrown), run: run.run },
      "a job could not be looked up",
    );
    return undefined;
  });
  const endedAt = run.endedAt ?? run.startedAt;
  const starter = record?.starter;
  const lastSuccessAt = history.lastSuccess?.at;
  return {
    ...{ id, run: run.run, number: run.job, name: record?.name ?? job?.name ?? info?.name ?? run.name },
    ...(job && { job: job.id }),
    ...(run.url && { url: run.url }),
    ...{ outcome: run.outcome ?? "failed", startedAt: run.startedAt, endedAt },
    ...(starter && { starter }),
    ...(run.creator && { creator: run.creator }),
    ...(info?.owner && { owner: info.owner }),
    parameters: record?.parameters ?? run.parameters,
    ...{ signature, decision, failed, trace: trace.slice(-mostTrace) },
    ...{ failures: history.failures, since: history.since },
    ...(lastSuccessAt !== undefined && { lastSuccessAt }),
    usualMs: history.lastSuccess?.tookMs ?? endedAt - run.startedAt,
    before: await earlierOf(deps, { job: job?.id ?? run.job, signature }),
    ...{ count: 1, counted: [], lastAt: endedAt, state: { kind: "open" }, log: [], unsure: [], isJudged: false },
  };
};

const mostTrace = 8_000;

/** Shows the card and lets the policy act. */
const goOn = async (
  deps: TriageDeps,
  one: TriageCase,
  failed: FailedRun,
  job: JobConfig | undefined,
): Promise<void> => {
  await deps.cases.setRun(one.run, one.id);
  await deps.cases.open(one.number, one.id);
  const posted = await postCard(deps, one, failed);
  if (!posted) return;
  const shown = (await deps.cases.update(one.id, (known) => ({ ...known, posted }))) ?? one;
  await deps.cases.setThread(posted.place.thread, one.id);
  await noteDecision(deps, shown);
  if (failed.notice) await showCase(deps, shown);
  await actByPolicy(deps, shown, job);
};

const policyAct = (id: string): string => `policy:${id}`;

const actByPolicy = async (deps: TriageDeps, one: TriageCase, job: JobConfig | undefined): Promise<void> => {
  const id = policyAct(one.id);
  const isBegun = one.state.kind === "busy" && one.state.act === id;
  if (one.state.kind !== "open" && !isBegun) return;
  // What has begun goes on, whatever the policy would say by now.
  const step =
    one.state.kind === "busy" ? begunStep(deps, one, one.state.action, job) : await policyStep(deps, one, job);
  if (!step) return;
  if ("held" in step) return holdBack(deps, one, step.held);
  const { action, values } = step;
  await perform(deps, one, { case: one.id, action, id, ...(values && { values }) });
};

/** The policy has begun something that could not be carried out: people may do it instead, unless a run goes on. */
export const leaveToPeople = async (deps: TriageDeps, id: string, why: string): Promise<void> => {
  const one = await deps.cases.read(id);
  const isHeld = one?.state.kind === "busy" && one.state.act === policyAct(id) && !one.state.run;
  if (!one || !isHeld) return;
  await deps.cases.update(id, (known) => ({ ...known, state: { kind: "open" } }));
  await holdBack(deps, one, why);
};

const holdBack = async (deps: TriageDeps, one: TriageCase, why: string): Promise<void> => {
  const line = phrase("leftToPeople", { why });
  const shown = await deps.cases.update(one.id, (known) => ({
    ...known,
    log: known.log.includes(line) ? known.log : [...known.log, line],
  }));
  if (shown) await showCase(deps, shown);
};

/** The starter's message becomes the card; a run that was started elsewhere gets one in the channel for failures. */
const postCard = async (
  deps: TriageDeps,
  one: TriageCase,
  { notice, record }: FailedRun,
): Promise<Posted | undefined> => {
  if (notice) return notice;
  const channel = failureChannel(deps);
  const place = record?.posted.place ?? (channel === undefined ? undefined : deps.placeOf(channel));
  if (!place) {
    deps.log.info(
      { event: "triage.not-shown", run: one.run, channel },
      "a failed run is not reported: there is no channel for it",
    );
    return undefined;
  }
  const posted = await deps.delivery.post(place, cardOf(deps, one), { key: `triage:${one.id}` });
  if (!record && channel !== undefined) await deps.cases.setCard(channel, one.number, one.signature, one.id);
  return posted;
};
