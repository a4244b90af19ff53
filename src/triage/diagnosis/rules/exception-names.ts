import type { FailureClass } from "../../../config/triage-config.ts";
import { type Rule, rule } from "./rule.ts";

/*
 * What names of exceptions say, read as words: `botocore.exceptions.EndpointConnectionError` is `endpoint connection
 * error`. Libraries have thousands of them, made of few words.
 */

export const nameRules: readonly Rule[] = [
  rule(
    "resource",
    `
    memory, disk full, too many connections, resource exhausted, quota exceeded, limit exceeded, out of disk
    size exceeded, too large, connection limit
    `,
  ),
  rule(
    "network",
    `
    throttling, throttled, throughput exceeded, request limit exceeded, rate limit, rate limit exceeded, too many requests
    slow down, server busy, server selection timeout, request timeout
    `,
  ),
  rule(
    "timeout",
    `
    deadlock, deadlock detected, serialization failure, lock not available, lock wait timeout, conflict detected
    concurrent append, concurrent write, concurrent transaction, concurrent delete, concurrent modification
    concurrent delete read, concurrent delete delete, transaction conflict, commit conflict, commit failed, commit retries exceeded
    delta concurrent
    `,
  ),
  rule(
    "syntax",
    `
    module not found, class not found, class def found, template not found, import, no such method, no such field
    type error, type exception, attribute, name error, key error, index error, index exception, unbound local
    syntax, indentation, parse exception, compilation, compile, compiler, template, scanner, linkage, unsatisfied link
    null pointer, class cast, match error, out of bounds exception, not implemented, unsupported feature
    not serializable, pickling, circular, circular dependency, cyclic, duplicate column, duplicate columns, duplicate identifiers, ambiguous, unresolved column
    py spark, config, configuration, undefined column, undefined function, programming error, no section, no option
    param validation, parameter validation, missing parameter, bad parameter, no such option, usage, no region
    unsupported class version, no suitable driver, not supported, unresolved, unrecognized, illegal state of operator
    not match in state, state schema, invalid parameter, invalid parameter value, invalid argument
    `,
  ),
  rule(
    "permission",
    `
    permission, permissions, authentication, authorization, unauthorized, unauthenticated, forbidden, credential
    credentials, access denied, access control, privilege, privileges, security, token expired, expired token, login
    invalid token, expired session, session expired, invalid session, invalid password, denied, not permitted
    signature does not match, invalid access key, account is disabled, disabled exception, license, licence, insufficient quota
    feature disabled, not authorized, principal does not exist, oauth
    `,
  ),
  rule(
    "data",
    `
    not found, not exist, does not exist, no such, file exists, path exists, already exists, integrity, malformed, parser, decode
    violation, violated, overflow, divide by zero, out of range, out of bounds, merge error, deserialization, unpickling, serialization
    cast, unknown field, schema changed, too many rows, index in element at, expectation
    mismatch, missing file, missing files, empty, data loss, checksum, version not found, invalid text representation, end of file
    empty data, invalid file, truncated, not null, read file, failed read
    decoding, unicode, number format, date time, date parse, arithmetic, division, corrupt, corruption
    schema, bad record, bad zip, conversion, data error, unique violation, truncation, data quality, invariant violation
    `,
  ),
  rule(
    "network",
    `
    connection, connect, socket, unknown host, host unreachable, name resolution, gaierror, ssl, proxy, network
    protocol error, unavailable, connect timeout, read timeout, pool timeout, write timeout, not available
    communication, communications, broken pipe, disconnect, disconnected, transport, internal server, internal failure
    sql transient, sql recoverable, busy, busy loading, not leader, leader not available, coordinator, not enough replicas
    remote disconnected, bad status line, endpoint, retries exceeded, bad gateway, gateway timeout, cannot connect, admin shutdown, incomplete read
    `,
  ),
];

/** Names that mean something only where nothing else does. */
export const nameHints: readonly Rule[] = [
  rule("timeout", "timeout, timed out, deadline exceeded"),
  rule(
    "syntax",
    `
    analysis, illegal argument, unsupported operation, unsupported, invalid, illegal, undefined, duplicate, wrong, validation error
    not allowed, requires, mismatch, cannot, parse error, parsing
    `,
  ),
];

/** Mistakes in code, whatever their message says: Python's own names for them, and places where a compiler stopped. */
export const isCodeFault = (line: string): boolean =>
  /^(?:<console>|command-[\w-]{1,40}|[\w./-]{1,200}\.(?:scala|java)):\d{1,6}: error:/.test(line) ||
  /^(?:name|type|attribute|import|modulenotfound|syntax|indentation|tab|unboundlocal|recursion|notimplemented|index)error(?::|$)/i.test(
    line,
  );

/** What a library says of itself by its name: these read data, those read code and settings. */
const libraries: readonly [names: RegExp, failure: FailureClass][] = [
  [
    /^_?(?:xml|lxml|json|simplejson|orjson|csv|avro|fastavro|pyarrow|pydantic|pydantic_core|pandera|great_expectations|jsonschema|openpyxl|xlrd|zipfile|zlib|java\.util\.zip|gzip|lzma|tarfile|binascii|struct|marshmallow|cerberus|decimal)\.\w/,
    "data",
  ],
  [/^(?:java\.net|java\.nio\.channels|javax\.net|io\.netty\.channel|httpcore)\.\w/, "network"],
  [
    /^(?:com\.databricks\.pipelines|org\.apache\.spark\.sql\.catalyst|sqlglot|sqlparse|jinja2|yaml|configparser|argparse|click|typer|omegaconf|hydra|re)\.\w/,
    "syntax",
  ],
];

/** The kind of an error by the library that raises it, where nothing else tells. The line is in lower case. */
export const libraryFault = (line: string): FailureClass | undefined =>
  libraries.find(([names]) => names.test(line))?.[1];

/**
 * The names of exceptions in a line as words, and names that are codes: `[DELTA_CONCURRENT_APPEND]`,
 * `(ThrottlingException) when`, `ErrorCode:ServerBusy`; also what stands in their place at the head of the line.
 */
export const namesIn = (line: string): string =>
  [...line.matchAll(names)]
    .map((found) => found.slice(1).find(Boolean) ?? found[0])
    .map((name) => wordsOf(name.slice(name.lastIndexOf(".") + 1) || name))
    .join(" / ");

const names =
  /^[\w.$]{1,200}(?=:|$)|\b[A-Za-z]\w{1,80}(?:Error|Exception)\b|\[([A-Z][A-Z0-9]{1,40}_[A-Z0-9_.]{1,120})\]|\berror occurred \((\w{3,80})\) when|\b(?:[Ee]rror[ _]?|ERROR |[Ss]tatus[ _]?)?(?:[Cc]ode|CODE)["']?[:=.] ?["'(]?(_?[A-Za-z][A-Za-z_]{3,80})|: ([A-Z]{2,40}_[A-Z_]{2,80})(?=: )/g;

/** `SSLHandshakeException` becomes `ssl handshake exception`. */
const wordsOf = (name: string): string => (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).join(" ").toLowerCase();
