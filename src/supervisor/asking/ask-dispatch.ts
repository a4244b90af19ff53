import { z } from "zod";
import { asProblem, Problem } from "../../errors.ts";
import { type Agent, type Ask, AskOutcome, AskRef, type OpenAsk } from "../../ports/databricks/agent.ts";
import type { Records } from "../../ports/stores/records.ts";
import { isPaused } from "../../resilience/breaker.ts";
import { retention } from "../../retention.ts";
import type { SupervisorContext, TurnHooks } from "../state.ts";
import type { WaitingAsk } from "./quota-wait.ts";
import { forgetRefusal, isRefusing, mayTry, noteRefusal } from "./service-refusal.ts";

/** Sends an ask once, when it is its turn, also when this runs again: the record knows what became of it. */
export const send = async (
  context: SupervisorContext,
  ask: Ask,
  hooks: TurnHooks,
): Promise<OpenAsk | AskOutcome | WaitingAsk> => {
  const known = await read(context, ask);
  if (known?.ref) return { ask: askedAs(ask, known), ref: known.ref, startedAt: known.at };
  if (known?.ended) return known.ended;
  const agent = context.agents.find(({ profile }) => profile.id === ask.agent)?.agent;
  if (!agent || !hooks.mayAsk(ask.agent)) return notSent(context, ask, gone());
  if (isTool(context, ask)) return dispatch(context, ask, agent, hooks, false);
  const grant = await context.quota.claim(turnOf(ask));
  if (grant.state === "wait") return wait(context, ask, hooks, grant);
  const may = await mayTry(context, ask.key);
  if (may !== "no") return dispatch(context, ask, agent, hooks, may === "as a try");
  await context.quota.leave(ask.key);
  return wait(context, ask, hooks, { place: 1, waitMs: tryAgainMs });
};

/** It asks nothing of Genie, so it waits for nobody, and says nothing about whether Genie takes questions. */
const isTool = ({ agents }: SupervisorContext, { agent }: Ask): boolean =>
  agents.some(({ profile }) => profile.id === agent && profile.tool !== undefined);

/** When an ask that waits for another one's try looks again. */
const tryAgainMs = 2_000;

/** Claims one turn of the workspace's quota for each ask. */
const turnOf = ({ key, actor }: Ask): { id: string; asker: string } => ({
  id: key,
  asker: `${actor.platform}:${actor.tenant}:${actor.user}`,
});

/** The configuration changed between plan and start: the agent is gone, or no longer for this person. */
const gone = () => Problem.of("agent.gone", {});

/** The ask keeps waiting while its turn can still come in time. Otherwise it has failed, and the outcome says why. */
const wait = async (
  context: SupervisorContext,
  ask: Ask,
  hooks: TurnHooks,
  { place, waitMs }: { place: number; waitMs: number },
): Promise<AskOutcome | WaitingAsk> => {
  const refused = await isRefusing(context);
  if (context.now() + waitMs <= hooks.deadline) {
    return { key: ask.key, agent: ask.agent, place, waitMs, ...(refused && { refused }) };
  }
  await context.quota.leave(ask.key);
  return notSent(context, ask, refused ? rateLimited(context, ask) : Problem.of("genie.quota", {}));
};

const rateLimited = ({ agents }: SupervisorContext, { agent }: Ask): Problem => {
  const name = agents.find(({ profile }) => profile.id === agent)?.profile.name ?? agent;
  return Problem.of("genie.rate-limited", { agent: name }, { retry: "later" });
};

