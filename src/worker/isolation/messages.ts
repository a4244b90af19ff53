import { z } from "zod";
import { asProblem, Failure, isBug, Problem } from "../../errors.ts";
import type { Json } from "../../ports/json.ts";
import { Place } from "../../ports/place.ts";
import { Lease, Settled } from "../../ports/stores/queue.ts";

/* What the bot and the process that runs tasks apart from the others say to each other. */

/**
 * Any value: what came by this way is JSON already, and a schema that copies it would lose keys such as `__proto__`.
 */
export const Wired = z.custom<Json>(() => true);

const Failed = Failure.extend({
  isBug: z.boolean(),
  retry: z.enum(["later", "never"]),
  afterMs: z.number().optional(),
  detail: z.string(),
});

export const ToChild = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run"), lease: Lease.extend({ payload: Wired }), jobsPlace: Place.optional() }),
  z.object({ type: z.literal("reply"), call: z.number(), value: Wired.optional() }),
  z.object({ type: z.literal("refusal"), call: z.number(), failed: Failed }),
]);
export type ToChild = z.infer<typeof ToChild>;

export const ToParent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  /** Asks the bot's stores. */
  z.object({ type: z.literal("call"), call: z.number(), name: z.string(), args: z.array(Wired) }),
  z.object({ type: z.literal("settled"), task: z.string(), settled: Settled }),
  z.object({ type: z.literal("failed"), task: z.string(), failed: Failed }),
]);
export type ToParent = z.infer<typeof ToParent>;

/** A thrown value as it is sent, and the Problem that it is on the other side. */
export const failedOf = (thrown: unknown): z.infer<typeof Failed> => {
  const { code, sentence, retry, afterMs, message } = asProblem(thrown);
  return {
    code,
    sentence,
    retry,
    isBug: isBug(thrown),
    ...(afterMs !== undefined && { afterMs }),
    detail: message.slice(0, 2_000),
  };
};

export const problemOf = ({ code, sentence, isBug, ...how }: z.infer<typeof Failed>): Problem => {
  const { retry, afterMs, detail } = how;
  // The cause stays where it was thrown; what matters of it is whether the system was behind it.
  const cause = isBug ? undefined : Object.assign(new Error(detail), { syscall: "in another process" });
  return new Problem(code, sentence, { retry, detail, cause, ...(afterMs !== undefined && { afterMs }) });
};

/** Argument of the program that begins as such a process. */
export const isolatedFlag = "--isolated";

/** The outcome of a task that kills processes. */
export const poisonProblem = (detail: string): Problem => Problem.of("task.poison", {}, { detail });
