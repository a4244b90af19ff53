import type { Figure } from "./composing/figures.ts";
import type { Lack } from "./lacks.ts";
import type { Filter, Parts, State } from "./parts.ts";
import type { Dimension } from "./subject.ts";
import type { Bounds } from "./tags.ts";

/** The rows with a flag among all, each group of the total, or some values of a dimension of the total. */
export type Share = { of: "rows" } | { of: "groups"; bounds?: Bounds } | { of: "values"; filter: Filter };

/** What a share is one of; undefined: none is asked for. */
export const shareOf = (parts: Parts, groups: Dimension[], [figure]: Figure[]): Share | Lack | undefined => {
  const [first, second] = new Set(parts.measures);
  const isOther = second?.where !== undefined || figure?.unit !== "percent";
  if (!parts.share || (figure?.unit === "percent" && !isOther)) return undefined;
  if (parts.part && figure?.adds) return { of: "groups", bounds: parts.part };
  if (first && second && (isOther || parts.groups.length === 0))
    return { kind: "lack", text: `A share of which: of the ${first.label} or of the ${second.label}?` };
  const part = parts.filters.find((filter) => filter.part);
  if (parts.flags.length > 0 && !part && !parts.ofAll && figure?.sql === "COUNT(*)") return { of: "rows" };
  if (parts.flags.some((flag) => flag.part) && figure?.adds && figure.value) return { of: "rows" };
  if (!figure?.adds)
    return {
      kind: "lack",
      text: `A share of the ${figure?.label} makes no sense. Do you want the figure itself, or its split by ${parts.subject.dimensions[0]?.label}?`,
    };
  if (part) return { of: "values", filter: part };
  const own = parts.filters.find(
    ({ dimension, values, not }) => groups.length === 1 && dimension === groups[0] && values.length === 1 && !not,
  );
  if (own) return { of: "values", filter: own };
  if (groups.length > 0) return { of: "groups" };
  const filter = parts.filters.find(({ values, not }) => values.length > 0 && !not);
  if (filter) return { of: "values", filter };
  const names = parts.subject.dimensions.slice(0, 3).map(({ label }) => label);
  return { kind: "lack", text: `The share of what: of each ${names.join(", or of each ")}?` };
};

/** The conditions that say the part of a share of rows: those that are marked, or all. */
export const partOf = (flags: readonly State[]): State[] => {
  const marked = flags.filter(({ part }) => part);
  return marked.length > 0 ? marked : [...flags];
};

/** Those that narrow the whole of a share of rows. */
export const wholeOf = (flags: readonly State[]): State[] => flags.filter((flag) => !partOf(flags).includes(flag));

/** "The success rate by cause of failure", "of failed runs": of rows that all failed. */
export const senselessRate = (
  { filters, flags, subject }: Parts,
  figures: Figure[],
  groups: Dimension[],
): Lack | undefined => {
  const rate = figures.find(({ unit }) => unit === "percent");
  const state = flags.find(({ flag }) => rate?.sql.includes(/^(?:NOT )?(\w+)/.exec(flag.where)?.[1] ?? flag.where));
  if (rate && state)
    return {
      kind: "lack",
      text: `The ${rate.label} of those that are ${state.not ? "not " : ""}${state.flag.name} says nothing. Do you want their number, or the ${rate.label} of all?`,
    };
  const named = filters.flatMap(({ dimension, not }) => (not ? [] : [dimension]));
  const implying = [...groups, ...named].find(({ where }) => where !== undefined);
  if (!rate || !implying) return undefined;
  return {
    kind: "lack",
    text: `Not all ${subject.record.many} have a ${implying.label}, so the ${rate.label} of those that have one says nothing. Do you want their number?`,
  };
};