const dispatch = async (
  context: SupervisorContext,
  ask: Ask,
  agent: Agent,
  hooks: TurnHooks,
  isTry: boolean,
): Promise<OpenAsk | AskOutcome | WaitingAsk> => {
  const record = await begin(context, ask);
  if (record.ref) return { ask: askedAs(ask, record), ref: record.ref, startedAt: record.at };
  const asked = askedAs(ask, record);
  let ref: AskRef;
  try {
    ref = await agent.start(record.fresh ? asked : { ...asked, attemptedAt: record.at }, hooks.signal);
  } catch (error) {
    if (hooks.signal.aborted) throw error;
    const problem = asProblem(error);
    // Our own memory is away: that says nothing about the question, which is looked for once it is back.
    if (problem.code.startsWith("store.")) throw problem;
    if (problem.code === "genie.rate-limited" && problem.retry === "later")
      return refused(context, ask, hooks, problem);
    if (isTry) await forgetRefusal(context);
    if (isPaused(problem)) await context.quota.leave(ask.key);
    return notSent(context, ask, problem, record.at);
  }
  if (isTry) await forgetRefusal(context);
  const sent: OpenAsk = { ask: asked, ref, startedAt: record.at };
  hooks.onSent(sent);
  await context.records.write(recordKey(ask), { at: record.at, ref, ...asOf(asked) }, retention.asks);
  return sent;
};

/** The service takes no questions at the moment: nothing was sent, and the ask waits again. */
const refused = async (
  context: SupervisorContext,
  ask: Ask,
  hooks: TurnHooks,
  problem: Problem,
): Promise<AskOutcome | WaitingAsk> => {
  context.log.info(
    { event: "genie.quota-used-up", ask: ask.key, afterMs: problem.afterMs },
    "the workspace accepts no questions right now; this one waits again",
  );
  await noteRefusal(context);
  await context.quota.refused(ask.key, problem.afterMs);
  await context.records.remove(recordKey(ask));
  const grant = await context.quota.claim(turnOf(ask));
  return wait(context, ask, hooks, grant.state === "go" ? { place: 1, waitMs: 0 } : grant);
};

/** Records how the ask ended, so that it is not sent when the others of its round come to their turn. */
const notSent = async (
  context: SupervisorContext,
  ask: Ask,
  problem: Problem,
  at = context.now(),
): Promise<AskOutcome> => {
  const { failure, code } = problem;
  const { key, agent, question } = ask;
  context.log.warn(
    { event: "supervisor.ask-not-sent", err: problem, code, ask: key },
    "a question could not be sent to an agent",
  );
  const ended: AskOutcome = { state: "failed", key, agent, question, failure, elapsedMs: context.now() - at };
  await context.records.write(recordKey(ask), { at, ended }, retention.asks);
  return ended;
};

/** Written before an ask is sent; has the `ref` once the agent took it, or how it `ended` without that. */
const Sending = z.object({
  at: z.number(),
  /** With whose rights it is sent, also when this runs again and the person has signed in or out meanwhile. */
  as: z.string().optional(),
  ref: AskRef.optional(),
  ended: AskOutcome.optional(),
});
type Sending = z.infer<typeof Sending>;

const asOf = ({ as }: Pick<Ask, "as">): Pick<Ask, "as"> => (as === undefined ? {} : { as });

/** An ask with the rights that it was first sent with. */
const askedAs = ({ as: _, ...ask }: Ask, sending: Sending): Ask => ({ ...ask, ...asOf(sending) });

const recordKey = ({ key }: Pick<Ask, "key">): string => `ask:${key}`;

/** The agent's message that came of an ask, and with whose rights it was asked; undefined when it was not sent, or long ago. */
export const messageOf = async (
  records: Records,
  key: string,
): Promise<{ ref: AskRef; as?: string | undefined } | undefined> => {
  const { ref, as } = Sending.optional().parse((await records.read(recordKey({ key })))?.value) ?? {};
  return ref && { ref, as };
};

const read = async (context: SupervisorContext, ask: Ask): Promise<Sending | undefined> => {
  const found = await context.records.read(recordKey(ask));
  return found && Sending.parse(found.value);
};

const begin = async (context: SupervisorContext, ask: Ask): Promise<Sending & { fresh: boolean }> => {
  const at = context.now();
  const sending = { at, ...asOf(ask) };
  if (await context.records.add(recordKey(ask), sending, retention.asks)) return { ...sending, fresh: true };
  const found = await read(context, ask);
  return found ? { ...found, fresh: false } : { ...sending, fresh: true };
};
