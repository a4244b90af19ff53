import { z } from "zod";
import { asProblem, Problem } from "../errors.ts";
import { type Json, Lease, Place, Settled } from "../ports.ts";

/* What the bot and the process that runs one task apart from the others say to each other. */

/** Any value: what came by this way is JSON already, and a schema that copies it would lose keys such as `__proto__`. */
export const Wired = z.custom<Json>(() => true);

const Failed = z.object({
  code: z.string(),
  sentence: z.string(),
  retry: z.enum(["later", "never"]),
  afterMs: z.number().optional(),
  detail: z.string(),
});

export const ToChild = z.discriminatedUnion("type", [
  z.object({ type: z.literal("run"), lease: Lease.extend({ payload: Wired }), room: Place.optional() }),
  z.object({ type: z.literal("reply"), call: z.number(), value: Wired.optional() }),
  z.object({ type: z.literal("refusal"), call: z.number(), failed: Failed }),
]);
export type ToChild = z.infer<typeof ToChild>;

export const ToParent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  /** Asks the bot's stores. */
  z.object({ type: z.literal("call"), call: z.number(), name: z.string(), args: z.array(Wired) }),
  z.object({ type: z.literal("settled"), settled: Settled }),
  z.object({ type: z.literal("failed"), failed: Failed }),
]);
export type ToParent = z.infer<typeof ToParent>;

/** A thrown value as it is sent, and the Problem that it is on the other side. */
export const failedOf = (thrown: unknown): z.infer<typeof Failed> => {
  const { code, sentence, retry, afterMs, message } = asProblem(thrown);
  return { code, sentence, retry, ...(afterMs !== undefined && { afterMs }), detail: message.slice(0, 2_000) };
};

export const problemOf = ({ code, sentence, ...how }: z.infer<typeof Failed>): Problem => {
  const { retry, afterMs, detail } = how;
  return new Problem(code, sentence, { retry, detail, ...(afterMs !== undefined && { afterMs }) });
};

/** Argument of the program that begins as such a process. */
export const isolatedFlag = "--isolated";

/** Code of a task that was given up because processes died of it. */
export const poison = "task.poison";

/** What is said of a task that is given up without another try. */
export const poisonProblem = (detail: string): Problem =>
  new Problem(
    poison,
    "This request made me crash each time I tried it, so I have given it up. Please ask in other words; if it happens again, tell an administrator.",
    { detail },
  );
