import type { Calendar } from "../data/calendar.ts";
import type { Result } from "../data/database.ts";
import { type AnswerBy, cost, isOtherUnit, type Planned, planned, type Unclear } from "./attempts.ts";
import { ineffective } from "./checks/effects.ts";
import { omissions } from "./checks/omissions.ts";
import { present, presentText } from "./checks/present.ts";
import { vague, vagueText } from "./checks/vague.ts";
import { clausesOf } from "./clauses/asks-again.ts";
import { aboutFirst, besideFirst, figureFirst } from "./clauses/compound.ts";
import { dropped } from "./clauses/dropped.ts";
import { asksTwice } from "./clauses/second-figures.ts";
import { writtenOf } from "./composing/written.ts";
import { withoutRepeats } from "./follow-ups.ts";
import { type Interpretation, interpret, interpretColumns, interpretHalves } from "./interpret.ts";
import type { Parts } from "./parts.ts";
import type { Plan } from "./plan.ts";
import { asWritten, notesOf, unknownText, withContents } from "./questions-back.ts";
import { knownElsewhere, readersOf, valuesNamed } from "./readers.ts";
import type { Reading } from "./reading/reading.ts";
import { wordsIn } from "./reading/words.ts";
import type { Say } from "./saying/words.ts";
import type { Dimension, Subject } from "./subject.ts";
import type { Piece } from "./tags.ts";

export interface Engine {
  /** Understands a question in the light of the one before. */
  plan(text: string, before: Parts | undefined): Planned | Unclear;
  /** The question as each subject reads it. */
  readings(text: string): Reading[];
}

/** Reads questions about subjects; `foreign` are the stems that other spaces know. */
export const createEngine = (
  subjects: readonly Subject[],
  valuesOf: (subject: Subject, dimension: Dimension) => string[],
  calendar: Calendar,
  foreign: ReadonlySet<string>,
  run: (plan: Plan) => Result,
): Engine => {
  const readers = readersOf(subjects, valuesOf, calendar, foreign);
  const unclear = (say: Say): Unclear => ({ kind: "unclear", say: withContents(say, subjects) });

  const answerBy: AnswerBy = (way, text, before, readAs = (reading) => reading) => {
    const [best] = readers
      .map(({ reading, subject }) => way(readAs(reading(text), subject), subject))
      .map((found) => (isOtherUnit(found, before) ? { ...found, unknown: [] } : found))
      .map((each) => ({ each, plan: planned(each, before, calendar) }))
      .toSorted((one, other) => cost(one.each, one.plan, before) - cost(other.each, other.plan, before));
    if (!best) return { kind: "unclear", say: ({ lacks }) => lacks.noData };
    const { each, plan } = best;
    const written = (words: readonly string[]) => asWritten(words, text);
    if (each.unknown.length > 0) {
      const others = readers.filter(({ subject }) => subject !== each.parts.subject);
      const apart = each.unknown.filter((word) => others.some(({ lexicon }) => lexicon.at(wordsIn(word), 0)));
      const words = written(each.unknown);
      if (apart.length === each.unknown.length) return unclear(({ asked, lacks }) => lacks.elsewhere(asked(words)));
      return { kind: "unclear", say: unknownText(words, subjects, (dimension) => valuesNamed(dimension, readers)) };
    }
    const known = knownElsewhere(each, readers);
    if (known.length > 0) return unclear(({ asked, lacks }) => lacks.elsewhere(asked(written(known))));
    if (before === undefined && each.isElliptical) return unclear(({ lacks }) => lacks.alone);
    if (plan.kind === "lack") return { ...plan, ...unclear(plan.say), isLack: true };
    const query = writtenOf(plan.plan);
    if (present(each.own, query).length > 0) return unclear(presentText(plan.plan.subject));
    const loose = vague(each.own);
    if (loose) return unclear(vagueText(loose, plan.plan.subject));
    const said = before ? { ...each, own: withoutRepeats(each.own, before) } : each;
    const missing = missingIn(said, plan.plan, (pieces) => {
      const other = planned(replanned(each, pieces, way), before, calendar);
      return other.kind === "plan" ? other.plan : undefined;
    });
    if (missing.length > 0) return unclear(({ asked, lacks }) => lacks.omitted(asked(written(missing))));
    return { kind: "planned", plan: plan.plan, parts: plan.parts, notes: notesOf(each) };
  };

  const data = { readers, answerBy, calendar, run };
  return {
    readings: (text) => readers.map(({ reading }) => reading(text)),
    plan: (text, before) => {
      const about = aboutFirst(text, data) ?? figureFirst(text, data);
      if (about) return about;
      const isSeveral = readers.some(({ reading }) => asksAgainIn(reading(text).pieces));
      for (const way of isSeveral ? [interpretColumns(calendar), interpretHalves] : []) {
        const found = answerBy(way, text, before);
        if (found.kind === "planned") return found;
      }
      const found = answerBy(interpret, text, before);
      const beside = found.kind === "unclear" && found.isLack ? besideFirst(text, before, data) : undefined;
      return beside ? unclear(beside) : found;
    },
  };
};

const asksAgainIn = (pieces: readonly Piece[]): boolean => clausesOf(pieces).length > 1 || asksTwice(pieces);

/** The same question with other pieces. */
const replanned = (each: Interpretation, pieces: Piece[], way: typeof interpret): Interpretation => {
  const parts = each.again?.(pieces);
  return parts ? { ...each, parts, own: pieces } : way({ pieces, slips: [] }, each.parts.subject);
};

/** The words for which the query has nothing. */
const missingIn = ({ own }: Interpretation, plan: Plan, planWith: (pieces: Piece[]) => Plan | undefined): string[] => {
  const without = (index: number) => planWith(own.filter((_, at) => at !== index));
  return [
    ...new Set([
      ...omissions(own, writtenOf(plan)),
      ...ineffective(own, plan, without),
      ...dropped(own, plan, planWith),
    ]),
  ];
};
