import type { RatedAnswer } from "../../feedback/vote-records.ts";
import type { Finding } from "../../ports/databricks/agent.ts";
import { withoutContext } from "../../reply/answer/quoted-context.ts";
import type { TurnResult } from "../../reply/answer/turn-result.ts";
import { shortened } from "../../text/shorten.ts";
import type { Turn } from "../turn-records.ts";
import { ownersOf } from "./own-answers.ts";

/** Characters that are kept of each text. */
const most = { question: 1_000, sql: 8_000, answer: 4_000 };

/** What there is to vote on; undefined where no agent answered. */
export const ratedAnswer = (turn: Turn, result: TurnResult): RatedAnswer | undefined => {
  if (result.kind !== "answer") return undefined;
  const done = result.outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome] : []));
  if (done.length === 0) return undefined;
  const { platform, channelId, thread } = turn.posted.place;
  const isOwn = ownersOf({ asks: [...turn.past, ...turn.asks] }).size > 0;
  return {
    turn: turn.id,
    asker: turn.actor,
    place: { platform, channelId, thread },
    question: shortened(turn.question, most.question),
    asks: done.map(({ key, finding: { agent, question, link } }) => ({
      ...{ key, agent, question: shortened(withoutContext(question), most.question) },
      ...(link && { link }),
    })),
    // What was made with the asker's own rights is not for whoever reads the journal, and not for that long.
    sql: isOwn ? "" : shortened(done.flatMap(({ finding }) => statementsOf(finding)).join(";\n\n"), most.sql),
    answer: isOwn ? "" : shortened(result.markdown, most.answer),
  };
};

const statementsOf = ({ earlier, sql }: Finding): string[] =>
  [...earlier.map((one) => one.sql), sql].filter((one) => one !== undefined);
