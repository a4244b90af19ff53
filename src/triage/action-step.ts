import { z } from "zod";
import { asProblem, Problem } from "../errors.ts";
import { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/chat/reply.ts";
import { Place } from "../ports/place.ts";
import type { Lease, Task } from "../ports/stores/queue.ts";
import { type Reader, readerIn } from "../reply/reader.ts";
import * as say from "../reply/triage/triage-notices.ts";
import { phrase } from "../reply/words/phrase.ts";
import type { Step } from "../worker/worker.ts";
import { addressesOf, showCase } from "./case-card.ts";
import { amendDecision, policyActor } from "./decision-log.ts";
import { type Busy, runAgain } from "./follow-up.ts";
import { escalate } from "./notify/escalation.ts";
import { beginSending, usualSending } from "./notify/sending.ts";
import { type TriageCase, triageTrace } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";
import { actingCaller } from "./triage-rights.ts";

/*
 * What people, or the policy of a job, have done about a failure. Acts on failures of one job come one after the other,
 * on whatever replica; each is a task that is stored once, so it may be repeated after a crash at any line.
 */

const TriageAct = z.object({
  case: z.string(),
  action: z.enum(["repair", "retry", "retry-with", "escalate", "ignore"]),
  /** Names the act for ever. */
  id: z.string(),
  /** Absent: the policy. */
  by: Actor.optional(),
  /** Where that person is told what only they need to know. */
  place: Place.optional(),
  /** Of `retry-with`. */
  values: z.record(z.string(), z.string()).optional(),
  /** Of `ignore`. */
  reason: z.string().optional(),
});
export type TriageAct = z.infer<typeof TriageAct>;

/** The task that carries out an act. */
export const triageActTask = (act: TriageAct, number: string): Task => ({
  id: `triage-act:${act.id}`,
  orderingKey: `triage:${number}`,
  kind: "triage-act",
  payload: act,
});

/** Carries out an act on a failure, and shows it on its card. */
export const triageActStep =
  (deps: TriageDeps): Step =>
  async (lease) => {
    const act = TriageAct.parse(lease.payload);
    const one = await deps.cases.read(act.case);
    const work = { kind: "tool", name: act.action } as const;
    const carryOut = (known: TriageCase) => deps.tracer.during(work, () => perform(deps, known, act));
    const refusal = one
      ? await deps.tracer.within(triageTrace(one.id), () => carryOut(one))
      : say.unknownFailure(readerOf(deps, act));
    if (refusal) await tell(deps, act, refusal);
    return { state: "done" };
  };

/** Who is told what only they need to know. */
const readerOf = ({ config }: Pick<TriageDeps, "config">, { place, by }: TriageAct): Reader =>
  readerIn(config, place, by);

/** The last word on an act that could not be carried out, or not be shown. */
export const failTriageAct = async (deps: TriageDeps, lease: Lease, sentence: string): Promise<void> => {
  const act = TriageAct.parse(lease.payload);
  await reopen(deps, act, phrase("notDone", { act: labels[act.action], sentence }));
};

/** Does it. Returns what the person must be told instead, if it was not done. */
export const perform = (deps: TriageDeps, one: TriageCase, act: TriageAct): Promise<Notice | undefined> => {
  switch (act.action) {
    case "repair":
    case "retry":
    case "retry-with":
      return tryAgain(deps, one, act, act.action);
    case "escalate":
      return callPeople(deps, one, act);
    case "ignore":
      return ignore(deps, one, act);
  }
};

const tryAgain = async (
  deps: TriageDeps,
  one: TriageCase,
  act: TriageAct,
  action: Busy["action"],
): Promise<Notice | undefined> => {
  const busy = one.state.kind === "busy" && one.state.act === act.id ? one.state : undefined;
  if (!busy && one.state.kind === "busy") return say.takenAlready(one.name, one.state.by?.name, readerOf(deps, act));
  if (!busy && one.state.kind !== "open") return say.settledAlready(one.name, readerOf(deps, act));
  const run = busy?.run ?? (await begin(deps, one, act, { action, busy }));
  if (run !== undefined) await tellOfTry(deps, one, act, run);
  return undefined;
};

/** Has it run again. Returns the run, which is followed from now on; undefined: it was refused. */
const begin = async (
  deps: TriageDeps,
  one: TriageCase,
  act: TriageAct,
  { action, busy }: { action: Busy["action"]; busy: Busy | undefined },
): Promise<string | undefined> => {
  try {
    const claimed = busy ?? (await claim(deps, one, act, action));
    const run = await runAgain(deps, one, claimed, act.values ?? one.parameters);
    await noteRun(deps, one, claimed, act, run);
    return run;
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.retry === "later") throw thrown;
    await note(deps, one, act, `refused: ${thrown.code}`);
    await reopen(deps, act, phrase("notDone", { act: labels[action], sentence: thrown.sentence }));
    return undefined;
  }
};

