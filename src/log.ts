import { type Logger, pino } from "pino";
import { redacted, withoutErrors } from "./redact.ts";

export type Log = Logger;

/** Keys whose values never reach a log line, wherever they stand. */
const secret = ["authorization", "token", "password", "secret", "apiKey", "client_secret", "signature"];

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
    pino.destination({ dest: file ?? 1, mkdir: true }),
  );

export const silent: Log = pino({ level: "silent" });
