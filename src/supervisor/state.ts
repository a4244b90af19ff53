import { StateSchema } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { z } from "zod";
import type { JobConfig } from "../config/config.ts";
import { JobOrder } from "../jobs/job-order.ts";
import type { Log } from "../logging/log.ts";
import { Actor } from "../ports/actor.ts";
import { Attached, PastExchange } from "../ports/chat/inbound.ts";
import { type Agent, type AgentProfile, AskOutcome, OpenAsk, type SpaceProfile } from "../ports/databricks/agent.ts";
import type { AskRights } from "../ports/databricks/identity.ts";
import type { Model } from "../ports/model.ts";
import { Preference } from "../ports/preference.ts";
import type { Quota } from "../ports/stores/quota.ts";
import type { Records } from "../ports/stores/records.ts";
import { AnswerResult, ClarifyResult, ReplyResult, TurnResult } from "../reply/answer/turn-result.ts";
import type { Tracer } from "../tracing/tracer.ts";

import type { ThreadRun } from "./thread-run.ts";

/* What the supervisor's graph works on. All of it is checkpointed as JSON and parsed when it is read. */

export const TurnInput = z.object({
  turn: z.string(),
  thread: z.string(),
  actor: Actor,
  question: z.string(),
  /** The conversation so far, if the client keeps it; counts where the thread remembers nothing. */
  history: z.array(PastExchange).optional(),
  /** What the person quoted, passed on or pasted: material, never an instruction. */
  attached: z.array(Attached).optional(),
  /** The question is that of a button, so the words are not the person's own. */
  isClicked: z.boolean().optional(),
  /** The agent that is to answer: it suggested the question. */
  agent: z.string().optional(),
  /** It may be meant for other people; then the plan may be to stay silent. */
  isUnclear: z.boolean().optional(),
  /** It was put elsewhere: `history` is what it goes on from, whatever this thread remembers. */
  isMoved: z.boolean().optional(),
});
export type TurnInput = z.infer<typeof TurnInput>;

export const Plan = z.object({
  kind: z.enum(["ask", "clarify", "reply", "job", "silent"]),
  asks: z.array(z.object({ agent: z.string(), question: z.string() })),
  /** What is wanted of the jobs, in a plan of kind `job`. */
  order: JobOrder.optional(),
  /** 0..1: how sure it is that these are the right agents, or that this is wanted. */
  confidence: z.number(),
  /** The clarifying question or the reply; markdown. */
  text: z.string().optional(),
  choices: z.array(z.string()),
  /** False: chosen by keywords, or by a click. */
  byModel: z.boolean(),
  /** The person chose the agent: by a click on its suggestion, or because they named a tool. */
  byClick: z.boolean().optional(),
  /** What is found may show that something else has to be asked. */
  mayGoOn: z.boolean().optional(),
  /** Why these agents are asked, or a further round is needed, in a few words. */
  why: z.string().optional(),
});
export type Plan = z.infer<typeof Plan>;

/** Something is wanted of the jobs; whoever asked for the turn sees to it. `markdown` is for the history alone. */
const job = z.object({ kind: z.literal("job"), markdown: z.string(), order: JobOrder });

/** The message was meant for other people. */
const silent = z.object({ kind: z.literal("silent") });

/**
 * These agents do not answer where the turn is. Of what they know nothing is remembered here. `history`: they are asked
 * with the asker's own rights, and what was said before goes along, as far as the asker may see it.
 */
const elsewhere = z.object({
  kind: z.literal("elsewhere"),
  markdown: z.literal(""),
  agents: z.array(z.string()),
  history: z.array(PastExchange).optional(),
});

/** These agents are asked with the asker's own rights only, and the asker is not signed in. */
const signIn = z.object({ kind: z.literal("sign-in"), markdown: z.literal(""), agents: z.array(z.string()) });

/** How a turn ends that has something to say, or an order for the jobs. */
export const SupervisorResult = z.discriminatedUnion("kind", [...TurnResult.options, job, elsewhere, signIn]);
export type SupervisorResult = z.infer<typeof SupervisorResult>;

/** A result without the outcomes, which the state holds once already. */
export const Verdict = z.discriminatedUnion("kind", [
  AnswerResult.omit({ outcomes: true }),
  ClarifyResult,
  ReplyResult,
  job,
  elsewhere,
  signIn,
  silent,
]);
export type Verdict = z.infer<typeof Verdict>;

/** One question of a person and what was said, as far as later turns need it. */
export const Exchange = z.object({
  question: z.string(),
  answer: z.string(),
  agents: z.array(z.string()),
  /** `clarify`: it ended with a question back to the person. */
  kind: z.enum(["answer", "clarify", "reply"]),
  at: z.number(),
  /** The answer was made with this person's own rights, so it is nobody else's. */
  of: Actor.optional(),
  /** The Databricks user that `of` was then. */
  as: z.string().optional(),
});
export type Exchange = z.infer<typeof Exchange>;

