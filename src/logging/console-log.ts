import { format } from "node:util";
import { shortened } from "../text/shorten.ts";
import type { Log } from "./log.ts";

/** Characters of one line that a library writes. */
const mostCharacters = 2_000;

/**
 * Sends what libraries write to the console to the log: stdout holds JSON lines only, or is somebody's terminal. Returns
 * how to undo it.
 */
export const routeConsole = (log: Log, to: Console = globalThis.console): (() => void) => {
  const write =
    (level: "debug" | "info" | "warn" | "error") =>
    (...words: unknown[]): void =>
      log[level]({ event: "console.line" }, shortened(format(...words), mostCharacters));
  const { debug, info, log: plain, warn, error, trace } = to;
  Object.assign(to, {
    debug: write("debug"),
    trace: write("debug"),
    info: write("info"),
    log: write("info"),
    warn: write("warn"),
    error: write("error"),
  });
  return () => void Object.assign(to, { debug, info, log: plain, warn, error, trace });
};
