/*
 * Scripts that are written from right to left reorder their neighbours in a line, numbers and punctuation first.
 * https://www.w3.org/International/articles/inline-bidi-markup/
 */

/** True for a text with characters that are written from right to left. */
export const hasRightToLeft = (text: string): boolean => rightToLeft.test(text);

/** A text with its direction kept to itself: it begins with a first strong isolate. Two characters longer. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

const rightToLeft =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Samaritan}\p{Script=Mandaic}\p{Script=Adlam}]/u;
