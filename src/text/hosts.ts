import { isDigit, skipBack } from "./scan.ts";

/** Names of hosts and IPv4 addresses in a text, as far as they look like ones. The text is in lower case. */
export const hostsIn = (text: string): string[] =>
  (text.match(/[\p{L}\p{N}.-]+/gu) ?? []).flatMap((word) => hostsOf(word.split(".")));

/** Of words between dots: as many as end in a word that begins with a letter, or four numbers. */
const hostsOf = (labels: readonly string[]): string[] => {
  const found: string[] = [];
  let from = 0;
  for (const [at, label] of labels.entries()) {
    const isOver = label === "" || at === labels.length - 1;
    if (!isOver) continue;
    found.push(...hostsBetween(labels.slice(from, label === "" ? at : at + 1)));
    from = at + 1;
  }
  return found;
};

/** The same for words none of which is empty. */
const hostsBetween = (labels: readonly string[]): string[] => {
  const last = labels.findLastIndex((label, at) => at > 0 && isTop(label));
  const name = last > 0 ? [labels.slice(0, last + 1).join(".")] : [];
  return [...name, ...numbersIn(labels.slice(last > 0 ? last + 1 : 0))];
};

const isTop = (label: string): boolean => /^\p{L}[\p{L}\p{N}-]/u.test(label);

/** Four numbers with dots between them; the first may stand at the end of a word, the last at the beginning of one. */
const numbersIn = (labels: readonly string[]): string[] => {
  const found: string[] = [];
  for (let at = 0; at + 3 < labels.length; at += 1) {
    const [first, last] = [digitsAtEnd(labels[at] ?? ""), digitsAtStart(labels[at + 3] ?? "")];
    const between = labels.slice(at + 1, at + 3);
    if (!first || !last || !between.every((label) => /^\d+$/.test(label))) continue;
    found.push([first, ...between, last].join("."));
    at += 3;
  }
  return found;
};

const digitsAtStart = (label: string): string => /^\d*/.exec(label)?.[0] ?? "";

const digitsAtEnd = (label: string): string => label.slice(skipBack(label, label.length, isDigit));
