import type { Calendar, Period } from "../data/calendar.ts";
import type { Planned, Unclear } from "../semantic/attempts.ts";
import type { Engine } from "../semantic/engine.ts";
import type { Parts } from "../semantic/parts.ts";
import { isEmptyWord, wordsIn } from "../semantic/reading/words.ts";
import type { Piece } from "../semantic/tags.ts";
import type { Space, TrustedQuestion } from "../spaces/space.ts";
import type { AskedManner } from "./manner.ts";
import { quotedQuestions } from "./quotations.ts";

/** A question as understood; follow-ups in the same conversation build on it. */
export type Asked = (TrustedAsked | Planned) & {
  /** How it was answered. */
  manner?: AskedManner;
};

/** A question that the author of the space answered in SQL. */
export interface TrustedAsked {
  kind: "trusted";
  question: TrustedQuestion;
  /** Values of each dimension it is narrowed to. */
  filters: Record<string, string[]>;
  period: Period | undefined;
  /** The same question for a follow-up that changes more than values and days. */
  parts: Parts | undefined;
}

/** Reads a text in the light of the conversation's last question. */
type Understand = (text: string, before: Asked | undefined) => Asked | Unclear;

/** The exact words of a trusted question make it one; all others are composed. */
export const understanding = (space: Space, engine: Engine, calendar: Calendar): Understand => {
  const keys = space.trusted.map((question) => ({ question, keys: question.asks.map((ask) => keyOf(wordsOf(ask))) }));

  const trusted = (text: string): TrustedAsked | undefined => {
    for (const { pieces } of engine.readings(text))
      for (const { question, keys: known } of keys) {
        const { filters, period, rest } = narrowed(pieces, question);
        if (!known.includes(keyOf(rest)) || pieces.some(isUntold)) continue;
        const plan = engine.plan(text, undefined);
        return {
          kind: "trusted",
          question,
          filters,
          period: question.period && (period ?? question.period(calendar)),
          parts: plan.kind === "planned" ? plan.parts : undefined,
        };
      }
    return undefined;
  };

  /** The trusted question before, for other values or days. */
  const again = (text: string, before: TrustedAsked): TrustedAsked | undefined => {
    for (const { pieces } of engine.readings(text)) {
      const { filters, period, rest } = narrowed(pieces, before.question);
      const isNarrower =
        (Object.keys(filters).length > 0 || period !== undefined) && rest.every((word) => quiet.has(word));
      if (isNarrower) return { ...before, filters: { ...before.filters, ...filters }, period: period ?? before.period };
    }
    return undefined;
  };

  /** "How is the platform doing?": the key figures, where the space has such a question. */
  const overview = (period: Period | undefined): TrustedAsked | undefined => {
    const question = space.trusted.find(({ isOverview }) => isOverview);
    if (!question) return undefined;
    return { kind: "trusted", question, filters: {}, period: period ?? question.period?.(calendar), parts: undefined };
  };

  const understand: Understand = (text, before) => {
    const exact =
      (before && goesOn.test(text) ? undefined : trusted(text)) ??
      (before?.kind === "trusted" ? again(text, before) : undefined);
    if (exact) return exact;
    const plan = engine.plan(text, before?.parts);
    return (plan.kind === "unclear" && plan.isOpen && openWords.test(text) && overview(plan.period)) || plan;
  };

  return (text, before) => {
    const { unquoted, quoted } = quotedQuestions(text);
    const earlier = quoted.reduce<Asked | undefined>((last, each) => {
      const found = understand(withoutReference(each.replace(/"$/, "")), last);
      return found.kind === "unclear" ? last : found;
    }, before);
    return understand(withoutReference(unquoted), earlier);
  };
};

/** A mark at the end that is for the person's own files, as people leave out who answer: `(case12b)`, `[ref 7]`, `#a81`. */
const withoutReference = (text: string): string => {
  const from = Math.max(0, text.length - longestReference);
  return text.slice(0, from) + text.slice(from).replace(reference, "");
};

const longestReference = 60;
const reference =
  /\s(?:\((?:[a-z]+[-_]?\d\w*|(?:ref|case|ticket|run|test|id|no)\.? ?#?\w+)\)|\[(?:[a-z]+[-_]?\d\w*|(?:ref|case|ticket|run|test|id|no)\.? ?#?\w+)\]|#\w+)\s*$/i;

/** "Of failed runs": it says more of the question before. */
const goesOn = /^\s*(?:of|for)\b/i;

/** Words of questions after the state of everything. */
const openWords = /\b(?:how|overview|health|doing|state|summary|summarize|standing)\b/i;

/** "The shortest failed runs": a word that asks for something, where the wordings of a question leave such words out. */
const isUntold = ({ tag, text }: Piece): boolean =>
  ["degree", "order", "grade", "average", "not", "threshold", "number", "nth"].includes(tag.is) &&
  keyOf(text.split(" ")) === "";

/** Words that say that a question goes on. */
const quiet = new Set(
  "and in the what about how only for now just but of on at please to from with also then that was is it did or region regions so ok same show me".split(
    " ",
  ),
);

/** The values and days that a trusted question takes as parameters, and the words that remain. */
const narrowed = (pieces: readonly Piece[], question: TrustedQuestion) => {
  const filters: Record<string, string[]> = {};
  let period: Period | undefined;
  const rest = pieces.flatMap(({ tag, text }) => {
    if (tag.is === "value" && question.filters?.[tag.dimension.name]) {
      filters[tag.dimension.name] = [...(filters[tag.dimension.name] ?? []), ...tag.values];
      return [];
    }
    if (tag.is === "period" && question.period && !period) {
      period = tag.period;
      return [];
    }
    return text.split(" ");
  });
  return { filters, period, rest };
};

/** Small words that tell one question from another. */
const telling = new Set(["who", "how", "many", "much", "where", "when", "with", "and", "or"]);

const wordsOf = (text: string): string[] => wordsIn(text).map(({ text: word }) => word);

/** It is read as a period, and so no longer among the words of a question. */
const isPeriodWord = /^(?:recent|late)ly$/;

/** What two wordings of one question have in common. */
const keyOf = (words: readonly string[]): string =>
  [
    ...new Set(
      wordsIn(words.join(" "))
        .filter((word) => telling.has(word.text) || !(isEmptyWord(word) || isPeriodWord.test(word.text)))
        .map(({ stem }) => stem),
    ),
  ]
    .toSorted()
    .join(" ");
