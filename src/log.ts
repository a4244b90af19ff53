import { pino } from "pino";

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
const secret = ["authorization", "token", "password", "secret", "apiKey", "client_secret", "signature"];

/** JSON lines on stdout, or in a file; message texts and result rows are not logged, ids and counts are. */
export const createLog = (level = "info", file?: string): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[hidden]" },
      serializers: { err: pino.stdSerializers.errWithCause },
    },
    pino.destination({ dest: file ?? 1, mkdir: true }),
  );

export const silent: Log = pino({ level: "silent" });
