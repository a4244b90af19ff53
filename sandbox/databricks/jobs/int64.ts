import { randomInt } from "node:crypto";
import { z } from "zod";

declare global {
  interface JSON {
    /** A JSON number with exactly these digits. */
    rawJSON(text: string): object;
  }
}

/** An id in an answer: a JSON number, also past 2^53, as the live API writes it. */
export const int64 = (id: string): number | object =>
  Number.isSafeInteger(Number(id)) ? Number(id) : JSON.rawJSON(id);

/** An id in a request: a number, or the same digits as a string. */
export const Int64 = z.union([z.string().regex(/^\d{1,19}$/), z.int().nonnegative()]).transform(String);

/** A new id of 15 digits, as most live ones have, or an odd one of 19, which a double cannot hold. */
export const newId = (digits: 15 | 19): string => {
  const nine = () => String(randomInt(10 ** 9)).padStart(9, "0");
  if (digits === 15) return `${randomInt(100_000, 1_000_000)}${nine()}`;
  return `4${nine()}${nine().slice(1)}${randomInt(5) * 2 + 1}`;
};
