/* Numbers in words that no other reader knows: "thirty", "forty-five", "the twenty-fourth of May", "a dozen", "a fortnight". */

const ONES = "one two three four five six seven eight nine".split(" ");
const TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const FIRSTS = "first second third fourth fifth sixth seventh eighth ninth".split(" ");
const ORDINALS =
  `${FIRSTS.join(" ")} tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth`.split(
    " ",
  );
const MONTH =
  "(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|this month|last month)\\b";

const TEN = new RegExp(`\\b(${TENS.join("|")})(?:[ -](${ONES.join("|")}))?\\b(?![ -](?:${FIRSTS.join("|")})\\b)`, "gi");
const TEEN = new RegExp(`\\b(${TEENS.join("|")})\\b`, "gi");
const DATE = new RegExp(`\\b(?:(twenty|thirty)[ -])?(${[...ORDINALS, "thirtieth"].join("|")})(?= of ${MONTH})`, "gi");

/** The text with such numbers in digits. */
export const inDigits = (text: string): string =>
  text
    .replaceAll(DATE, (_, tens: string | undefined, name: string) => dated(dateOf(tens, name)))
    .replaceAll(TEN, (_, tens: string, one: string | undefined) =>
      String(tenOf(tens) + (one ? ONES.indexOf(one.toLowerCase()) + 1 : 0)),
    )
    .replaceAll(TEEN, (_, name: string) => String(TEENS.indexOf(name.toLowerCase()) + 13))
    .replaceAll(/\b(?:a|one|half a) dozen\b/gi, (found) => (/^half/i.test(found) ? "6" : "12"))
    .replaceAll(/\b(past|last|previous) fortnight\b/gi, "$1 14 days");

const tenOf = (name: string): number => (TENS.indexOf(name.toLowerCase()) + 2) * 10;

const dateOf = (tens: string | undefined, name: string): number =>
  (tens ? tenOf(tens) : 0) + (name.toLowerCase() === "thirtieth" ? 30 : ORDINALS.indexOf(name.toLowerCase()) + 1);

const dated = (day: number): string => {
  const isTeen = day % 100 > 10 && day % 100 < 14;
  return `${day}${isTeen ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th")}`;
};
