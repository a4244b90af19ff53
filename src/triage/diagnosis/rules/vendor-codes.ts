import type { FailureClass } from "../../../config/triage-config.ts";

/* Numbers by which databases, Entra and operating systems tell what went wrong. All texts are lines in lower case. */

type Numbers = readonly [from: number, to: number, failure: FailureClass][];

/** Errors of Oracle, by ranges of their numbers. https://docs.oracle.com/error-help/db/ */
const oracleErrors: Numbers = [
  [1, 1, "data"],
  [18, 20, "resource"],
  [942, 942, "data"],
  [54, 54, "timeout"],
  [60, 60, "timeout"],
  [900, 999, "syntax"],
  [1005, 1005, "permission"],
  [1017, 1017, "permission"],
  [1031, 1031, "permission"],
  [1033, 1034, "network"],
  [1045, 1045, "permission"],
  [1089, 1092, "network"],
  [1400, 1407, "data"],
  [1438, 1438, "data"],
  [1476, 1476, "data"],
  [1536, 1536, "resource"],
  [1650, 1659, "resource"],
  [1688, 1691, "resource"],
  [1722, 1722, "data"],
  [1830, 1899, "data"],
  [2290, 2293, "data"],
  [3113, 3114, "network"],
  [3135, 3135, "network"],
  [4030, 4031, "resource"],
  [6502, 6502, "data"],
  [6550, 6550, "syntax"],
  [12150, 12699, "network"],
  [12899, 12899, "data"],
  [8177, 8177, "timeout"],
  [28000, 28003, "permission"],
];

/** Errors of SQL Server. https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors */
const sqlServerErrors: Numbers = [
  [102, 156, "syntax"],
  [207, 207, "syntax"],
  [208, 208, "data"],
  [229, 230, "permission"],
  [245, 245, "data"],
  [262, 262, "permission"],
  [515, 515, "data"],
  [547, 547, "data"],
  [701, 701, "resource"],
  [916, 916, "permission"],
  [1105, 1105, "resource"],
  [1205, 1205, "timeout"],
  [1222, 1222, "timeout"],
  [2601, 2601, "data"],
  [2627, 2628, "data"],
  [4060, 4060, "permission"],
  [8114, 8115, "data"],
  [8152, 8152, "data"],
  [8645, 8645, "resource"],
  [9002, 9002, "resource"],
  [10053, 10061, "network"],
  [10928, 10929, "resource"],
  [18452, 18456, "permission"],
  [40197, 40197, "network"],
  [40501, 40501, "network"],
  [40544, 40544, "resource"],
  [40613, 40615, "network"],
];

/** Errors of MySQL. https://dev.mysql.com/doc/mysql-errors/8.4/en/ */
const mysqlErrors: Numbers = [
  [1040, 1041, "resource"],
  [1044, 1045, "permission"],
  [1049, 1051, "data"],
  [1054, 1054, "syntax"],
  [1062, 1062, "data"],
  [1064, 1064, "syntax"],
  [1114, 1114, "resource"],
  [1142, 1143, "permission"],
  [1146, 1146, "data"],
  [1203, 1203, "resource"],
  [1205, 1205, "timeout"],
  [1213, 1213, "timeout"],
  [1264, 1265, "data"],
  [1292, 1292, "data"],
  [1366, 1366, "data"],
  [1406, 1406, "data"],
  [1451, 1452, "data"],
  [2002, 2003, "network"],
  [2005, 2006, "network"],
  [2013, 2013, "network"],
  [2055, 2055, "network"],
  [3024, 3024, "timeout"],
];

/** Errors of Linux (errno) that mean one thing; names that can't be resolved have numbers below zero. */
const linuxErrors: Numbers = [
  [-5, -2, "network"],
  [1, 1, "permission"],
  [2, 2, "data"],
  [12, 12, "resource"],
  [13, 13, "permission"],
  [17, 17, "data"],
  [20, 21, "data"],
  [23, 24, "resource"],
  [27, 28, "resource"],
  [30, 30, "permission"],
  [32, 32, "network"],
  [95, 95, "syntax"],
  [99, 104, "network"],
  [107, 107, "network"],
  [110, 113, "network"],
  [122, 122, "resource"],
];

/** Replies of FTP servers. https://www.rfc-editor.org/rfc/rfc959 */
const ftpReplies: Numbers = [
  [421, 426, "network"],
  [430, 430, "permission"],
  [450, 451, "network"],
  [452, 452, "resource"],
  [530, 532, "permission"],
  [550, 550, "data"],
  [552, 552, "resource"],
];

/** What the number of a vendor says that means one thing only. */
export const vendorErrorIn = (line: string): FailureClass | undefined =>
  meaning(oracleErrors, oracleNumberIn(line)) ??
  meaning(sqlServerErrors, sqlServerNumberIn(line)) ??
  meaning(mysqlErrors, mysqlNumberIn(line)) ??
  meaning(ftpReplies, /\bftplib\.error_(?:temp|perm): (\d{3})\b/.exec(line)?.[1]) ??
  entraErrorIn(line);

/** What the operating system's number says. The words beside it may know better. */
export const systemErrorIn = (line: string): FailureClass | undefined =>
  meaning(linuxErrors, /\[errno (-?\d{1,3})\]/.exec(line)?.[1]);

const meaning = (numbers: Numbers, found: string | undefined): FailureClass | undefined =>
  found === undefined ? undefined : numbers.find(([from, to]) => Number(found) >= from && Number(found) <= to)?.[2];

/** `ORA-00942`. */
const oracleNumberIn = (line: string): string | undefined => {
  const at = line.indexOf("ora-");
  return at < 0 ? undefined : /^\d{5}\b/.exec(line.slice(at + 4, at + 10))?.[0];
};

/** `[sql server]… (1205) (sqlexecdirectw)`, `error: 40613, severity`. */
const sqlServerNumberIn = (line: string): string | undefined =>
  line.includes("sql server") ? /\((\d{2,5})\) \(sql/.exec(line)?.[1] : /\berror: (\d{2,5}), severity/.exec(line)?.[1];

/** `operationalerror: (2006, "mysql …`, `error 1213 (40001)`. */
const mysqlNumberIn = (line: string): string | undefined =>
  /error\)?: \((\d{4}), ["']/.exec(line)?.[1] ?? /\berror (\d{4}) \([0-9a-z]{5}\)/.exec(line)?.[1];

/** `AADSTS7000222`: Entra doesn't let somebody in, unless it is Entra that has trouble. https://login.microsoftonline.com/error */
const entraErrorIn = (line: string): FailureClass | undefined => {
  const number = /\baadsts(\d{2,9})/.exec(line)?.[1];
  if (number === undefined) return undefined;
  return troubleOfEntra.has(number) ? "network" : "permission";
};

const troubleOfEntra: ReadonlySet<string> = new Set(["50196", "90006", "90012", "90020", "90024", "90033", "90055"]);
