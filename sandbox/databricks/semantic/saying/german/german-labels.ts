import { germanAttributes, germanMeasures, germanStates, germanThings } from "../../../spaces/german-names.ts";

/*
 * Labels are made in English of the names that spaces declare: "average cost per team". Here they are read into German,
 * part by part; a name that nobody declared stays as it is.
 */

/** `text` has `~` for the ending of an adjective. */
export interface Noun {
  gender: Gender;
  text: string;
}
type Gender = "m" | "f" | "n" | "p";

const endings: Record<Gender, [strong: string, weak: string]> = {
  m: ["er", "en"],
  f: ["e", "e"],
  n: ["es", "e"],
  p: ["e", "en"],
};

export const inflected = (text: string, gender: Gender): string => text.replaceAll("~", endings[gender][0]);

/** "fehlgeschlagene Läufe" */
export const strong = ({ text, gender }: Noun): string => inflected(text, gender);

/** "(die meisten) fehlgeschlagenen Läufe" */
export const weak = ({ text, gender }: Noun): string => text.replaceAll("~", endings[gender][1]);

/** What a label of a figure means. */
export const nounOf = (label: string): Noun =>
  declared(germanMeasures[label]) ?? ofOne(label) ?? made(label) ?? things(label) ?? { gender: "n", text: label };

/** The value of one row, where the figure is an average: "query time". */
const ofOne = (label: string): Noun | undefined => {
  const noun = declared(germanMeasures[`average ${label}`]);
  return noun && { ...noun, text: withoutAdjective(noun.text) };
};

const withoutAdjective = (text: string): string => text.replace(/^\S+~ /, "");

const declared = (entry: string | undefined): Noun | undefined =>
  entry === undefined ? undefined : { gender: entry.charAt(0) as Gender, text: entry.slice(2) };

/** What one thing and several of them are called. */
export const thingOf = (one: string, many: string): { singular: Noun; plural: string } => {
  const [first, plural] = germanThings[one] ?? units[one] ?? [];
  return { singular: declared(first) ?? { gender: "n", text: one }, plural: plural ?? many };
};

const units: Readonly<Record<string, [one: string, many: string]>> = {
  day: ["m Tag", "Tage"],
  weekday: ["m Wochentag", "Wochentage"],
  week: ["f Woche", "Wochen"],
  month: ["m Monat", "Monate"],
  quarter: ["n Quartal", "Quartale"],
  year: ["n Jahr", "Jahre"],
};

const plurals = new Map(
  Object.entries({ ...germanThings, ...units }).map(([one, [, many]]) => [pluralOf(one), many] as const),
);

function pluralOf(one: string): string {
  if (/(?:s|x|ch)$/.test(one)) return `${one}es`;
  return one.endsWith("y") ? `${one.slice(0, -1)}ies` : `${one}s`;
}

/** "teams", "failed runs", "runs (failed)" */
const things = (label: string): Noun | undefined => {
  const plural = plurals.get(label);
  if (plural) return { gender: "p", text: plural };
  const [, bare, state] = /^(.{1,60}) \((.{1,80})\)$/.exec(label) ?? [];
  if (bare && state) {
    const noun = things(bare);
    return noun && { ...noun, text: withState(noun.text, state) };
  }
  const [first = "", ...rest] = label.split(" ");
  const isState = germanAttributes[first] ?? germanStates[first];
  const noun = rest.length > 0 && isState ? things(rest.join(" ")) : undefined;
  return noun && { ...noun, text: withState(noun.text, first) };
};

const withState = (noun: string, state: string): string => {
  const attribute = adjective(state);
  if (attribute) return `${attribute} ${noun}`;
  const said = stateOf(state);
  return /^\p{Lu}/u.test(said) ? `${noun} (${said})` : `${noun} ${said}`;
};

/** A label that is made of another. */
const made = (label: string): Noun | undefined => {
  const noun = (rest: string, how: (text: string) => string): Noun => {
    const found = nounOf(rest);
    return { ...found, text: how(found.text) };
  };
  const [, word = "", rest = ""] =
    /^(average|median|highest|lowest|total|number of|first|last|share of) (.{1,200})$/.exec(label) ?? [];
  const [what = "", per] = rest.split(/ per (?!unit\b)/);
  switch (word) {
    case "average":
      return noun(
        germanMeasures[`average ${what}`] ? `average ${what}` : what,
        (text) => `${text}${perText(per)} im Schnitt`,
      );
    case "median":
      return noun(what, (text) => `${text}${perText(per)} im Median`);
    case "highest":
    case "lowest":
      return noun(
        rest.replace(/ of one .*$/, ""),
        (text) => `${word === "highest" ? "höchst~" : "niedrigst~"} einzeln~ ${text}`,
      );
    case "total":
      return noun(rest, (text) => `${text} insgesamt`);
    case "number of":
      return noun(rest, (text) => text);
    case "first":
    case "last":
      return noun(pluralOf(rest), (text) => `${text}, ${word === "first" ? "zum ersten Mal" : "zuletzt"}`);
    case "share of":
      return { gender: "m", text: shareText(rest) };
    default:
      return divided(label);
  }
};

