import type { Engine } from "../semantic/engine.ts";

const MOST_CHARACTERS = 20_000;
const MOST_WISHES = 30;

/**
 * Wishes below a question: a paragraph whose first line ends with a colon, and whose other lines are a list. `question` is
 * what remains, with whatever else stands below it.
 */
export const wishesIn = (text: string): { question: string; wishes: string[] } => {
  const paragraphs = text.slice(0, MOST_CHARACTERS).split("\n\n");
  const at = paragraphs.findIndex((paragraph, index) => index > 0 && isWishes(paragraph));
  if (at < 0) return { question: text, wishes: [] };
  const wishes = (paragraphs[at] ?? "").split("\n").slice(1, MOST_WISHES + 1);
  return {
    question: paragraphs.filter((_, index) => index !== at).join("\n\n"),
    wishes: wishes.map((line) => line.slice(2)),
  };
};

const isWishes = (paragraph: string): boolean => {
  const [head = "", ...lines] = paragraph.split("\n");
  return head.endsWith(":") && lines.length > 0 && lines.every((line) => line.startsWith("- "));
};

/** The question with each word that a wish explains in the words that explain it. */
export const explained = (question: string, wishes: readonly string[]): string =>
  wishes.reduce((words, wish) => {
    const [, term = "", meaning = ""] = meanings.exec(wish) ?? [];
    const at = words.toLowerCase().indexOf(bare(term).toLowerCase());
    return term === "" || at < 0 ? words : words.slice(0, at) + bare(meaning) + words.slice(at + bare(term).length);
  }, question);

const meanings = /^(?:(?:by|with) )?([^,]{1,80}?),? (?:(?:we|i) mean|means|stands for) (.{1,200})$/i;

const bare = (text: string): string => text.replaceAll(/["“”]/g, "").trim();

/** The values that wishes narrow everything to, as a follow-up; none of a dimension that the question itself names. */
export const narrowing = (question: string, wishes: readonly string[], engine: Engine): string | undefined => {
  const named = new Set(valuesIn(question, engine).map(({ dimension }) => dimension));
  const wanted = wishes.filter((wish) => !negations.test(wish)).flatMap((wish) => valuesIn(wish, engine));
  const values = wanted.filter(({ dimension }) => !named.has(dimension)).flatMap((tag) => tag.values);
  return values.length > 0 ? `only ${[...new Set(values)].join(" and ")}` : undefined;
};

const negations = /\b(?:not|never|no|without|except)\b/i;

const valuesIn = (text: string, engine: Engine) =>
  engine
    .readings(text)
    .flatMap(({ pieces }) =>
      pieces.flatMap(({ tag }) => (tag.is === "value" ? [{ dimension: tag.dimension.name, values: tag.values }] : [])),
    );