/** An agent's own conversation in this thread (of each person whose rights it is asked with), if it has begun, with the questions asked in it, oldest first. */
const Conversation = z.object({ id: z.string().optional(), questions: z.array(z.string()) });
export type Conversation = z.infer<typeof Conversation>;

const channels = {
  // Belong to one turn; every new turn sets all of them.
  turn: z.string(),
  actor: Actor,
  question: z.string(),
  attached: z.array(Attached).default([]),
  isClicked: z.boolean().default(false),
  agent: z.string().default(""),
  isUnclear: z.boolean().default(false),
  preferences: z.array(Preference).default([]),
  intent: Plan.nullable(),
  /** 0 for the asks of the plan; each further round counts one up. */
  round: z.number(),
  open: z.array(OpenAsk),
  outcomes: z.array(AskOutcome),
  /** The Databricks user with whose rights something was asked, or on whose answers the plan rests; empty: nobody. */
  as: z.string().default(""),
  notes: z.array(z.string()),
  verdict: Verdict.nullable(),
  // Of the thread.
  exchanges: z.array(Exchange).default([]),
  summary: z.string().default(""),
  conversations: z.record(z.string(), Conversation).default({}),
};

export const State = new StateSchema(channels);
export type State = typeof State.State;
export type Update = typeof State.Update;

/** The state as a checkpoint holds it. */
export const Saved = z.object(channels);
export type Saved = z.infer<typeof Saved>;

/** What a run may call while it goes on. Never part of a checkpoint. */
export interface TurnHooks {
  signal: AbortSignal;
  /** Epoch ms. An ask that cannot be sent until then is given up. */
  deadline: number;
  onPlan(plan: Plan): void;
  /** Whether the asker may ask this agent here; of others nothing is said. */
  mayAsk(agent: string): boolean;
  /** With whose rights this agent is asked for the asker. Looks whether they are signed in. */
  rights(agent: string): Promise<AskRights>;
  /** The run that the turn's thread is about. */
  runHere(): Promise<ThreadRun | undefined>;
  /** The Databricks user that the asker is signed in as. */
  signedInAs(): Promise<string | undefined>;
  /** Whether an agent may answer where the turn is; `own`: with the asker's own rights. */
  mayAnswer(agent: string, own: boolean): boolean;
  /** Whether what rests on the asker's own rights may stand where the turn is. */
  mayShowOwn: boolean;
  /** Others read along where the turn is. */
  isAmongOthers: boolean;
  /** The whole answer so far, each time it has grown. */
  onDraft(markdown: string): void;
  /** An ask is out. Heard also when the run ends before it could report: whoever stops the turn stops this ask too. */
  onSent(asked: OpenAsk): void;
  /** What the asker, and the channel, asked us to keep in mind for this question. */
  recall(): Promise<Preference[]>;
}

const isLive = z.custom<TurnHooks>((value) => typeof value === "object" && value !== null && "signal" in value);

/** The callbacks of the run that a node belongs to. */
export const hooksOf = (config: { configurable?: Record<string, unknown> }): TurnHooks =>
  isLive.parse(config.configurable?.["hooks"]);

export interface SupervisorDeps {
  agents: { profile: AgentProfile; agent: Agent }[];
  model: Model | undefined;
  /** The model that plans; undefined: `model`. */
  planModel: Model | undefined;
  /** The company's own words for plan and answers. */
  instructions: string;
  /** Of the deployment: the days of people whose own zone is not known. */
  timeZone: string | undefined;
  /** Exchanges that a thread keeps word for word. */
  keptExchanges: number;
  saver: BaseCheckpointSaver;
  records: Records;
  /** How many questions Genie takes. */
  quota: Quota;
  /** What the Genie spaces say about themselves, by id of the agent. */
  spaces: () => ReadonlyMap<string, SpaceProfile>;
  /** The jobs that may be started here. */
  jobs: () => readonly JobConfig[];
  /** Where the work of the nodes shows. */
  tracer: Tracer;
  log: Log;
  now: () => number;
}

/** What the nodes work with. */
export type SupervisorContext = SupervisorDeps & {
  /** When an ask had to wait for the quota last, epoch ms. */
  lastQueued: { at: number };
};

/** The agents that the asker of a run may ask. */
export const offeredTo = (
  { agents }: Pick<SupervisorContext, "agents">,
  { mayAsk }: Pick<TurnHooks, "mayAsk">,
): AgentProfile[] => agents.map(({ profile }) => profile).filter(({ id }) => mayAsk(id));
