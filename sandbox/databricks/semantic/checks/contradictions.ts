import { columnOf } from "../composing/figures.ts";
import type { Written } from "../composing/written.ts";
import type { Piece } from "../tags.ts";

/* No row is of two kinds: "failed and successful", "over 500 and under 100", "serverless and jobs". */

/** Words of conditions that no row can keep at once. */
export const contradicting = (pieces: readonly Piece[], query: Written): string[] => [
  ...clashing(pieces, query),
  ...turnedRound(pieces, query),
];

/** A state that nothing in the question denies, and the query does. */
const turnedRound = (pieces: readonly Piece[], { plan }: Written): string[] =>
  pieces.some(({ tag }) => tag.is === "not" || tag.is === "nothing")
    ? []
    : pieces.flatMap(({ tag, text }) =>
        (tag.is === "flag" && plan.flags.some(({ flag, not }) => flag === tag.flag && not)) ||
        (tag.is === "value" && plan.filters.some(({ dimension, not }) => dimension === tag.dimension && not))
          ? [text]
          : [],
      );

const clashing = (pieces: readonly Piece[], { plan }: Written): string[] => {
  const wanted = [
    ...plan.conditions,
    ...plan.flags.filter(({ not }) => !not).map(({ flag }) => flag.where),
    ...plan.filters
      .filter(({ values, not }) => !not && values.length > 0)
      .map(({ dimension, values }) => `${columnOf(dimension)} = '${values.join("', '")}'`),
  ];
  const opposed = [...Map.groupBy(new Set(wanted), columnIn)].flatMap(([column, all]) =>
    column !== undefined && all.length > 1 ? all : [],
  );
  const words = pieces.filter(({ tag }) => opposed.some((condition) => condition.startsWith(conditionOf(tag))));
  const limited = isEmptyRange(plan) ? pieces.filter(({ tag }) => tag.is === "threshold") : [];
  return [...words, ...limited].map(({ text }) => text);
};

/** The column that has to have one value, or a value of one range. */
const columnIn = (condition: string): string | undefined =>
  /^(?:NOT )?(\w+|substr\(\w+, \d+, \d+\)|dayname\(\w+\)) (?:=|IN|BETWEEN|<) /.exec(condition)?.[1];

const conditionOf = (tag: Piece["tag"]): string => {
  if (tag.is === "flag") return tag.flag.where;
  if (tag.is === "value") return `${columnOf(tag.dimension)} = `;
  if (tag.is === "dimension" || tag.is === "measure")
    return (tag.is === "dimension" ? tag.dimension : tag.measure).where ?? NONE;
  return NONE;
};
const NONE = "\n";

const isEmptyRange = ({ rowLimits }: Written["plan"]): boolean =>
  [...Map.groupBy(rowLimits, ({ sql }) => sql).values()].some((limits) => {
    const low = Math.max(...limits.map(({ bounds }) => bounds.above ?? bounds.atLeast ?? Number.NEGATIVE_INFINITY));
    const high = Math.min(...limits.map(({ bounds }) => bounds.below ?? bounds.atMost ?? Number.POSITIVE_INFINITY));
    return low > high;
  });
