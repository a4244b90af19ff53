import { mostLines } from "./evidence-text.ts";

/*
 * Takes a text of a failure apart: which errors it names, which of them caused the others, and which of its lines
 * are not messages at all but code, queries and frames, whose words mean nothing.
 */

/** An error within a text: its own line, then what it adds to it. Never empty. */
export type ErrorLines = readonly string[];

/** The errors that a text names, the root cause first. Linear in the text. */
export const errorsIn = (text: string): ErrorLines[] =>
  tracebacksOf(messageLines(text))
    .toReversed()
    .flatMap((group) => group.flatMap((lines) => errorsOf(lines).toReversed()));

const mostLine = 2_000;

/** The lines of a text that somebody wrote as a message. */
const messageLines = (text: string): string[] => {
  const lines = withoutQueries(unescaped(text).split("\n").slice(-mostLines));
  return lines
    .filter((line, at) => !isFrame(line) && !isSource(line, lines[at - 1] ?? ""))
    .map((line) => withoutWrapper(line.slice(0, mostLine)))
    .filter((line) => line.trim() !== "");
};

/** An engine shows the query after its message; what follows the query names an error again, or a frame. */
const withoutQueries = (lines: readonly string[]): string[] => {
  let isQuery = false;
  return lines.filter((line) => {
    isQuery = beginsQuery(line) || (isQuery && !endsQuery(line));
    return !isQuery;
  });
};

const beginsQuery = (line: string): boolean => /^\s*(?:== SQL|\[SQL: |LINE \d+: )/.test(line);
const endsQuery = (line: string): boolean =>
  beginsError(line) || isFrame(line) || /^(?:\(Background on|DETAIL: |HINT: |During|The above)/.test(line);

/** Texts within texts (`b'…'`, JSON) have their line breaks written out. */
const unescaped = (text: string): string => text.replaceAll("\\n", "\n").replaceAll("\\t", "\t");

/** A place in code, or a node of a query plan. */
const isFrame = (line: string): boolean =>
  /^\s*(?:at [\w.$]+[./(]|Cell In|\.\.\. \d+ more|-{5,}|[+:]- |Driver stacktrace:)|^'[A-Z]\w+ \[/.test(line) ||
  /^\s*File \S.*(?:, line \d+|:\d+)(?:$|,| in )/.test(line) ||
  line.includes("Traceback (most recent call last)");

/** A line of code as notebooks show it (numbered), or below its place as Python shows it. */
const isSource = (line: string, before: string): boolean =>
  /^(?:-+> ?|\s{2,})\d+(?:\s|$)/.test(line) || (/^\s+\S/.test(line) && /^\s*File .+, line \d+/.test(before));

/** An error without those that only carry it. */
const withoutWrapper = (line: string): string => {
  const last = [...line.matchAll(carriers)].at(-1);
  const carried = last ? line.slice(last.index + last[0].length) : "";
  return carried.trim() === "" ? line : carried;
};

const carriers = /\bexecutor (?:driver|\d{1,9})\): |terminated with exception: |Return Message: /g;

const isHandling = (line: string): boolean => line.startsWith("During handling of the above exception");
const isConsequence = (line: string): boolean => line.startsWith("The above exception was the direct cause");

/**
 * Tracebacks in groups. Within a group each one is the direct cause of the next. Of two groups, the later one was
 * raised while the earlier was handled: that is what ended the run.
 */
const tracebacksOf = (lines: readonly string[]): string[][][] => {
  const groups: string[][][] = [[[]]];
  for (const line of lines) {
    const group = groups.at(-1) ?? [];
    if (isHandling(line)) groups.push([[]]);
    else if (isConsequence(line)) group.push([]);
    else group.at(-1)?.push(line);
  }
  return groups;
};

/** The errors of one traceback, the outermost first. A line that ends in a colon goes on in the next one. */
const errorsOf = (lines: readonly string[]): string[][] => {
  const errors: string[][] = [];
  for (const line of lines) {
    const error = errors.at(-1);
    const before = error?.at(-1);
    if (!error || beginsError(line)) errors.push([line.trim().replace(/^(?:Caused by: |: )/, "")]);
    else if (before?.endsWith(":")) error.splice(-1, 1, `${before} ${line.trim()}`.slice(0, mostLine));
    else error.push(line.trim());
  }
  return errors;
};

/** `Caused by: …`, `: java.io.IOException: …`, `pkg.SomeError: …`. */
const beginsError = (line: string): boolean => /^(?:caused by: |: |[\w.$]{1,200}(?:error|exception)\b)/i.test(line);
