import { createHash } from "node:crypto";
import type { Display, Language, Preference } from "../ports/preference.ts";
import { visible } from "../text/markup/sanitize.ts";
import { oneLine } from "../text/shorten.ts";
import { normalizeText } from "../text/word-forms.ts";

/** Characters of one preference. */
export const mostPreference = 300;

/** What a text says about how its author wants to be answered; a longer one is refused before. */
export const readPreference = (given: string, usedAt: number): Preference => {
  const text = withoutEnd(oneLine(visible(given)));
  const definition = definitionIn(text);
  const language = languageIn(text);
  const display = language ? undefined : displayIn(text);
  return {
    id: createHash("sha256").update(normalizeText(text)).digest("hex").slice(0, 8),
    text,
    ...definition,
    ...(language && { language }),
    ...(display && { display }),
    usedAt,
  };
};

const withoutEnd = (text: string): string => (/[.!]$/.test(text) ? text.slice(0, -1).trimEnd() : text);

/** Two preferences of which the later one takes the place of the other. */
export const replaces = (one: Preference, other: Preference): boolean => {
  if (one.id === other.id) return true;
  if (one.term && other.term) return normalizeText(one.term) === normalizeText(other.term);
  return Boolean((one.language && other.language) || (one.display && other.display));
};

/** `by revenue we mean net revenue`, `revenue means net revenue here`, `mit Umsatz meinen wir Nettoumsatz`. */
export const definitionIn = (text: string): { term: string; meaning: string } | undefined => {
  for (const pattern of definitions) {
    const [, term = "", meaning = ""] = pattern.exec(text.slice(0, mostPreference)) ?? [];
    const parts = { term: bare(term), meaning: bare(meaning) };
    if (parts.term && parts.meaning && parts.term.split(" ").length <= mostWords) return parts;
  }
  return undefined;
};

/** Words of a term; more of them are a sentence. */
const mostWords = 5;

const definitions = [
  /^(?:by|with) ([^,]{1,80}?),? (?:we|i) (?:always |usually )?mean (.{1,200})$/i,
  /^when (?:we|i) (?:say|write|speak of|talk about) ([^,]{1,80}?),? (?:we|i) (?:always |usually )?mean (.{1,200})$/i,
  /^([^,]{1,80}?) (?:means|stands for|is short for) (.{1,200})$/i,
  /^(?:mit|unter) ([^,]{1,80}?) (?:meinen|verstehen) wir (?:immer )?(.{1,200})$/i,
  /^wenn wir ([^,]{1,80}?) (?:sagen|schreiben),? meinen wir (?:immer )?(.{1,200})$/i,
  /^([^,]{1,80}?) (?:bedeutet|heißt|steht für) (?:bei uns |hier )?(.{1,200})$/i,
];

const bare = (text: string): string =>
  text
    .replace(/^["“„'‘«]+|["”“'’»]+$/g, "")
    .replace(/ (?:here|in this channel|bei uns|hier)$/i, "")
    .trim();

const languages: Record<string, Language> = { english: "en", englisch: "en", german: "de", deutsch: "de" };

/** `answer me in German`: a language beside a word about writing. */
const languageIn = (text: string): Language | undefined => {
  const words = wordsIn(text);
  const isAboutIt = words.some((word) => aboutLanguage.has(word));
  const named = words.find((word) => Object.hasOwn(languages, word));
  return isAboutIt && named !== undefined ? languages[named] : undefined;
};

const aboutLanguage = setOf(`answer answers reply replies respond write speak talk prefer language in antworte antworten
  antworten schreib schreibe sprich spreche auf sprache`);

/** `charts rather than tables`, `no charts`: the one that is wanted. */
const displayIn = (text: string): Display | undefined => {
  const words = wordsIn(text);
  if (!words.some((word) => aboutDisplay.has(word))) return undefined;
  const at = words.findIndex((word) => displayOf(word) !== undefined);
  const found = displayOf(words[at] ?? "");
  const isUnwanted = words.slice(Math.max(0, at - 3), at).some((word) => unwanted.has(word));
  if (!found || !isUnwanted) return found;
  return found === "chart" ? "table" : "chart";
};

const displayOf = (word: string): Display | undefined => {
  if (charts.has(word)) return "chart";
  return tables.has(word) ? "table" : undefined;
};

function setOf(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}

const charts = setOf("chart charts graph graphs diagram diagrams diagramm diagramme grafik grafiken");
const tables = setOf("table tables tabelle tabellen");
const unwanted = setOf("no not never without kein keine keinen ohne nie");
const aboutDisplay = setOf(`prefer like show want use always only rather instead no not never without please give me
  lieber zeig zeige immer nur statt kein keine keinen ohne nie bitte bevorzuge möchte`);

const wordsIn = (text: string): string[] => (text.toLowerCase().match(/\p{L}+/gu) ?? []).slice(0, 60);
