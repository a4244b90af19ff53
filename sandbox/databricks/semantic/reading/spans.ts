import { type Calendar, type Period, spoken } from "../../data/calendar.ts";
import { dayName, plusDays, plusUnits, rangeName, startOf, type Unit } from "./dates.ts";

/** The whole unit that begins on a day. */
export const unitPeriod = (unit: Unit, from: string): Period => {
  const to = plusDays(plusUnits(unit, from, 1), -1);
  return { from, to, words: unitWords(unit, from, to) };
};

const unitWords = (unit: Unit, from: string, to: string): string => {
  const [year = "", month = ""] = from.split("-");
  switch (unit) {
    case "day":
      return `on ${spoken(from)}`;
    case "week":
      return `in the week from ${rangeName(from, to)}`;
    case "month":
      return `in ${dayName(from).replace(/^\d+ /, "")}`;
    case "quarter":
      return `in Q${Math.ceil(Number(month) / 3)} ${year} (${rangeName(from, to)})`;
    case "year":
      return `in ${year}`;
  }
};

/** The unit before the running one. */
export const previous = (unit: Unit, calendar: Calendar): Period =>
  unitPeriod(unit, plusUnits(unit, startOf(unit, calendar.today), -1));

/** The unit after the running one. */
export const following = (unit: Unit, calendar: Calendar): Period =>
  unitPeriod(unit, plusUnits(unit, startOf(unit, calendar.today), 1));

/** The unit that is running, up to now. */
export const current = (unit: Unit, calendar: Calendar): Period => {
  const from = startOf(unit, calendar.today);
  return {
    from,
    to: calendar.today,
    words: unit === "day" ? `on ${spoken(from)}` : `this ${unit} so far (${rangeName(from, calendar.today)})`,
  };
};

/** The last so many units up to yesterday. */
export const rolling = (unit: Unit, count: number, calendar: Calendar): Period => {
  if (unit === "day") return dated(calendar.lastDays(count));
  const from = unit === "week" ? calendar.ago(count * 7) : plusUnits(unit, calendar.today, -count);
  const to = calendar.ago(1);
  return { from, to, words: `in the last ${count === 1 ? unit : `${count} ${unit}s`} (${rangeName(from, to)})` };
};

/** The period with its days in its name. */
export const dated = (period: Period): Period =>
  period.from === period.to
    ? { ...period, words: `yesterday (${dayName(period.from)})` }
    : { ...period, words: `${period.words} (${rangeName(period.from, period.to)})` };

/** The period of the same length and kind before this one. */
export const periodBefore = ({ from, to }: Period): Period => {
  const unit = (["year", "quarter", "month", "week"] as const).find(
    (each) => startOf(each, from) === from && plusDays(plusUnits(each, from, 1), -1) === to,
  );
  if (unit) return unitPeriod(unit, plusUnits(unit, from, -1));
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
  const [start, end] = [plusDays(from, -days), plusDays(from, -1)];
  return { from: start, to: end, words: start === end ? `on ${spoken(start)}` : `from ${rangeName(start, end)}` };
};

/** The one before a period, as "the week before" and its like say; undefined: it is longer than that, or of another kind. */
export const earlier = (period: Period, unit: Unit | "period"): Period | undefined => {
  const { from, to } = period;
  if (unit === "period") return periodBefore(period);
  if (startOf(unit, from) === from && plusDays(plusUnits(unit, from, 1), -1) === to) return periodBefore(period);
  if (unit !== "year" || to >= plusUnits("year", from, 1)) return undefined;
  const whole = (["quarter", "month"] as const).find(
    (each) => startOf(each, from) === from && plusDays(plusUnits(each, from, 1), -1) === to,
  );
  const start = plusUnits("year", from, -1);
  if (whole) return unitPeriod(whole, start);
  const end = plusUnits("year", to, -1);
  return { from: start, to: end, words: `from ${rangeName(start, end)}` };
};

/** The period of the same kind after this one, up to now; undefined: it has not begun. */
export const periodAfter = ({ from, to }: Period, calendar: Calendar): Period | undefined => {
  const unit = (["year", "quarter", "month", "week"] as const).find(
    (each) => startOf(each, from) === from && plusDays(plusUnits(each, from, 1), -1) === to,
  );
  if (!unit) return undefined;
  const start = plusUnits(unit, from, 1);
  if (start > calendar.ago(1)) return undefined;
  return startOf(unit, calendar.today) === start ? current(unit, calendar) : unitPeriod(unit, start);
};
