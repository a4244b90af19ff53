/*
 * Keeps secrets out of the log. Errors of drivers carry what was sent: a Redis command with the password, or HTTP
 * headers. So only the message of an error is kept, and anything in it that looks like a secret is replaced.
 */

/** An error as it is logged. */
interface LoggedError {
  name: string;
  message: string;
  code?: string | number;
  stack?: string;
  cause?: unknown;
  errors?: unknown[];
}

const most = { message: 2_000, stack: 6_000, causes: 5, errors: 3, depth: 4, items: 50 };

/** Name, words, code, stack and causes of an error, and nothing else that it carries. */
const loggedError = (error: Error, causes = most.causes): LoggedError => {
  const code = "code" in error ? error.code : undefined;
  const inner = (thrown: unknown): unknown => (causes > 0 ? plain(thrown, causes - 1) : "…");
  return {
    name: error.name,
    message: redacted(String(error.message).slice(0, most.message)),
    ...((typeof code === "string" || typeof code === "number") && { code }),
    ...(error.stack && { stack: redacted(String(error.stack).slice(0, most.stack)) }),
    ...(error.cause !== undefined && { cause: inner(error.cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.slice(0, most.errors).map(inner) }),
  };
};

/** The field `err` of a line. An object that resembles an error is treated like one. */
const plain = (thrown: unknown, causes = most.causes): unknown => {
  if (thrown instanceof Error) return loggedError(thrown, causes);
  if (typeof thrown !== "object" || thrown === null) return typeof thrown === "string" ? redacted(thrown) : thrown;
  const { name, message, code, stack, status, reason } = thrown as Record<string, unknown>;
  const words = Object.entries({ name, message, code, stack, status }).filter(([, value]) => isWord(value));
  return { ...Object.fromEntries(words), ...(reason instanceof Error && { reason: loggedError(reason, causes) }) };
};

const isWord = (value: unknown): boolean => typeof value === "string" || typeof value === "number";

/** The object of a line, with every error in it as it is logged. */
export const withoutErrors = (value: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "err" ? plain(item) : stripped(item, most.depth)]),
  );

const stripped = (value: unknown, depth: number): unknown => {
  if (value instanceof Error) return loggedError(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) return "…";
  if (Array.isArray(value)) return value.slice(0, most.items).map((item) => stripped(item, depth - 1));
  if (Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, stripped(item, depth - 1)]));
};

/**
 * Hides what looks like a secret. Also applied to whole lines of JSON, so no pattern reaches over a quote or an escape.
 * Each is bounded, or ends with its one greedy run: the time is linear.
 */
export const redacted = (text: string): string =>
  patterns.reduce((cleaned, [pattern, shown]) => cleaned.replace(pattern, shown), text);

const hidden = "[hidden]";
const patterns: [RegExp, string][] = [
  // redis://user:password@host; a password may hold a slash there.
  [/((?:rediss?|postgres(?:ql)?|smtps?):\/\/)[^\s"'\\@]{1,300}@/gi, `$1${hidden}@`],
  // Azure names a container there: abfss://container@account.
  [/(?<![a-z])(?!(?:abfs|wasb)s?:)([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s"'\\@/]{1,300}@/gi, `$1${hidden}@`],
  // A link to a file is all it takes to get the file.
  [/(\/files\/)[\w-]{32}/g, `$1${hidden}`],
  [/\b(bearer|basic) {1,4}[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [/\b(?:xox[a-z]-|xapp-|dapi|dose|doau|sk-|eyJ)[\w.-]{12,}/g, hidden],
  // What a sign-in goes by.
  [/([?&](?:t|code|state)=)[\w.~%-]{16,}/g, `$1${hidden}`],
  [
    /\b(pass(?:word|wd)?(?! {0,3}[=:] {0,3}(?:\d{1,4}|yes|no)\b)|secret|client_secret|api[-_]?key|(?:access|refresh|id)_token|code_verifier|token|signature) {0,3}[=:] {0,3}[^\s"'\\,;&]{1,300}/gi,
    `$1=${hidden}`,
  ],
];
