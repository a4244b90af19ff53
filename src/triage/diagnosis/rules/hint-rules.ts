import { type Rule, rule } from "./rule.ts";

/** Words that only hint at a kind, and that stand in other errors too. They count where nothing names a cause. */
export const hints: readonly Rule[] = [
  rule(
    "resource",
    `
    executorlostfailure, executor … lost, executor heartbeat, remote rpc client disassociated
    containers exceeding thresholds, insufficient, quota exceeded, capacity exceeded, out of resources
    kernel is unresponsive, kernel died, kernel … killed
    `,
  ),
  rule(
    "timeout",
    `
    timed out, timedout, time-out, timeouterror, timeoutexception, timeout … exceeded, timeout … expired, timeout of
    timeout after, timeout reached, timeout while, timeout waiting, timeout error, due to timeout, due to a timeout
    its timeout, timeout:, : timeout, exceeded timeout, exceeded … timeout, time limit, exceeded … seconds, exceeds … minutes
    `,
  ),
  rule("syntax", "not supported, is not implemented, unsupported, is ambiguous, was not set, is not set"),
  rule("network", "ssl, tls, dns, handshake, transient, infra fault"),
  rule("permission", "privilege, privileges, access is denied, not permitted, no permission, missing permission"),
  rule(
    "data",
    `
    does not exist, doesn't exist, not found, cannot be found, could not be found, couldn't be found, no such
    does not match length, duplicate entries, already exists, could not parse, cannot parse, unable to parse, missing file, mismatch, invalid value, invalid date, unexpected value, is not a valid, cannot read, could not read, unable to read
    failed to read, couldn't read, cannot open, could not open, could not find, cannot find, unable to find
    `,
  ),
  rule(
    "cancelled",
    `
    run cancelled, run canceled, cancelled by user, canceled by user, cancelled by the user, canceled by the user
    keyboardinterrupt
    `,
  ),
];
