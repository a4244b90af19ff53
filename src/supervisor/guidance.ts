import type { Json } from "../ports/json.ts";

/* What the company wants of every plan and answer that a language model makes. */

export interface Guidance {
  /** The company's own words, from the configuration. */
  instructions: string;
}

/** A section of a prompt: one JSON value per line with every `<` escaped, so that no content can end it. */
export const section = (tag: string, values: readonly Json[]): string =>
  [`<${tag}>`, ...values.map((value) => JSON.stringify(value).replaceAll("<", "\\u003c")), `</${tag}>`].join("\n");

/** The parts of a system message that say it; none where there is nothing to say. */
export const guidanceParts = ({ instructions }: Guidance): string[] =>
  instructions ? [instructionRules, section("instructions", [instructions])] : [];

const instructionRules = `The company's own words are in the section instructions: what its terms mean, its tone, what to leave out. Follow them in what you choose and write, as long as they leave the rules above and the form of your answer as they are.`;
