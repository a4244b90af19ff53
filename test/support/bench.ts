import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemorySaver } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { parse } from "yaml";
import { z } from "zod";
import { createGenie } from "../../adapters/databricks/genie/genie.ts";
import { createOwners } from "../../adapters/databricks/genie/owners.ts";
import { createHttp } from "../../adapters/databricks/http.ts";
import { personalToken } from "../../adapters/databricks/token.ts";
import { sqlite } from "../../adapters/sqlite/stores.ts";
import { TOKENS } from "../../sandbox/databricks/auth.ts";
import { createDatabricks } from "../../sandbox/databricks/service.ts";
import { Traffic } from "../../sandbox/traffic.ts";
import { serve } from "../../sandbox/wire.ts";
import { silent } from "../../src/logging/log.ts";
import type { Actor } from "../../src/ports/actor.ts";
import type { Agent, AgentProfile, AskOutcome, OpenAsk } from "../../src/ports/databricks/agent.ts";
import type { Model } from "../../src/ports/model.ts";
import type { Quota, Rate } from "../../src/ports/stores/quota.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import type { SupervisorDeps } from "../../src/supervisor/state.ts";
import {
  createSupervisor,
  type Plan,
  type Supervisor,
  type SupervisorResult,
  type SupervisorStep,
  type TurnHooks,
  type TurnInput,
} from "../../src/supervisor/supervisor.ts";
import { noTracer } from "../../src/tracing/tracer.ts";

const asker: Actor = { platform: "slack", tenant: "T1", user: "asker" };

const Profiles = z.object({
  agents: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      description: z.string(),
      examples: z.array(z.string()),
      keywords: z.array(z.string()),
    }),
  ),
});

/** The agents of concierge.example.yaml. */
export const exampleProfiles = (): AgentProfile[] =>
  Profiles.parse(parse(readFileSync(new URL("../../concierge.example.yaml", import.meta.url), "utf8"))).agents;

export type SaverKind = "memory" | "sqlite";
export interface Parts {
  saver: BaseCheckpointSaver;
  records: Records;
  quota: Quota;
  agents: { profile: AgentProfile; agent: Agent }[];
}
export type Bench = Awaited<ReturnType<typeof openBench>>;

/** Genie on the wire and its real adapter, with what a supervisor needs around it. */
export const openBench = async () => {
  const traffic = new Traffic();
  const databricks = createDatabricks({ traffic, fast: true });
  const server = await serve(databricks, 0, traffic);
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  const stores = sqlite({ path: join(folder, "bench.db"), log: silent, conversationTtlMs: 3_600_000 });
  // Whoever asks is the same user here.
  const identity = { credentials: async () => personalToken(TOKENS.pat) };
  const http = createHttp({ host, identity, log: silent });
  const agents = exampleProfiles().map((profile) => {
    const spaceId = databricks.spaces.find(({ agent }) => agent === profile.id)?.id ?? "";
    return {
      profile,
      agent: createGenie({
        http,
        host,
        spaceId,
        profile,
        identity: async () => "bench",
        owners: createOwners(stores.records),
        log: silent,
        sleep: async () => {},
      }),
    };
  });
  const wide = stores.quota("wide", { most: 1_000_000, perMs: 60_000 }, 15_000);
  const savers = { memory: new MemorySaver(), sqlite: stores.saver };
  return {
    databricks,
    traffic,
    agents,
    parts: (saver: SaverKind): Parts => ({ saver: savers[saver], records: stores.records, quota: wide, agents }),
    /** A line of this rate, new and empty. */
    quota: (rate: Rate): Quota => stores.quota(randomUUID(), rate, 15_000),
    /** The questions that Genie was asked. */
    asked: () => databricks.questions().map(({ agent, content }) => `${agent}: ${content}`),
    close: async () => {
      await stores.close(0);
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    },
  };
};

/** A supervisor of a deployment that says nothing of its own, but for what is given. */
export const superviseWith = (given: Parts & Partial<SupervisorDeps>): Supervisor =>
  createSupervisor({
    ...{ model: undefined, planModel: undefined, instructions: "", timeZone: undefined, keptExchanges: 10 },
    ...{ spaces: () => new Map(), jobs: () => [], tracer: noTracer, log: silent, now: Date.now },
    ...given,
  });

export const supervise = (parts: Parts, model?: Model, now: () => number = Date.now): Supervisor =>
  superviseWith({ ...parts, model, now });

/** Callbacks of a run, with what they were called with. */
export const watch = (signal = new AbortController().signal) => {
  const plans: Plan[] = [];
  const drafts: string[] = [];
  const live: TurnHooks = {
    signal,
    deadline: Number.POSITIVE_INFINITY,
    onPlan: (plan) => plans.push(plan),
    onDraft: (draft) => drafts.push(draft),
    mayAsk: () => true,
    rights: async () => ({ kind: "bot" }),
    signedInAs: async () => undefined,
    mayAnswer: () => true,
    mayShowOwn: true,
    isAmongOthers: false,
    runHere: async () => undefined,
    onSent: () => undefined,
    recall: async () => [],
  };
  return { plans, drafts, live };
};

/** Polls the agents until every ask has ended. */
export const settle = (parts: Parts, asks: OpenAsk[]): Promise<AskOutcome[]> =>
  Promise.all(asks.map(({ ask, ref }) => ended(parts, ask, ref)));

const ended = async (parts: Parts, ask: OpenAsk["ask"], ref: OpenAsk["ref"]): Promise<AskOutcome> => {
  const agent = parts.agents.find(({ profile }) => profile.id === ask.agent)?.agent;
  for (;;) {
    const check = await agent?.check(ref, ask);
    const { key, question } = ask;
    if (check?.state === "done") return { state: "done", key, finding: check.finding };
    if (check?.state === "failed") {
      const { failure, refused } = check;
      const again = refused ? { refused } : {};
      return { state: "failed", key, agent: ask.agent, question, failure, ...again, elapsedMs: 1 };
    }
  }
};

let turns = 0;
export const turnOf = (thread: string, question: string): TurnInput => {
  turns += 1;
  return { turn: `turn-${turns}`, thread, actor: asker, question };
};

/** One turn from question to result, as the bot drives it. */
export const converse = async (
  supervisor: Supervisor,
  parts: Parts,
  turn: TurnInput,
  live: TurnHooks = watch().live,
): Promise<SupervisorResult> => {
  let step: SupervisorStep = await supervisor.advance(turn, undefined, live);
  while (step.state !== "answered") {
    const outcomes = step.state === "waiting" ? await settle(parts, step.asks) : undefined;
    step = await supervisor.advance(turn, outcomes, live);
  }
  return step.result;
};

/** A result that must be an answer. */
export const asAnswer = (result: SupervisorResult): Extract<SupervisorResult, { kind: "answer" }> => {
  if (result.kind !== "answer") throw new Error(`not an answer but ${JSON.stringify(result)}`);
  return result;
};

/** All that a person reads of an answer: its text and its tables. */
export const readable = (result: SupervisorResult): string => {
  const rows = asAnswer(result).outcomes.flatMap((outcome) =>
    outcome.state === "done" ? (outcome.finding.table?.rows.flat() ?? []) : [],
  );
  return [result.markdown, ...rows].join(" ");
};
