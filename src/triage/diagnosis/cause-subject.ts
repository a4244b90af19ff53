import { hostsIn } from "../../text/hosts.ts";

/* What an error is about, where its line names something. */

const mostSubject = 120;

/** The first name in backticks or quotes, or else a path. */
export const subjectIn = (line: string): string | undefined => namesIn(line)[0] ?? pathIn(line);

/** The last name in quotes: what somebody looked for, after where they looked. */
export const lastSubjectIn = (line: string): string | undefined => namesIn(line).at(-1) ?? lastWordIn(line);

/** What stands at the end of a line: `no distribution found for pandas==9.9`. */
export const lastWordIn = (line: string): string | undefined => {
  const word = line.split(" ").at(-1) ?? "";
  return isName(word) ? word : undefined;
};

/** What may not be used: not the right that is missing (`EDIT`, `storage.objects.list`). */
export const refusedIn = (line: string): string | undefined => {
  const found =
    /\bon resource:? ["']?([\w:/.*@-]{3,120})/.exec(line)?.[1] ??
    subjectIn(line) ??
    /: \[([\w.-]{2,100})\]/.exec(line)?.[1];
  return found === undefined || /^(?:[A-Z_]+|storage\.[\w.]+)$/.test(found) ? undefined : found;
};

/** The value that couldn't be read. */
export const valueIn = (line: string): string | undefined =>
  /(?:time data|input string:|to float:|value|with base 10:|date:) ['"]([^'"]{1,60})['"]/i.exec(line)?.[1];

/** The column that has to have a value. */
export const columnIn = (line: string): string | undefined => /\bcolumn:? ["'`]?([\w.]{1,100}\w)/i.exec(line)?.[1];

/** `pandas==9.9`. */
export const packageIn = (line: string): string | undefined =>
  /(?:requirement|found for) ([\w.[\]-]{1,80}[=<>~!]=?[\w.*]{1,40})/.exec(line)?.[1];

/** What `near` says in a syntax error. */
export const nearIn = (line: string): string | undefined => /\bnear '([^']{1,40})'/.exec(line)?.[1];

/** The host that an error names. */
export const hostIn = (line: string): string | undefined => {
  const host = hostsIn(withoutHead(line).toLowerCase()).find((name) => !isCode(name));
  return host === undefined || host.length > mostSubject ? undefined : host;
};

/** Without the name of the exception that a line begins with. */
const withoutHead = (line: string): string => line.replace(/^[\w.$]{1,200}: /, "");

const namesIn = (line: string): string[] =>
  [backtickedIn(line), ...quotedIn(line, "'"), ...quotedIn(line, '"')].filter(isName);

/** `a`.`b`.`c` without its backticks. */
const backtickedIn = (line: string): string => {
  const start = line.indexOf("`");
  const rest = start < 0 ? "" : (line.slice(start).split(" ")[0] ?? "");
  return rest.slice(0, rest.lastIndexOf("`")).replaceAll("`", "");
};

const quotedIn = (line: string, quote: string): string[] => line.split(quote).filter((_, at) => at % 2 === 1);

/** Not a type of Python. */
const isName = (text: string | undefined): text is string =>
  text !== undefined &&
  text.length > 1 &&
  text.length <= mostSubject &&
  !/[\s(){}[\],;'"]/.test(text) &&
  !/^(?:NoneType|DataFrame|Column|Series|str|int|float|list|dict|tuple|bool|object|message|error|code|status|reason|detail|details)$/.test(
    text,
  );

/** A path or an address, without what is asked of it; not words that a slash joins. */
const pathIn = (line: string): string | undefined =>
  line
    .split(" ")
    .map((word) => word.replace(/[.,;:]$/, "").split("?")[0] ?? "")
    .find((word) => isName(word) && (/^[~.]{0,2}\//.test(word) || /:\/|\/.*\.\w{1,8}$/.test(word)));

/** Names of exceptions, modules and settings look like hosts. */
const isCode = (name: string): boolean =>
  /^(?:com|org|io|net|java|javax|kafkashaded|shaded|py4j|pyspark|requests|urllib3|socket|openai|psycopg2|pyodbc|statuscode|google\.(?:api|auth)|botocore|azure\.(?:core|identity)|snowflake\.connector|mlflow|databricks\.sdk|paramiko)\./.test(
    name,
  ) || /(?:exception|exceptions|error|errors|connection|py|servers)$/.test(name);
