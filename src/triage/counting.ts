import { z } from "zod";
import type { Run } from "../ports/databricks/run.ts";
import type { Task } from "../ports/stores/queue.ts";
import type { Step } from "../worker/worker.ts";
import { showCase } from "./case-card.ts";
import type { Diagnosis } from "./diagnosis/diagnosis.ts";
import type { TriageCase } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";

/* Many failures of one kind are one card in a channel, with a count. */

/** A run that is repaired may fail once more, which is another failure. */
export const caseIdOf = (run: string, endedAt: number): string => `${run}.${endedAt}`;

/** Names an end of a run. */
export const endOf = ({ run, endedAt, startedAt }: Run): string => caseIdOf(run, endedAt ?? startedAt);

/** Where failures of runs are told that nobody started here. */
export const failureChannel = ({ config }: Pick<TriageDeps, "config">): string | undefined =>
  config.triage.channel ?? config.jobsChannel;

/** A card takes further failures of its kind for so long after the last one. */
const freshMs = 6 * 3_600_000;

/** Counts the failure on the card that tells of its kind already. False: there is none. */
export const countOnCard = async (deps: TriageDeps, run: Run, { signature }: Diagnosis): Promise<boolean> => {
  const channel = failureChannel(deps);
  if (channel === undefined) return false;
  const id = await deps.cases.cardOf(channel, run.job, signature);
  const one = id === undefined ? undefined : await deps.cases.read(id);
  const isOpen = one?.state.kind === "open" || one?.state.kind === "busy";
  const isCounted = one?.counted.includes(endOf(run));
  if (!one || !(isCounted || (isOpen && deps.now() - one.lastAt <= freshMs))) return false;
  await deps.cases.update(one.id, (known) => counted(known, run));
  await deps.cases.setRun(run.run, one.id);
  await deps.queue.put(countTask(one.id, deps.now()));
  return true;
};

/** A repetition after a crash comes soon: so many ends are remembered. */
const mostCounted = 50;

/** With this end of a run counted, once. */
const counted = (one: TriageCase, run: Run): TriageCase => {
  const end = endOf(run);
  if (one.counted.includes(end)) return one;
  return {
    ...one,
    ...latest(one, run, run.endedAt ?? run.startedAt),
    ...{ count: one.count + 1, counted: [...one.counted, end].slice(-mostCounted) },
  };
};

/** What can be done is done about the latest run. */
const latest = (one: TriageCase, run: Run, endedAt: number): Partial<TriageCase> =>
  one.state.kind === "open"
    ? {
        ...{ run: run.run, startedAt: run.startedAt, endedAt, lastAt: endedAt, parameters: run.parameters },
        ...(run.url && { url: run.url }),
      }
    : { lastAt: endedAt };

/** A card that counts is edited once in this time. */
const countEveryMs = 5_000;

const CountTask = z.object({ case: z.string(), at: z.number() });

const countTask = (id: string, now: number): Task => {
  const at = (Math.floor(now / countEveryMs) + 1) * countEveryMs;
  const name = `triage-count:${id}:${at}`;
  return { id: name, orderingKey: name, kind: "triage-count", payload: { case: id, at } };
};

/** Shows the count of a card. */
export const countStep =
  (deps: TriageDeps): Step =>
  async (lease) => {
    const { case: id, at } = CountTask.parse(lease.payload);
    const inMs = at - deps.now();
    if (inMs > 0) return { state: "again", inMs };
    const one = await deps.cases.read(id);
    if (one) await showCase(deps, one);
    return { state: "done" };
  };
