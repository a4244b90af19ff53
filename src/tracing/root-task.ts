import { asProblem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Task } from "../ports/stores/queue.ts";
import { Span, type TraceSink } from "../ports/tracing.ts";
import type { Step } from "../worker/worker.ts";

/* The root of a trace says how it ended, so it is sent by a task: a crash does not lose it, and it is stored once. */

export const rootTask = (trace: string, span: Span): Task => ({
  id: `trace:${trace}`,
  orderingKey: `trace:${trace}`,
  kind: "trace",
  payload: span,
});

/** How often, and with what waits at most, a root is sent to a service that is away: for about three hours. */
const mostTries = 40;
const longestWaitMs = 300_000;

export const traceSteps = (sink: TraceSink, log: Log): Readonly<Record<string, Step>> => ({
  trace: async ({ payload, attempt, id }) => {
    try {
      await sink.send(Span.parse(payload));
      return { state: "done" };
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.retry === "later" && attempt < mostTries)
        return { state: "again", inMs: Math.min(1_000 * 2 ** attempt, longestWaitMs) };
      log.warn({ event: "traces.root-lost", err: problem, task: id }, "the root span of a trace could not be sent");
      return { state: "dead", reason: problem.code };
    }
  },
});
