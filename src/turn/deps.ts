import type { Config } from "../config.ts";
import type { Delivery } from "../delivery.ts";
import type { JobDesk } from "../jobs/desk.ts";
import type { Log } from "../log.ts";
import type { Metrics } from "../metrics.ts";
import type { Agent, AgentProfile, Queue, Quota } from "../ports.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Turns } from "./record.ts";

/** What the steps of a turn work with. */
export interface TurnDeps {
  config: Pick<Config, "access" | "limits" | "jobsChannel">;
  agents: ReadonlyMap<string, { profile: AgentProfile; agent: Agent }>;
  supervisor: Supervisor;
  delivery: Delivery;
  queue: Queue;
  quota: Quota;
  turns: Turns;
  jobs: JobDesk;
  interrupts: Interrupts;
  metrics: Metrics;
  log: Log;
  now: () => number;
}

export const nameOf = (deps: Pick<TurnDeps, "agents">, agent: string): string =>
  deps.agents.get(agent)?.profile.name ?? agent;
