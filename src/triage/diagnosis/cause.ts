import type { FailureClass } from "../../config/triage-config.ts";
import { hostsIn } from "../../text/hosts.ts";
import { shortened } from "../../text/shorten.ts";

/** Why a task failed, in one sentence that a person understands. `line`: the words of the error that say it best. */
export const causeOf = (failure: FailureClass, task: string | undefined, line: string): string => {
  const who = task === undefined ? "The run" : `Task ${shortened(task, 60)}`;
  return `${who} ${said[failure](line)}.`;
};

const said: Readonly<Record<FailureClass, (line: string) => string>> = {
  timeout: () => "took longer than it is allowed to",
  resource: (line) => {
    const low = line.toLowerCase();
    if (["no space", "disk", "errno 28"].some((word) => low.includes(word))) return "ran out of disk space";
    return ["quota", "open files", "capacity"].some((word) => low.includes(word))
      ? "needed more than the system has to give"
      : "ran out of memory";
  },
  permission: (line) => `isn't allowed to read or use something that it needs${subjectIn(line)}`,
  syntax: (line) => `has a mistake in its code or configuration${subjectIn(line)}`,
  network: (line) => `couldn't reach another service${hostIn(line)}`,
  data: (line) =>
    isMissing(line) ? `needs data that isn't there${subjectIn(line)}` : `met data that isn't as it expects`,
  cluster: () => "lost its cluster, or never got one; the job itself is not at fault",
  cancelled: () => "was cancelled",
  skipped: () => "was skipped",
  unknown: () => "failed with an error that I don't recognise",
};

const isMissing = (line: string): boolean => {
  const low = line.toLowerCase().replace(/[_\s]/g, "");
  return missingWords.some((word) => low.includes(word));
};

const missingWords = [
  "notfound",
  "cannotbefound",
  "notexist",
  "doesn'texist",
  "nosuch",
  "missing",
  "removed",
  "invalidobject",
];

/** What an error is about, where it names something: what stands in quotes or backticks, or is a path. */
const subjectIn = (line: string): string => {
  const found = quotedIn(line) ?? pathIn(line);
  return found === undefined ? "" : `: ${found}`;
};

const mostSubject = 120;

const quotedIn = (line: string): string | undefined => {
  const backticked = backtickedIn(line);
  if (backticked) return backticked;
  for (const quote of ["'", '"']) {
    const start = line.indexOf(quote);
    const end = start < 0 ? -1 : line.indexOf(quote, start + 1);
    const inside = end < 0 ? "" : line.slice(start + 1, end);
    if (isName(inside)) return inside;
  }
  return undefined;
};

/** `a`.`b`.`c` without its backticks. */
const backtickedIn = (line: string): string | undefined => {
  const start = line.indexOf("`");
  const rest = start < 0 ? "" : (line.slice(start).split(" ")[0] ?? "");
  const name = rest.slice(0, rest.lastIndexOf("`")).replaceAll("`", "");
  return isName(name) ? name : undefined;
};

const isName = (text: string): boolean => text.length > 1 && text.length <= mostSubject && !/[\s(){}]/.test(text);

const pathIn = (line: string): string | undefined =>
  line
    .split(" ")
    .map((word) => word.replace(/[.,;:]$/, ""))
    .find((word) => word.includes("/") && !word.startsWith("(") && isName(word));

const hostIn = (line: string): string => {
  const host = hostsIn(line.toLowerCase()).find((name) => !isCode(name));
  return host === undefined || host.length > mostSubject ? "" : ` (${host})`;
};

/** Names of exceptions and modules look like hosts. */
const isCode = (name: string): boolean =>
  /^(?:java|javax|org\.apache|com\.(?:mysql|microsoft|amazonaws|databricks)|py4j|pyspark|requests|urllib3|socket|openai|psycopg2|pyodbc|google\.api)/.test(
    name,
  ) || /(?:exception|error|connection|py)$/.test(name);
