import type { Piece } from "../reading/reading.ts";
import type { Written } from "./omissions.ts";

/* What a figure is one of: "per failed check", "per working day", "share of the team's total", "a day without". */

type Rule = (pieces: readonly Piece[], index: number, query: Written) => boolean;

/** Words by which the query does not divide. */
export const undivided = (pieces: readonly Piece[], query: Written): string[] =>
  pieces.flatMap(({ text }, index) => (rules.some((rule) => rule(pieces, index, query)) ? [text] : []));

const CONTENT = new Set(["measure", "dimension", "records", "unit", "degree", "flag", "value"]);

/** "Failed rows per failed check": neither a split nor a division. */
const isUndivided: Rule = (pieces, index, { plan, sql }) => {
  if (pieces[index]?.text !== "per" || pieces[index]?.tag.is !== "by") return false;
  const divides = /\) \/ |AVG\(|COUNT\(DISTINCT/.test(sql);
  const named = pieces.slice(index + 1).filter(({ tag }) => CONTENT.has(tag.is));
  const [first, second] = named;
  const key = first?.tag.is === "flag" || first?.tag.is === "value" ? second?.tag : first?.tag;
  if (plan.kind !== "figures" || divides) return false;
  if (key?.is === "dimension")
    return !plan.groups.includes(key.dimension) && plan.subject.record.dimension === undefined;
  return key?.is === "measure" || (key?.is === "records" && plan.groups.length === 0);
};

/** "Average cost per working day": of the days of one kind, not of the rows. */
const isPerKindOfDay: Rule = (pieces, index, { plan, sql }) => {
  const next = pieces[index + 1]?.tag;
  return (
    pieces[index]?.tag.is === "by" &&
    next?.is === "flag" &&
    /^on /.test(next.flag.name) &&
    plan.kind === "figures" &&
    plan.grain === undefined &&
    !/COUNT\(DISTINCT/.test(sql)
  );
};

/** "As a share of the team's total": of each one's own. */
const isOfItsTotal: Rule = (pieces, index, { plan, sql }) => {
  const isOwn = pieces[index]?.tag.is === "total" && pieces[index - 1]?.tag.is === "dimension";
  const isShared = pieces.slice(0, index).some(({ tag }) => tag.is === "share");
  return isOwn && isShared && plan.kind === "figures" && !sql.includes("PARTITION BY");
};

/** "Was there a day without failed checks": a day that has none, not one that has others. */
const isUnitWithout: Rule = (pieces, index, { plan, sql }) => {
  const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler")?.tag;
  const isFlag = next?.is === "flag" || (next?.is === "measure" && next.measure.flag !== undefined);
  return (
    /^(?:no|never|without)$/.test(pieces[index]?.text ?? "") &&
    isFlag &&
    plan.kind === "figures" &&
    plan.grain !== undefined &&
    !/HAVING|NOT IN/.test(sql)
  );
};

/** "Gone up since September": from then to now, or since then against before? */
const isRiseSince: Rule = (pieces, index, { plan }) =>
  pieces[index]?.tag.is === "period" &&
  /^since\b/.test(pieces[index]?.text ?? "") &&
  pieces.some(({ tag }) => tag.is === "change") &&
  plan.kind === "figures" &&
  plan.compared !== undefined;

const rules: readonly Rule[] = [isUndivided, isPerKindOfDay, isOfItsTotal, isUnitWithout, isRiseSince];
