import { z } from "zod";
import { Problem, type ProblemCode } from "../../src/errors.ts";

/** Why the file cannot be opened, for the operator. */
export const openProblem = (thrown: unknown, path: string): Problem => {
  const problem = (code: ProblemCode, sentence: string): Problem =>
    new Problem(code, sentence, { cause: thrown, detail: detailOf(thrown, path) });
  if (thrown instanceof RangeError)
    return problem(
      "store.newer",
      `The data file ${path} was written by a newer version of this program. Start that version, or set DATA_DIR to another folder.`,
    );
  switch (codeOf(thrown)) {
    case codes.busy:
    case codes.locked:
      return problem(
        "store.busy",
        `The data file ${path} is in use by another process. One file serves one bot: stop the other one, or give both the same REDIS_URL to run several side by side.`,
      );
    case codes.corrupt:
    case codes.notADatabase:
      return problem(
        "store.corrupt",
        `The data file ${path} is damaged or not a database. Move it away to start with an empty one, or put a backup in its place.`,
      );
    default:
      return problem(
        "store.unwritable",
        `I cannot write the data file ${path}. Give this process write access to its folder, or set DATA_DIR to another one.`,
      );
  }
};

/** The damage that an error of the open file shows; undefined: it is no damage. */
export const damageProblem = (thrown: unknown, path: string): Problem | undefined => {
  const code = codeOf(thrown);
  return code === codes.corrupt || code === codes.notADatabase ? openProblem(thrown, path) : undefined;
};

/** Why the open file did not serve. */
export const useProblem = (thrown: unknown, path: string): Problem => {
  if (thrown instanceof Problem) return thrown;
  const problem = (code: ProblemCode, sentence: string): Problem =>
    new Problem(code, sentence, { retry: "later", cause: thrown, detail: detailOf(thrown, path) });
  if (nodeCodeOf(thrown) === "ERR_INVALID_STATE") return closedProblem(thrown);
  if (codeOf(thrown) === codes.full)
    return problem(
      "store.full",
      "I can't save anything at the moment because my disk is full. Please tell an administrator, and try again once there is space.",
    );
  return problem(
    "store.failed",
    "I couldn't read or write my memory just now. Please try again; if it happens twice, tell an administrator to look at my log.",
  );
};

/** The stores are closed, because the process ends. */
export const closedProblem = (cause?: unknown): Problem =>
  new Problem("store.closed", "I'm being restarted right now. Please try again in a minute.", {
    retry: "later",
    cause,
  });

/** https://www.sqlite.org/rescode.html; the extended codes hold these in their low byte. */
const codes = { busy: 5, locked: 6, corrupt: 11, full: 13, notADatabase: 26 };

/** What an error of ours carries that tells of a damaged file. */
export const { corrupt } = codes;

const codeOf = (thrown: unknown): number | undefined => {
  const parsed = z.object({ errcode: z.number() }).safeParse(thrown);
  return parsed.success ? parsed.data.errcode & 0xff : undefined;
};

const nodeCodeOf = (thrown: unknown): string | undefined => z.object({ code: z.string() }).safeParse(thrown).data?.code;

const detailOf = (thrown: unknown, path: string): string =>
  `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
