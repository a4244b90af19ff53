import { type Calendar, type Period, periodIn } from "../data/calendar.ts";
import type { Dimension, Space, TrustedQuestion } from "../spaces/space.ts";
import { matcher } from "./match.ts";
import { stems } from "./words.ts";

/** A question as understood; follow-ups in the same conversation build on it. */
export interface Asked {
  question: TrustedQuestion;
  /** Values of each dimension it is narrowed to. */
  filters: Filters;
  period: Period | undefined;
}

type Filters = Record<string, string[]>;

/** Reads a text in the light of the conversation's last question. Undefined: no trusted question fits. */
type Understand = (text: string, before: Asked | undefined) => Asked | undefined;

/** `valuesOf` lists the values that a dimension has in the data. */
export const understanding = (
  space: Space,
  calendar: Calendar,
  valuesOf: (dimension: Dimension) => string[],
): Understand => {
  const match = matcher(space.questions);
  const dimensions = space.dimensions.map((dimension) => ({ name: dimension.name, values: valuesOf(dimension) }));

  const understand: Understand = (text, before) => {
    const { period, remaining } = periodIn(text, calendar);
    const named = valuesIn(remaining, dimensions);
    const question = match(remaining, stems(Object.values(named).flat().join(" ")));
    return question ? asked(question, named, period, calendar) : before && narrowed(before, named, period);
  };

  return (text, before) => {
    const { unquoted, quoted } = quotedQuestions(text);
    return understand(
      unquoted,
      quoted.reduce((earlier, each) => understand(each, earlier) ?? earlier, before),
    );
  };
};

const asked = (question: TrustedQuestion, named: Filters, period: Period | undefined, calendar: Calendar): Asked => ({
  question,
  filters: supported(question, named),
  period: question.period && (period ?? question.period(calendar)),
});

/** The earlier question for other values or days; undefined when the text names none that it knows. */
const narrowed = (before: Asked, named: Filters, period: Period | undefined): Asked | undefined => {
  const filters = supported(before.question, named);
  const other = before.question.period && period;
  if (Object.keys(filters).length === 0 && !other) return undefined;
  return { ...before, filters: { ...before.filters, ...filters }, period: other ?? before.period };
};

/**
 * What stands in quotation marks, or in a quotation below the question, was said before; a single word in quotation marks
 * is just a word.
 */
const quotedQuestions = (text: string): { unquoted: string; quoted: string[] } => {
  const { question, quotation } = quotationBelow(text);
  const quoted = question.match(/"[^"]+\s[^"]+"/g) ?? [];
  return {
    unquoted: quoted.reduce((unquoted, quote) => unquoted.replace(quote, " "), question),
    quoted: [...quotation, ...quoted],
  };
};

/** The last paragraph is a quotation when its lines begin with `>`; one line that ends with a colon may introduce it. */
const quotationBelow = (text: string): { question: string; quotation: string[] } => {
  const at = text.lastIndexOf("\n\n");
  const lines = at < 0 ? [] : text.slice(at + 2).split("\n");
  const quotation = lines.filter((line) => line.startsWith(">")).map((line) => line.slice(1));
  const rest = lines.filter((line) => !line.startsWith(">"));
  const isQuotation = quotation.length > 0 && rest.length <= 1 && (rest[0]?.endsWith(":") ?? true);
  return isQuotation ? { question: text.slice(0, at), quotation } : { question: text, quotation: [] };
};

/** The values of each dimension that the text contains as whole words. */
const valuesIn = (text: string, dimensions: { name: string; values: string[] }[]): Filters =>
  Object.fromEntries(
    dimensions
      .map(({ name, values }) => [name, values.filter((value) => containsWord(text, value))] as const)
      .filter(([, values]) => values.length > 0),
  );

const containsWord = (text: string, value: string): boolean =>
  new RegExp(`(?<![\\w-])${escaped(value)}s?(?![\\w-])`, "i").test(text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const supported = (question: TrustedQuestion, named: Filters): Filters =>
  Object.fromEntries(Object.entries(named).filter(([name]) => question.filters?.[name] !== undefined));
