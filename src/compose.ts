import { createAccessCheck } from "./access/access.ts";
import { createAdminCommands } from "./admin/admin-commands.ts";
import { createAlerts } from "./alerts/alert-records.ts";
import { createAlertWork } from "./alerts/alert-sending.ts";
import { createAlertTool } from "./alerts/alert-tool.ts";
import { type Audit, createAudit } from "./audit/audit-log.ts";
import { withoutTexts } from "./audit/journal-texts.ts";
import { clock } from "./clock.ts";
import type { Config } from "./config/config.ts";
import { createDelivery } from "./delivery/delivery.ts";
import { assessSteps } from "./feedback/assessing.ts";
import { createFeedback } from "./feedback/voting.ts";
import { createSignInWork, type SignInParts } from "./identity/sign-in-work.ts";
import { createSilentSignIn } from "./identity/silent-sign-in.ts";
import { createJobWork } from "./jobs/job-work.ts";
import type { Log } from "./logging/log.ts";
import { createMemory, type Memory } from "./memory/memory.ts";
import { createMemoryCommands } from "./memory/memory-commands.ts";
import { createMetrics, type Metrics } from "./metrics/metrics.ts";
import { type OpenChannel, openChannels } from "./open/open-channels.ts";
import { openAgents, openDatabricks, openJobs, openWarehouse } from "./open/open-databricks.ts";
import { openModel } from "./open/open-model.ts";
import { openSignIn } from "./open/open-sign-in.ts";
import { openNotifiers, openTools } from "./open/open-tools.ts";
import { openTraces } from "./open/open-traces.ts";
import type { TakeProof } from "./ports/chat/proof.ts";
import type { Jobs } from "./ports/databricks/jobs.ts";
import type { Sql } from "./ports/databricks/sql.ts";
import type { TableWrites } from "./ports/databricks/table-writes.ts";
import type { Model } from "./ports/model.ts";
import type { Notifier } from "./ports/notifier.ts";
import type { Place } from "./ports/place.ts";
import type { Stores } from "./ports/stores/stores.ts";
import type { Tool } from "./ports/tool.ts";
import type { Tokens } from "./ports/tracing.ts";
import { createBreakers } from "./resilience/breaker.ts";
import { countedQuota, genieQuota } from "./supervisor/asking/genie-quota.ts";
import { prepareRouting } from "./supervisor/planning/keyword-router.ts";
import { createSpaceKnowledge, type SpaceKnowledge } from "./supervisor/routing/space-knowledge.ts";
import { createSupervisor } from "./supervisor/supervisor.ts";
import { runbooksOf, toolAgent } from "./tools/tool-agent.ts";
import { traceSteps } from "./tracing/root-task.ts";
import { tracedModel } from "./tracing/traced-model.ts";
import { createTracer, noTracer, type Tracer } from "./tracing/tracer.ts";
import { createExplainer } from "./triage/explainer.ts";
import { createTriageWork } from "./triage/triage-work.ts";
import { localesOf } from "./turn/asker-locale.ts";
import type { TurnDeps } from "./turn/turn-deps.ts";
import { createTurns } from "./turn/turn-records.ts";
import { createTurnWork } from "./turn/turn-tasks.ts";
import { createLostTasks } from "./worker/lost-tasks.ts";
import type { Step } from "./worker/worker.ts";

/* Puts the bot together over its stores: for main.ts, and for a process that runs a suspicious task apart from the others. */

/** Finds a place by the id of its channel, among all platforms. */
export type PlaceOf = (id: string) => Place | undefined;

export type Steps = Readonly<Record<string, Step>>;

/** What another program than the bot does differently; tests make steps fail with it. */
export interface Overrides {
  steps?: (own: Steps) => Steps;
  /** The program that runs a task apart from the others. */
  isolated?: URL;
}

export type Bot = Awaited<ReturnType<typeof compose>>;

