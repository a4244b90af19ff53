import type { Parts } from "../../parts.ts";
import type { Piece } from "../../tags.ts";

/**
 * "How much goes into notebooks", "any day above 2,100", "total for production": no figure is named, and what the data is
 * about, where it adds up, is the only one that can be meant.
 */
export const addMain = (parts: Parts, pieces: readonly Piece[]): void => {
  const { subject, measures, records, filters, flags, groups, thresholds, grain, counted, total } = parts;
  const main = subject.measures.find(({ name }) => name === subject.main);
  if (isShareOfWorth(parts, pieces)) {
    parts.measures = subject.measures.filter(({ name }) => name === subject.record.measure);
    parts.records = false;
    return;
  }
  const isNamed = measures.length + flags.length > 0 || records === true || typeof counted === "object";
  if (!main?.adds || isNamed || parts.average || parts.share || parts.latest || parts.moment) return;
  const isMuch = pieces.some(({ text }, at) => text === "much" && pieces[at - 1]?.text === "how");
  const isOfSome = filters.length > 0 && groups.length === 0;
  const isLimited =
    grain !== undefined && thresholds.some(({ measure, bounds }) => !measure && fitsMain(bounds.unit, main.unit));
  if ((isOfSome && (isMuch || total)) || isLimited) parts.measures = [main];
};

const fitsMain = (unit: string | undefined, own: string): boolean => unit === undefined || unit === own;

/** "What share of sales is electronics": of what they bring in, as "sales" means without a number. */
const isShareOfWorth = (
  { subject, share, records, measures, flags, thresholds, counted }: Parts,
  pieces: readonly Piece[],
) =>
  share !== undefined &&
  records === true &&
  subject.record.measure !== undefined &&
  measures.length + flags.length + thresholds.length === 0 &&
  counted === undefined &&
  pieces.some(({ tag, text }) => tag.is === "records" && text === subject.record.many);
