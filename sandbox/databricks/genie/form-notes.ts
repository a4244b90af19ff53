import type { Result } from "../data/database.ts";
import { scales } from "../semantic/saying/numbers.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { Measure } from "../semantic/subject.ts";
import type { AskedManner } from "./manner.ts";

/** What of the form that was asked for is not, or not everywhere, as it was asked; `units`: of the figures, if there are any. */
export const formNotes = (
  { forms }: Voice,
  { form, currency }: AskedManner,
  units: readonly Measure["unit"][],
  { rows }: Result,
): string[] => {
  const { scale } = form;
  if (Object.keys(form).length === 0) return [];
  if (units.length === 0) return [forms.noRounding];
  const isScaled = units.some(scales);
  return [
    ...(scale && !isScaled ? [forms.noScale(scale)] : []),
    ...(currency === "euro" && units.includes("dollars") ? [forms.noEuros] : []),
    ...(currency && !units.includes("dollars") && units.includes("amount") ? [forms.noCurrency] : []),
    ...(rows.length > 1 && (!scale || isScaled) ? [forms.inTable] : []),
  ];
};
