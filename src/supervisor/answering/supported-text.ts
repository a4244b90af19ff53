import type { AskOutcome } from "../../ports/databricks/agent.ts";
import { type Figure, figuresIn } from "../../text/figures/figures.ts";
import { sentencesIn } from "../../text/sentences.ts";
import { knownFigures } from "./known-figures.ts";

/* What a model wrote, without what no source supports. */

export interface Supported {
  markdown: string;
  /** Sentences that were left out. */
  dropped: number;
  /** Citations of sources that exist. */
  citations: number;
}

/**
 * Leaves out each sentence that cites no source but ones that do not exist, or that states a figure which is in no finding
 * and does not follow from any; and advice without a citation.
 */
export const supportedText = (text: string, question: string, outcomes: readonly AskOutcome[]): Supported => {
  const isKnown = knownFigures(question, outcomes);
  const exists = (number: string): boolean => Number(number) >= 1 && Number(number) <= outcomes.length;
  const isKnownFigure = ({ readings, parts }: Figure): boolean =>
    readings.some(({ value, step }) => isKnown(value, step)) || (parts.length > 0 && parts.every(isKnownFigure));
  const isSupported = (sentence: string): boolean => {
    const cited = [...sentence.matchAll(citation)].map(([, number = ""]) => number);
    if (cited.length > 0 && !cited.some(exists)) return false;
    return figuresIn(sentence.replaceAll(citation, "")).every(isKnownFigure);
  };
  let dropped = 0;
  const lines = text.split("\n").flatMap((line) => {
    const [mark = ""] = /^\s*(?:[-*+]|\d{1,3}[.)])\s+/.exec(line) ?? [];
    const sentences = sentencesIn(line.slice(mark.length));
    const kept = sentences.filter(isSupported);
    dropped += sentences.length - kept.length;
    return kept.length === 0 && sentences.length > 0 ? [] : [`${mark}${asOneLine(kept)}`];
  });
  const markdown = withGroundedAdvice(lines)
    .join("\n")
    .replaceAll(citation, (mark, number: string) => (exists(number) ? mark : ""));
  return { markdown: markdown.trim(), dropped, citations: [...markdown.matchAll(citation)].length };
};

/** `[1]`, with the blank before it, but not the label of a link. */
const citation = /\s?\[(\d{1,2})\](?!\()/g;

const asOneLine = (sentences: string[]): string => sentences.join(" ").replace(/(?<=[。！？]) /g, "");

const mostAdvice = 3;

/** A list at the end under a bold line is advice: at most three points, and each rests on a source. */
const withGroundedAdvice = (lines: string[]): string[] => {
  const heading = lines.findLastIndex((line) => /^\s*\*\*[^*]+\*\*:?\s*$/.test(line));
  const rest = lines.slice(heading + 1);
  if (heading < 0 || rest.some((line) => line.trim() !== "" && !isItem(line))) return lines;
  const grounded = rest.filter((line) => isItem(line) && /\[\d{1,2}\](?!\()/.test(line)).slice(0, mostAdvice);
  return grounded.length === 0 ? lines.slice(0, heading) : [...lines.slice(0, heading + 1), "", ...grounded];
};

const isItem = (line: string): boolean => /^\s*(?:[-*+]|\d{1,3}[.)])\s/.test(line);
