import { createHash } from "node:crypto";
import { Command, END, interrupt, START, StateGraph, StateSchema, type StateSnapshot } from "@langchain/langgraph";
import type { BaseCheckpointSaver } from "@langchain/langgraph-checkpoint";
import { z } from "zod";
import type { Config, JobConfig } from "../../config/config.ts";
import { dayOf } from "../../config/parameter-values.ts";
import { asProblem, Failure, Problem } from "../../errors.ts";
import type { SignIns } from "../../identity/sign-ins.ts";
import { Actor } from "../../ports/actor.ts";
import { type Caller, callerOf } from "../../ports/databricks/identity.ts";
import type { Jobs } from "../../ports/databricks/jobs.ts";
import { zoneFor } from "../../text/dates/time-zone.ts";
import type { Catalog } from "../catalog.ts";
import { startRefusal } from "../job-rights.ts";
import { Complaint, checkParameters, requestName, requestOf, takesRequest } from "../parameters.ts";
import { type Act, Proposal } from "./proposal.ts";

/*
 * One proposal: *check → (form → check) → (confirm) → start*. It is suspended while a person fills in the form or
 * decides, and goes on from its checkpoint on whatever replica their click arrives. *confirm* and *start* are two
 * nodes, because a resumed node runs again from its top.
 */

/** How a proposal ended. */
const ProposalOutcome = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("started"),
    run: z.string(),
    values: z.record(z.string(), z.string()),
    at: z.number(),
    /** The Databricks user that it was started as; absent: with the bot's own rights. */
    as: z.string().optional(),
  }),
  z.object({ state: z.literal("refused"), failure: Failure }),
  z.object({ state: z.literal("declined"), by: Actor }),
  z.object({ state: z.literal("expired") }),
]);
export type ProposalOutcome = z.infer<typeof ProposalOutcome>;

/** The state of a proposal. `by`: who confirmed it. */
export type Standing =
  | { state: "form"; given: Record<string, string>; complaints: Complaint[] }
  /** `proposed`: names of values that the person did not give. */
  | { state: "confirm"; values: Record<string, string>; proposed: string[] }
  | { state: "ended"; outcome: ProposalOutcome; by: Actor | undefined };

export interface ProposalGraph {
  /**
   * Advances a proposal as far as possible without a person. Safe to repeat after a crash at any line. An act that does
   * not fit the proposal's state changes nothing. The caller makes one call at a time for each proposal.
   */
  advance(proposal: Proposal, act: Act): Promise<Standing>;
}

export interface GraphDeps {
  catalog: Pick<Catalog, "byId">;
  jobs: Pick<Jobs, "describe" | "start">;
  access: Config["access"];
  /** Of the deployment: the days of people whose own zone is not known. */
  timeZone: Config["timeZone"];
  saver: BaseCheckpointSaver;
  /** With whose rights a run is started for the person who asked for it. */
  rights: SignIns["jobRights"];
  now: () => number;
}

const channels = {
  proposal: Proposal,
  given: z.record(z.string(), z.string()),
  complaints: z.array(Complaint),
  values: z.record(z.string(), z.string()),
  /** The person has filled in the form, so every value is theirs. */
  isFilled: z.boolean().default(false),
  by: Actor.nullable(),
  outcome: ProposalOutcome.nullable(),
};
const State = new StateSchema(channels);
type State = typeof State.State;
type Update = typeof State.Update;
const Saved = z.object(channels);

export const createProposalGraph = (deps: GraphDeps): ProposalGraph => {
  const graph = new StateGraph(State)
    .addNode("check", (state) => checkProposal(deps, state))
    .addNode("form", form)
    .addNode("confirm", confirm)
    .addNode("start", (state) => start(deps, state))
    .addEdge(START, "check")
    .addConditionalEdges("check", (state) => afterCheck(deps, state), ["form", "confirm", "start", END])
    .addConditionalEdges("form", ({ outcome }) => (outcome ? END : "check"), ["check", END])
    .addConditionalEdges("confirm", ({ outcome }) => (outcome ? END : "start"), ["start", END])
    .addConditionalEdges("start", ({ outcome }) => (outcome ? END : "check"), ["check", END])
    .compile({ checkpointer: deps.saver });

  const advance: ProposalGraph["advance"] = async (proposal, act) => {
    const thread = { configurable: { thread_id: `job:${proposal.id}` }, durability: "sync" as const };
    const position = async () => positionOf(await graph.getState(thread));
    const before = await position();
    if (before.state === "new") await graph.invoke(fresh(proposal), thread);
    if (before.state === "midway") await graph.invoke(null, thread);
    // A run that died may have lost the act it was given. If it did not, the act no longer fits, or changes nothing.
    const waiting = before.state === "midway" ? await position() : before;
    if (fits(waiting, act)) await graph.invoke(new Command({ resume: act }), thread);
    const after = await position();
    if (after.state === "new" || after.state === "midway")
      throw new Error(`proposal ${proposal.id} stands ${after.state} after its run`);
    return after;
  };
  return { advance };
};

const fresh = (proposal: Proposal): State => ({
  proposal,
  given: proposal.given,
  complaints: [],
  values: {},
  isFilled: false,
  by: null,
  outcome: null,
});

