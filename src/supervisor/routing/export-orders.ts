import type { Word } from "./question-words.ts";

/**
 * "Export the sales table", "can you download our customers": an order to show what is named, and no question about who
 * exported it. The words without the order, and without what the data is kept in.
 */
export const withoutExportOrder = (words: readonly Word[]): Word[] => {
  const verb = words.findIndex(({ text }) => !polite.has(text));
  const [order, article] = words.slice(Math.max(verb, 0));
  if (!order || !article || !orders.has(order.text) || !articles.has(article.text)) return [...words];
  return words.filter(({ text }, at) => at !== verb && !(at > verb + 1 && containers.has(text)));
};

const polite = new Set("please can could would you u me kindly bitte kannst konnten du sie mir".split(" "));
const orders = new Set("export download dump exportiere exportieren".split(" "));
const articles = new Set("the all our my a me every die das den alle unsere".split(" "));
const containers = new Set("table tables list data dataset file csv excel tabelle daten liste datei".split(" "));
