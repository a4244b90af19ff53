/* Dates, and the numbers of periods: digits that state no figure. */

const months =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember";
const monthBefore = new RegExp(`(?:^|[^\\p{L}])(?:${months})[. ]{1,2}(?:\\d{1,2},? )?$`, "iu");
const monthAfter = new RegExp(`^(?:[. ]{1,2}(?:${months})(?:$|[^\\p{L}])| ?[月日時时点号월일시])`, "iu");

/** `week 48`, `KW 48`, `quarter 4`. */
const periodBefore = /(?:^|[^\p{L}])(?:weeks?|kw|woche|kalenderwoche|quarter|quartal)[ \u00a0]$/iu;
/** `4. Quartal`, `48. Kalenderwoche`, `14 Uhr`, `2 pm`. */
const periodAfter =
  /^(?:\.[ \u00a0](?:quartals?|halbjahre?s?|woche|kalenderwoche|kw)|[ \u00a0]?(?:uhr|p\.?m\.?|a\.m\.?|o['’]clock))(?:$|[^\p{L}])/iu;

/** A number that is part of a date or the number of a period, `digits` of a text between these. */
export const isDate = (digits: string, before: string, after: string): boolean =>
  isWholeDate(digits, after) ||
  (/^(?:19|20|21)\d\d$/.test(digits) && !unitBefore.test(before) && !unitAfter.test(after)) ||
  (digits.length <= 2 && [monthBefore, periodBefore].some((words) => words.test(before))) ||
  (digits.length <= 2 && [monthAfter, periodAfter].some((words) => words.test(after)));

/** `24.12.2026`; `30.11.` only where a point that ends a sentence is none. */
const isWholeDate = (digits: string, after: string): boolean => {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d\d))?$/.exec(digits) ?? [];
  if (Number(day) < 1 || Number(day) > 31 || Number(month) < 1 || Number(month) > 12) return false;
  return day !== undefined && (year !== undefined || /^\.(?: ?\p{Ll}|[,;:)–-])/u.test(after));
};

/** No year is so many euros, or per cent of something. */
const unitBefore = /(?:\p{Sc}|(?:^|[^\p{L}])(?:eur|usd|gbp|chf|jpy)) ?$/iu;
const unitAfter =
  /^[\u00a0\u202f ]?(?:\p{Sc}|%|(?:eur|usd|gbp|chf|jpy|euros?|dollars?|per ?cent|prozent)(?:$|[^\p{L}]))/iu;
