import { germanDataWords } from "./german-data-words.ts";
import { germanForms, germanNumbers } from "./german-forms.ts";
import { phraseFor, phrasesInEnglish } from "./german-phrases.ts";
import { germanSpokenWords } from "./german-spoken-words.ts";
import { germanWords } from "./german-words.ts";

/*
 * German questions, word by word: what a question about figures is made of has the same order in both languages. A word
 * that stands in neither language is named in the question back, as it was written.
 */

const plain = (text: string): string =>
  text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");

const meanings = new Map([
  ...germanNumbers,
  ...[germanForms, germanWords, germanDataWords, germanSpokenWords]
    .join("\n")
    .trim()
    .split(/\n+/)
    .flatMap((line) => {
      const [english = "", german = ""] = line.split(": ");
      return german.split(" ").map((word): [string, string] => [word, english]);
    }),
]);

/** German words that are English ones as well say nothing about the language. */
const shared = new Set(
  "was die des so hat war an am bei top team teams web marketing job jobs segment may region logins pipelines rate alter tag stuck minute dir account accounts downloads pro".split(
    " ",
  ),
);

/** "Minutes" is a form of one. */
const isShared = (word: string): boolean =>
  shared.has(word) || endings.some((ending) => word.endsWith(ending) && shared.has(word.slice(0, -ending.length)));

const WORDS = /[\p{L}][\p{L}\p{M}\p{N}]*/gu;
const MOST_CHARACTERS = 4_000;

/** At least two words, or one of three, are German alone. */
export const isGerman = (question: string): boolean => {
  const words = [...question.slice(0, MOST_CHARACTERS).matchAll(WORDS)].map(([word]) => plain(word));
  const german = words.filter((word) => !isShared(word) && meaningOf(word) !== undefined).length;
  const isOnlyGerman = words.some((word) => GERMAN.test(word)) && !words.some((word) => ENGLISH.test(word));
  return german >= 2 || (german > 0 && 3 * german >= words.length) || isOnlyGerman;
};
/** Small words that stand in one of the two languages alone. */
const GERMAN =
  /^(?:wie|wer|wen|wem|wann|wo|welche[rsnm]?|ist|sind|und|nicht|mit|von|fur|der|das|hat|haben|im|zum|zur)$/;
const ENGLISH =
  /^(?:the|of|is|are|did|does|do|which|who|how|what|when|where|and|with|for|to|has|have|had|show|list|by|per)$/;

/** What stands in the question where English words were read. */
export const asAsked = (english: string, question: string): string | undefined => {
  if (!isGerman(question)) return undefined;
  const words = [...question.slice(0, MOST_CHARACTERS).matchAll(WORDS)].map(([word]) => word);
  const found = words.filter((word) => {
    const meaning = meaningOf(plain(word)) ?? plain(word);
    return ` ${english} `.includes(` ${meaning} `) || ` ${meaning} `.includes(` ${english} `);
  });
  return found.length > 0 ? found.join(" ") : phraseFor(english, question.slice(0, MOST_CHARACTERS));
};

/** The question in English words where it is German, else as it is. */
export const inEnglish = (question: string): string => {
  const text = question.slice(0, MOST_CHARACTERS);
  if (!isGerman(text)) return question;
  return phrasesInEnglish(numbersInEnglish(text)).replaceAll(WORDS, (word) => meaningOf(plain(word)) ?? word);
};

/** "10.000,5": the signs between digits change their places. */
const numbersInEnglish = (text: string): string =>
  text
    .replaceAll(/(?<![\d.,])\d{1,3}(?:\.\d{3}){1,4}(?![\d.]\d|\d)/g, (number) => number.replaceAll(".", ""))
    .replaceAll(/(?<![\d.,])(\d{1,15}),(\d{1,6})(?![\d,.]\d|\d)/g, "$1.$2")
    .replaceAll(/(?<=\d )(?:tsd\b\.?|tausend\b)/giu, "thousand")
    .replaceAll(/(?<=\d )(?:mio\b\.?|millionen\b)/giu, "million");

/** Of the word, of its form in another case, or of what it is put together from: "zweitteuerste", "Tageskosten". */
const meaningOf = (word: string): string | undefined => {
  const known = meanings.get(word);
  if (known !== undefined || word.length < 6) return known;
  const ending = endings.find((each) => word.endsWith(each) && meanings.has(word.slice(0, -each.length)));
  if (ending !== undefined) return meanings.get(word.slice(0, -ending.length));
  for (const [prefix, english] of prefixes) {
    const rest = word.startsWith(prefix) ? meanings.get(word.slice(prefix.length)) : undefined;
    if (rest !== undefined) return `${english} ${rest}`;
  }
  return headed(word) ?? compounded(word);
};

/** "Abfragedauer", "Umsatzentwicklung", "fünftausend", "kostenmäßig": what its parts mean together. */
const compounded = (word: string): string | undefined => {
  for (const tail of tails) {
    const first = word.endsWith(tail) ? word.slice(0, -tail.length) : "";
    const meaning = meanings.get(first) ?? meanings.get(`${first}n`) ?? meanings.get(first.replace(/s$/, ""));
    if (first.length > 2 && meaning !== undefined) return `${meaning} ${meanings.get(tail) ?? ""}`.trim();
  }
  return undefined;
};
const tails =
  "dauer kosten ausgaben entwicklung verlauf umsatz fehler laufe zugriffe anmeldungen abfragen bestand preis zugriff tabelle tausend hundert massig abteilung team".split(
    " ",
  );

/** "Umsatzanteil", "Kundenanzahl": the last part says what of the first is meant. */
const headed = (word: string): string | undefined => {
  for (const [head, english] of heads) {
    if (!word.endsWith(head)) continue;
    const first = word.slice(0, -head.length);
    const meaning = meanings.get(first) ?? meanings.get(first.replace(/s$/, ""));
    if (meaning !== undefined) return `${english} ${meaning}`;
  }
  return undefined;
};
const heads = [
  ["anteil", "share of"],
  ["anzahl", "number of"],
  ["zahl", "number of"],
] as const;
const endings = ["n", "en", "e", "es", "er", "em", "s"];
const prefixes = [
  ["zweit", "second"],
  ["dritt", "third"],
  ["viert", "fourth"],
  ["tages", "daily"],
  ["wochen", "weekly"],
  ["monats", "monthly"],
  ["quartals", "quarterly"],
  ["jahres", "yearly"],
  ["gesamt", "total"],
  ["durchschnitts", "average"],
] as const;
