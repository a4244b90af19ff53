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

/** The median, of a list that has one. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** What was measured so far: a figure by its section and name. */
export type Results = Record<string, Record<string, Record<string, string>>>;

const results: Results = {};
let earlier: Results = {};
/** What a section is compared with. */
export interface Reference {
  name: string;
  ms: number;
}

let reference: Reference | undefined;

export const resultsSoFar = (): Results => results;

/** Every figure is printed with its ratio to what an earlier run has measured. */
export const compareWith = (before: Results): void => {
  earlier = before;
};

/** The figures of the next section are also given as multiples of it. */
export const setReference = (given: Reference | undefined): void => {
  reference = given;
};

/** Prints a section: a title, how it was measured, and a line per figure. */
export const print = (title: string, how: string, figures: readonly Figure[]): void => {
  const referenceText = reference ? `; ${reference.name} takes ${reference.ms.toFixed(2)} ms` : "";
  console.log(`\n${title}\n  ${how}${referenceText}`);
  const section: Results[string] = {};
  results[title] = section;
  for (const { name, values } of figures) {
    const all = { ...values, ...ratioOf(values) };
    section[name] = all;
    const cells = Object.entries(all).map(
      ([key, value]) => `${key} ${value}${change(earlier[title]?.[name]?.[key], value)}`,
    );
    console.log(`  ${name.padEnd(46)} ${cells.join("   ")}`);
  }
};

/** The median by the reference, where there is one. */
const ratioOf = ({ p50 }: Record<string, string>): Record<string, string> =>
  reference && p50 !== undefined && reference.ms > 0
    ? { [`p50 / ${reference.name}`]: (Number.parseFloat(p50) / reference.ms).toFixed(1) }
    : {};

/** How a value has changed, where both begin with a number. */
const change = (before: string | undefined, now: string): string => {
  const [old, value] = [Number.parseFloat(before ?? ""), Number.parseFloat(now)];
  return old > 0 && !Number.isNaN(value) ? ` (${(value / old).toFixed(2)} of before)` : "";
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
