/* The figures that a text states, as opposed to dates, times and names that hold digits. */

/** A figure, in each way in which its marks can be read: `2.525` is 2,525 in German. */
export interface Figure {
  readings: Reading[];
}

interface Reading {
  value: number;
  /** The weight of its last digit. */
  step: number;
}

/** Numbers of a text that are read at all, and characters of one. */
const mostFigures = 200;
const longest = 40;

/** The figures of a text, without its citations, in linear time. */
export const figuresIn = (text: string): Figure[] => {
  const found: Figure[] = [];
  for (const match of text.matchAll(/\d+(?:[.,\u00a0\u202f'’]\d+)*/g)) {
    if (found.length === mostFigures) break;
    const [digits] = match;
    const after = text.slice(match.index + digits.length, match.index + digits.length + 24);
    const before = text.slice(Math.max(0, match.index - 24), match.index);
    if (digits.length <= longest && !isPartOfName(before, after) && !isDate(digits, before, after))
      found.push({ readings: readingsOf(digits, after) });
  }
  return found;
};

/** `C002`, `svc-2`, `2nd`, `[1]`, `#3`, `12:30`, `2026-11-24`, `v1.2`. */
const isPartOfName = (before: string, after: string): boolean =>
  /(?:[\p{L}_#[/:=&]|[\p{L}\d]-|\d[:/])$/u.test(before) ||
  /^(?:[-_/:]\d|:\d|_|[-/]\p{L}|st\b|nd\b|rd\b|th\b|\p{L}{4,})/u.test(after);

const months =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember";
const monthBefore = new RegExp(`(?:^|[^\\p{L}])(?:${months})[. ]{1,2}(?:\\d{1,2},? )?$`, "iu");
const monthAfter = new RegExp(`^[. ]{1,2}(?:${months})(?:$|[^\\p{L}])`, "iu");

const isDate = (digits: string, before: string, after: string): boolean =>
  /^(?:19|20|21)\d\d$/.test(digits) || (digits.length <= 2 && (monthBefore.test(before) || monthAfter.test(after)));

const readingsOf = (digits: string, after: string): Reading[] => {
  const scale = scaleOf(after);
  const point = digits.lastIndexOf(".");
  const comma = digits.lastIndexOf(",");
  const decimals = [...new Set([point, comma, -1])].map((at) => readingOf(digits, at));
  return decimals.flatMap(({ value, step }) =>
    scale === 1 ? [{ value, step }] : [{ value: value * scale, step: step * scale }],
  );
};

/** The number if its fraction begins after `at`; -1: it has none. */
const readingOf = (digits: string, at: number): Reading => {
  const whole = (at < 0 ? digits : digits.slice(0, at)).replace(/\D/g, "");
  const fraction = at < 0 ? "" : digits.slice(at + 1);
  return { value: Number(`${whole}.${fraction || 0}`), step: 10 ** -fraction.length };
};

const scales: [RegExp, number][] = [
  [/^ ?(?:k\b|thousand\b|tsd\b|tausend\b)/i, 1e3],
  [/^ ?(?:m\b|mio\b|mn\b|millions?\b|millionen\b)/i, 1e6],
  [/^ ?(?:bn\b|b\b|billions?\b|mrd\b|milliarden?\b)/i, 1e9],
];

const scaleOf = (after: string): number => scales.find(([words]) => words.test(after))?.[1] ?? 1;
