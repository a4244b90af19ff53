import type { FailureClass } from "../../config/triage-config.ts";
import { type Phrase, phraseOf } from "../../text/phrases.ts";
import {
  columnIn,
  hostIn,
  lastSubjectIn,
  lastWordIn,
  nearIn,
  packageIn,
  refusedIn,
  subjectIn,
  valueIn,
} from "./cause-subject.ts";

/* What went wrong, in a person's words: the first phrase whose words stand in the line of the error. */

export interface CausePhrase {
  /** None: whatever the line says. */
  words: readonly Phrase[];
  say: (line: string) => string;
}

/** `words`: with commas between them. */
const phrase = (words: string, say: string | ((line: string) => string)): CausePhrase => ({
  words: words
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter(Boolean)
    .map(phraseOf),
  say: typeof say === "string" ? () => say : say,
});

const about = (found: string | undefined): string => (found === undefined ? "" : `: ${found}`);
const named = (text: string) => (line: string) => text + about(subjectIn(line));
const lastNamed = (text: string) => (line: string) => text + about(lastSubjectIn(line));
const at = (text: string) => (line: string) => {
  const host = hostIn(line);
  return host === undefined ? text : `${text} (${host})`;
};

const notAtFault = "the job itself is not at fault";

export const causePhrases: Readonly<Record<FailureClass, readonly CausePhrase[]>> = {
  timeout: [
    phrase("lock", "waited too long for something that somebody else had locked"),
    phrase("", "took longer than it is allowed to"),
  ],
  resource: [
    phrase("no space, disk, diskfull, errno 28, out of disk", "ran out of disk space"),
    phrase(
      "connections, connection slots, sessions, clients",
      "couldn't connect: too many connections are open already",
    ),
    phrase("unable to extend, is full", "found no room left in a database"),
    phrase("open files, errno 24", "had too many files open"),
    phrase(
      "maxresultsize, bigger than spark, message larger, maximum result size",
      "gathered more data in one place than fits there",
    ),
    phrase("cannot broadcast", "tried to copy a table to every worker that is too large for that"),
    phrase("cuda", "ran out of memory on its graphics card"),
    phrase("memory, heap, oom, 137", "ran out of memory"),
    phrase("quota, capacity, exhausted", "needed more than the system has to give"),
    phrase("", "ran out of memory"),
  ],
  permission: [
    phrase(
      `login failed, authentication, authenticationfailed, authenticate, unauthenticated, 401, password, logon, is locked
      token, expiredtoken, credential, credentials, nocredentials, invalid_grant, invalid_client, secret, secrets, secret keys
      invalidaccesskeyid, signaturedoesnotmatch, public key, host key`,
      (line) =>
        `couldn't sign in to ${hostIn(line) ?? "another system"}: its credentials are wrong, missing or expired`,
    ),
    phrase("", (line) => `isn't allowed to read or use something that it needs${about(refusedIn(line))}`),
  ],
  syntax: [
    phrase("no module named, modulenotfounderror", named("needs a package that isn't installed")),
    phrase(
      "classnotfoundexception, noclassdeffounderror",
      (line) => `needs a class that isn't there${about(lastWordIn(line))}`,
    ),
    phrase(
      "no matching distribution, satisfies the requirement",
      (line) => `needs a package in a version that doesn't exist${about(packageIn(line))}`,
    ),
    phrase(
      "unresolved_column, unknown column, no such column, column not found, invalid column name, undefinedcolumn, invalid identifier",
      named("uses a column that isn't there"),
    ),
    phrase(
      "unresolved_routine, undefined function, undefinedfunction, no such function",
      named("calls a function that isn't there"),
    ),
    phrase("missing_aggregation", named("selects a column that it neither groups by nor aggregates")),
    phrase("depends on a node named", lastNamed("refers to a model that isn't there")),
    phrase("no matching, missing, required positional", lastNamed("leaves out an argument that a function needs")),
    phrase(
      "arguments are required",
      (line) => `was started without a parameter that it needs${about(lastWordIn(line))}`,
    ),
    phrase("nameerror, is not defined, unboundlocalerror", named("uses a name that has no value")),
    phrase("keyerror", named("looks up a key that isn't there")),
    phrase("nullpointerexception, nonetype", "works with a value that turned out to be empty"),
    phrase("has no attribute", lastNamed("uses an attribute that isn't there")),
    phrase(
      "syntaxerror, syntax error, parse_syntax_error, incorrect syntax, indentationerror",
      (line) => `has a syntax error${nearIn(line) ? ` near ${nearIn(line)}` : ""}`,
    ),
    phrase(
      "nosuchmethoderror, nosuchfielderror, incompatibility, unsupportedclassversionerror, abstractmethoderror",
      "uses libraries whose versions don't fit together",
    ),
    phrase("", named("has a mistake in its code or configuration")),
  ],
  network: [
    phrase(
      "read timed out, readtimeout, readtimeouterror, read operation timed out",
      at("got no answer from another service in time"),
    ),
    phrase(
      "429, too many requests, too many 429, rate limit, ratelimiterror, rate exceeded, throttling, throttled, throttlingexception, slowdown, request_limit_exceeded",
      at("sent another service more requests than it takes"),
    ),
    phrase(
      "500, 502, 503, 504, service unavailable, bad gateway",
      at("needed another service that was down or overloaded"),
    ),
    phrase(
      "certificate, certificate_verify_failed, pkix, sslerror, sslhandshakeexception",
      at("couldn't set up a secure connection to another service"),
    ),
    phrase("", at("couldn't reach another service")),
  ],
  data: [
    phrase("unresolved_column, not in index, none of [index", named("needs a column that isn't there")),
    phrase(
      "violated expectations, expectation_violation",
      (line) => `got data that fails a check${about(expectationIn(line))}`,
    ),
    phrase("configured to fail if, expectations failed", "got data that fails a test"),
    phrase("divide_by_zero, division by zero, zerodivisionerror", "divided by zero"),
    phrase(
      "not null constraint, not-null constraint, value null, null value, be null, contains nan, allow nulls, delta_not_null_constraint_violated",
      (line) => `got an empty value where there has to be one${about(columnIn(line))}`,
    ),
    phrase(
      "duplicate key, duplicate entry, violates unique, uniqueviolation, primary key, multiple source rows",
      "got more than one row for what has to be unique",
    ),
    phrase(
      "parquet file, magic number, tokenizing, jsondecodeerror, jsonparseexception, unicodedecodeerror, not well-formed, badzipfile, malformed, corrupt",
      "couldn't read a file, which isn't in the format that it expects",
    ),
    phrase(
      "numberformatexception, cast_invalid_input, could not convert, invalid literal, time data, unparseable date, datetimeparseexception, conversion failed, invalid input syntax",
      (line) => `got a value that isn't the number or date that it expects${about(valueIn(line))}`,
    ),
    phrase(
      "out_of_range, numeric_value_out_of_range, out of range, truncated, overflow, too long, too large",
      "got a value that is too large for its column",
    ),
    phrase(
      "unknown_field_exception, unknown fields, schema mismatch, failed to merge fields, schema has changed",
      "got data whose columns have changed",
    ),
    phrase(
      "is empty, no rows, no data found, emptydataerror, infer schema, no columns to parse",
      named("found no data where it expected some"),
    ),
    phrase("data may have been lost", "asked for messages that have been deleted meanwhile"),
    phrase(
      "detected a data update, detected deleted data",
      "follows a table in which rows have been changed or deleted",
    ),
    phrase(
      `not found, cannot be found, not exist, doesn't exist, no such, missing, removed, invalid object, 404
      filenotfounderror, filenotfoundexception, nosuchfileexception, nosuchkey, nosuchbucket, pathnotfound, blobnotfound
      table_or_view_not_found, path_not_found, schema_not_found, resource_does_not_exist, file_not_exist, is not defined
      files have been updated, dbr_file_not_exist, unknown topic, does not host this, does not exist, failed_read_file.dbr_file_not_exist`,
      named("needs data that isn't there"),
    ),
    phrase("", "met data that isn't as it expects"),
  ],
  cluster: [
    phrase(
      "init script, init_script_failure, global_init_script_failure",
      named("never got its cluster, because an init script failed"),
    ),
    phrase(
      "spot, spot instance, preempted, preemption, reclaimed, decommissioned",
      `lost machines that the cloud took back; ${notAtFault}`,
    ),
    phrase(
      `capacity, stockout, allocationfailed, quota, quota_exceeded, quotaexceeded, enough resources, free addresses, vcpu
      insufficientinstancecapacity, skunotavailable, insufficientfreeaddressesinsubnet, zone_resource_pool_exhausted`,
      `never got its cluster, because the cloud had no room for it; ${notAtFault}`,
    ),
    phrase(
      "unauthorizedoperation, not authorized",
      "never got its cluster, because Databricks isn't allowed to start machines in the cloud account",
    ),
    phrase("", `lost its cluster, or never got one; ${notAtFault}`),
  ],
  cancelled: [phrase("", "was cancelled")],
  skipped: [phrase("", "was skipped")],
  unknown: [phrase("", "failed with an error that I don't recognise")],
};

const expectationIn = (line: string): string | undefined => /violated expectations: '([^']{1,120})'/i.exec(line)?.[1];
