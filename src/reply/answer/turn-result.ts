import { z } from "zod";
import { ChartType } from "../../ports/chat/answer-parts.ts";
import { AskOutcome } from "../../ports/databricks/agent.ts";
import { Display } from "../../ports/preference.ts";

/* What a turn has to say, before it is made into a message. */

const Confidence = z.enum(["high", "medium", "low"]);
export type Confidence = z.infer<typeof Confidence>;

/** `[n]` in the markdown cites the n-th outcome. */
export const AnswerResult = z.object({
  kind: z.literal("answer"),
  markdown: z.string(),
  /** What supports it, folded: the agents' own words, where the markdown sums them up. */
  details: z.string().optional(),
  confidence: Confidence,
  notes: z.array(z.string()),
  /** Which of the asker's own wishes were kept in mind: for nobody else's eyes. */
  wishes: z.array(z.string()).optional(),
  suggestions: z.array(z.string()),
  outcomes: z.array(AskOutcome),
  /** How the asker wants rows to be shown, if they said so. */
  display: Display.optional(),
  /** The kind of chart that the question asks for. */
  chart: ChartType.optional(),
});

/** A question back to the person. */
export const ClarifyResult = z.object({
  kind: z.literal("clarify"),
  markdown: z.string(),
  choices: z.array(z.string()),
});
/** An answer that asked no agent. */
export const ReplyResult = z.object({
  kind: z.literal("reply"),
  markdown: z.string(),
  notes: z.array(z.string()),
  /** A language model wrote it. */
  byModel: z.boolean().optional(),
});

export const TurnResult = z.discriminatedUnion("kind", [AnswerResult, ClarifyResult, ReplyResult]);
export type TurnResult = z.infer<typeof TurnResult>;
