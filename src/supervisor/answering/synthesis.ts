import { z } from "zod";
import { Problem } from "../../errors.ts";
import type { Model } from "../../ports/model.ts";
import { phrase } from "../../reply/words/phrase.ts";
import { phraseIn } from "../../reply/words/phrase-reading.ts";
import { isSpace, skip } from "../../text/scan.ts";
import { furtherRounds, wasAsked } from "../further-round.ts";
import { checkedAsks } from "../planning/model-plan.ts";
import { answerPrompt } from "../prompts.ts";
import { offeredTo, type Plan, type State, type SupervisorContext, type TurnHooks } from "../state.ts";
import { failureLine, failures, type NameOf } from "./joined-findings.ts";
import { supportedText } from "./supported-text.ts";

/** What a model made of the findings, and how many of its sentences no source supports. */
interface Synthesis {
  markdown: string;
  dropped: number;
}

/** One answer from several outcomes, streamed as it is written, or the asks that are needed first. */
export const synthesize = async (
  context: SupervisorContext,
  model: Model,
  state: State,
  hooks: TurnHooks,
  nameOf: NameOf,
  mayAsk = state.round < furtherRounds,
): Promise<Synthesis | { asks: Plan["asks"] }> => {
  const profiles = offeredTo(context, hooks);
  const guidance = { instructions: context.instructions, preferences: state.preferences };
  const messages = answerPrompt(state.question, state.outcomes, profiles, nameOf, mayAsk, guidance);
  const draft = (text: string) => {
    if (!isRequest(text)) hooks.onDraft(text);
  };
  const text = withOwnEnd((await model.text(messages, draft, hooks.signal)).trim(), state.actor.locale);
  const request = furtherAsks(text);
  if (!request) return checked(text, state, nameOf);
  if (!mayAsk) throw noAnswer();
  const asks = checkedAsks(request, profiles, state.question).filter((ask) => !wasAsked(state.outcomes, ask));
  return asks.length > 0 ? { asks } : synthesize(context, model, state, hooks, nameOf, false);
};

/** A text that was cut says so in the language of its reader. */
const withOwnEnd = (text: string, locale: string | undefined): string => {
  const cut = phrase("modelCut", {});
  return text.endsWith(`*${cut}*`) ? `${text.slice(0, -cut.length - 2)}*${phraseIn(cut, locale)}*` : text;
};

/** True while a text may still become a request for another round. */
const isRequest = (text: string): boolean => {
  const head = skip(text, 0, (code) => isSpace(code) || code === tick);
  const at = skip(text, text.startsWith("json", head) ? head + 4 : head, isSpace);
  return at === text.length || text.startsWith("{", at);
};

const tick = "`".charCodeAt(0);

const Further = z.object({ ask: z.array(z.object({ agent: z.string(), question: z.string() })) });

/** The request for another round, if that is what the model wrote instead of an answer. */
const furtherAsks = (text: string): Plan["asks"] | undefined => {
  if (!text) return [];
  const bare = text.replace(/^```(?:json)?|```$/g, "").trim();
  if (!bare.startsWith("{")) return undefined;
  try {
    return Further.safeParse(JSON.parse(bare)).data?.ask ?? [];
  } catch {
    return [];
  }
};

/**
 * The model's text without what no source supports, and with every failed agent named. A text without a citation rests on
 * no finding, so it is none of ours.
 */
const checked = (text: string, { question, outcomes, actor }: State, nameOf: NameOf): Synthesis => {
  const { markdown, dropped, citations } = supportedText(text, question, outcomes);
  if (citations === 0) throw noAnswer();
  const unnamed = failures(outcomes).filter(({ agent }) => !markdown.includes(nameOf(agent)));
  const lines = unnamed.map((outcome) => failureLine(outcome, nameOf, actor.locale));
  return { markdown: [markdown, ...preparedIn(outcomes), ...lines].join("\n\n"), dropped };
};

/** What a click would send is shown word for word, whatever the model made of it. */
const preparedIn = (outcomes: State["outcomes"]): string[] =>
  outcomes.flatMap((outcome) =>
    outcome.state === "done" && outcome.finding.offer !== undefined ? [outcome.finding.text] : [],
  );

const noAnswer = () => Problem.of("model.nonsense", {}, { detail: "nothing that cites a finding" });