/** Puts the bot together; no task runs and nothing listens yet. Rejects when it cannot be, with the stores closed. */
export const compose = async (
  config: Config,
  log: Log,
  opening: Promise<Stores>,
  given: { channels?: readonly OpenChannel[]; placeOf?: PlaceOf } = {},
) => {
  const breakers = createBreakers(config, log);
  const allBreakers = [breakers.databricks, breakers.model, ...breakers.channels.values()];
  const signIn = openSignIn(config, opening, log);
  // Whoever awaits it gets the error.
  signIn.catch(() => undefined);
  const databricks = await openDatabricks(config, log, { breaker: breakers.databricks, signIn });
  const traces = await openTraces(config, databricks, log);
  const put: Stores["queue"]["put"] = async (task) => (await opening).queue.put(task);
  const { experiment } = config.traces;
  // Not everybody who reads traces may see these answers.
  const content = config.traces.content && !config.signIn;
  const tags: Record<string, string> = experiment ? { mlflow_experiment_id: experiment } : {};
  const tracer = traces ? createTracer({ sink: traces, put, content, tags, now: clock }) : noTracer;
  const metrics = createMetrics({ counts: async () => (await opening).queue.counts() }, allBreakers);
  const onUsage = (tokens: Tokens): void => {
    tracer.used(tokens);
    for (const [direction, count] of Object.entries(tokens)) metrics.tokens.inc({ direction }, count);
  };
  const proofs = Promise.withResolvers<TakeProof>();
  const take: TakeProof = async (proof) => (await proofs.promise)(proof);
  const [stores, channels, agents, jobs, warehouse, notifiers, tools, model, planner, signInParts] = await Promise.all([
    opening,
    given.channels ?? openChannels(config, opening, log, { breakers: breakers.channels, take }),
    openAgents(config, databricks, opening, log),
    openJobs(databricks, log),
    openWarehouse(config, databricks),
    openNotifiers(config, log),
    openTools(config, databricks, log),
    openModel(config.model, databricks, breakers.model, { log, onUsage }),
    openModel(config.planModel, databricks, breakers.model, { log, onUsage }),
    signIn,
  ]).catch(async (thrown: unknown) => {
    await opening.then((opened) => opened.close(0)).catch(() => undefined);
    throw thrown;
  });
  const placeOf = given.placeOf ?? ((id) => channels.map(({ channel }) => channel.placeOf(id)).find((place) => place));
  const seen = (opened: Model | undefined) => (opened && traces ? tracedModel(opened, tracer) : opened);
  const spaces = createSpaceKnowledge([...agents.values()], log, prepareRouting);
  const work = createWork({
    ...{ config, log, stores, channels, agents, jobs, notifiers, tools, placeOf, metrics, tracer, signInParts },
    ...{ isTraced: traces !== undefined, model: seen(model), planModel: seen(planner ?? model), spaces },
    ...warehouse,
  });
  proofs.resolve(work.signIns.take);
  const steps: Steps = {
    ...{ ...work.turns.steps, ...work.jobs.steps, ...work.triage.steps, ...work.alerts.steps },
    ...(traces && {
      ...traceSteps(traces, log),
      ...assessSteps({ sink: traces, content, records: stores.records, log }),
    }),
  };
  return {
    ...{ config, log, stores, databricks, channels, allBreakers, metrics, placeOf },
    ...{ work, steps, agents, notifiers, model, traces, spaces },
  };
};

interface Opened {
  config: Config;
  log: Log;
  stores: Stores;
  channels: readonly OpenChannel[];
  agents: TurnDeps["agents"];
  jobs: Jobs;
  sql: Sql | undefined;
  tables: TableWrites | undefined;
  model: Model | undefined;
  planModel: Model | undefined;
  notifiers: readonly Notifier[];
  tools: readonly Tool[];
  placeOf: PlaceOf;
  metrics: Metrics;
  signInParts: SignInParts;
  spaces: SpaceKnowledge;
  tracer: Tracer;
  isTraced: boolean;
}

