import type { Actor } from "../ports/actor.ts";
import type { AskOutcome, Finding } from "../ports/databricks/agent.ts";
import type { Place } from "../ports/place.ts";
import { withoutContext } from "../reply/answer/quoted-context.ts";
import type { TurnResult } from "../reply/answer/turn-result.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import type { TurnDeps } from "./turn-deps.ts";

/* What the journal keeps of every turn, in one entry: who asked what, whom we asked, and how it ended. */

/** `moved`: answered to the asker alone, in a turn of its own. `sign-in`: waits until the asker has signed in. `unanswered`: no agent could answer. `failed`: we could not bring it to an answer. */
type TurnOutcome =
  | "answered"
  | "answered in part"
  | "unanswered"
  | "asked back"
  | "replied"
  | "passed to jobs"
  | "moved"
  | "sign-in"
  | "cancelled"
  | "failed"
  | "abandoned";

/** How a turn ended. */
export interface TurnEnd {
  outcome: TurnOutcome;
  agents?: readonly string[];
  /** Where in Genie it can be looked up. */
  links?: readonly string[];
  /** Why it failed, or why the agents did. */
  codes?: readonly string[];
  /** What was asked of the data: the statement and the rows of its result, by agent. */
  queries?: readonly { agent: string; sql: string; rows?: number }[];
  /** The Databricks users with whose rights agents were asked, by their ids; none: with the bot's. */
  as?: readonly string[];
  /** How sure the answer is, and its words: for the trace alone. */
  confidence?: string;
  said?: string;
}

interface Ended {
  id: string;
  actor: Actor;
  place: Place;
  question: string;
  /** Epoch ms. */
  startedAt: number;
}

/** Notes the end of a turn, once however often it is told. */
export const noteTurn = async (
  { journal, now }: Pick<TurnDeps, "journal" | "now">,
  { id, actor, place: { platform, channelId, thread }, question, startedAt }: Ended,
  { outcome, agents = [], links = [], codes = [], queries = [], as = [] }: TurnEnd,
): Promise<void> => {
  const [only] = agents;
  await journal.append({
    id: `turn:${id}`,
    at: now(),
    kind: "turn",
    actor,
    place: { platform, channelId, thread },
    ...(only !== undefined && agents.length === 1 && { agent: only }),
    outcome,
    details: {
      turn: id,
      question: shortened(oneLine(withoutContext(question)), mostQuestion),
      ...{ agents: [...agents], links: [...links], codes: [...codes] },
      queries: queries.map((query) => ({ ...query })),
      as: [...as],
      elapsedMs: now() - startedAt,
    },
  });
};

/** Characters of a question that are kept. */
const mostQuestion = 1_000;

/** What a result says about how its turn ended. */
export const endOf = (result: TurnResult): TurnEnd => {
  switch (result.kind) {
    case "clarify":
      return { outcome: "asked back", said: result.markdown };
    case "reply":
      return { outcome: "replied", said: result.markdown };
    case "answer": {
      const { outcomes, confidence, markdown: said } = result;
      return { outcome: answered(outcomes), ...askedFor(outcomes), confidence, said };
    }
  }
};

const answered = (outcomes: readonly AskOutcome[]): TurnOutcome => {
  const failed = outcomes.filter(({ state }) => state === "failed").length;
  if (failed === 0) return "answered";
  return failed < outcomes.length ? "answered in part" : "unanswered";
};

const askedFor = (outcomes: readonly AskOutcome[]): Omit<TurnEnd, "outcome"> => ({
  agents: [...new Set(outcomes.map((one) => (one.state === "done" ? one.finding.agent : one.agent)))],
  links: outcomes.flatMap((one) => (one.state === "done" && one.finding.link ? [one.finding.link] : [])),
  codes: outcomes.flatMap((one) => (one.state === "failed" ? [one.failure.code] : [])),
  queries: outcomes.flatMap((one) => (one.state === "done" ? queriesOf(one.finding) : [])),
});

/** Characters of a statement that are kept. */
const mostSql = 4_000;

const queriesOf = ({ agent, earlier, sql, table }: Finding): NonNullable<TurnEnd["queries"]> =>
  [...earlier, { sql, table }].flatMap((one) =>
    one.sql === undefined
      ? []
      : [{ agent, sql: shortened(one.sql, mostSql), ...(one.table && { rows: one.table.total }) }],
  );
