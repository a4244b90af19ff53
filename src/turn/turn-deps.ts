import type { AccessCheck } from "../access/access.ts";
import { type Asking, mayAsk } from "../access/agent-rights.ts";
import type { AdminCommands } from "../admin/admin-commands.ts";
import type { AlertWork } from "../alerts/alert-sending.ts";
import type { Audit } from "../audit/audit-log.ts";
import type { Config } from "../config/config.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { Feedback } from "../feedback/voting.ts";
import type { ChartPainter } from "../files/chart-image.ts";
import type { SignIns } from "../identity/sign-ins.ts";
import type { SilentSignIn } from "../identity/silent-sign-in.ts";
import type { JobCommands } from "../jobs/job-commands.ts";
import type { Log } from "../logging/log.ts";
import type { Memory } from "../memory/memory.ts";
import type { MemoryCommands } from "../memory/memory-commands.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Actor, Platform } from "../ports/actor.ts";
import type { Agent, AgentProfile } from "../ports/databricks/agent.ts";
import type { AskRights } from "../ports/databricks/identity.ts";
import type { Place } from "../ports/place.ts";
import type { Journal } from "../ports/stores/journal.ts";
import type { Queue } from "../ports/stores/queue.ts";
import type { Quota } from "../ports/stores/quota.ts";
import { shownName } from "../reply/shown-agent.ts";
import type { Supervisor } from "../supervisor/supervisor.ts";
import type { Tracer } from "../tracing/tracer.ts";
import type { TriageCommands } from "../triage/commands/triage-commands.ts";
import type { LostTasks } from "../worker/lost-tasks.ts";
import type { Precedence } from "../worker/precedence.ts";
import type { DataAges } from "./answers/data-age.ts";
import type { FileLinks } from "./answers/file-links.ts";
import type { WholeResults } from "./answers/whole-results.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Turns } from "./turn-records.ts";

/** What the steps of a turn work with. */
export interface TurnDeps {
  access: AccessCheck;
  audit: Audit;
  config: Pick<Config, "access" | "identity" | "language" | "limits" | "timeZone">;
  agents: ReadonlyMap<string, { profile: AgentProfile; agent: Agent }>;
  /** Where and how people write to us, by platform. */
  howToAsk: ReadonlyMap<Platform, string>;
  supervisor: Supervisor;
  delivery: Delivery;
  feedback: Feedback;
  journal: Journal;
  queue: Queue;
  quota: Quota;
  turns: Turns;
  jobs: JobCommands;
  triage: TriageCommands;
  alerts: Pick<AlertWork, "click">;
  /** Where a person is, as IANA names it, if their platform tells. */
  zoneOf: (actor: Actor) => Promise<string | undefined>;
  /** The language that a person wants: what they asked us to remember, else that of these words of theirs, else what their platform says. */
  localeOf: (actor: Actor, words?: string) => Promise<string | undefined>;
  admin: AdminCommands;
  interrupts: Interrupts;
  signIns: SignIns;
  silentSignIn: SilentSignIn;
  results: WholeResults;
  dataAges: DataAges;
  fileLinks: FileLinks;
  charts: ChartPainter;
  lostTasks: LostTasks;
  /** First signs go before all other work of a turn. */
  precedence: Precedence;
  metrics: Metrics;
  tracer: Tracer;
  memory: { command: MemoryCommands; recall: Memory["recall"]; list: Memory["list"] };
  log: Log;
  now: () => number;
}

/** Whether somebody may ask an agent, where the question was put. */
export const mayAskAgent =
  ({ agents, config }: Pick<TurnDeps, "agents" | "config">, asking: Asking) =>
  (agent: string): boolean => {
    const profile = agents.get(agent)?.profile;
    return profile !== undefined && mayAsk(config, profile, asking);
  };

/** With whose rights an agent is asked for somebody; tools have none but the bot's. */
export const rightsFor =
  ({ agents, signIns }: Pick<TurnDeps, "agents" | "signIns">, actor: Actor, place: Place) =>
  async (agent: string): Promise<AskRights> =>
    agents.get(agent)?.profile.tool ? { kind: "bot" } : signIns.rights(actor, agent, place);

/** The Databricks user that somebody is signed in as. */
export const signedInAs =
  ({ signIns }: Pick<TurnDeps, "signIns">, actor: Actor) =>
  async (): Promise<string | undefined> =>
    (await signIns.who(actor))?.user.id;

/** The name of an agent, for a reader of this language. */
export const nameOf = (deps: Pick<TurnDeps, "agents">, agent: string, locale: string | undefined): string =>
  shownName(agent, deps.agents.get(agent)?.profile, locale);
