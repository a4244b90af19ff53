import type { Form } from "../../ports/chat/form.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import type { AskOutcome } from "../../ports/databricks/agent.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* What can be done with a question that was asked: put it in other words, or to somebody else, or ask how it was read. */

/** The question in a form, to be changed and asked anew. */
export const editForm = (turn: string, question: string, locale: string | undefined): Form => {
  const words = wordsIn(locale);
  return {
    title: words.editQuestion,
    intro: words.editIntro,
    fields: [{ name: "question", label: words.yourQuestion, type: "paragraph", value: question, required: true }],
    submit: { action: "ask-edited", value: turn, label: words.ask, style: "primary" },
  };
};

/** A click on the button is a fresh act, which may open the form. */
export const editFormClosed = (turn: string, locale: string | undefined): Notice => {
  const words = wordsIn(locale);
  return notice("warning", words.formClosed, {
    buttons: [{ action: "edit-question", value: turn, label: words.editQuestion }],
  });
};

/** Agents that may be asked the same; `value` is what their button carries. */
export const whoElse = (
  question: string,
  agents: readonly { name: string; value: string }[],
  locale: string | undefined,
): Notice => {
  const words = wordsIn(locale);
  if (agents.length === 0) return notice("info", words.nobodyElse);
  return notice("info", words.whoElse(shortened(oneLine(question), 200)), {
    buttons: agents.map(({ name, value }) => ({ action: "ask-other", value, label: name })),
  });
};

export const mayNotAsk = (locale: string | undefined): Notice => notice("warning", wordsIn(locale).mayNotAsk);

/** There is no such question here. It says nothing about questions elsewhere. */
export const questionGone = (locale: string | undefined): Notice => notice("info", wordsIn(locale).questionGone);

/** How the agents came to their answers, in their own words. */
export const howUnderstood = (
  outcomes: readonly AskOutcome[],
  nameOf: (agent: string) => string,
  locale: string | undefined,
): Notice => {
  const words = wordsIn(locale);
  const thoughts = outcomes.flatMap((outcome) => {
    const { agent, thoughts: own = [] } = outcome.state === "done" ? outcome.finding : { agent: "" };
    if (own.length === 0) return [];
    const lines = own.map(({ kind, text }) => `**${words.thoughts[kind]}**: ${text}`);
    return [outcomes.length > 1 ? `**${nameOf(agent)}**` : "", ...lines];
  });
  if (thoughts.length === 0) return notice("info", words.noThoughts);
  return notice("info", thoughts.filter(Boolean).join("\n\n"), { title: words.howUnderstood });
};
