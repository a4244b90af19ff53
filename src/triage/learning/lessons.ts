import { z } from "zod";
import { FailureClass, Priority, TriageAction } from "../../config/triage-config.ts";
import type { Journal, JournalEntry } from "../../ports/stores/journal.ts";

/** What the journal knows of one decision, and what came of it. */
export interface Lesson {
  id: string;
  at: number;
  job: string;
  run: string;
  signature: string;
  class: FailureClass;
  action: TriageAction;
  priority: Priority;
  confidence: number;
  cause: string;
  /** The words of the error. */
  evidence: string[];
  /** `open`, `green`, `failed again`. */
  outcome: string;
  /** It was run again from its card, and that helped or not. */
  mended: boolean;
  tried: boolean;
  greenAt?: number | undefined;
  /** What a person said that it really was. */
  really?: FailureClass | undefined;
}

const Details = z.object({
  signature: z.string(),
  class: FailureClass,
  action: TriageAction,
  priority: Priority,
  confidence: z.number(),
  cause: z.string(),
  evidence: z.array(z.string()).default([]),
  mended: z.boolean().default(false),
  greenAt: z.number().optional(),
  really: FailureClass.optional(),
});

/** The decisions from a moment on (epoch ms), oldest first. */
export async function* lessonsSince(journal: Journal, since: number): AsyncGenerator<Lesson> {
  for await (const entry of journal.query({ from: since, kinds: ["triage"] })) {
    const details = Details.safeParse(entry.details).data;
    if (details) yield lessonOf(entry, details);
  }
}

const lessonOf = ({ id, at, job, run, outcome }: JournalEntry, details: z.infer<typeof Details>): Lesson => ({
  ...details,
  ...{ id, at, job: job ?? "", run: run ?? "", outcome },
  tried: details.mended || outcome === "failed again",
});
