import { z } from "zod";
import { isPaused } from "../breaker.ts";
import { asProblem, Problem } from "../errors.ts";
import { type Agent, type Ask, AskRef, type OpenAsk, Outcome } from "../ports/agent.ts";
import type { Queued } from "./quota-wait.ts";
import type { Desk, Live } from "./state.ts";

/** Sends an ask once, when it is its turn, also when this runs again: the record knows what became of it. */
export const send = async (desk: Desk, ask: Ask, live: Live): Promise<OpenAsk | Outcome | Queued> => {
  const known = await read(desk, ask);
  if (known?.ref) return { ask, ref: known.ref, startedAt: known.at };
  if (known?.ended) return known.ended;
  const agent = desk.agents.find(({ profile }) => profile.id === ask.agent)?.agent;
  if (!agent) return notSent(desk, ask, gone());
  const grant = await desk.quota.claim(turnOf(ask));
  return grant.state === "go" ? dispatch(desk, ask, agent, live) : wait(desk, ask, live, grant, lineTooLong());
};

/** One turn in the workspace's line for each ask; people take turns. */
const turnOf = ({ key, actor }: Ask): { id: string; asker: string } => ({
  id: key,
  asker: `${actor.platform}:${actor.tenant}:${actor.user}`,
});

/** The configuration changed between plan and start. */
const gone = () => new Problem("agent.gone", "This agent is no longer configured here. Please ask again.");

const lineTooLong = () =>
  new Problem(
    "genie.line",
    "So many questions wait for Genie that this one would not be asked in time: Databricks takes only a few a minute from one workspace. Please ask again later.",
  );

/** The ask stays in line while there is hope that its turn comes in time; else it has ended, and this says why. */
const wait = async (
  desk: Desk,
  ask: Ask,
  live: Live,
  { place, waitMs }: { place: number; waitMs: number },
  tooLate: Problem,
): Promise<Outcome | Queued> => {
  if (desk.now() + waitMs <= live.deadline) return { key: ask.key, agent: ask.agent, place, waitMs };
  await desk.quota.leave(ask.key);
  return notSent(desk, ask, tooLate);
};

const dispatch = async (desk: Desk, ask: Ask, agent: Agent, live: Live): Promise<OpenAsk | Outcome | Queued> => {
  const record = await begin(desk, ask);
  if (record.ref) return { ask, ref: record.ref, startedAt: record.at };
  let ref: AskRef;
  try {
    ref = await agent.start(record.fresh ? ask : { ...ask, attemptedAt: record.at }, live.signal);
  } catch (error) {
    if (live.signal.aborted) throw error;
    const problem = asProblem(error);
    // Our own memory is away: that says nothing about the question, which is looked for once it is back.
    if (problem.code.startsWith("store.")) throw problem;
    if (problem.code === "genie.rate-limited" && problem.retry === "later") return refused(desk, ask, live, problem);
    if (isPaused(problem)) await desk.quota.leave(ask.key);
    return notSent(desk, ask, problem, record.at);
  }
  const sent: OpenAsk = { ask, ref, startedAt: record.at };
  live.onSent(sent);
  await desk.records.write(recordKey(ask), { at: record.at, ref }, recordTtlMs);
  return sent;
};

/** The service takes no question for the moment: nothing was sent, and the ask is in line again. */
const refused = async (desk: Desk, ask: Ask, live: Live, problem: Problem): Promise<Outcome | Queued> => {
  desk.log.info({ ask: ask.key, afterMs: problem.afterMs }, "the workspace takes no question now; back in line");
  await desk.quota.refused(ask.key, problem.afterMs);
  await desk.records.remove(recordKey(ask));
  const grant = await desk.quota.claim(turnOf(ask));
  return wait(desk, ask, live, grant.state === "go" ? { place: 1, waitMs: 0 } : grant, problem);
};

/** Records how the ask ended, so that it is not sent when the others of its round come to their turn. */
const notSent = async (desk: Desk, ask: Ask, problem: Problem, at = desk.now()): Promise<Outcome> => {
  const { failure, code } = problem;
  const { key, agent, question } = ask;
  desk.log.warn({ err: problem, code, ask: key }, "ask not sent");
  const ended: Outcome = { state: "failed", key, agent, question, failure, elapsedMs: desk.now() - at };
  await desk.records.write(recordKey(ask), { at, ended }, recordTtlMs);
  return ended;
};

/** Written before an ask is sent; has the `ref` once the agent took it, or how it `ended` without that. */
const Sending = z.object({ at: z.number(), ref: AskRef.optional(), ended: Outcome.optional() });
type Sending = z.infer<typeof Sending>;

const recordKey = (ask: Ask): string => `ask:${ask.key}`;
/** Longer than any turn may be held up. */
const recordTtlMs = 7 * 24 * 3_600_000;

const read = async (desk: Desk, ask: Ask): Promise<Sending | undefined> => {
  const found = await desk.records.read(recordKey(ask));
  return found && Sending.parse(found.value);
};

const begin = async (desk: Desk, ask: Ask): Promise<Sending & { fresh: boolean }> => {
  const at = desk.now();
  if (await desk.records.add(recordKey(ask), { at }, recordTtlMs)) return { at, fresh: true };
  const found = await read(desk, ask);
  return found ? { ...found, fresh: false } : { at, fresh: true };
};
