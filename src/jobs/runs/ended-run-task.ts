import { z } from "zod";
import { Posted } from "../../delivery/post-claim.ts";
import type { Task } from "../../ports/stores/queue.ts";

/** A run has ended, here or elsewhere: what is to be told of it beyond that follows. */
export const EndedRun = z.object({
  run: z.string(),
  /** Number of the job. */
  number: z.string(),
  endedAt: z.number(),
  /** The message in which its starter was told. Absent: nobody was. */
  notice: Posted.optional(),
});
export type EndedRun = z.infer<typeof EndedRun>;

/** The task that finds out what the end of a run means, once per end. Those of one job come one after the other. */
export const endedTask = (ended: EndedRun): Task => ({
  id: `ended:${ended.run}:${ended.endedAt}`,
  orderingKey: `triage:${ended.number}`,
  kind: "ended",
  payload: ended,
});
