import { z } from "zod";
import { Actor } from "./actor.ts";
import { Place } from "./place.ts";

/** Who did what to a job: what is kept for those who must be able to look it up later. */
export const AuditEntry = z.object({
  /** Names the act for ever. */
  id: z.string(),
  /** Epoch ms. */
  at: z.number(),
  actor: Actor,
  action: z.enum(["start", "confirm", "decline", "cancel"]),
  /** Id of the job in our configuration. */
  job: z.string(),
  run: z.string().optional(),
  parameters: z.record(z.string(), z.string()),
  place: Place.pick({ platform: true, channelId: true, thread: true }),
  outcome: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** An append-only log. Nothing changes or removes an entry before its time. */
export interface Audit {
  /** Adds an entry, once per id. */
  append(entry: AuditEntry): Promise<void>;
  /** The entries from a moment on (epoch ms), oldest first. */
  since(at: number): AsyncIterable<AuditEntry>;
}
