import { z } from "zod";
import { Problem } from "../../../src/errors.ts";

/**
 * An error of the driver or the server, without what it quotes from statements and rows. `taken`: whether the server may
 * have done what was asked.
 */
export class DatabaseFault extends Error {
  override readonly name = "DatabaseFault";
  /** A SQLSTATE, or the code of a system call. */
  readonly code: string;
  readonly taken: "no" | "unknown";

  constructor(code: string, message: string, taken: "no" | "unknown") {
    super(message);
    this.code = code;
    this.taken = taken;
  }
}

/** `connecting`: nothing was sent yet. */
type Phase = "connecting" | "asking";

/** What an error of the driver means to whoever asked. */
export const problemOf = (thrown: unknown, phase: Phase): Problem => {
  if (thrown instanceof Problem && phase === "asking") return thrown;
  const fault = faultFrom(thrown, phase);
  const options = {
    retry: "later",
    detail: ["PostgreSQL:", fault.code, fault.message].filter(Boolean).join(" "),
    cause: fault,
  } as const;
  if (fault.code === codes.diskFull) return Problem.of("store.full", {}, options);
  if (fault.code === codes.forbidden) return Problem.of("store.rights", {}, options);
  if (isAway(fault)) return Problem.of("store.unavailable", {}, options);
  return Problem.of("store.failed", {}, options);
};

/** No answer in time. */
export const lateProblem = (): Problem => problemOf(new DatabaseFault("", "no answer in time", "unknown"), "asking");

/** The stores are closed, because the process ends. */
export const closedProblem = (): Problem => Problem.of("store.closed", {}, { retry: "later" });

/** The fault behind a problem of ours. */
export const faultOf = ({ cause }: Problem): DatabaseFault | undefined =>
  cause instanceof DatabaseFault ? cause : undefined;

/** Whether the server refused the login: the password may be an old one. */
export const isLoginRefused = (problem: Problem): boolean => faultOf(problem)?.code.startsWith("28") ?? false;

/** Whether the connection is of no use any more: it is broken, or leads to a server that does not take changes. */
export const isBroken = (problem: Problem): boolean => {
  const fault = faultOf(problem);
  return fault === undefined || !isOfServer(fault) || fault.code === codes.readOnly || fault.code.startsWith("57P");
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes = {
  forbidden: "42501",
  diskFull: "53100",
  /** After a fail-over: the server follows another one now. */
  readOnly: "25006",
};

/** Classes and codes of a server that is away, full, starting or stopping, or that refuses the login; and of collisions. */
const away = ["08", "28", "3D", "40", "53", "57P", codes.readOnly];

const isAway = (fault: DatabaseFault): boolean =>
  !isOfServer(fault) || away.some((code) => fault.code.startsWith(code));

/** What the server itself answered has a SQLSTATE. */
const isOfServer = ({ code }: DatabaseFault): boolean => /^[0-9A-Z]{5}$/.test(code) && !/^E[A-Z]{4}$/.test(code);

const Thrown = z.object({ code: z.string().catch(""), message: z.string().catch("") });

const faultFrom = (thrown: unknown, phase: Phase): DatabaseFault => {
  if (thrown instanceof DatabaseFault) return thrown;
  // Several addresses of one host failed.
  const first = thrown instanceof AggregateError ? thrown.errors[0] : thrown;
  // No password could be had.
  if (first instanceof Problem) return new DatabaseFault("", first.message.slice(0, 300), "no");
  const { code, message } = Thrown.catch({ code: "", message: String(first) }).parse(first);
  const fault = new DatabaseFault(code, message.slice(0, 300), "no");
  return phase === "connecting" || isOfServer(fault) ? fault : new DatabaseFault(code, fault.message, "unknown");
};
