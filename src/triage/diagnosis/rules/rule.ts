import type { FailureClass } from "../../../config/triage-config.ts";

/** Phrases by which systems say that something of a kind went wrong. */
export interface Rule {
  class: FailureClass;
  phrases: readonly string[];
}

/**
 * A rule from phrases with commas between them. `…` stands for anything within the same line. Phrases are compared in
 * lower case, and begin and end at the borders of words.
 */
export const rule = (failure: FailureClass, text: string): Rule => ({
  class: failure,
  phrases: text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter(Boolean),
});
