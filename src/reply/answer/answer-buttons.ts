import type { Button, MenuEntry } from "../../ports/chat/button.ts";
import type { AskOutcome } from "../../ports/databricks/agent.ts";
import { mostButton } from "../../text/bounds.ts";
import { shortened } from "../../text/shorten.ts";
import { wordsIn } from "../words/words.ts";
import { suggestionValue } from "./suggestion.ts";

/** Questions put by a click. One that no button holds gets none: half a question is another one. */
export const askButtons = (questions: readonly string[]): Button[] =>
  questions
    .filter(({ length }) => length <= mostButton)
    .map((question) => ({ action: "ask", value: question, label: shortened(question, 75) }));

/** A question that an agent suggested goes to that agent when it is clicked. */
export const suggestionButtons = (text: string, outcomes: readonly AskOutcome[]): Button[] => {
  const from = outcomes.find((outcome) => outcome.state === "done" && outcome.finding.suggestions.includes(text));
  const [button] = askButtons([text]);
  if (!button || from?.state !== "done") return button ? [button] : [];
  const value = suggestionValue({ agent: from.finding.agent, question: text });
  return value.length <= mostButton ? [{ ...button, action: "ask-agent", value }] : [button];
};

/** Puts an answer that went to its asker alone where the question was put. */
export const shareButton = (turn: string, locale?: string): Button => ({
  action: "share",
  value: turn,
  label: wordsIn(locale).shareAnswer,
});

/** The same question once more. */
export const againButtons = (question: string, locale?: string): Button[] =>
  askButtons([question]).map((button) => ({ ...button, label: wordsIn(locale).tryAgain }));

/** What else can be done with a question. */
export const questionMenu = (
  has: { again: boolean; edit: boolean; others: boolean; thoughts: boolean },
  locale?: string,
): MenuEntry[] => {
  const words = wordsIn(locale);
  return [
    ...(has.again ? [{ action: "ask-again" as const, label: words.askAgain }] : []),
    ...(has.edit ? [{ action: "edit-question" as const, label: words.editQuestion }] : []),
    ...(has.others ? [{ action: "other-agent" as const, label: words.otherAgent }] : []),
    ...(has.thoughts ? [{ action: "understood" as const, label: words.howUnderstood }] : []),
  ];
};
