import type { NumberForm, Scale } from "../saying/language.ts";

/* How people want numbers written: "in thousands", "rounded to whole euros", "ohne Nachkommastellen". */

/** What was read, and the question without it. */
export interface AskedForm {
  form: NumberForm;
  /** A currency that was named with it. */
  currency?: "euro" | "dollar";
  rest: string;
}

const MOST_CHARACTERS = 4_000;

/** The form that a question asks for its numbers. */
export const numberFormIn = (question: string): AskedForm => {
  const found: AskedForm = { form: {}, rest: question.slice(0, MOST_CHARACTERS) };
  for (const [pattern, formOf] of wordings) {
    const match = pattern.exec(found.rest);
    if (!match) continue;
    const form = formOf(match[1] ?? "");
    if (!form) continue;
    Object.assign(found.form, form);
    const currency = currencies.find(([, word]) => word.test(match[0]))?.[0];
    if (currency) found.currency = currency;
    found.rest = `${found.rest.slice(0, match.index)} ${found.rest.slice(match.index + match[0].length)}`;
  }
  return { ...found, rest: found.rest + question.slice(MOST_CHARACTERS) };
};

const currencies = [
  ["euro", /\beuros?\b|€|\beur\b/i],
  ["dollar", /\bdollars?\b|\$|\busd\b/i],
] as const;

const scales: readonly [RegExp, Scale][] = [
  [/^(?:thousand|tausend|tsd|k$)/i, 1_000],
  [/^(?:million|mio|m$)/i, 1_000_000],
  [/^(?:billion|milliarde|mrd)/i, 1_000_000_000],
];
const scaleOf = (word: string): Scale | undefined => scales.find(([pattern]) => pattern.test(word))?.[1];

const counts: Readonly<Record<string, number>> = {
  no: 0,
  zero: 0,
  keine: 0,
  null: 0,
  one: 1,
  eine: 1,
  two: 2,
  zwei: 2,
  three: 3,
  drei: 3,
};
const countOf = (word: string): NumberForm | undefined => {
  const decimals = counts[word.toLowerCase()] ?? Number(word);
  return Number.isInteger(decimals) && decimals <= 6 ? { decimals } : undefined;
};

const scale = "thousands?|millions?|billions?|tausende?r?n?|tsd|mio|millionen|mrd|milliarden";
const coin = "(?:us )?(?:dollars?|euros?|usd|eur|€|\\$)";
const rounded = "(?:rounded|round (?:it|them|that)|gerundet|auf- oder abgerundet|aufgerundet|abgerundet)";
const whole = "(?:whole|full|ganze|volle|glatte|ganzen|vollen)";
const what = `(?:numbers?|zahlen|percent|prozent|minutes?|minuten|hours?|stunden|seconds?|sekunden|units?|stück|${coin})`;

const pattern = (text: string): RegExp => new RegExp(`(?:^|[ ,;(])${text}(?![\\p{L}\\p{N}])`, "iu");

/** The longest wordings first. */
const wordings: readonly [RegExp, (word: string) => NumberForm | undefined][] = [
  [
    pattern(
      `(?:${rounded} )?(?:to|auf|with|mit) (\\d|[a-z]{2,5}) (?:decimals?|decimal places?|digits? after the point|(?:nachkomma|komma|dezimal)stellen?)(?: ${rounded})?`,
    ),
    countOf,
  ],
  [
    pattern(`(?:without|no|ohne) (?:decimals?|decimal places?|cents?|(?:nachkomma|komma|dezimal)stellen)`),
    () => ({ decimals: 0 }),
  ],
  [
    pattern(`${rounded} (?:to |auf )?(?:the nearest |nearest )?(?:${whole} )?(${scale}|hundreds?|hunderter?)`),
    nearestOf,
  ],
  [pattern(`auf (?:${whole} )?(${scale}|hunderter?) gerundet`), nearestOf],
  [pattern(`(?:${rounded} )?to the nearest (?:${what}|integer)`), () => ({ decimals: 0 })],
  [pattern(`(?:${rounded} )?(?:to|in|auf) ${whole} ${what}(?: ${rounded})?`), () => ({ decimals: 0 })],
  [
    pattern(`(?:given |shown |expressed |angegeben )?in (?:den )?(${scale}|k)\\.?(?: of)?(?: ${coin})?`),
    (word) => {
      const found = scaleOf(word);
      return found && { scale: found };
    },
  ],
  [pattern(`(?:and |und )?${rounded}`), () => ({ decimals: 0 })],
];

function nearestOf(word: string): NumberForm {
  return { nearest: scaleOf(word) ?? 100 };
}
