/** One measured figure, ready to print. */
export interface Figure {
  name: string;
  values: Record<string, string>;
}

/** Percentiles of times in ms, rounded to so many digits. */
export const percentiles = (times: readonly number[], digits = 0): Record<string, string> => {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    `${(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(digits)} ms`;
  return { n: String(sorted.length), p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
};

/** Prints a section: a title, how it was measured, and a line per figure. */
export const print = (title: string, how: string, figures: readonly Figure[]): void => {
  console.log(`\n${title}\n  ${how}`);
  for (const { name, values } of figures) {
    const cells = Object.entries(values).map(([key, value]) => `${key} ${value}`);
    console.log(`  ${name.padEnd(46)} ${cells.join("   ")}`);
  }
};

/** Runs `work` for every item, at most `width` at a time. */
export const inParallel = async <T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
};
