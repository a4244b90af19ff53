import { EventEmitter } from "node:events";
import { z } from "zod";

/** One API call that the bot made. */
export interface Call {
  at: number;
  service: string;
  method: string;
  path: string;
  status: number;
  ms: number;
  body: unknown;
  /** Number of the connection that it came on, see `Traffic.ended`. */
  connection: number;
}

const FaultKind = z.enum([
  "400",
  "412",
  "413",
  "429",
  "500",
  "502",
  "503",
  "504",
  "slow",
  "held",
  "late",
  "drop",
  "lost",
  "duplicate",
  "expired",
  "permission",
  "rate_limited_message",
  "refused",
  "revoked",
  "expiring",
  "ip_blocked",
  "wrong_org",
  "login_page",
  "truncated",
  "redirect",
  "legacy_ids",
]);
export const Fault = z.object({
  service: z.string(),
  /** Part of "METHOD /path" or of the request body; absent: every call of the service. */
  match: z.string().optional(),
  kind: z.coerce.string().pipe(FaultKind),
  times: z.number().int().positive().default(1),
  ms: z.number().nonnegative().optional(),
  /** Seconds, or an HTTP date. */
  retry_after: z.union([z.number().nonnegative(), z.string()]).optional(),
  /** The code of a `refused` call, in the service's own words: `msg_blocks_too_long`. */
  code: z.string().optional(),
});
export type Fault = z.infer<typeof Fault>;

/** Kinds that every service answers in the same way, before its own code runs; with `held` it runs once the caller has
 * hung up, at the latest after `ms`; with `lost` it runs, and says nothing; with `late` it runs, and says so after `ms`. */
const transport: readonly Fault["kind"][] = ["429", "500", "503", "slow", "held", "late", "drop", "lost"];

/** The text that a fault's `match` stands in; a function where it is long and mostly not read. */
export type Subject = string | (() => string);

/** What all services share: the log of calls, the pending faults, and news for the playground. */
export class Traffic extends EventEmitter<{ call: [Call]; change: [service: string, channel?: string]; reset: [] }> {
  calls: Call[] = [];
  faults: Fault[] = [];
  /** When connections of the bot ended, by their number. All of a process end with it. */
  ended = new Map<number, number>();
  private connections = 0;

  /** Least number of calls kept for `GET /control/calls`. */
  private readonly kept = 20_000;

  record(call: Call): void {
    this.calls.push(call);
    if (this.calls.length > 2 * this.kept) this.calls = this.calls.slice(-this.kept);
    this.emit("call", call);
  }

  /** A new connection; returns its number. */
  connect(): number {
    this.connections += 1;
    return this.connections;
  }

  /** The other side has ended a connection, or it broke. */
  disconnect(connection: number): void {
    if (!this.ended.has(connection)) this.ended.set(connection, Date.now());
    const [oldest] = this.ended.keys();
    if (this.ended.size > this.kept && oldest !== undefined) this.ended.delete(oldest);
  }

  /** Uses up one pending fault of a kind that the transport handles, if one matches this call. */
  transportFault(service: string, subject: Subject): Fault | undefined {
    return this.take(service, transport, subject);
  }

  /** Uses up one pending fault of the given kinds whose `match` stands in `subject`. */
  take(service: string, kinds: readonly Fault["kind"][], subject: Subject): Fault | undefined {
    if (this.faults.length === 0) return undefined;
    const text = typeof subject === "string" ? subject : subject();
    const found = this.faults.find(
      (fault) =>
        fault.service === service && kinds.includes(fault.kind) && (!fault.match || text.includes(fault.match)),
    );
    if (!found) return undefined;
    found.times -= 1;
    if (found.times <= 0) this.faults = this.faults.filter((fault) => fault !== found);
    return found;
  }

  reset(): void {
    this.calls = [];
    this.faults = [];
    this.emit("reset");
  }
}
