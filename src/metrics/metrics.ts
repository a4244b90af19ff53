import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Queue } from "../ports/stores/queue.ts";
import type { Breaker } from "../resilience/breaker.ts";
import { addProcessMetrics } from "./process-metrics.ts";

/** Metrics for operators, served on /metrics. Labels are few and never contain names of people or threads. */
export interface Metrics {
  turns: Counter<"outcome">;
  firstSign: Histogram<never>;
  turnTime: Histogram<never>;
  afterAgents: Histogram<never>;
  asks: Counter<"agent" | "outcome">;
  tokens: Counter<"direction">;
  problems: Counter<"code">;
  taskWait: Histogram<"kind">;
  quotaClaims: Counter<"state">;
  quotaWait: Gauge<never>;
  text(): Promise<string>;
}

export const createMetrics = (queue: Pick<Queue, "counts">, breakers: readonly Breaker[]): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  addProcessMetrics(registers);
  new Gauge({
    name: "concierge_tasks",
    help: "Tasks in the queue by state",
    labelNames: ["state"],
    registers,
    async collect() {
      // While the store is away the others are needed most, and an old count would be a lie.
      const counts = await queue.counts().catch(() => ({}));
      this.reset();
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
    },
  });
  new Gauge({
    name: "concierge_circuit_open",
    help: "1 while a service is down and hardly called, by service",
    labelNames: ["service"],
    registers,
    collect() {
      for (const { service, complaint } of breakers) this.set({ service }, complaint() ? 1 : 0);
    },
  });
  return { ...turnMetrics(registers), ...workMetrics(registers), text: () => registry.metrics() };
};

/** What people get, and when. */
const turnMetrics = (registers: Registry[]) => ({
  turns: new Counter({
    name: "concierge_turns_total",
    help: "Turns that ended, by outcome",
    labelNames: ["outcome"],
    registers,
  }),
  firstSign: new Histogram({
    name: "concierge_first_sign_seconds",
    help: "From storing a message to its status message being posted",
    buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 5],
    registers,
  }),
  turnTime: new Histogram({
    name: "concierge_turn_seconds",
    help: "From storing a message to its final message",
    buckets: [1, 2, 5, 10, 20, 30, 60, 120, 300, 600],
    registers,
  }),
  afterAgents: new Histogram({
    name: "concierge_after_agents_seconds",
    help: "From the last agent's end being seen to the final message",
    buckets: [0.1, 0.2, 0.5, 1, 1.5, 2, 5, 10, 30],
    registers,
  }),
  asks: new Counter({
    name: "concierge_asks_total",
    help: "Questions to agents that ended, by agent and outcome",
    labelNames: ["agent", "outcome"],
    registers,
  }),
});

/** What it takes. */
const workMetrics = (registers: Registry[]) => ({
  tokens: new Counter({
    name: "concierge_model_tokens_total",
    help: "Tokens that the language model read (input) and wrote (output), as far as the endpoint tells",
    labelNames: ["direction"],
    registers,
  }),
  problems: new Counter({
    name: "concierge_problems_total",
    help: "Steps and questions to agents that failed, by the code of the problem; a step that is tried again counts again",
    labelNames: ["code"],
    registers,
  }),
  taskWait: new Histogram({
    name: "concierge_task_wait_seconds",
    help: "From storing a task to its first run, by kind; a question waits for the earlier ones of its thread, too",
    labelNames: ["kind"],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300],
    registers,
  }),
  quotaClaims: new Counter({
    name: "concierge_genie_quota_claims_total",
    help: "Claims of the workspace's Genie quota, by answer: go or wait; a question that waits claims again and again",
    labelNames: ["state"],
    registers,
  }),
  quotaWait: new Gauge({
    name: "concierge_genie_quota_wait_seconds",
    help: "How long the latest claim of the Genie quota has to wait; 0 when it went",
    registers,
  }),
});
