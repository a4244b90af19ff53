import type { Bounds } from "../tags.ts";
import type { Word } from "./words.ts";

type Kind = "above" | "atLeast" | "below" | "atMost" | "exactly";

/** A limit such as "more than 1,000", "at least 5 %" or "between 10 and 20 minutes", from this word on. */
export const thresholdAt = (words: readonly Word[], at: number): { threshold: Bounds; length: number } | undefined => {
  const texts = words.map(({ text }) => text);
  return betweenAt(texts, at) ?? boundAt(texts, at) ?? openAt(texts, at);
};

const betweenAt = (texts: readonly string[], at: number) => {
  if (texts[at] !== "between") return undefined;
  const low = amountAt(texts, at + 1);
  const high = low && texts[at + 1 + low.length] === "and" ? amountAt(texts, at + 2 + low.length) : undefined;
  if (!low || !high) return undefined;
  const unit = high.unit ?? low.unit;
  return {
    threshold: { atLeast: low.amount, atMost: high.amount, ...(unit && { unit }) },
    length: 2 + low.length + high.length,
  };
};

const boundAt = (texts: readonly string[], at: number) => {
  for (const [phrase, kind] of phrases) {
    if (!phrase.every((word, offset) => texts[at + offset] === word)) continue;
    const found = amountAt(texts, at + phrase.length);
    const unit = found?.unit ?? (/^(?:older|younger)$/.test(phrase[0] ?? "") ? "years of age" : undefined);
    if (found)
      return {
        threshold: bounds(kind, { amount: found.amount, ...(unit && { unit }) }),
        length: phrase.length + found.length,
      };
    const once = times.get(texts[at + phrase.length] ?? "");
    if (once) return { threshold: bounds(kind, { amount: once }), length: phrase.length + 1 };
  }
  return undefined;
};

const times = new Map([
  ["once", 1],
  ["twice", 2],
]);

/** "5 or more" */
const openAt = (texts: readonly string[], at: number) => {
  const once = times.get(texts[at] ?? "");
  const found = once ? { amount: once, length: 1 } : amountAt(texts, at);
  if (!found || texts[at + found.length] !== "or") return undefined;
  const word = texts[at + found.length + 1] ?? "";
  const kind = more.has(word) ? "atLeast" : less.has(word) ? "atMost" : undefined;
  return kind && { threshold: bounds(kind, found), length: found.length + 2 };
};

const bounds = (kind: Kind, { amount, unit }: { amount: number; unit?: string }): Bounds => ({
  ...(kind === "exactly" ? { atLeast: amount, atMost: amount } : { [kind]: amount }),
  ...(unit && { unit }),
});

const more = new Set("more greater higher bigger larger longer older later above slower".split(" "));
const less = new Set("less fewer lower smaller shorter younger fresher below faster quicker cheaper".split(" "));
const phrases: [string[], Kind][] = [
  ...[...more].map((word): [string[], Kind] => [[word, "than"], "above"]),
  ...[...less].map((word): [string[], Kind] => [[word, "than"], "below"]),
  ...(
    [
      ["over", "above"],
      ["above", "above"],
      ["exceed", "above"],
      ["exceeds", "above"],
      ["exceeding", "above"],
      ["exceeded", "above"],
      ["beyond", "above"],
      ["past", "above"],
      [">", "above"],
      ["at least", "atLeast"],
      ["no less than", "atLeast"],
      ["minimum of", "atLeast"],
      ["≥", "atLeast"],
      ["under", "below"],
      ["below", "below"],
      ["<", "below"],
      ["at most", "atMost"],
      ["up to", "atMost"],
      ["no more than", "atMost"],
      ["not more than", "atMost"],
      ["maximum of", "atMost"],
      ["≤", "atMost"],
      ["exactly", "exactly"],
      ["equal to", "exactly"],
      ["=", "exactly"],
    ] as const
  ).map(([phrase, kind]): [string[], Kind] => [phrase.split(" "), kind]),
];

const factors: ReadonlyMap<string, number> = new Map(
  Object.entries({
    k: 1e3,
    thousand: 1e3,
    grand: 1e3,
    hundred: 100,
    m: 1e6,
    mio: 1e6,
    million: 1e6,
    bn: 1e9,
    billion: 1e9,
  }),
);
const units: ReadonlyMap<string, string> = new Map(
  Object.entries({
    dollar: "dollars",
    dollars: "dollars",
    usd: "dollars",
    bucks: "dollars",
    "%": "percent",
    percent: "percent",
    pct: "percent",
    s: "seconds",
    sec: "seconds",
    secs: "seconds",
    second: "seconds",
    seconds: "seconds",
    min: "minutes",
    mins: "minutes",
    minute: "minutes",
    minutes: "minutes",
    years: "years of age",
    h: "hours",
    hr: "hours",
    hrs: "hours",
    hour: "hours",
    hours: "hours",
    mb: "megabytes",
    gb: "gigabytes",
    tb: "terabytes",
    megabytes: "megabytes",
    gigabytes: "gigabytes",
    terabytes: "terabytes",
  }),
);

/** The unit that a word names: "mins" are minutes. */
export const unitNamed = (text = ""): string | undefined => units.get(text);

/** A number with its factor and unit: "2.5 k", "90 minutes", "1.5h". */
const amountAt = (
  texts: readonly string[],
  at: number,
): { amount: number; unit?: string; length: number } | undefined => {
  const part = partAt(texts, at);
  if (part) return part;
  const single = /^(?:an?|one)$/.test(texts[at] ?? "") ? units.get(texts[at + 1] ?? "") : undefined;
  if (single) return { amount: 1, unit: single, length: 2 };
  const amount = /^an?$/.test(texts[at] ?? "") && factors.has(texts[at + 1] ?? "") ? 1 : numberOf(texts[at]);
  if (amount === undefined) return undefined;
  const factor = factors.get(texts[at + 1] ?? "");
  const named = units.get(texts[at + (factor ? 2 : 1)] ?? "");
  const unit = named ?? (texts[at + 1] === "grand" ? "dollars" : undefined);
  return { amount: amount * (factor ?? 1), ...(unit && { unit }), length: 1 + (factor ? 1 : 0) + (named ? 1 : 0) };
};

/** "Half of", "a third of", "half an hour" */
const partAt = (texts: readonly string[], at: number): { amount: number; unit: string; length: number } | undefined => {
  if (texts[at] === "half" && texts[at + 1] === "an" && texts[at + 2] === "hour")
    return { amount: 30, unit: "minutes", length: 3 };
  const counted = texts[at] === "half" ? 0 : 1;
  const name = (texts[at + counted] ?? "").replace(/s$/, "");
  const by = { half: 2, third: 3, quarter: 4, fifth: 5, tenth: 10 }[name];
  const many = counted === 0 || /^(?:an?|one)$/.test(texts[at] ?? "") ? 1 : numberOf(texts[at]);
  const end = at + counted + 1;
  const isOfSomething =
    texts[end] === "of" || (name === "half" && /^(?:the|our|all|its|their)$/.test(texts[end] ?? ""));
  if (by === undefined || many === undefined || many >= by || !isOfSomething) return undefined;
  return { amount: (100 * many) / by, unit: "percent", length: counted + 1 };
};

const names = "zero one two three four five six seven eight nine ten eleven twelve".split(" ");

/** The number that a word is: 1,000 or five. */
export const numberOf = (text = ""): number | undefined => {
  if (/^\d[\d,]*(?:\.\d+)?$/.test(text)) return Number(text.replaceAll(",", ""));
  const named = names.indexOf(text);
  return named < 0 ? undefined : named;
};
