import { wordsIn } from "../words/words.ts";

/** A condition on a column: `region is North or South`. */
export interface Filter {
  column: string;
  verb: "is" | "isNot" | "contains" | "containsNot" | "above" | "atLeast" | "below" | "atMost";
  values: string[];
  /** Values besides these. */
  more: number;
}

export const filterWords = ({ column, verb, values, more }: Filter, locale: string | undefined): string => {
  const words = wordsIn(locale).answers;
  return `${column} ${words.verbs[verb]} ${values.join(` ${words.or} `)}${more > 0 ? words.orMore(more) : ""}`;
};
