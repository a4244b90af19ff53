import type { MenuEntry } from "../../ports/chat/button.ts";
import { questionMenu } from "../../reply/answer/answer-buttons.ts";
import type { TurnResult } from "../../reply/answer/turn-result.ts";
import { mostField } from "../../text/bounds.ts";
import { mayAskAgent, type TurnDeps } from "../turn-deps.ts";
import type { Turn } from "../turn-records.ts";

type MenuDeps = Pick<TurnDeps, "agents" | "config">;

/** The agents that somebody may put a question to, tools apart. */
export const askableAgents = (deps: MenuDeps, asking: Parameters<typeof mayAskAgent>[1]): string[] =>
  [...deps.agents]
    .filter(([id, { profile }]) => profile.tool === undefined && mayAskAgent(deps, asking)(id))
    .map(([id]) => id);

/** What else can be done with the question of a turn; `result` absent: it failed. Rights are checked at the click. */
export const menuOf = (
  deps: MenuDeps,
  { question, actor, askedIn, posted }: Pick<Turn, "question" | "actor" | "askedIn" | "posted">,
  result?: TurnResult,
): MenuEntry[] => {
  // We have replied ourselves, to thanks or a greeting.
  if (result?.kind === "reply" && !result.byModel) return [];
  const outcomes = result?.kind === "answer" ? result.outcomes : [];
  return questionMenu(
    {
      // Where somebody could not answer there is a button for it.
      again: outcomes.length > 0 && outcomes.every(({ state }) => state === "done"),
      edit: question.length <= mostField,
      others: askableAgents(deps, { actor, place: askedIn ?? posted.place }).length > 1,
      thoughts: outcomes.some((outcome) => outcome.state === "done" && (outcome.finding.thoughts ?? []).length > 0),
    },
    actor.locale,
  );
};
