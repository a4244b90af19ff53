import { Problem, type ProblemCode } from "../../../src/errors.ts";
import { grouped } from "../../../src/reply/tables/numbers.ts";

/** Refuses a request because of its content. */
export class RequestProblem extends Problem {
  /** The parameter that is to blame, as OpenAI's errors name it. */
  readonly parameter: string | undefined;

  constructor(problem: { code: ProblemCode; sentence: string; cause?: unknown }, parameter?: string) {
    super(problem.code, problem.sentence, { cause: problem.cause });
    this.parameter = parameter;
  }
}

/** A request that cannot be read, and why. */
export const wrong = (reason: string, parameter?: string, cause?: unknown): RequestProblem =>
  new RequestProblem(Problem.of("api.request", { reason }, { cause }), parameter);

/** A request for a feature that this endpoint does not have. */
export const unsupported = (parameter: string): RequestProblem =>
  new RequestProblem(Problem.of("api.unsupported", { parameter }), parameter);

export const tooLarge = (kilobytes: number): RequestProblem =>
  new RequestProblem(Problem.of("api.too-large", { kilobytes }));

export const unknownModel = (model: string, id: string): RequestProblem =>
  new RequestProblem(Problem.of("api.model", { model, id }), "model");

/** A question of more characters than anybody may send at once. */
export const tooLong = (most: number, length: number): RequestProblem =>
  new RequestProblem(Problem.of("message.too-long", { most: grouped(String(most)), length: grouped(String(length)) }));