const positionOf = ({ values, tasks, next }: StateSnapshot): Standing | { state: "new" } | { state: "midway" } => {
  if (!("proposal" in values)) return { state: "new" };
  const { proposal, given, complaints, values: params, isFilled, by, outcome } = Saved.parse(values);
  if (outcome && tasks.length === 0) return { state: "ended", outcome, by: by ?? undefined };
  // A node that has been resumed and has not come to a checkpoint yet shows its interrupt still, but is not next.
  const waiting = tasks.find(({ name, interrupts }) => interrupts.length > 0 && next.includes(name))?.name;
  if (waiting === "form") return { state: "form", given, complaints };
  return waiting === "confirm"
    ? { state: "confirm", values: params, proposed: isFilled ? [] : proposal.proposed }
    : { state: "midway" };
};

/** What a suspended node may be resumed with. */
const fits = ({ state }: { state: string }, { kind }: Act): boolean =>
  (state === "form" && (kind === "fill" || kind === "expire")) ||
  (state === "confirm" && (kind === "decide" || kind === "expire"));

/** The job, if this person may start it here and now. */
const findStartable = ({ catalog, access }: GraphDeps, { proposal }: State): JobConfig => {
  const job = catalog.byId(proposal.job);
  if (!job) throw Problem.of("jobs.not-listed", {});
  const refusal = startRefusal(access, job, proposal);
  if (refusal) throw refusal;
  if (proposal.supervised && job.supervisor === "never") {
    throw Problem.of("access.command-only", { job: job.name, id: job.id });
  }
  return job;
};

/** Node *check*: the job is known, the person may start it, and every parameter is as it must be. */
const checkProposal = (deps: GraphDeps, state: State): Update => {
  const { proposal, given } = state;
  try {
    const found = checkParameters(
      findStartable(deps, state),
      given,
      proposal.words,
      dayOf(deps.now(), zoneFor(proposal.actor, deps.timeZone)),
    );
    return "values" in found ? { values: found.values, complaints: [] } : { complaints: found.complaints };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    return { outcome: { state: "refused", failure: thrown.failure } };
  }
};

const afterCheck = ({ catalog }: GraphDeps, state: State) => {
  const { outcome, complaints, proposal, by } = state;
  if (outcome) return END;
  if (complaints.length > 0) return "form";
  return mustConfirm(catalog.byId(proposal.job), state) && !by ? "confirm" : "start";
};

/** By the settings; and always if the order may be a repeat, or if the person didn't say it or one of its values. */
const mustConfirm = (job: JobConfig | undefined, { proposal, isFilled }: State): boolean => {
  const { supervised, isSpoken, proposed, isRepeated } = proposal;
  if (job?.confirm || isRepeated) return true;
  return supervised && (job?.supervisor !== "allow" || !isSpoken || (proposed.length > 0 && !isFilled));
};

const Filled = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("fill"), fields: z.record(z.string(), z.string()) }),
  z.object({ kind: z.literal("expire") }),
]);

/** Node *form*: waits for values. The person's own words stay as they were. */
const form = ({ given }: State): Update => {
  const act = Filled.parse(interrupt(null));
  if (act.kind === "expire") return { outcome: { state: "expired" } };
  const { [requestName]: _, ...fields } = act.fields;
  const request = given[requestName];
  return { isFilled: true, given: request === undefined ? fields : { ...fields, [requestName]: request } };
};

const Decided = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("decide"), start: z.boolean(), by: Actor }),
  z.object({ kind: z.literal("expire") }),
]);

/** Node *confirm*: waits for a decision. */
const confirm = (): Update => {
  const act = Decided.parse(interrupt(null));
  if (act.kind === "expire") return { outcome: { state: "expired" } };
  return act.start ? { by: act.by } : { outcome: { state: "declined", by: act.by } };
};

/**
 * Node *start*: asks Databricks for the run, under a token that stays the same however often this node runs. Everything
 * is checked once more, with the very values that were confirmed: an hour may have passed since.
 */
const start = async (deps: GraphDeps, state: State): Promise<Update> => {
  const { values, ...rest } = checkProposal(deps, { ...state, given: state.values });
  const job = deps.catalog.byId(state.proposal.job);
  if (!values || !job) return rest;
  const rights = await deps.rights(state.proposal.actor, job, state.proposal.place);
  if (rights.kind === "sign-in" && !rights.isOptional)
    return { outcome: { state: "refused", failure: Problem.of("login.needed", {}).failure } };
  const as = rights.kind === "own" ? rights.as : undefined;
  const caller = callerOf(state.proposal.actor, as);
  try {
    const token = createHash("sha256").update(`job:${state.proposal.id}`).digest("hex");
    const parameters = { ...(await declaredRequest(deps, job, state, caller)), ...values };
    const { run } = await deps.jobs.start({ job: job.job_id, parameters, token }, caller);
    return { outcome: { state: "started", run, values: parameters, at: deps.now(), ...(as && { as }) } };
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.retry === "later") throw thrown;
    return { outcome: { state: "refused", failure: thrown.failure } };
  }
};

/** The person's words for a job that itself has a parameter for them, though its configuration names none. */
const declaredRequest = async ({ jobs }: GraphDeps, job: JobConfig, { given, proposal }: State, caller: Caller) => {
  if (takesRequest(job)) return {};
  // Who may not even see the job hears so from its start, in the words for that.
  const info = await jobs.describe(job.job_id, caller).catch((thrown: unknown) => {
    if (asProblem(thrown).code === "jobs.own-permission") return undefined;
    throw thrown;
  });
  const isDeclared = info?.parameters.some(({ name }) => name === requestName);
  return isDeclared ? { [requestName]: requestOf(given, proposal.words) } : {};
};
