import { z } from "zod";
import { redacted } from "./logging/redact.ts";
import { isProblemCode, type ProblemCode, type ProblemValues, problems, sentenceOf } from "./problems/all-problems.ts";
import { networkAdvice, networkCodeOf } from "./problems/network-advice.ts";

export type { ProblemCode } from "./problems/all-problems.ts";

/** What a person is told: what happened, what it means, what to do next. Plain words, no markup, no secret. */
export const Failure = z.object({
  /** One that another version of this program stored, and this one does not know, becomes `internal`. */
  code: z.custom<ProblemCode>(isProblemCode).catch("internal"),
  /** One or two plain sentences for the person who asked. */
  sentence: z.string(),
});
export type Failure = z.infer<typeof Failure>;

export interface ProblemOptions {
  /** Whether the same call may succeed later; `afterMs` is the wait the service asked for. */
  retry?: "later" | "never";
  afterMs?: number;
  /** For the operator's log only. Never shown to a person, never a secret. */
  detail?: string;
  cause?: unknown;
}

/** The one error type that crosses a port. Thrown in adapters, decided in worker.ts, spoken in reply/. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly sentence: string;
  readonly retry: "later" | "never";
  readonly afterMs: number | undefined;

  constructor(code: ProblemCode, sentence: string, options: ProblemOptions = {}) {
    super(options.detail ? `${code}: ${options.detail}` : `${code}: ${sentence}`, { cause: options.cause });
    this.name = "Problem";
    this.code = code;
    this.sentence = sentence;
    this.retry = options.retry ?? "never";
    this.afterMs = options.afterMs;
  }

  /** A problem in the words of its catalogue. */
  static of<Code extends ProblemCode>(code: Code, values: ProblemValues<Code>, options: ProblemOptions = {}): Problem {
    return new Problem(code, sentenceOf(code, values), options);
  }

  get failure(): Failure {
    return { code: this.code, sentence: this.sentence };
  }

  /** The operator's words alone, without the code. */
  get detail(): string {
    return this.message.slice(this.code.length + 2);
  }
}

/** Any thrown value as a Problem. One that is not a Problem becomes `internal`, which may be tried again. */
export const asProblem = (thrown: unknown): Problem =>
  thrown instanceof Problem
    ? thrown
    : Problem.of(
        "internal",
        {},
        { retry: "later", detail: thrown instanceof Error ? thrown.message : String(thrown), cause: thrown },
      );

/** True for what arrives while this process shuts down: the platform delivers it again, and nothing is wrong. */
export const isClosing = (thrown: unknown): boolean => asProblem(thrown).code === "store.closed";

/**
 * True for a fault of ours, which no waiting mends: whatever is no Problem, unless a system call or a connection that
 * failed is behind it.
 */
export const isBug = (thrown: unknown): boolean => {
  const { code, cause } = asProblem(thrown);
  return code === "internal" && !causes(cause).some(isOfSystem);
};

/** An error and what caused it, outermost first. */
const causes = (thrown: unknown, most = 5): Error[] =>
  thrown instanceof Error && most > 0 ? [thrown, ...causes(thrown.cause, most - 1)] : [];

/** Node's codes of system calls (`ECONNRESET`) and undici's of connections (`UND_ERR_SOCKET`). */
const isOfSystem = (error: Error): boolean =>
  "syscall" in error || ("code" in error && typeof error.code === "string" && error.code.startsWith("UND_ERR_"));

/** A failure as an operator reads it: what happened, and what to do about it unless that is said. */
export const explainError = (thrown: unknown): { what: string; advice?: string } => {
  const problem = asProblem(thrown);
  const [sentence, said] = [redacted(problem.sentence), redacted(problem.message)];
  if (sendsAway.test(problem.sentence)) return { what: said, advice: adviceOn(problem) };
  return said.endsWith(sentence) ? { what: sentence } : { what: sentence, advice: `(${said})` };
};

/** What to do about a problem: the network's code is nearer to its cause than what is said of all its kind. */
export const adviceOn = (problem: Problem): string =>
  networkAdvice(networkCodeOf(problem)) ?? problems[problem.code].remedy;

/** Sentences that send a person to an administrator, or to try again, say nothing to an operator. */
const sendsAway = /\badministrator\b|\btry again\b|\bask again\b|isn't lost/i;

/** The same in one text, for a terminal. */
export const describeError = (thrown: unknown): string => {
  const { what, advice } = explainError(thrown);
  return advice === undefined ? what : `${what}\n  ${advice}`;
};

/** True for the error that an aborted AbortSignal causes. */
export const isAbort = (thrown: unknown): boolean =>
  thrown instanceof Error && (thrown.name === "AbortError" || thrown.name === "CancelledError");
