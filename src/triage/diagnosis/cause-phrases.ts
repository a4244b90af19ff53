import type { FailureClass } from "../../config/triage-config.ts";
import { causes } from "../../reply/words/english/causes.ts";
import { type Phrase, phraseOf } from "../../text/phrases.ts";
import { filled } from "../../text/template.ts";
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

export const causePhrases: Readonly<Record<FailureClass, readonly CausePhrase[]>> = {
  timeout: [
    phrase(
      `deadlock, deadlocked, concurrent, conflict, conflicting commit, serialization failure, serialize access, 2d521, 40001
      concurrentappend, concurrentwrite, concurrentdeleteread, concurrentdeletedelete, concurrenttransaction, metadatachanged, protocolchanged`,
      causes.overtaken,
    ),
    phrase("lock, locked, resource busy", causes.locked),
    phrase("", causes.tooLong),
  ],
  resource: [
    phrase("no space, disk, diskfull, errno 28, out of disk", causes.disk),
    phrase("connections, connection slots, sessions, clients", causes.connections),
    phrase("unable to extend, is full", causes.noRoom),
    phrase("open files, errno 24", causes.openFiles),
    phrase("maxresultsize, bigger than spark, message larger, maximum result size", causes.gathered),
    phrase("cannot broadcast", causes.broadcast),
    phrase("cuda", causes.cuda),
    phrase("memory, heap, oom, 137", causes.memory),
    phrase("quota, capacity, exhausted", causes.quota),
    phrase("", causes.memory),
  ],
  permission: [
    phrase("billing, insufficient_quota, payment required, license, licence, subscription", causes.notPaid),
    phrase("run_as, run as, is inactive, principal … does not exist, identity … does not exist", causes.noPrincipal),
    phrase(
      `login failed, authentication, authenticationfailed, authenticate, unauthenticated, 401, password, logon, is locked
      token, expiredtoken, credential, credentials, nocredentials, invalid_grant, invalid_client, secret, secrets, secret keys
      invalidaccesskeyid, signaturedoesnotmatch, public key, host key`,
      (line) => (hostIn(line) === undefined ? causes.signIn : filled(causes.signInTo, { host: hostIn(line) ?? "" })),
    ),
    phrase("", (line) => causes.notAllowed + about(refusedIn(line))),
  ],
  syntax: [
    phrase("no module named, modulenotfounderror, there is no package called", named(causes.noPackage)),
    phrase("notimplementederror", causes.noMethod),
    phrase("classnotfoundexception, noclassdeffounderror", (line) => causes.noClass + about(lastWordIn(line))),
    phrase("conflicting dependencies", causes.libraries),
    phrase("unresolved dependency", causes.noVersion),
    phrase("no matching distribution, satisfies the requirement", (line) => causes.noVersion + about(packageIn(line))),
    phrase(
      "unresolved_column, unknown column, no such column, column not found, invalid column name, undefinedcolumn, invalid identifier",
      named(causes.usesNoColumn),
    ),
    phrase("unresolved_routine, undefined function, undefinedfunction, no such function", named(causes.noFunction)),
    phrase("missing_aggregation", named(causes.noGroup)),
    phrase("depends on a node named", lastNamed(causes.noModel)),
    phrase("no matching, missing, required positional", lastNamed(causes.noArgument)),
    phrase("arguments are required", (line) => causes.noParameter + about(lastWordIn(line))),
    phrase("nameerror, is not defined, unboundlocalerror", named(causes.noName)),
    phrase("keyerror", named(causes.noKey)),
    phrase("recursionerror, maximum recursion", causes.recursion),
    phrase("indexerror, index out of range", causes.index),
    phrase("nullpointerexception, nonetype", causes.emptyValue),
    phrase("has no attribute", lastNamed(causes.noAttribute)),
    phrase("syntaxerror, syntax error, parse_syntax_error, incorrect syntax, indentationerror", (line) =>
      nearIn(line) ? filled(causes.syntaxNear, { near: nearIn(line) ?? "" }) : causes.syntax,
    ),
    phrase(
      "nosuchmethoderror, nosuchfielderror, incompatibility, unsupportedclassversionerror, abstractmethoderror",
      causes.libraries,
    ),
    phrase("", named(causes.mistake)),
  ],
  network: [
    phrase("read timed out, readtimeout, readtimeouterror, read operation timed out", at(causes.noAnswer)),
    phrase(
      "429, too many requests, too many 429, rate limit, ratelimiterror, rate exceeded, throttling, throttled, throttlingexception, slowdown, request_limit_exceeded",
      at(causes.throttled),
    ),
    phrase("500, 502, 503, 504, service unavailable, bad gateway", at(causes.serviceDown)),
    phrase("certificate, certificate_verify_failed, pkix, sslerror, sslhandshakeexception", at(causes.insecure)),
    phrase("", at(causes.unreachable)),
  ],
  data: [
    phrase("unresolved_column, not in index, none of [index, keyerror", named(causes.needsColumn)),
    phrase("violated expectations, expectation_violation", (line) => causes.failsCheck + about(expectationIn(line))),
    phrase(
      `check constraint, delta_violate_constraint_with_values, quality check, quality checks, quality gate, checks failed
      validation errors, validation error, validationerror, schemaerror, failed element-wise validator`,
      causes.failsCheck,
    ),
    phrase("configured to fail if, expectations failed", causes.failsTest),
    phrase("stale", causes.stale),
    phrase("divide_by_zero, division by zero, zerodivisionerror", causes.zero),
    phrase(
      "not null constraint, not-null constraint, value null, null value, be null, contains nan, allow nulls, delta_not_null_constraint_violated",
      (line) => causes.emptyCell + about(columnIn(line)),
    ),
    phrase(
      "duplicate key, duplicate entry, violates unique, uniqueviolation, primary key, multiple source rows, more than one row, not unique",
      causes.notUnique,
    ),
    phrase(
      "numberformatexception, cast_invalid_input, could not convert, invalid literal, time data, unparseable date, datetimeparseexception, conversion failed, invalid input syntax",
      (line) => causes.value + about(valueIn(line)),
    ),
    phrase(
      "end-of-stream, unexpected end of, mismatched tag, parquet file, magic number, tokenizing, jsondecodeerror, jsonparseexception, unicodedecodeerror, not well-formed, badzipfile, malformed, corrupt",
      causes.format,
    ),
    phrase(
      "out_of_range, numeric_value_out_of_range, out of range, truncated, overflow, too long, too large",
      causes.overflow,
    ),
    phrase(
      "unknown_field_exception, unknown fields, schema mismatch, failed to merge fields, schema has changed",
      causes.columnsChanged,
    ),
    phrase("secret does not exist", causes.noSecret),
    phrase("is empty, no rows, no data found, emptydataerror, infer schema, no columns to parse", named(causes.noRows)),
    phrase("data may have been lost", causes.deleted),
    phrase("detected a data update, detected deleted data", causes.rowsChanged),
    phrase(
      `not found, cannot be found, not exist, doesn't exist, no such, missing, removed, invalid object, 404
      filenotfounderror, filenotfoundexception, nosuchfileexception, nosuchkey, nosuchbucket, pathnotfound, blobnotfound
      table_or_view_not_found, path_not_found, schema_not_found, resource_does_not_exist, file_not_exist, is not defined
      files have been updated, dbr_file_not_exist, unknown topic, does not host this, does not exist, failed_read_file.dbr_file_not_exist`,
      named(causes.noData),
    ),
    phrase("", causes.unexpectedData),
  ],
  cluster: [
    phrase("init script, init_script_failure, global_init_script_failure", named(causes.initScript)),
    phrase("spot, spot instance, preempted, preemption, reclaimed, decommissioned", causes.machinesLost),
    phrase(
      `capacity, stockout, allocationfailed, quota, quota_exceeded, quotaexceeded, enough resources, free addresses, vcpu
      insufficientinstancecapacity, skunotavailable, insufficientfreeaddressesinsubnet, zone_resource_pool_exhausted`,
      causes.noMachines,
    ),
    phrase("unauthorizedoperation, not authorized", causes.mayNotStart),
    phrase("reached its limit, exceeded its limit, run limit", causes.crowded),
    phrase("", causes.cluster),
  ],
  cancelled: [phrase("", causes.cancelled)],
  skipped: [phrase("", causes.skipped)],
  unknown: [
    phrase("assertionerror", causes.assertion),
    phrase("systemexit", causes.exited),
    phrase("", (line) => (isNameAlone.test(line.trim()) ? causes.bare : causes.unrecognised)),
  ],
};

/** `StopIteration`, `RuntimeError:`, and not a word more. */
const isNameAlone = /^[a-z_][\w.]{2,199}:?$/i;

const expectationIn = (line: string): string | undefined => /violated expectations: '([^']{1,120})'/i.exec(line)?.[1];
