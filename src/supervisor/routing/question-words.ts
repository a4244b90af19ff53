import stemmers from "snowball-stemmers";
import { mostInbound } from "../../text/bounds.ts";
import { foldText, isFiller, stems } from "../../text/word-forms.ts";
import { remembered } from "./remembered.ts";

/** One word of a question. */
export interface Word {
  /** As it was written. */
  written: string;
  /** In lower case, with its accents: what stemmers of other languages want. */
  raw: string;
  /** Without accents. */
  text: string;
  /** What English words are compared by. */
  stem: string;
  /** Counts the clauses. */
  clause: number;
  /** Begins with a capital within a sentence: perhaps a name. */
  isName: boolean;
  /** Part of a name like `sales.orders`: of a table, not of a subject. */
  isQualified: boolean;
}

/** Words of a question that are read. */
const mostWords = 150;

const english = stemmers.newStemmer("english");
const token = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[.,;:?!()\n–—+&/]|[$€£](?!\s?\d)/gu;

/** The words of a text, as far as they are read: bounded, whatever is written. */
export const wordsIn = (text: string): Word[] => {
  const words: Word[] = [];
  const read = text.slice(0, mostInbound);
  let clause = 0;
  for (const { 0: found, index } of read.matchAll(token)) {
    if (/^[$€£]$/.test(found)) words.push({ ...money, written: found, clause });
    else if (/^[^\p{L}\p{M}\p{N}]$/u.test(found)) clause += isWithinName(read, index) ? 0 : 1;
    else {
      const isName = /^\p{Lu}\p{Ll}/u.test(found) && words.at(-1)?.clause === clause;
      const isQualified = isWithinName(read, index - 1) || isWithinName(read, index + found.length);
      for (const part of partsOf(found)) words.push({ ...part, clause, isName, isQualified });
    }
    if (words.length >= mostWords) break;
  }
  return words;
};

/** The same words as other languages want them, without the work for English. */
export const rawWordsIn = (text: string): string[] =>
  [...text.matchAll(token)].flatMap(([found]) =>
    /^[$€£]$/.test(found) ? money.raw : /^[\p{L}\p{M}\p{N}]/u.test(found) ? piecesOf(found) : [],
  );

/** True for a dot or a stroke between two letters. */
const isWithinName = (text: string, at: number): boolean =>
  /[./]/.test(text[at] ?? "") && /[\p{L}\p{N}_]/u.test(text[at - 1] ?? "") && /[\p{L}_]/u.test(text[at + 1] ?? "");

/** Longer than any word that people mean. */
const mostLetters = 60;

/** "$$$ per workspace". */
const money = { raw: "cost", text: "cost", stem: "cost", isName: false, isQualified: false };

const endings = new Set(["s", "re", "ve", "ll", "d", "m"]);

const partsOf = (found: string): Omit<Word, "clause" | "isName" | "isQualified">[] => {
  const written = found.slice(0, mostLetters);
  return piecesOf(found).map((raw) => {
    const text = foldText(raw);
    return { written, raw, text, stem: englishStem(text) };
  });
};

/** "what's" is one word; "d'affaires" is two. */
const piecesOf = (found: string): string[] => {
  const [head = "", ...tail] = found.toLowerCase().slice(0, mostLetters).split(/['’]/);
  const pieces =
    tail.length === 0 || head.length > 2 ? [head + tail.filter((end) => !endings.has(end)).join("")] : [head, ...tail];
  return pieces.filter(Boolean);
};

/** Forms that no rule finds. */
const irregular = new Map(
  `sold:sell bought:buy spent:spend broke:break broken:break ran:run took:take taken:take grew:grow grown:grow fell:fall fallen:fall
  rose:rise risen:rise lost:lose went:go gone:go made:make paid:pay got:get had:have saw:see seen:see gave:give given:give
  brought:bring kept:keep told:tell stuck:stick burnt:burn wrote:write written:write read:read women:woman men:man people:person
  slower:slow slowest:slow faster:fast fastest:fast cheaper:cheap cheapest:cheap dirtiest:dirty dirtier:dirty busiest:busy busier:busy
  flakiest:flaky flakier:flaky costliest:costly heaviest:heavy oldest:old older:old loyalest:loyal freshest:fresh stalest:stale longer:long longest:long quicker:quick
  mice:mouse children:child feet:foot shelves:shelf knives:knife teeth:tooth indices:index analyses:analysis criteria:criterion
  pricier:pricey priciest:pricey likelier:likely emptier:empty heavier:heavy healthier:healthy younger:young youngest:young weaker:weak
  weakest:weak stronger:strong strongest:strong dearer:dear dearest:dear
  quickest:quick shorter:short shortest:short later:late latest:late newer:new newest:new`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]),
);

/** Words of which the stemmer would make others. */
const unchanged = new Set("production responsible responsibility general news customs university universal".split(" "));

/** True for a word that is no form of another, though it looks like one. */
export const isWhole = ({ text }: Pick<Word, "text">): boolean => unchanged.has(text);

/** The stem of an English word in lower case, without accents. */
export const englishStem = remembered((text) =>
  unchanged.has(text) ? `${text}=` : english.stem(irregular.get(text) ?? positive(text)),
);

/** "Shakiest" and "cleanest" are forms of "shaky" and "clean". */
const positive = (text: string): string =>
  /^[a-z]{3,20}iest$/.test(text)
    ? `${text.slice(0, -4)}y`
    : /^(?!inter|requ|sugg|prot|cont|harv|inv|dig)[a-z]{3,20}[^aeiou]est$/.test(text)
      ? text.slice(0, -3)
      : text;

/** The stems of a phrase, as one key; undefined for a phrase without words. */
export const keyOf = (words: readonly Pick<Word, "stem">[]): string => words.map(({ stem }) => stem).join(" ");

/** True for a word that says nothing about the subject. */
export const isSmall = ({ text }: Pick<Word, "text">): boolean => isSmallText(text);

const isSmallText = remembered((text) => small.has(text) || stems(text).every(isFiller));

const small = new Set(
  `enough everything anything nothing something thing things stuff someone somebody anybody anyone everyone everybody nobody people person folks
  guys ok okay yes no maybe really actually already still please thanks thank hello hi hey dear morning afternoon evening night
  tonight wonder wondering know think believe guess hope look looking looks looked mean meaning compare compared comparison versus either
  neither each every everybody whole entire general quick quickly brief briefly bit kind sort way ways lot lots whats wheres hows whos
  im youre dont doesnt didnt isnt arent cant couldnt wont ive id well ill boss meeting chart graph plot share split break down breakdown
  detail details summary summarize list ranking rank trend trends develop development change changed changes go going goes went come came
  tomorrow since ago january february march april june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday weekend mornings daily weekly monthly yearly hour hours minute minutes time times today lately make made take
  taken took keep kept find found try help question answer use using used work works working exactly right correct wrong big large small
  little high low good bad better worse best worst top bottom average mean median sum total count amount value rate percent percentage
  between company business our ours my mine your yours his hers their theirs its us them him her he she it they we you i me
  one two three four five six seven eight nine ten dozen hundred thousand first second third comes come coming need needs needed
  thing nice great cool perfect sure course sir madam afternoon
  manager chief ceo cfo cto moan moans moaning complain complains complaining grumble grumbling nag nagging nags pester pestering whine
  whining rant ranting bug bugging asks asking asked ask worry worried worrying curious roughly remind reminds honestly frankly basically
  literally simply meanwhile anyway anyhow eventually lot bunch chap chaps bloke lad lads gal gals mate mates buddy pal`.split(
    /\s+/,
  ),
);
