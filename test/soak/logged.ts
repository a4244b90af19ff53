import { z } from "zod";

const Line = z.object({ level: z.number(), event: z.string().default("no event") });

/** Warnings and errors of a log, counted by `event`. */
export interface Logged {
  warnings: Record<string, number>;
  errors: Record<string, number>;
}

/** Counts the lines of what a bot wrote. What is no line of its log is an error by the name of `not a log line`. */
export const loggedIn = (output: string): Logged => {
  const logged: Logged = { warnings: {}, errors: {} };
  for (const text of output.split("\n").filter(Boolean)) {
    const line = Line.safeParse(parsed(text)).data ?? { level: 50, event: "not a log line" };
    const counts = line.level >= 50 ? logged.errors : logged.warnings;
    counts[line.event] = (counts[line.event] ?? 0) + 1;
  }
  return logged;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Error lines that faults of the services cause: too many in a row, and content that Slack refuses. */
const caused: ReadonlySet<string> = new Set(["service.down", "slack.sdk-error"]);

/** Error lines that no fault explains: an outsider can cause them, or there is a bug. */
export const unexplained = ({ errors }: Logged): string[] =>
  Object.entries(errors)
    .filter(([event]) => !caused.has(event))
    .map(([event, count]) => `${event} (${count})`);
