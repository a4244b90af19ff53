import { filled, type Placeholder } from "../../text/template.ts";
import { phrases } from "./english/stored-phrases.ts";

type Phrases = typeof phrases;
type PhraseKey = keyof Phrases;

type Values<Key extends PhraseKey> = Readonly<Record<Placeholder<Phrases[Key]>, string | number>>;

/** A sentence for whoever will read it, in English for now; `phraseIn` says it in their language. */
export const phrase = <Key extends PhraseKey>(key: Key, values: Values<Key>): string => filled(phrases[key], values);
