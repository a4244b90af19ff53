import { oneOf, skip } from "../scan.ts";

/** A run of backticks, and the next run of the same length, which closes a span of code. */
export interface Ticks {
  index: number;
  length: number;
  close: { index: number } | undefined;
}

/** All runs of backticks by their index. Nothing is closed across one of the `borders`, in ascending order. */
export const ticksOf = (text: string, borders: readonly number[] = []): Map<number, Ticks> => {
  const runs = runsOf(text);
  const next = new Map<number, Ticks>();
  let border = borders.length - 1;
  for (const run of runs.toReversed()) {
    for (; (borders[border] ?? -1) > run.index; border -= 1) next.clear();
    run.close = next.get(run.length);
    next.set(run.length, run);
  }
  return new Map(runs.map((run) => [run.index, run]));
};

const runsOf = (text: string): Ticks[] => {
  const runs: Ticks[] = [];
  for (let index = text.indexOf("`"); index >= 0; ) {
    const end = skip(text, index, isTick);
    runs.push({ index, length: end - index, close: undefined });
    index = text.indexOf("`", end);
  }
  return runs;
};

const isTick = oneOf("`");
