import { columnOf } from "../composing/figures.ts";
import { quoted } from "../composing/sql.ts";
import type { Written } from "../composing/written.ts";
import type { Piece } from "../tags.ts";

/** What several words say together. */
export const isWideIn = (tag: Piece["tag"], { plan, sql }: Written): boolean => {
  switch (tag.is) {
    case "occasion":
      return (
        plan.kind === "figures" && plan.grain === tag.unit && (plan.groupLimits.length > 0 || plan.order !== undefined)
      );
    case "relative":
      return [...plan.rowLimits, ...(plan.kind === "figures" ? plan.groupLimits : [])].some(
        ({ of }) => of === "average",
      );
    case "part":
      return (
        plan.kind === "figures" &&
        ((plan.share?.of === "groups" && plan.share.bounds === tag.bounds) ||
          plan.groupLimits.some(({ figure }) => figure.unit === "percent"))
      );
    case "like":
      return sql.includes(`IN (SELECT ${columnOf(tag.dimension)} FROM`) && sql.includes(quoted(tag.value));
    case "asked":
      return plan.kind === "list" && plan.limit === 1 && plan.columns.split(", ").includes(tag.column);
    case "bothEnds":
      return sql.startsWith("WITH ranked AS");
    case "streak":
      return plan.kind === "streaks";
    default:
      return true;
  }
};
