import type { Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* "Min, max and average query time": several aggregates of one value. */

const FOLDS: Record<string, "AVG" | "MAX" | "MIN" | "MEDIAN"> = {
  median: "MEDIAN",
  average: "AVG",
  avg: "AVG",
  mean: "AVG",
  maximum: "MAX",
  max: "MAX",
  longest: "MAX",
  highest: "MAX",
  minimum: "MIN",
  min: "MIN",
  shortest: "MIN",
  lowest: "MIN",
};

/** "Average and maximum query time": the average of what the other is the extreme of. */
export const besideExtreme = (pieces: readonly Piece[], { measures }: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const [joint, other] = [pieces[index + 1], pieces[index + 2]?.tag];
    if (piece.tag.is !== "average" || joint?.text !== "and" || other?.is !== "measure") return piece;
    const mean = measures.find(
      ({ value, adds, sql }) => value !== undefined && value === other.measure.value && !adds && /AVG\(/.test(sql),
    );
    return mean && /^M(?:AX|IN)\(/.test(other.measure.sql)
      ? { ...piece, tag: { is: "measure", measure: mean } }
      : piece;
  });

/** "Min, max and average query time": a figure of each. */
export const aggregates = (pieces: readonly Piece[], { record }: Subject): Piece[] => {
  const first = pieces.findIndex(({ text }) => FOLDS[text] !== undefined);
  const run = pieces.slice(Math.max(first, 0)).findIndex(({ text }) => FOLDS[text] === undefined && text !== "and");
  const named = pieces[first + run];
  const tag = named?.tag;
  const value = tag?.is === "measure" ? tag.measure.value : undefined;
  const listed = pieces.slice(first, first + run);
  const isAverage = /^(?:average|avg|mean) /.test(named?.text ?? "");
  const words = [...listed.flatMap(({ text }) => (FOLDS[text] ? [text] : [])), ...(isAverage ? ["average"] : [])];
  const isPlain = words.some((text) => FOLDS[text] === "AVG") || words.every((text) => /^(?:min|max)/.test(text));
  if (
    first < 0 ||
    !named ||
    tag?.is !== "measure" ||
    !value ||
    words.length < 2 ||
    !listed.some(({ text }) => text === "and") ||
    !isPlain
  )
    return [...pieces];
  const folded = words.map((text): Piece => {
    const fold = FOLDS[text] ?? "AVG";
    const word = { AVG: "average", MAX: "highest", MIN: "lowest", MEDIAN: "median" }[fold];
    const label = tag.measure.label.replace(/^(?:average|total) /, "");
    const measure: Measure = {
      name: `${word}_${label.replaceAll(" ", "_")}`,
      label: `${word} ${label} of one ${record.one}`,
      words: "",
      sql: fold === "MEDIAN" ? `ROUND(percentile(${value}, 0.5), 2)` : `ROUND(${fold}(${value}), 2)`,
      unit: tag.measure.unit,
      adds: false,
    };
    return {
      text: `${text} ${named.text.replace(/^(?:average|avg|mean) /, "")}`,
      clause: false,
      tag: { is: "measure", measure },
    };
  });
  return [...pieces.slice(0, first), ...folded, ...pieces.slice(first + run + 1)];
};
