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
    return {
      kind: "lack",
      say: ({ lacks, names }) => lacks.shareOfWhich(names.figure(first.label), names.figure(second.label)),
    };
  const part = parts.filters.find((filter) => filter.part);
  if (parts.flags.length > 0 && !part && !parts.ofAll && figure?.sql === "COUNT(*)") return { of: "rows" };
  if (parts.flags.some((flag) => flag.part) && figure?.adds && figure.value) return { of: "rows" };
  const { dimensions } = parts.subject;
  if (!figure?.adds) {
    const [split] = dimensions;
    return {
      kind: "lack",
      say: ({ lacks, names }) => lacks.noShare(names.figure(figure?.label ?? ""), split ? names.one(split) : ""),
    };
  }
  if (part) return { of: "values", filter: part };
  const own = parts.filters.find(
    ({ dimension, values, not }) => groups.length === 1 && dimension === groups[0] && values.length === 1 && !not,
  );
  if (own) return { of: "values", filter: own };
  if (groups.length > 0) return { of: "groups" };
  const filter = parts.filters.find(({ values, not }) => values.length > 0 && !not);
  if (filter) return { of: "values", filter };
  return { kind: "lack", say: ({ lacks, names }) => lacks.shareOfEach(dimensions.slice(0, 3).map(names.one)) };
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
      say: ({ answers, lacks, names }) => {
        const said = names.state(state.flag.name);
        return lacks.rateOfState(names.figure(rate.label), state.not ? answers.not(said) : said);
      },
    };
  const named = filters.flatMap(({ dimension, not }) => (not ? [] : [dimension]));
  const implying = [...groups, ...named].find(({ where }) => where !== undefined);
  if (!rate || !implying) return undefined;
  return {
    kind: "lack",
    say: ({ lacks, names }) =>
      lacks.rateOfSome(names.rows(subject.record, [], 2), names.one(implying), names.figure(rate.label)),
  };
};