/** What the bot does, over the adapters that are open. */
const createWork = (opened: Opened) => {
  const { config, log, stores, channels: open, jobs, sql } = opened;
  const { model, planModel, notifiers, placeOf, metrics, tracer, isTraced } = opened;
  const channels = new Map(open.map(({ profile, channel }) => [profile.platform, channel]));
  const { queue, records, saver } = stores;
  const journal = config.audit.texts ? stores.journal : withoutTexts(stores.journal);
  const audit = createAudit(journal);
  const quota = countedQuota(genieQuota(config, stores), metrics);
  const turns = createTurns(records, config.memory.conversation_ttl_hours * hour, clock);
  const lostTasks = createLostTasks({ queue, log });
  const delivery = createDelivery({ channels, records, budget: stores.budget, minuteMs: config.minuteMs, log });
  const alerts = createAlerts(records);
  const agents = withTools(opened, createAlertTool(config.tools.alerts, alerts));
  const runbooks = runbooksOf(opened.tools);
  const failures = createExplainer({ jobs, log, model, runbooks, records, triage: config.triage, now: clock });
  const alertWork = createAlertWork({
    ...{ alerts, config, notifiers, delivery, queue, audit, placeOf },
    targets: config.tools.alerts,
  });
  const signIns = createSignInWork({ config, parts: opened.signInParts, stores, open, audit, log, now: clock });
  const silentSignIn = createSilentSignIn({ signIns, delivery, records, now: clock });
  const jobWork = createJobWork({
    ...{ config, signIns, silentSignIn, jobs, stores, audit, delivery, placeOf, lostTasks, failures, tracer, log },
    join: turns.join,
  });
  const triageWork = createTriageWork({
    ...{ config, jobs, audit, delivery, placeOf, lostTasks, tracer, log, queue, records, notifiers, model, now: clock },
    ...{ rights: signIns.jobRights, runbooks, catalog: jobWork.catalog, runs: jobWork.runs, poller: jobWork.poller },
    journal,
    join: turns.join,
  });
  const supervisor = createSupervisor({
    ...{ model, planModel, saver, records, quota, tracer, log },
    agents: [...agents.values()],
    spaces: opened.spaces.all,
    jobs: jobWork.catalog.all,
    instructions: config.instructions,
    keptExchanges: config.memory.exchanges,
    timeZone: config.timeZone,
    now: clock,
  });
  const feedback = createFeedback({ agents, delivery, queue, records, journal, log, isTraced, now: clock });
  const memory = createMemory(records, config.memory.preferences_days * 24 * hour, clock);
  const turnWork = createTurnWork({
    ...{ config, agents, audit, supervisor, delivery, feedback, journal, queue, quota, turns, lostTasks, metrics, log },
    signIns,
    silentSignIn,
    tracer,
    howToAsk: new Map(open.map(({ profile }) => [profile.platform, profile.howToAsk])),
    access: createAccessCheck({ access: config.access, channels, log }),
    jobs: jobWork.commands,
    triage: triageWork.commands,
    alerts: alertWork,
    memory: withCommands(memory, audit, config),
    zoneOf: async (actor) => channels.get(actor.platform)?.zone(actor),
    localeOf: localesOf(memory, channels, config),
    admin: createAdminCommands({ config, jobs, sql, records, delivery, audit, log, now: clock }),
    records,
    tables: opened.tables,
    publicUrl: config.publicUrl,
    now: clock,
  });
  return { turns: turnWork, jobs: jobWork, triage: triageWork, alerts: alertWork, delivery, lostTasks, signIns };
};

const withCommands = (memory: Memory, audit: Audit, config: Config): TurnDeps["memory"] => ({
  command: createMemoryCommands({ memory, audit, days: config.memory.preferences_days, now: clock }),
  recall: memory.recall,
  list: memory.list,
});

/** The agents, and the tools in their shape. */
const withTools = ({ config, agents, tools }: Opened, alert: Tool): TurnDeps["agents"] =>
  new Map([
    ...agents,
    ...tools.map((tool) => [tool.name, toolAgent(tool)] as const),
    ...(config.tools.alerts.length > 0 ? [[alert.name, toolAgent(alert)] as const] : []),
  ]);

const hour = 3_600_000;
