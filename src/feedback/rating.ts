import { z } from "zod";
import { asProblem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Agent, Rating } from "../ports/databricks/agent.ts";
import { callerOf } from "../ports/databricks/identity.ts";
import type { Task } from "../ports/stores/queue.ts";
import type { Records } from "../ports/stores/records.ts";
import { messageOf } from "../supervisor/asking/ask-dispatch.ts";
import type { Step } from "../worker/worker.ts";
import type { CastVote, RatedAnswer, VoteRecords } from "./vote-records.ts";

export interface RatingDeps {
  agents: ReadonlyMap<string, { agent: Agent }>;
  records: Records;
  votes: VoteRecords;
  log: Log;
  now: () => number;
}

/** Tells the agents what the votes on an answer come to. `act` names the vote that it follows. */
export const rateTask = (turn: string, act: string): Task => ({
  id: `rate:${act}`,
  orderingKey: `rate:${turn}`,
  kind: "rate",
  payload: turn,
});

/** Votes that come so soon after each other are told at once, ms. */
const gatherMs = 1_000;
/** A service that is away is tried for so long, with growing waits, ms. */
const patienceMs = 24 * 3_600_000;
const longestWaitMs = 600_000;

/** Sends the balance of the votes for each message that the answer rests on, if it is not what was sent last. */
export const rateStep =
  (deps: RatingDeps): Step =>
  async (lease, signal) => {
    if (lease.attempt === 1) return { state: "again", inMs: gatherMs };
    const turn = z.string().parse(lease.payload);
    const [answer, votes, sent] = await Promise.all([
      deps.votes.answer(turn),
      deps.votes.votes(turn),
      deps.votes.sent(turn),
    ]);
    const rating = ratingOf(votes);
    const said = JSON.stringify(rating);
    if (!answer || said === (sent ?? JSON.stringify(unrated))) return { state: "done" };
    try {
      for (const { key, agent } of answer.asks) await rate(deps, answer, { key, agent }, rating);
      await deps.votes.setSent(turn, said);
      return { state: "done" };
    } catch (thrown) {
      const { retry, code, afterMs } = asProblem(thrown);
      if (signal.aborted || retry !== "later" || deps.now() - lease.storedAt > patienceMs) throw thrown;
      deps.log.warn({ event: "feedback.rating-waits", code, turn, attempt: lease.attempt }, "a rating is sent later");
      return { state: "again", inMs: afterMs ?? Math.min(1_000 * 2 ** Math.min(lease.attempt, 16), longestWaitMs) };
    }
  };

const unrated: Rating = { verdict: "none" };

/** The balance of the votes, and the latest comment of those whose vote counts. */
const ratingOf = (votes: readonly CastVote[]): Rating => {
  const counted = votes.filter(({ vote }) => vote !== "none");
  const balance = counted.reduce((sum, { vote }) => sum + (vote === "up" ? 1 : -1), 0);
  const latest = counted.filter(({ reason, comment }) => reason ?? comment).toSorted((a, b) => b.at - a.at)[0];
  const comment = [latest?.reason, latest?.comment].filter(Boolean).join(": ");
  return { verdict: verdictOf(balance), ...(comment && { comment }) };
};

const verdictOf = (balance: number): Rating["verdict"] => {
  if (balance === 0) return "none";
  return balance > 0 ? "positive" : "negative";
};

/** A message that is gone, or an agent that is, can no longer be rated: that is noted and holds nothing up. */
const rate = async (
  { agents, records, log }: RatingDeps,
  { asker, turn }: RatedAnswer,
  { key, agent }: { key: string; agent: string },
  rating: Rating,
): Promise<void> => {
  const message = await messageOf(records, key);
  if (!message) return;
  try {
    await agents.get(agent)?.agent.rate(message.ref, rating, callerOf(asker, message.as));
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (problem.retry === "later") throw problem;
    log.warn({ event: "feedback.not-rated", err: problem, turn, agent }, "an agent did not take a rating");
  }
};
