import { createHash } from "node:crypto";
import { z } from "zod";
import { Actor } from "../../ports/actor.ts";
import { Place, PostRef } from "../../ports/place.ts";
import type { Records } from "../../ports/stores/records.ts";
import { retention } from "../../retention.ts";

/** Somebody's wish to start a job, from the first word to the run, or to its end without one. */
export const Proposal = z.object({
  /** The act that it began with; names the run for ever. */
  id: z.string(),
  /** Id of the job in our configuration. */
  job: z.string(),
  actor: Actor,
  place: Place,
  /** What the person said. */
  words: z.string(),
  /** As they were given; checked before each use. */
  given: z.record(z.string(), z.string()),
  /** The supervisor understood a sentence so; else it was a command. */
  supervised: z.boolean(),
  /** The person said it in so many words; else it is confirmed, whatever the settings. */
  isSpoken: z.boolean().default(true),
  /** Parameters whose values the person's words do not hold: they are marked, and confirmed. */
  proposed: z.array(z.string()).default([]),
  /** The same person ordered the same a moment ago, or the platform delivered the order twice: it is confirmed. */
  isRepeated: z.boolean().default(false),
  at: z.number(),
  /** The message that shows how it goes. */
  posted: z.object({ ref: PostRef, place: Place }).optional(),
});
export type Proposal = z.infer<typeof Proposal>;

/** What a person, or the clock, does about a proposal that waits. */
export const Act = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("begin"), trigger: z.string().optional() }),
  /** Wants to see the form again. */
  z.object({ kind: z.literal("open"), trigger: z.string().optional() }),
  /** `on`: the form itself, where it is a message. */
  z.object({ kind: z.literal("fill"), fields: z.record(z.string(), z.string()), on: PostRef.optional() }),
  z.object({ kind: z.literal("decide"), start: z.boolean(), by: Actor }),
  z.object({ kind: z.literal("expire") }),
]);
export type Act = z.infer<typeof Act>;

/** The records of proposals. */
export interface Proposals {
  read(id: string): Promise<Proposal | undefined>;
  /** Only if there is none yet. */
  add(proposal: Proposal): Promise<boolean>;
  write(proposal: Proposal): Promise<void>;
  /** Notes who orders this. False: another act ordered the same a moment ago. */
  isFirstToOrder(proposal: Proposal): Promise<boolean>;
  /** `closed`: it has come to its end, and everything about that was said. */
  phase(id: string): Promise<"open" | "closed">;
  close(id: string): Promise<void>;
}

export const createProposals = (records: Records): Proposals => ({
  read: async (id) => {
    const record = await records.read(`proposal:${id}`);
    return record && Proposal.parse(record.value);
  },
  add: (proposal) => records.add(`proposal:${proposal.id}`, proposal, retention.proposals),
  write: (proposal) => records.write(`proposal:${proposal.id}`, proposal, retention.proposals),
  isFirstToOrder: async (proposal) => {
    const key = `ordered:${orderOf(proposal)}`;
    if (await records.add(key, proposal.id, retention.orders)) return true;
    return (await records.read(key))?.value === proposal.id;
  },
  phase: async (id) => ((await records.read(`proposal-closed:${id}`)) ? "closed" : "open"),
  close: (id) => records.write(`proposal-closed:${id}`, true, retention.proposals),
});

/** The same for two proposals by which one person orders the same in one channel. */
const orderOf = ({ actor, place, job, given }: Proposal): string =>
  createHash("sha256")
    .update(
      JSON.stringify([actor.platform, actor.tenant, actor.user, place.channelId, job, Object.entries(given).sort()]),
    )
    .digest("hex");
