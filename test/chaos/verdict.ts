import type { Stage } from "../support/stage.ts";
import { judgeAsks } from "./asks.ts";
import { evidenceOf } from "./evidence.ts";
import { everythingEnds, queueLeftovers } from "./leftovers.ts";
import type { Asked } from "./people.ts";
import type { Times } from "./storm.ts";
import { judgeThread } from "./threads.ts";

/** What was found after a round: `wrong` must be empty. */
export interface Verdict {
  wrong: string[];
  cancelled: number;
  /** Answers that tell at once that a service is down: its circuit was open. */
  refused: number;
  /** Second questions to Genie that nobody could have avoided: when they were sent, the first was not to be seen yet. */
  doubleAsks: number;
  /** First signs in Teams whose replica was killed before it heard that they were posted. */
  orphans: number;
}

/** Judges a round once everything has come to rest. */
export const judge = async (stage: Stage, asked: readonly Asked[], times: Times): Promise<Verdict> => {
  const evidence = evidenceOf(stage, times);
  const threads = [...Map.groupBy(asked, ({ root }) => root).values()].map((thread) => judgeThread(thread, evidence));
  const answered = threads.flatMap((thread) => thread.answered);
  const asks = await judgeAsks(stage, asked, answered);
  const count = (wanted: string) => answered.filter(({ how }) => how === wanted).length;
  return {
    wrong: [
      ...threads.flatMap((thread) => thread.wrong),
      ...asks.wrong,
      ...(await queueLeftovers(stage)),
      ...(await everythingEnds(stage)),
    ],
    cancelled: count("cancelled"),
    refused: count("refused"),
    doubleAsks: asks.unavoidable,
    orphans: threads.reduce((sum, { orphans }) => sum + orphans, 0),
  };
};
