import { definitionIn } from "./preference-reading.ts";

/** What a person wants of our memory of them. */
export type MemoryWords =
  | { verb: "memory" }
  | { verb: "remember"; text: string }
  /** `all`: everything that they asked us to remember. */
  | { verb: "forget"; text: string; all: boolean };

/** Words after a command: `/genie remember …`, `/genie forget …`, `/genie memory`. */
export const memoryCommand = (verb: string, rest: string): MemoryWords | undefined => {
  if (verb === "memory") return { verb };
  if (verb === "remember") return rest ? { verb, text: kept(rest) } : { verb: "memory" };
  return verb === "forget" ? forgetting(rest) : undefined;
};

/** A sentence that can mean nothing else. The words decide, with or without a language model. */
export const memorySentence = (given: string): MemoryWords | undefined => {
  const text = withoutPoliteness(given.trim());
  if (text.length > longest) return undefined;
  if (recalls.test(withoutMark(text))) return { verb: "memory" };
  if (text.includes("?")) return undefined;
  for (const pattern of forgets) {
    const [, rest] = pattern.exec(text) ?? [];
    if (rest !== undefined) return forgetting(rest);
  }
  if (forgetsAll.test(withoutMark(text))) return { verb: "forget", text: "", all: true };
  for (const pattern of remembers) {
    const [, rest] = pattern.exec(text) ?? [];
    if (rest) return { verb: "remember", text: kept(rest) };
  }
  return definitionIn(text) && speaksForUs.test(text) ? { verb: "remember", text } : undefined;
};

/** Longest sentence about our memory, in characters, including what is to be remembered. */
const longest = 1_000;

const forgetting = (rest: string): MemoryWords => {
  const text = withoutThat(withoutMark(rest.trim()));
  return all.test(text) ? { verb: "forget", text: "", all: true } : { verb: "forget", text, all: false };
};

/**
 * What is to be remembered. A German clause keeps its "dass", because its verb comes last: "dass ich nur den Norden brauche".
 * What a word means is read without it.
 */
const kept = (rest: string): string => {
  const text = withoutThat(rest);
  return /^dass\s/i.test(rest.trim()) && !definitionIn(text) ? rest.trim() : text;
};

const withoutThat = (text: string): string => text.trim().replace(/^(?:that|dass|about|,|:)\s+/i, "");

const withoutMark = (text: string): string => text.replace(/[.!?]$/, "").trimEnd();

const withoutPoliteness = (text: string): string =>
  text.replace(/^(?:please|bitte|can you please|could you please|can you|could you|kannst du)[,]?\s+/i, "");

const all =
  /^(?:everything|all|alles)(?: (?:about me|of me|you (?:remember|know|kept)(?: about me)?|über mich|von mir))?$/i;
const forgetsAll = /^(?:forget|delete|vergiss|lösche) (?:my preferences|meine vorlieben)$/i;

const recalls =
  /^(?:(?:what|which preferences) (?:do|have) you (?:remember|remembered|keep in mind|know about me|kept)(?: (?:about|of) me| here| in this channel)?|(?:show|tell|list)(?: me)? (?:what you (?:remember|know about me)|(?:my|your memory of my) preferences)(?: about me)?|was (?:hast|weißt) du (?:dir )?(?:über mich|gemerkt|von mir)(?: gemerkt)?|woran erinnerst du dich)$/i;

const forgets = [
  /^(?:forget|vergiss),? ((?:that|dass) \S+ \S+ \S[\s\S]*)$/i,
  /^(?:forget|vergiss),? ((?:what|was) .{1,100} (?:means|bedeutet|heißt)[.!]?)$/i,
  /^(?:forget|vergiss) ((?:everything|all|alles)(?:[ .!].*)?)$/i,
];

const remembers = [
  /^(?:remember|keep in mind|bear in mind|note|memorize)(?: that|,|:) (\S[\s\S]*)$/i,
  /^(?:remember|keep in mind) ((?:i|i'm|we|we're|my|our|me|only|always|never|by|to) \S[\s\S]*)$/i,
  /^from now on,? (\S[\s\S]*)$/i,
  /^(?:merke? dir|denke? daran|behalte im kopf),? (?:: ?)?(\S[\s\S]*)$/i,
  /^ab (?:jetzt|sofort),? (\S[\s\S]*)$/i,
];

/** A definition is one for us only if it says who speaks so. */
const speaksForUs = /\b(?:we|wir|i) (?:always |usually )?(?:mean|say)\b|\b(?:meinen|verstehen) wir\b/i;
