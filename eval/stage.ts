import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../adapters/sqlite/stores.ts";
import { clock } from "../src/clock.ts";
import type { Config } from "../src/config/config.ts";
import { silent } from "../src/logging/log.ts";
import { openAgents, openDatabricks } from "../src/open/open-databricks.ts";
import { openModel } from "../src/open/open-model.ts";
import type { AgentProfile } from "../src/ports/databricks/agent.ts";
import type { Model } from "../src/ports/model.ts";
import { prepareRouting } from "../src/supervisor/planning/keyword-router.ts";
import { createSpaceKnowledge } from "../src/supervisor/routing/space-knowledge.ts";
import { createSupervisor, type Supervisor } from "../src/supervisor/supervisor.ts";
import { noTracer } from "../src/tracing/tracer.ts";
import type { TurnDeps } from "../src/turn/turn-deps.ts";

/* What cases are tried on: the supervisor of a configuration, over stores that are thrown away. */

export interface Stage {
  /** With the configured model, or without one. */
  supervisor(mode: "with-model" | "without-model"): Supervisor;
  profiles: AgentProfile[];
  agents: TurnDeps["agents"];
  hasModel: boolean;
  /** Tokens that the model has read and written so far, estimated from characters. */
  tokens(): number;
  close(): Promise<void>;
}

const hour = 3_600_000;

/** Opens agents and model of a configuration. Nothing listens, and no store of the bot is touched. */
export const openStage = async (config: Config): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), "eval-"));
  const stores = sqlite({ path: join(folder, "eval.db"), log: silent, conversationTtlMs: hour });
  const databricks = await openDatabricks(config, silent);
  const agents = await openAgents(config, databricks, Promise.resolve(stores), silent);
  const counted = createCounter();
  const model = counted.of(await openModel(config.model, databricks));
  const planModel = counted.of(await openModel(config.planModel, databricks)) ?? model;
  const knowledge = createSpaceKnowledge([...agents.values()], silent, prepareRouting);
  await knowledge.refresh();
  const most = config.limits.genie_questions_per_minute;
  const parts = {
    agents: [...agents.values()],
    saver: stores.saver,
    records: stores.records,
    quota: stores.quota("eval", { most, perMs: config.minuteMs }, 15_000),
    jobs: () => config.jobs,
    instructions: config.instructions,
    keptExchanges: config.memory.exchanges,
    timeZone: config.timeZone,
    spaces: knowledge.all,
    tracer: noTracer,
    log: silent,
    now: clock,
  };
  return {
    supervisor: (mode) =>
      createSupervisor({
        ...parts,
        ...(mode === "with-model" ? { model, planModel } : { model: undefined, planModel: undefined }),
      }),
    profiles: parts.agents.map(({ profile }) => profile),
    agents,
    hasModel: model !== undefined,
    tokens: counted.tokens,
    close: async () => {
      await stores.close(0);
      await rm(folder, { recursive: true, force: true });
    },
  };
};

/** Characters of a token, on average. */
const perToken = 4;

/** Counts what passes through models. */
const createCounter = () => {
  let characters = 0;
  const count = (texts: readonly string[]): void => {
    characters += texts.reduce((sum, text) => sum + text.length, 0);
  };
  const counting = (model: Model): Model => ({
    name: model.name,
    object: async (schema, name, messages, signal) => {
      count(messages.map(({ content }) => content));
      const value = await model.object(schema, name, messages, signal);
      count([JSON.stringify(value)]);
      return value;
    },
    text: async (messages, onText, signal) => {
      count(messages.map(({ content }) => content));
      const text = await model.text(messages, onText, signal);
      count([text]);
      return text;
    },
  });
  return {
    of: (model: Model | undefined): Model | undefined => model && counting(model),
    tokens: () => Math.round(characters / perToken),
  };
};
