import { z } from "zod";
import type { Actor } from "../ports/actor.ts";
import type { Json } from "../ports/json.ts";
import type { JournalEntry } from "../ports/stores/journal.ts";
import type { TriageCase } from "./triage-case.ts";
import type { TriageDeps } from "./triage-deps.ts";

/* What the journal keeps of failures: each decision, what came of it, and what policies have set going. */

/** Who acts where no person does. */
export const policyActor: Actor = { platform: "bot", tenant: "bot", user: "policy", name: "the job's policy" };

type HistoryDeps = Pick<TriageDeps, "journal" | "now">;

const month = 30 * 24 * 3_600_000;
const day = 24 * 3_600_000;

/** Writes down what was decided about a failure, once. */
export const noteDecision = (deps: HistoryDeps, one: TriageCase): Promise<void> => {
  const { class: failure, action, priority, confidence, cause, attempt, evidence } = one.decision;
  return deps.journal.append({
    ...about(one),
    id: `triage:${one.id}`,
    at: deps.now(),
    kind: "triage",
    actor: one.starter ?? policyActor,
    outcome: "open",
    details: { signature: one.signature, class: failure, action, priority, confidence, cause, attempt, evidence },
  });
};

/** What came of it. */
export const amendDecision = async (
  { journal }: HistoryDeps,
  one: TriageCase,
  outcome: string | undefined,
  details: Record<string, Json>,
): Promise<void> => {
  await journal.amend(`triage:${one.id}`, { ...(outcome !== undefined && { outcome }), details });
};

const about = (one: TriageCase): Pick<JournalEntry, "job" | "place" | "run"> => {
  const { platform, channelId, thread } = one.posted?.place ?? { platform: "bot", channelId: "", thread: "" };
  return { job: one.job ?? one.number, run: one.run, place: { platform, channelId, thread } };
};

const Known = z.object({ signature: z.string(), mended: z.boolean().default(false) });

/** How often failures of this signature were seen in the last month, and how often running again helped. */
export const earlierOf = async (
  { journal, now }: HistoryDeps,
  { job, signature }: { job: string; signature: string },
): Promise<TriageCase["before"]> => {
  const before = { count: 0, mended: 0 };
  for await (const { details } of journal.query({ kinds: ["triage"], job, from: now() - month })) {
    const known = Known.safeParse(details).data;
    if (known?.signature !== signature) continue;
    before.count += 1;
    before.mended += known.mended ? 1 : 0;
  }
  return before;
};

const Spent = z.object({ minutes: z.number() });

/** Minutes of run time that the policy of a job has set going within a day, for other failures than this one. */
export const spentMinutes = async ({ journal, now }: HistoryDeps, job: string, one: TriageCase): Promise<number> => {
  let minutes = 0;
  for await (const { id, details } of journal.query({ kinds: ["triage-auto"], job, from: now() - day }))
    if (id !== `triage-auto:${one.id}`) minutes += Spent.safeParse(details).data?.minutes ?? 0;
  return minutes;
};

/** Writes down that a policy sets something going, once per failure. */
export const noteSpending = (deps: HistoryDeps, one: TriageCase, minutes: number): Promise<void> =>
  deps.journal.append({
    ...about(one),
    id: `triage-auto:${one.id}`,
    at: deps.now(),
    kind: "triage-auto",
    actor: policyActor,
    outcome: one.decision.action,
    details: { minutes },
  });
