import { z } from "zod";
import type { Actor } from "../ports/actor.ts";
import type { Place } from "../ports/place.ts";
import type { Journal, JournalEntry } from "../ports/stores/journal.ts";

/* The audit: one view of the journal. Who did, or tried to do, what to jobs, runs, questions and threads. */

export const AuditAction = z.enum([
  "start",
  "confirm",
  "decline",
  "cancel",
  "reset",
  "remove",
  "sql",
  "ask",
  "look",
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
  /** The questions from a moment on, with whose rights they were asked, and what came of them, oldest first. */
  questions(at: number): AsyncIterable<AuditEntry>;
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
  questions: async function* (at) {
    for await (const entry of journal.query({ from: at, kinds: ["turn"] })) yield questionEntry(entry);
  },
});

/** What a turn's entry says of its question. */
const Asked = z.object({
  question: z.string().catch(""),
  agents: z.array(z.string()).catch([]),
  as: z.array(z.string()).catch([]),
  queries: z.array(z.object({ agent: z.string(), sql: z.string(), rows: z.number().optional() })).catch([]),
});

const questionEntry = ({ kind: _, agent: __, details, ...rest }: JournalEntry): AuditEntry => {
  const { question, agents, as, queries } = Asked.parse(details);
  return {
    ...rest,
    action: "ask",
    parameters: {
      agents: agents.join(","),
      rights: as.length > 0 ? `own ${as.join(",")}` : "bot",
      ...(queries.length > 0 && { rows: queries.map(({ rows = "?" }) => rows).join(",") }),
      question,
      ...(queries.length > 0 && { sql: queries.map(({ sql }) => sql).join(";\n") }),
    },
  };
};

const Parameters = z.record(z.string(), z.string()).catch({});

const auditEntry = ({ kind, agent: _, details, ...rest }: JournalEntry): AuditEntry => ({
  ...rest,
  action: AuditAction.parse(kind),
  parameters: Parameters.parse(details["parameters"]),
});
