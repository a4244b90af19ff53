import type { FailureClass } from "../../config/triage-config.ts";

/**
 * Whose fault a column is that Spark doesn't find: a name close to one that is there was misspelt, any other is
 * missing from the data. Undefined: the line is about something else, or suggests nothing.
 */
export const columnFault = (line: string): FailureClass | undefined => {
  if (!/unresolved_column\.with_suggestion/i.test(line)) return undefined;
  const [wanted, ...others] = backtickedIn(line).map(lastPart);
  if (wanted === undefined || others.length === 0) return undefined;
  return others.some((name) => isMisspelt(wanted, name)) ? "syntax" : "data";
};

/** A key that pandas looked for among the columns or rows of a frame: the data lacks it. A dictionary's key is code. */
export const isMissingKey = (error: string, trace: string): boolean =>
  /^keyerror:/i.test(error) && /\bpandas[/.](?:core[/.]|_libs)/.test(trace);

/** What stands in backticks; `a`.`b` is one name. */
const backtickedIn = (line: string): string[] => line.toLowerCase().match(/`[^`]{1,128}`(?:\.`[^`]{1,128}`)*/g) ?? [];

const lastPart = (name: string): string => name.slice(0, -1).slice(name.slice(0, -1).lastIndexOf("`") + 1);

/** Names that differ by a letter, or by two next to each other that changed places. */
const isMisspelt = (wanted: string, name: string): boolean => {
  const start = commonStart(wanted, name);
  const [a, b] = [wanted.slice(start), name.slice(start)];
  return (
    a.slice(1) === b.slice(1) || // another letter
    a === b.slice(1) || // one too few
    a.slice(1) === b || // one too many
    (a.slice(2) === b.slice(2) && a[0] === b[1] && a[1] === b[0])
  );
};

const commonStart = (one: string, other: string): number => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
};
