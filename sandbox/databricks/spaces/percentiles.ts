import type { Measure } from "../semantic/subject.ts";

/** Percentiles of a time, by the words that people have for it; the first is named among what a space can tell. */
export const percentiles = (
  { label, column, unit }: { label: string; column: string; unit: "minutes" | "seconds" },
  words: readonly string[],
): Measure[] =>
  [95, 99, 90, 75].map((percent) => {
    const names = [`p${percent}`, `${percent}th percentile`, `${percent} percentile`];
    return {
      name: `p${percent}_${unit}`,
      label: `${percent}th percentile of ${label}`,
      words: [
        ...names,
        ...(percent === 95 ? ["percentile", "tail latency"] : []),
        ...words.flatMap((time) => names.flatMap((name) => [`${name} of ${time}`, `${name} ${time}`])),
      ].join(", "),
      sql: `ROUND(percentile(${column}, ${percent / 100}), 1)`,
      unit,
      adds: false,
      lowIsGood: true,
      unlisted: percent !== 95,
    };
  });
