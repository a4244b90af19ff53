import type { Order } from "./parse.ts";

/** Tokens of a question and its answer. Estimated: four characters are about one token. */
export const tokensOf = (
  { promptLength }: Order,
  content: string,
): { prompt: number; completion: number; total: number } => {
  const [prompt, completion] = [Math.ceil(promptLength / 4), Math.ceil(content.length / 4)];
  return { prompt, completion, total: prompt + completion };
};
