import { type Logger, pino } from "pino";

export type Log = Logger;

/** Keys whose values never reach a log line, wherever they stand. */
const secret = ["authorization", "token", "password", "secret", "apiKey", "client_secret", "signature"];

/** JSON lines on stdout; message texts and result rows are not logged, ids and counts are. */
export const createLog = (level = "info"): Log =>
  pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secret.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[hidden]" },
    serializers: { err: pino.stdSerializers.errWithCause },
  });

export const silent: Log = pino({ level: "silent" });
