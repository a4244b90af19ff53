import type { Calendar } from "../../data/calendar.ts";
import type { Result } from "../../data/database.ts";
import { type AnswerBy, type Planned, plainPlan, type Unclear } from "../attempts.ts";
import { interpret } from "../interpret.ts";
import type { Parts } from "../parts.ts";
import type { Plan } from "../plan.ts";
import type { SubjectReader } from "../readers.ts";
import type { Reading } from "../reading/reading.ts";
import { sayAnswer } from "../saying/say.ts";
import type { Say } from "../saying/words.ts";
import { clausesOf, clauseText } from "./asks-again.ts";
import { figureAndTop, isOneFigure, isOrderBy } from "./figure-and-top.ts";
import { namedThingIn } from "./named-tops.ts";

/* Questions of which one part is answered by itself, before or instead of the rest. */

interface Data {
  readers: readonly SubjectReader[];
  answerBy: AnswerBy;
  calendar: Calendar;
  run: (plan: Plan) => Result;
}

/** The same with a thing in the place of the words that name it by its place in an order. */
export const aboutFirst = (text: string, { readers, answerBy, calendar, run }: Data): Planned | undefined => {
  for (const { reading, subject } of readers) {
    const named = namedThingIn(reading(text).pieces, subject, {
      planOf: (pieces) => plainPlan(pieces, subject, calendar),
      run,
    });
    const found = named && answerBy(interpret, text, undefined, named.standsIn);
    if (named && found?.kind === "planned") return { ...found, notes: [named.note, ...found.notes] };
  }
  return undefined;
};

/** A figure, told by itself, and the order that is asked for behind it. */
export const figureFirst = (text: string, { readers, answerBy, calendar, run }: Data): Planned | undefined => {
  const half = (name: "figure" | "top") => (own: Reading) => ({
    ...own,
    pieces: figureAndTop(own.pieces)?.[name] ?? own.pieces,
  });
  if (!readers.some(({ reading }) => figureAndTop(reading(text).pieces))) return undefined;
  const head = answerBy(interpret, text, undefined, half("figure"));
  if (head.kind !== "planned" || !isOneFigure(head.plan)) return undefined;
  const { plan } = head;
  const found = answerBy(interpret, text, head.parts, half("top"));
  if (found.kind !== "planned" || !isOrderBy(found.plan, plan)) return undefined;
  return { ...found, before: (voice) => sayAnswer(voice, plan, run(plan), calendar) };
};

/** What the question back to several clauses says, of which the first alone can be answered. */
export const besideFirst = (text: string, before: Parts | undefined, { readers, answerBy }: Data): Say | undefined => {
  const found: Planned | Unclear = answerBy(interpretFirst, text, before);
  if (found.kind !== "planned") return undefined;
  const reader = readers.find(({ subject }) => subject === found.parts.subject);
  const [own = "", ...others] = clausesOf(reader?.reading(text).pieces ?? []).map(clauseText);
  if (others.length === 0) return undefined;
  return ({ asked, lacks }) => lacks.beside(asked([own]).join(" "), asked(others));
};

/** The first clause alone. */
const interpretFirst: typeof interpret = ({ pieces, slips }, subject) =>
  interpret({ pieces: clausesOf(pieces)[0] ?? [], slips }, subject);
