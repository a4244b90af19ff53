import { z } from "zod";
import { asProblem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Task } from "../ports/stores/queue.ts";
import type { Records } from "../ports/stores/records.ts";
import type { TraceSink } from "../ports/tracing.ts";
import { retention } from "../retention.ts";
import { traceIdOf } from "../tracing/ids.ts";
import type { Step } from "../worker/worker.ts";
import { createVoteRecords, voterKey } from "./vote-records.ts";

/* Votes are attached to the trace of the turn that they are about. */

const AssessTask = z.object({ turn: z.string(), voter: z.string() });

/** Attaches a person's vote as it is when this runs. `act` names the vote. */
export const assessTask = (turn: string, voter: string, act: string): Task => ({
  id: `assess:${act}`,
  orderingKey: `assess:${turn}`,
  kind: "assess",
  payload: { turn, voter },
});

interface AssessDeps {
  sink: Pick<TraceSink, "assess">;
  /** Whether what people write may go there. */
  content: boolean;
  records: Records;
  log: Log;
}

/** The trace may arrive after the vote, and the service may be away: so often is it tried, for about an hour. */
const mostTries = 20;
const longestWaitMs = 300_000;

export const assessSteps = ({ sink, content, records, log }: AssessDeps): Readonly<Record<string, Step>> => {
  const votes = createVoteRecords(records);
  return {
    assess: async ({ payload, attempt, id }) => {
      const { turn, voter } = AssessTask.parse(payload);
      const cast = (await votes.votes(turn)).find((one) => voterKey(one.voter) === voter);
      if (!cast) return { state: "done" };
      const { vote, reason, comment } = cast;
      const isGood = vote === "none" ? undefined : vote === "up";
      const rationale = [reason, content && comment].filter(Boolean).join(": ");
      const { platform, tenant, user } = cast.voter;
      const key = `assessed:${turn}:${voter}`;
      try {
        const known = z
          .string()
          .optional()
          .parse((await records.read(key))?.value);
        const source = `${platform}:${tenant}:${user}`;
        const next = await sink.assess(traceIdOf(turn), { source, isGood, rationale }, known);
        if (next === undefined) await records.remove(key);
        else await records.write(key, next, retention.turns);
        return { state: "done" };
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (problem.retry === "later" && attempt < mostTries)
          return { state: "again", inMs: Math.min(1_000 * 2 ** attempt, longestWaitMs) };
        log.warn({ event: "traces.vote-lost", err: problem, task: id }, "a vote could not be attached to its trace");
        return { state: "dead", reason: problem.code };
      }
    },
  };
};
