import { dirname } from "node:path";
import { pino } from "pino";
import { z } from "zod";
import { makeFolder } from "../folder.ts";
import { redacted, withoutErrors } from "./redact.ts";

/** What a line says besides its words: ids and counts, never texts of people or rows of results. */
export interface LogFields {
  /** Names what happened for searches and alerts, first the part of the program: `delivery.post-repeated`. */
  event: `${string}.${string}`;
  err?: unknown;
  [field: string]: unknown;
}

type Line = (fields: LogFields, words: string) => void;

export interface Log {
  debug: Line;
  info: Line;
  warn: Line;
  error: Line;
}

/** Keys whose values never reach a log line, wherever they stand. */
const secret = [
  "authorization",
  "token",
  "password",
  "secret",
  "apiKey",
  "client_secret",
  "signature",
  "access",
  "refresh",
];

/**
 * JSON lines on stdout, or in a file; message texts and result rows are not logged, ids and counts are. Every line goes
 * through here: errors lose all but their words, and what looks like a secret is hidden.
 */
export const createLog = (level = "info", file?: string): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[hidden]" },
      formatters: { log: withoutErrors },
      serializers: { err: (stripped: unknown) => stripped },
      hooks: { streamWrite: redacted },
    },
    pino.destination(file === undefined ? 1 : inFolder(file)),
  );

const inFolder = (file: string): string => {
  makeFolder(dirname(file));
  return file;
};

/** The file descriptor that a log writes to, for a line from another thread. */
export const descriptorOf = (log: Log): number => {
  const { fd } = z
    .looseObject({ fd: z.number().min(0).catch(1) })
    .catch({ fd: 1 })
    .parse(streamOf(log));
  return fd;
};

const streamOf = (log: Log): unknown => Reflect.get(log, pino.symbols.streamSym);

export const silent: Log = pino({ level: "silent" });
