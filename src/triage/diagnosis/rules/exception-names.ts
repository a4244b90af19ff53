import { type Rule, rule } from "./rule.ts";

/*
 * What names of exceptions say, read as words: `botocore.exceptions.EndpointConnectionError` is `endpoint connection
 * error`. Libraries have thousands of them, made of few words.
 */

export const nameRules: readonly Rule[] = [
  rule("resource", "memory, disk full, too many connections, resource exhausted, quota exceeded"),
  rule(
    "syntax",
    `
    module not found, class not found, class def found, template not found, import, no such method, no such field
    type error, type exception, attribute, name error, key error, index error, index exception, unbound local
    syntax, indentation, parse exception, compilation, compile, compiler, template, scanner, linkage
    null pointer, class cast, match error, out of bounds exception, not implemented, unsupported operation
    py spark, illegal argument, config, configuration, undefined column, undefined function, programming error
    `,
  ),
  rule(
    "permission",
    `
    permission, permissions, authentication, authorization, unauthorized, unauthenticated, forbidden, credential
    credentials, access denied, access control, privilege, security, token expired, expired token, login
    `,
  ),
  rule(
    "data",
    `
    not found, not exist, does not exist, no such, file exists, already exists, integrity, malformed, parser, decode
    decoding, unicode, number format, date time, date parse, arithmetic, division, corrupt, corruption
    schema, bad record, bad zip, conversion, data error, unique violation, truncation, data quality, invariant violation
    `,
  ),
  rule(
    "network",
    `
    connection, connect, socket, unknown host, host unreachable, name resolution, gaierror, ssl, proxy, network
    protocol, rate limit, throttling, throttled, too many requests, unavailable, connect timeout, read timeout
    communication, communications, broken pipe, disconnected, transport, internal server
    `,
  ),
];

/** A name with which something ends that was given too little time; why, other words may know. */
export const nameHints: readonly Rule[] = [rule("timeout", "timeout, timed out, deadline exceeded")];

/** The names of exceptions in a line as words; also what stands in its place at the head of the line. */
export const namesIn = (line: string): string =>
  (line.match(/^[\w.$]{1,200}(?=:|$)|\b[A-Za-z]\w{1,80}(?:Error|Exception)\b/g) ?? [])
    .map((name) => wordsOf(name.slice(name.lastIndexOf(".") + 1)))
    .join(" / ");

/** `SSLHandshakeException` becomes `ssl handshake exception`. */
const wordsOf = (name: string): string => (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).join(" ").toLowerCase();
