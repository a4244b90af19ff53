import { dayOf } from "../../config/parameter-values.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import type { AskOutcome } from "../../ports/databricks/agent.ts";
import { answer } from "../../reply/answer/answer.ts";
import { shareButton } from "../../reply/answer/answer-buttons.ts";
import type { TurnResult } from "../../reply/answer/turn-result.ts";
import { readerIn } from "../../reply/reader.ts";
import type { PageValue } from "../../reply/tables/table-part.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { mayAnswerIn } from "../privacy/sensitive.ts";
import { nameOf, type TurnDeps } from "../turn-deps.ts";
import { echoOf, type Turn } from "../turn-records.ts";
import { menuOf } from "./question-menu.ts";

/** A result with all rows, as far as this replica has them: checkpoints keep the first ones only. */
export const withRows = (result: TurnResult, ended: AskOutcome[]): TurnResult =>
  result.kind === "answer" ? { ...result, outcomes: result.outcomes.map((one) => filled(one, ended)) } : result;

/** What is known of the age of the data belongs to the answer, not to the rows. */
const filled = (one: AskOutcome, ended: AskOutcome[]): AskOutcome => {
  const whole = ended.find(({ key }) => key === one.key);
  if (whole?.state !== "done" || one.state !== "done" || one.finding.dataAt === undefined) return whole ?? one;
  return { ...whole, finding: { ...whole.finding, dataAt: one.finding.dataAt } };
};

/** What a turn found out, as its message. `page`: the rows of one of its tables that somebody wants to see. */
export const answerOf = (
  deps: Pick<TurnDeps, "agents" | "config">,
  turn: Turn,
  result: TurnResult,
  elapsedMs: number,
  page?: PageValue,
): Reply => {
  const { id, question, files, startedAt, posted } = turn;
  const echo = echoOf({ ...turn, place: posted.place }).question;
  const today = dayOf(startedAt + elapsedMs);
  return answer({
    ...{
      result: withWishes(result, posted.place.direct, turn.actor.locale),
      turn: id,
      question,
      echo,
      files,
      elapsedMs,
      today,
    },
    locale: turn.actor.locale,
    reader: readerIn(deps.config, posted.place, turn.actor),
    nameOf: (agent) => nameOf(deps, agent, turn.actor.locale),
    share: isShareable(deps, turn, result) ? [shareButton(id, turn.actor.locale)] : [],
    menu: menuOf(deps, turn, result),
    ...(page ? { page } : {}),
  });
};

/** With a note of the asker's own wishes; among others, also where the answer is shared, only that there were some. */
const withWishes = (result: TurnResult, isAlone: boolean, locale: string | undefined): TurnResult => {
  if (result.kind !== "answer" || !result.wishes?.length) return result;
  const { wishes, ...rest } = result;
  return { ...rest, notes: [...(isAlone ? wishes : [wordsIn(locale).keptUnnamed]), ...rest.notes] };
};

/** Whether an answer that went to its asker alone may be shown where the question was put. */
export const isShareable = (
  deps: Pick<TurnDeps, "agents" | "config">,
  { askedIn }: Pick<Turn, "askedIn">,
  result: TurnResult,
): boolean =>
  askedIn !== undefined &&
  result.kind === "answer" &&
  agentsOf(result).every((agent) => mayAnswerIn(deps, askedIn, agent));

/** The agents behind a result. */
export const agentsOf = (result: TurnResult): string[] =>
  result.kind === "answer" ? [...new Set(result.outcomes.map(agentOf))] : [];

const agentOf = (outcome: AskOutcome): string => (outcome.state === "done" ? outcome.finding.agent : outcome.agent);
