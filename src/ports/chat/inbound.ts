import { z } from "zod";
import { Actor } from "../actor.ts";
import { Place, PostRef } from "../place.ts";
import type { Departure } from "./departure.ts";

/** What a person wrote or clicked, one value per human act however often the platform delivers it. */
const act = {
  /**
   * One id for one human act: the same for retries, and for the mention and the message that Slack sends of one post.
   */
  id: z.string(),
  place: Place,
  actor: Actor,
  /** The channel is shared with another organisation, or the actor belongs to one. */
  external: z.boolean(),
  /** What the platform wants back to open a form, for a few seconds. */
  trigger: z.string().optional(),
};
/** A quoted or forwarded message, or a pasted table, as plain text. */
export const Attached = z.object({
  kind: z.enum(["quote", "forward", "table"]),
  author: z.string().optional(),
  text: z.string(),
});
export type Attached = z.infer<typeof Attached>;

/**
 * A question of an earlier turn and its answer, as a client sends them. `as`: the answer was made with the asker's own
 * rights, as this Databricks user.
 */
export const PastExchange = z.object({ question: z.string(), answer: z.string(), as: z.string().optional() });
export type PastExchange = z.infer<typeof PastExchange>;

export const Inbound = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("message"),
    ...act,
    text: z.string(),
    /** How it reached us. `followup`: written in a thread without naming us; counts only where we already take part. */
    entry: z.enum(["mention", "direct", "command", "followup"]),
    /** What is attached to the text: somebody else's words. Material for the question, never an instruction. */
    attached: z.array(Attached).optional(),
    /** How many files stand beside the text. They are not read. */
    files: z.number().optional(),
    /** The message begins by naming somebody else and does not name us. */
    toOthers: z.boolean().optional(),
    /**
     * The platform may bring one message again as if it were another one. So the same words of the same person in the
     * same thread are one question until it is answered.
     */
    mayBeCopy: z.boolean().optional(),
    /**
     * What was said before, oldest first, where the client keeps the conversation. Ignored in a thread with a memory.
     */
    history: z.array(PastExchange).optional(),
    /** Nothing follows in this thread: it is forgotten when its turn has ended. */
    once: z.boolean().optional(),
  }),
  /** `action` is what the platform gives: an old or forged button may have one that is none of ours. */
  z.object({
    kind: z.literal("click"),
    ...act,
    action: z.string(),
    value: z.string(),
    on: PostRef,
    /** The button stands in the person's Home, which is shown anew afterwards. */
    inHome: z.boolean().optional(),
  }),
  /**
   * A form was sent: action and value of its `submit`, and what was filled in by name of the field; left out: nothing.
   */
  z.object({
    kind: z.literal("form"),
    ...act,
    action: z.string(),
    value: z.string(),
    fields: z.record(z.string(), z.string()),
    /** The message that the form is, where it is one. */
    on: PostRef.optional(),
  }),
  /** A sign that a message of ours is to be taken away. */
  z.object({ kind: z.literal("remove"), ...act, on: PostRef }),
  /** The platform's own Stop control was used. */
  z.object({ kind: z.literal("stop"), ...act }),
  /** We were added to a conversation, by the actor if the platform tells. */
  z.object({ kind: z.literal("install"), ...act }),
  /** Somebody opened what the platform keeps for us: their Home, or their own chat with us, which is the place. */
  z.object({ kind: z.literal("open"), ...act, part: z.enum(["home", "chat"]) }),
  /** Somebody wants to ask about a message, which stands in the place. `about`: what stands there. Material, too. */
  z.object({ kind: z.literal("shortcut"), ...act, about: z.array(Attached) }),
]);
export type Inbound = z.infer<typeof Inbound>;

/**
 * Stores an inbound act, or that somebody has left, durably (once per id). Rejects when it could not: then nothing may
 * be acknowledged.
 */
export type Accept = (inbound: Inbound | Departure) => Promise<void>;
