import type { Calendar } from "../data/calendar.ts";
import type { Lack } from "./lacks.ts";
import { type GroupLimit, groupLimitsOf, type Scope, scopeOf } from "./limits.ts";
import type { Parts } from "./parts.ts";
import type { Dimension } from "./subject.ts";
import type { Bounds } from "./tags.ts";

/** How many days in a row something is true, at most, of each thing or of all together. */
export interface StreakPlan extends Scope {
  kind: "streaks";
  groups: Dimension[];
  /** What each day has to keep. */
  groupLimits: GroupLimit[];
  /** How long it has to be. */
  bounds: Bounds | undefined;
  /** Only what goes on until this day. */
  endsOn: string | undefined;
}

/** The plan of a question for days in a row. */
export const streakPlan = (
  parts: Parts,
  streak: NonNullable<Parts["streak"]>,
  calendar: Calendar,
): StreakPlan | Lack => {
  const { groups, subject, measures, order, counted, share, versus, change, flags, filters, records } = parts;
  const isOther = [order, share, versus, change, parts.average, parts.total, parts.when, parts.latest].some(Boolean);
  const isSaid = flags.length + parts.thresholds.length > 0 || records === true || filters.length > 0;
  const isOfThings = counted === undefined || (counted === "records" && streak.bounds === undefined);
  if (!subject.day || isOther || !isSaid || !isOfThings || groups.length > 1)
    return { kind: "lack", say: ({ lacks }) => lacks.streakOfWhat };
  const limited = parts.thresholds.flatMap(({ measure }) => measure ?? measures[0] ?? []);
  if (limited.length < parts.thresholds.length) return { kind: "lack", say: ({ lacks }) => lacks.limitOfWhat };
  return {
    ...scopeOf(
      { ...parts, grain: "day", ever: parts.periods.length === 0 },
      [...measures, ...limited],
      calendar,
      groups,
    ),
    kind: "streaks",
    groups,
    groupLimits: groupLimitsOf(parts, [], groups, "day"),
    bounds: streak.bounds,
    endsOn: streak.isCurrent ? calendar.ago(1) : undefined,
  };
};
