import type { Flag, Subject } from "../subject.ts";
import type { Word } from "./words.ts";

/* Times of day: "before 6 am", "after 22:00", "between 2 and 4 o'clock". */

/** The hours that a question names from this word on, as a condition of rows that have a moment. */
export const hoursAt = (
  words: readonly Word[],
  at: number,
  { time }: Subject,
): { flag: Flag; length: number } | undefined => {
  if (time === undefined) return undefined;
  const texts = words.map(({ text }) => text);
  const found = /^(?:between|from)$/.test(texts[at] ?? "") ? rangeAt(texts, at) : edgeAt(texts, at);
  if (!found) return undefined;
  const hour = `CAST(substr(${time}, 12, 2) AS INTEGER)`;
  const where = [
    ...(found.from === undefined ? [] : [`${hour} >= ${found.from}`]),
    ...(found.to === undefined ? [] : [`${hour} < ${found.to}`]),
  ].join(" AND ");
  return { flag: { name: found.name, words: "", where }, length: found.length };
};

interface Hours {
  from?: number;
  to?: number;
  name: string;
  length: number;
}

const edgeAt = (texts: readonly string[], at: number): Hours | undefined => {
  const hour = hourAt(texts, at + 1);
  if (hour?.marked !== true) return undefined;
  const length = hour.length + 1;
  const named = `${String(hour.hour).padStart(2, "0")}:00`;
  if (/^(?:before|until|till)$/.test(texts[at] ?? "")) return { to: hour.hour, name: `before ${named}`, length };
  if (/^(?:after|since|from|past)$/.test(texts[at] ?? "")) return { from: hour.hour, name: `from ${named} on`, length };
  return undefined;
};

const rangeAt = (texts: readonly string[], at: number): Hours | undefined => {
  const first = hourAt(texts, at + 1);
  const middle = at + 1 + (first?.length ?? 0);
  if (!first || !/^(?:and|to|until|till)$/.test(texts[middle] ?? "")) return edgeAt(texts, at);
  const second = hourAt(texts, middle + 1);
  if (second?.marked !== true) return undefined;
  // "Between 2 and 4 pm": both are in the afternoon.
  const isShared = !first.marked && texts[at + 1] !== "midnight" && second.hour > 12 && first.hour <= second.hour - 12;
  const from = isShared ? first.hour + 12 : first.hour;
  const name = `between ${String(from).padStart(2, "0")}:00 and ${String(second.hour).padStart(2, "0")}:00`;
  return { from, to: second.hour, name, length: middle + 1 + second.length - at };
};

/** An hour of 24; `marked`: it says that it is one. */
const hourAt = (
  texts: readonly string[],
  at: number,
): { hour: number; marked: boolean; length: number } | undefined => {
  if (texts[at] === "midnight") return { hour: 0, marked: false, length: 1 };
  if (texts[at] === "noon") return { hour: 12, marked: true, length: 1 };
  const number = Number(texts[at]);
  if (!/^\d{1,2}$/.test(texts[at] ?? "") || number > 24) return undefined;
  const minutes = texts[at + 1] === "00" ? 1 : 0;
  const mark = texts[at + 1 + minutes] ?? "";
  const isClock = mark === "o" && texts[at + 2 + minutes] === "clock";
  const isHalf = mark === "am" || mark === "pm";
  const length = 1 + minutes + (isClock ? 2 : isHalf || mark === "oclock" ? 1 : 0);
  return { hour: isHalf ? (number % 12) + (mark === "pm" ? 12 : 0) : number, marked: length > 1, length };
};
