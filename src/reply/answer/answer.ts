import type { Button, MenuEntry } from "../../ports/chat/button.ts";
import type { Answer, Notice, Reply } from "../../ports/chat/reply.ts";
import type { AskOutcome } from "../../ports/databricks/agent.ts";
import { mostReply } from "../../text/bounds.ts";
import { alertButtons } from "../alert-notices.ts";
import { beginning } from "../markdown/pieces.ts";
import type { Reader } from "../reader.ts";
import { grouped } from "../tables/numbers.ts";
import type { PageValue } from "../tables/table-part.ts";
import { separatorsIn } from "../words/locale-style.ts";
import { wordsIn } from "../words/words.ts";
import { againButtons, askButtons, suggestionButtons } from "./answer-buttons.ts";
import { sourceIn } from "./answer-source.ts";
import { supportOf } from "./answer-support.ts";
import type { TurnResult } from "./turn-result.ts";

export interface AnswerView {
  result: TurnResult;
  /** The turn that it answers: by that it can be voted on, and its tables looked through. */
  turn?: string;
  /** Rows that are to be shown of one of its tables; of all others the first ones are. */
  page?: PageValue;
  /** Buttons that come before all others. */
  share?: Button[];
  /** What else can be done with the question. */
  menu?: MenuEntry[];
  /** Name of an agent by its id. */
  nameOf(agent: string): string;
  question: string;
  /** The message has no question above it, so it repeats the question in these words. */
  echo: string | undefined;
  /** How many files were attached to the question. The answer says that they are not read. */
  files?: number;
  elapsedMs: number;
  /** Of whoever asked. */
  locale?: string | undefined;
  /** By whose clock times are told; absent: UTC. */
  reader?: Reader;
  /** The day of the answer, as `2026-11-29`. */
  today: string;
}

/** What a turn found out, as the message that a person reads. */
export const answer = (view: AnswerView): Reply => {
  const { result, files = 0, elapsedMs } = view;
  const frame = {
    ...(view.echo === undefined ? {} : { question: view.echo }),
    ...(view.menu && view.menu.length > 0 ? { menu: view.menu } : {}),
  };
  const noted = (markdown: string, notes: string[]): string =>
    [bounded(markdown, view.locale), ...[...notes, ...filesNote(files, view.locale)].map((note) => `_${note}_`)].join(
      "\n\n",
    );
  switch (result.kind) {
    case "clarify":
      return notice(noted(result.markdown, []), result.choices, frame);
    case "reply":
      return notice(noted(result.markdown, result.notes), [], frame);
    case "answer":
      return { ...frame, ...composed({ ...result, markdown: bounded(result.markdown, view.locale) }, view), elapsedMs };
  }
};

const filesNote = (files: number, locale: string | undefined): string[] =>
  files === 0 ? [] : [wordsIn(locale).filesUnread(files)];

/** A text of bounded length; what is left out is said. */
const bounded = (markdown: string, locale: string | undefined): string =>
  markdown.length <= mostReply
    ? markdown
    : `${beginning(markdown, mostReply)}\n\n_${wordsIn(locale).answers.cut(grouped(String(mostReply), separatorsIn(locale)))}_`;

const notice = (markdown: string, choices: string[], frame: Pick<Notice, "question" | "menu">): Notice => ({
  kind: "notice",
  tone: "info",
  markdown,
  ...frame,
  buttons: askButtons(choices.slice(0, 5)),
});

const composed = (result: Result, view: AnswerView): Omit<Answer, "elapsedMs"> => {
  const { nameOf, question, files = 0, today, turn, share = [], locale } = view;
  const { markdown, outcomes, confidence, notes, suggestions } = result;
  const findings = outcomes.flatMap((outcome) => (outcome.state === "done" ? [outcome.finding] : []));
  const again = findings.length < outcomes.length ? againButtons(question, locale) : [];
  return {
    kind: "answer",
    ...(locale === undefined ? {} : { locale }),
    markdown,
    ...supportOf(result, view),
    // When no agent could answer, the text says why and cites no source.
    sources:
      findings.length > 0
        ? outcomes.map((outcome) =>
            sourceIn(outcome, { markdown, nameOf, today, locale, reader: view.reader ?? { locale } }),
          )
        : [],
    ...(findings.length > 0 ? { confidence } : {}),
    notes: [...noRowsNote(outcomes, markdown, locale), ...notes, ...filesNote(files, locale)],
    ...(turn !== undefined && findings.length > 0 ? { rated: turn } : {}),
    buttons: [
      ...share,
      ...findings.flatMap(({ offer }) => (offer ? alertButtons(offer, locale) : [])),
      ...suggestions.slice(0, 3).flatMap((text) => suggestionButtons(text, outcomes)),
      ...again,
    ],
  };
};

/** "Here it is.", and nothing follows: somebody has to say that nothing was found. */
const noRowsNote = (outcomes: AskOutcome[], markdown: string, locale: string | undefined): string[] => {
  const [only] = outcomes;
  const table = outcomes.length === 1 && only?.state === "done" ? only.finding.table : undefined;
  return table?.total === 0 && !saysNone.test(markdown) ? [wordsIn(locale).answers.noRows] : [];
};

const saysNone = /\b(?:no|none|not|nothing|nobody|0|zero|empty|keine?[nrms]?|nichts|niemand|null)\b/i;

type Result = Extract<TurnResult, { kind: "answer" }>;