const perText = (per: string | undefined): string =>
  per === undefined
    ? ""
    : ` je ${per
        .split(" and ")
        .map((one) => thingOf(one, one).singular.text)
        .join(" und ")}`;

/** "Cost per DBU", "run time of all runs" */
const divided = (label: string): Noun | undefined => {
  const [whole, all] = label.split(" of all ");
  if (whole !== undefined && all !== undefined) {
    const found = nounOf(germanMeasures[`average ${whole}`] ? `total ${whole}` : whole);
    return found.text === `total ${whole}` ? { ...nounOf(`average ${whole}`) } : found;
  }
  const [what, per] = label.split(" per ");
  if (what === undefined || per === undefined) return undefined;
  const found = nounOf(what);
  return {
    ...found,
    text: `${found.text} je ${nounOf(`${per}s`).text === `${per}s` ? thingOf(per, per).singular.text : per}`,
  };
};

/** "Share of runs that are failed", "of customers at high churn risk" */
const shareText = (rest: string): string => {
  const [what = "", state] = rest.split(" that are ");
  if (state !== undefined) return `Anteil (${nounOf(what).text}): ${stateOf(state)}`;
  return `Anteil (${strong(nounOf(what))})`;
};

/** What stands before a noun; undefined: it cannot. */
export const adjective = (name: string): string | undefined => germanAttributes[name];

/** A state by its English name. */
export const stateOf = (name: string): string => {
  const attribute = germanAttributes[name];
  if (attribute) return attribute.slice(0, -1);
  const declaredState = germanStates[name];
  if (declaredState) return declaredState;
  for (const [joint, german] of [
    [" and ", " und "],
    [" or ", " oder "],
  ] as const) {
    const parts = name.split(joint);
    if (parts.length > 1 && !/^with/.test(name) && !/^between/.test(name)) return parts.map(stateOf).join(german);
  }
  return stateWithWords(name);
};

const stateWithWords = (name: string): string => {
  const [lead = "", ...rest] = name.split(" ");
  switch (lead) {
    case "not":
      return `nicht ${stateOf(rest.join(" "))}`;
    case "without":
      return `ohne ${withoutAdjective(nounOf(rest.join(" ")).text)}`;
    case "with":
      return `mit ${limitText(rest.join(" ").replace(/^(?:an?|the) /, ""))}`;
    case "before":
      return `vor ${rest.join(" ")} Uhr`;
    case "from":
      return `ab ${rest[0]} Uhr`;
    case "between":
      return `zwischen ${rest[0]} und ${rest[2]} Uhr`;
    default:
      return name;
  }
};

/** "query time above 60 s", "region North or South" */
const limitText = (text: string): string => {
  const at = text.search(/ (?:above|at least|below|at most|wholly) /);
  const label = at < 0 ? longestThing(text) : text.slice(0, at);
  const thing = germanThings[label];
  const name = thing ? (declared(thing[0])?.text ?? label) : withoutAdjective(nounOf(label).text);
  return `${name} ${germanLimits(text.slice(label.length).trim())}`.trim();
};

const longestThing = (text: string): string =>
  Object.keys(germanThings)
    .filter((one) => text.startsWith(`${one} `))
    .toSorted((one, other) => other.length - one.length)[0] ?? text;

const limitWords: readonly [string, string][] = [
  ["at least", "mindestens"],
  ["at most", "höchstens"],
  ["above", "über"],
  ["below", "unter"],
  ["wholly", "ganz"],
  [" or ", " oder "],
  [" and ", " und "],
  ["twice", "dem Doppelten von"],
  ["times", "mal"],
];

/** Numbers in English are those of German with other separators. */
const germanLimits = (text: string): string =>
  limitWords
    .reduce((words, [english, german]) => words.replaceAll(english, german), text)
    .replace(/\$?\d[\d.,]*/g, (number) => {
      const swapped = number.replace("$", "").replace(/[.,]/g, (mark) => (mark === "." ? "," : "."));
      return number.startsWith("$") ? `${swapped} $` : swapped;
    });
