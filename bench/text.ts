import { hostile } from "../test/support/reading/hostile.ts";
import { costOf } from "../test/support/reading/linear.ts";
import { readers, renderers } from "../test/support/reading/readers.ts";
import { type Figure, print } from "./measure/figures.ts";

const length = 100_000;
/** What reading a text of this length may take, ms. */
const boundMs = 50;

/** What the slowest of the hostile texts costs everything that reads texts from outside. */
export const text = async (): Promise<void> => {
  const figures = Object.entries({ ...readers, "whole replies": renderers }).map(([area, some]): Figure => {
    const costs = Object.entries(some).map(([name, read]) => ({ name, ms: slowest(read) }));
    const worst = costs.toSorted((a, b) => b.ms - a.ms)[0] ?? { name: "", ms: 0 };
    const over = costs.filter(({ ms }) => ms > boundMs).map(({ name }) => name);
    return {
      name: area,
      values: {
        functions: String(costs.length),
        worst: `${worst.ms.toFixed(0)} ms (${worst.name})`,
        [`over ${boundMs} ms`]: over.length === 0 ? "none" : over.join(", "),
      },
    };
  });
  print("Texts", `CPU time for a text of ${length} characters, the worst of ${hostile.length} hostile ones`, figures);
};

/** The least of two measurements of the text that takes longest. */
const slowest = (read: (text: string) => unknown): number => {
  const costs = hostile.map(([, sample]) => ({ sample, ms: costOf(read, sample(length)) }));
  const suspects = costs.toSorted((a, b) => b.ms - a.ms).slice(0, 3);
  return Math.max(...suspects.map(({ sample, ms }) => Math.min(ms, costOf(read, sample(length)))));
};
