import { z } from "zod";
import type { Actor } from "./ports/actor.ts";
import type { Journal, JournalEntry } from "./ports/journal.ts";
import type { Place } from "./ports/place.ts";

/* The audit: one view of the journal. Who did, or tried to do, what to jobs, runs, questions and threads. */

export const AuditAction = z.enum([
  "start",
  "confirm",
  "decline",
  "cancel",
  "reset",
  "remove",
  "sql",
  "login",
  "logout",
  "repair",
  "retry",
  "email",
  "escalate",
  "ignore",
  "heed",
  "judge",
  "remember",
  "forget",
  "alert",
]);
export type AuditAction = z.infer<typeof AuditAction>;

export interface AuditEntry extends Omit<JournalEntry, "kind" | "agent" | "details"> {
  action: AuditAction;
  parameters: Record<string, string>;
}

/** One act to be noted. `id` names it for ever, so that a repetition after a crash is noted once. */
export interface AuditedAct {
  id: string;
  actor: Actor;
  place: Pick<Place, "platform" | "channelId" | "thread">;
  action: AuditAction;
  job?: string | undefined;
  run?: string | undefined;
  parameters?: Readonly<Record<string, string>>;
  outcome: string;
}

export interface Audit {
  note(act: AuditedAct): Promise<void>;
  /** The acts from a moment on (epoch ms), oldest first. */
  since(at: number): AsyncIterable<AuditEntry>;
}

export const createAudit = (journal: Journal, now: () => number = Date.now): Audit => ({
  note: ({ id, actor, place: { platform, channelId, thread }, action, job, run, parameters = {}, outcome }) =>
    journal.append({
      id: `${action}:${id}`,
      at: now(),
      kind: action,
      actor,
      place: { platform, channelId, thread },
      ...(job !== undefined && { job }),
      ...(run !== undefined && { run }),
      outcome,
      details: { parameters },
    }),
  since: async function* (at) {
    for await (const entry of journal.query({ from: at, kinds: AuditAction.options })) yield auditEntry(entry);
  },
});

const Parameters = z.record(z.string(), z.string()).catch({});

const auditEntry = ({ kind, agent: _, details, ...rest }: JournalEntry): AuditEntry => ({
  ...rest,
  action: AuditAction.parse(kind),
  parameters: Parameters.parse(details["parameters"]),
});
