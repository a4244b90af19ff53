import type { Config } from "../config/config.ts";
import { asProblem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import { bot } from "../ports/databricks/identity.ts";
import type { ProbeResult } from "../ports/setup.ts";
import type { Span, TraceSink } from "../ports/tracing.ts";
import type { Databricks } from "./open-databricks.ts";

/** Where traces go, as far as it is configured; undefined: there are none. */
export const openTraces = async (
  { traces: { targets, share } }: Config,
  databricks: Pick<Databricks, "host" | "identity">,
  log: Log,
): Promise<TraceSink | undefined> => {
  if (targets.length === 0) return undefined;
  const { createTraceSink } = await import("../../adapters/traces/trace-sink.ts");
  const token = async () => (await databricks.identity.credentials(bot)).token();
  const sinks = targets.map((target) =>
    createTraceSink(target.kind === "databricks" ? { ...target, host: databricks.host, token } : target, {
      share,
      log,
    }),
  );
  return {
    add: (span) => {
      for (const sink of sinks) sink.add(span);
    },
    send: (span) => sendToAll(sinks, span),
    assess: async (...asked) => (await Promise.all(sinks.map((sink) => sink.assess(...asked)))).find((known) => known),
    close: async () => void (await Promise.all(sinks.map((sink) => sink.close()))),
  };
};

/** A service that is away for now may still take the span, whatever another one says of it. */
const sendToAll = async (sinks: readonly TraceSink[], span: Span): Promise<void> => {
  const sent = await Promise.allSettled(sinks.map((sink) => sink.send(span)));
  const problems = sent.flatMap((one) => (one.status === "rejected" ? [asProblem(one.reason)] : []));
  const problem = problems.find(({ retry }) => retry === "later") ?? problems[0];
  if (problem) throw problem;
};

/** A check of each service that traces go to. */
export const openTraceProbes = async (
  { traces: { targets } }: Config,
  { host, identity }: Databricks,
): Promise<(() => Promise<ProbeResult[]>)[]> => {
  if (targets.length === 0) return [];
  const { probeTraces } = await import("../../adapters/traces/probe.ts");
  const token = async () => (await identity.credentials(bot)).token();
  return targets.map((target) => () => probeTraces(target.kind === "databricks" ? { ...target, host, token } : target));
};
