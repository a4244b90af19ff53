import { z } from "zod";
import { Problem } from "../../src/errors.ts";

/** Why the file cannot be opened, for the operator. */
export const openProblem = (thrown: unknown, path: string): Problem =>
  thrown instanceof Problem
    ? thrown
    : Problem.of(codeOfOpening(thrown), { path }, { cause: thrown, detail: detailOf(thrown, path) });

const codeOfOpening = (thrown: unknown): "store.newer" | "store.busy" | "store.corrupt" | "store.unwritable" => {
  if (thrown instanceof RangeError) return "store.newer";
  switch (codeOf(thrown)) {
    case codes.busy:
    case codes.locked:
      return "store.busy";
    case codes.corrupt:
    case codes.notADatabase:
      return "store.corrupt";
    default:
      return "store.unwritable";
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
  if (nodeCodeOf(thrown) === "ERR_INVALID_STATE") return closedProblem(thrown);
  const code = codeOf(thrown) === codes.full ? "store.full" : "store.failed";
  return Problem.of(code, {}, { retry: "later", cause: thrown, detail: detailOf(thrown, path) });
};

/** The stores are closed, because the process ends. */
export const closedProblem = (cause?: unknown): Problem => Problem.of("store.closed", {}, { retry: "later", cause });

/** https://www.sqlite.org/rescode.html; the extended codes hold these in their low byte. */
const codes = { busy: 5, locked: 6, corrupt: 11, full: 13, notADatabase: 26 };

/** The code of an error that shows a damaged file. */
export const { corrupt } = codes;

const Coded = z.object({ errcode: z.number() });
const NodeCoded = z.object({ code: z.string() });

const codeOf = (thrown: unknown): number | undefined => {
  const parsed = Coded.safeParse(thrown);
  return parsed.success ? parsed.data.errcode & 0xff : undefined;
};

const nodeCodeOf = (thrown: unknown): string | undefined => NodeCoded.safeParse(thrown).data?.code;

const detailOf = (thrown: unknown, path: string): string =>
  `${path}: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
