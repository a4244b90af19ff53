/** Everyday words of a language, and what they mean in English. */
export interface LanguageWords {
  /** Name of the stemmer. */
  stemmer: string;
  /** Words that say nothing about the subject. */
  small: string;
  /** One English word or phrase a line, then a colon and the words for it. Forms of a word need no entry. */
  words: string;
}
