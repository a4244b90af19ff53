import { asProblem } from "../../errors.ts";
import { failureIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { promptVersion } from "../prompts.ts";
import type { Plan, State, SupervisorContext, TurnHooks } from "../state.ts";
import { answers, joinFindings, type NameOf } from "./joined-findings.ts";
import { joinedVerdict } from "./joined-verdict.ts";
import { synthesize } from "./synthesis.ts";

/** What an answer says, and how it came about. */
interface Written {
  markdown: string;
  /** What the agents said themselves, where the markdown sums it up. */
  details?: string;
  /** Something that the model wrote is not shown. */
  isCut: boolean;
  /** How several findings came together that no model joined. */
  joined?: "compared" | "side-by-side";
  notes: string[];
}

/** One finding is passed through in the agent's own words; several are joined by the model, or stand side by side. */
export const writeAnswer = async (
  context: SupervisorContext,
  state: State,
  hooks: TurnHooks,
  nameOf: NameOf,
): Promise<Written | { asks: Plan["asks"] }> => {
  const several = answers(state.outcomes).length > 1;
  const plain = { ...byWords(state, nameOf, several), isCut: false, notes: [] };
  if (!several || !context.model) return plain;
  try {
    const made = await synthesize(context, context.model, state, hooks, nameOf);
    if ("asks" in made) return made;
    const isCut = made.dropped > 0;
    return {
      markdown: made.markdown,
      isCut,
      notes: isCut ? [wordsIn(state.actor.locale).unsupported(made.dropped)] : [],
    };
  } catch (error) {
    if (hooks.signal.aborted) throw error;
    const { code, failure } = asProblem(error);
    context.log.warn(
      { event: "supervisor.answer-by-words", err: error, code, promptVersion },
      "answer without the model",
    );
    return { ...plain, notes: [failureIn(failure, state.actor.locale)] };
  }
};

/** What findings say together, then all others; where none have anything in common, each in its own words. */
const byWords = (
  { outcomes, question, actor: { locale } }: State,
  nameOf: NameOf,
  several: boolean,
): Pick<Written, "markdown" | "details" | "joined"> => {
  const verdict = joinedVerdict(question, outcomes, nameOf, locale);
  if (verdict === undefined)
    return {
      markdown: joinFindings(outcomes, nameOf, outcomes, locale),
      ...(several ? { joined: "side-by-side" } : {}),
    };
  const summedUp = outcomes.filter((_, index) => verdict.sources.includes(index + 1));
  const others = outcomes.filter((outcome) => !summedUp.includes(outcome));
  return {
    markdown: [verdict.markdown, ...(others.length > 0 ? [joinFindings(others, nameOf, outcomes, locale)] : [])].join(
      "\n\n",
    ),
    details: joinFindings(summedUp, nameOf, outcomes, locale),
    joined: "compared",
  };
};

/** How the answer was made without a language model. */
export const footnotes = (intent: Plan, joined: Written["joined"], locale: string | undefined): string[] => {
  const words = wordsIn(locale);
  const how = [
    ...(intent.byModel || intent.byClick ? [] : [words.byKeywords]),
    ...(joined === "compared" ? [words.compared] : []),
    ...(joined === "side-by-side" ? [words.sideBySide] : []),
  ];
  return how.length > 0 ? [words.withoutModel(how)] : [];
};
