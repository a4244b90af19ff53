import { z } from "zod";
import { JobOrder } from "../jobs/job-order.ts";

/** What the model decides. Every key is required, as strict structured output wants it. */
export const Choice = z.object({
  kind: z.enum(["ask", "clarify", "reply", "silent"]),
  asks: z.array(z.object({ agent: z.string(), question: z.string() })),
  confidence: z.number(),
  text: z.string(),
  choices: z.array(z.string()),
  /** What the agents find may show that something else has to be asked. */
  more: z.boolean().default(false),
  /** Why these agents, in a few words, for the person to read. */
  why: z.string().default(""),
});
export type Choice = z.infer<typeof Choice>;

export const ChoiceWithJobs = Choice.extend({
  kind: z.enum([...Choice.shape.kind.options, "job"]),
  job: z
    .object({
      action: JobOrder.shape.action,
      job: z.string(),
      run: z.string(),
      mine: z.boolean(),
      parameters: z.array(z.object({ name: z.string(), value: z.string() })),
    })
    .nullable(),
});
export type JobChoice = NonNullable<z.infer<typeof ChoiceWithJobs>["job"]>;
