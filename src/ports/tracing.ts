import { z } from "zod";
import { Json } from "./json.ts";

/** Tokens that a language model read and wrote. */
export const Tokens = z.object({ input: z.number(), output: z.number() });
export type Tokens = z.infer<typeof Tokens>;

/** Something that was done for a turn, a run or a case, as a trace shows it. Times are epoch ms. */
export const Span = z.object({
  /** 32 hex digits, the same for every span of the trace on whatever replica. */
  trace: z.string(),
  /** 16 hex digits. A span that is sent twice under one id counts once. */
  id: z.string(),
  /** Undefined: the root. */
  parent: z.string().optional(),
  kind: z.enum(["workflow", "plan", "agent", "model", "tool", "step"]),
  /** Which agent, model or job it is, or what was done. */
  name: z.string(),
  startedAt: z.number(),
  endedAt: z.number(),
  /** Code of the problem that ended it. */
  error: z.string().optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  tokens: Tokens.optional(),
  /** Texts of people and data; there only if the configuration wants them. `messages` are those of a conversation. */
  inputs: z.record(z.string(), Json).optional(),
  outputs: z.record(z.string(), Json).optional(),
  /** Of a root: what its trace is found by. */
  tags: z.record(z.string(), z.string()).optional(),
  user: z.string().optional(),
  thread: z.string().optional(),
});
export type Span = z.infer<typeof Span>;

/** What a person thinks of what a trace is about. `undefined`: nothing any more. */
export interface Assessment {
  /** Who it is. */
  source: string;
  isGood: boolean | undefined;
  rationale: string;
}

/** Where traces go. */
export interface TraceSink {
  /** Sends a span soon. It is lost if the process dies before, or the service is away for long. */
  add(span: Span): void;
  /** Sends a span after those that were added. Resolves when it was received; rejects with a Problem `traces.*`. */
  send(span: Span): Promise<void>;
  /**
   * Attaches what a person thinks to a trace, in place of what that person thought before (`known`), and returns what is
   * `known` next time. Where the service has no such call, nothing happens. Rejects with a Problem `traces.*`.
   */
  assess(trace: string, assessment: Assessment, known: string | undefined): Promise<string | undefined>;
  /** Sends what was added, as far as that goes quickly. */
  close(): Promise<void>;
}