/** From now on nobody else has it run again. Which repair comes next is written down, so that a repetition means the same. */
const claim = async (deps: TriageDeps, one: TriageCase, act: TriageAct, action: Busy["action"]): Promise<Busy> => {
  const repairs = action === "repair" ? await deps.jobs.repairs(one.run, await actingCaller(deps, one, act.by)) : [];
  const busy: Busy = {
    kind: "busy",
    ...{ act: act.id, action, repairs: repairs.length, after: repairs.at(-1) ?? null },
    ...(act.by && { by: act.by }),
  };
  await deps.cases.update(one.id, (known) => ({ ...known, state: busy }));
  return busy;
};

const noteRun = (deps: TriageDeps, one: TriageCase, busy: Busy, act: TriageAct, run: string) =>
  deps.cases.update(one.id, (known) => {
    if (known.state.kind !== "busy" || known.state.act !== busy.act || known.state.run) return known;
    return { ...known, state: { ...busy, run }, log: [...known.log, tryLine(act, run)] };
  });

/** What is told of a run that has begun. It goes on, whether that can be told or not. */
const tellOfTry = async (deps: TriageDeps, one: TriageCase, act: TriageAct, run: string): Promise<void> => {
  try {
    await noteTry(deps, one, act, run);
    if (act.by && one.posted) await deps.join(one.posted.place.thread, act.by);
    const shown = await deps.cases.read(one.id);
    if (shown) await showCase(deps, shown);
    if (shown && deps.config.triage.email.on.includes("retry")) await mailOf(deps, shown, act, "retry");
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.retry === "later") throw thrown;
    noteUntold(deps, run, problem);
  }
};

const noteUntold = ({ log }: TriageDeps, run: string, err: unknown): void =>
  log.error(
    { event: "triage.try-not-told", err, run },
    "a run continues, but the card of its failure could not be updated",
  );

const tryLine = ({ by, action }: TriageAct, run: string): string =>
  phrase("triedBy", { act: labels[action], who: whoOf(by), run });

/** A person, or the policy of the job, in a line of the card. */
const whoOf = (by: Actor | undefined): string => (by ? (by.name ?? phrase("somebody", {})) : phrase("jobPolicy", {}));

const labels: Record<TriageAct["action"], string> = {
  repair: phrase("repair", {}),
  retry: phrase("retry", {}),
  "retry-with": phrase("retryWith", {}),
  escalate: phrase("escalation", {}),
  ignore: phrase("ignoring", {}),
};

const callPeople = async (deps: TriageDeps, one: TriageCase, act: TriageAct): Promise<undefined> => {
  await escalate(deps, one, act.id, act.by);
  await note(deps, one, act, "escalated");
  return undefined;
};

const ignore = async (deps: TriageDeps, one: TriageCase, act: TriageAct): Promise<Notice | undefined> => {
  const { by, reason = "" } = act;
  if (!by) return undefined;
  if (one.state.kind !== "open" && one.state.kind !== "ignored")
    return say.settledAlready(one.name, readerOf(deps, act));
  await deps.cases.ignore(one.number, one.signature, { by, reason, at: deps.now() });
  await deps.cases.close(one.number, one.id);
  await note(deps, one, act, "ignored");
  await amendDecision(deps, one, "ignored", {});
  const line = phrase("ignoredBy", { who: whoOf(by), reason });
  const shown = await deps.cases.update(one.id, (known) => ({
    ...known,
    state: { kind: "ignored", by, reason },
    log: known.log.includes(line) ? known.log : [...known.log, line],
  }));
  if (shown) await showCase(deps, shown);
  return undefined;
};

/** It can be tried again, unless a run goes on already. */
const reopen = async (deps: TriageDeps, act: TriageAct, line: string): Promise<void> => {
  const one = await deps.cases.update(act.case, (known) => {
    const ours = known.state.kind === "busy" && known.state.act === act.id ? known.state : undefined;
    if (!ours?.run) return { ...known, state: ours ? { kind: "open" } : known.state, log: [...known.log, line] };
    const goesOn = phrase("goesOn", { run: ours.run });
    return known.log.includes(goesOn) ? known : { ...known, log: [...known.log, goesOn] };
  });
  if (one) await showCase(deps, one);
};

/** What is written of by itself. */
export const mailOf = async (
  deps: TriageDeps,
  one: TriageCase,
  act: Pick<TriageAct, "id">,
  kind: "retry" | "recovery",
): Promise<void> => {
  const to = addressesOf(deps, one);
  await beginSending(deps, usualSending(deps, one, { kind, notifier: "mail", to, act: `${kind}-${act.id}` }));
};

const noteTry = (deps: TriageDeps, one: TriageCase, act: TriageAct, run: string) =>
  note(deps, one, act, run === one.run ? "repaired" : `started ${run}`);

const note = async (deps: TriageDeps, one: TriageCase, act: TriageAct, outcome: string): Promise<void> => {
  const place = act.place ?? one.posted?.place;
  if (!place) return;
  await deps.audit.note({
    id: act.id,
    actor: act.by ?? policyActor,
    place,
    action: act.action === "retry-with" ? "retry" : act.action,
    job: one.job ?? one.number,
    run: one.run,
    parameters: act.values ?? one.parameters,
    outcome,
  });
};

const tell = async ({ delivery }: TriageDeps, { id, by, place }: TriageAct, notice: Notice): Promise<void> => {
  if (by && place) await delivery.post(place, notice, { key: `${id}:notice`, ...(place.direct ? {} : { only: by }) });
};
