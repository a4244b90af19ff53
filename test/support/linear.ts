/** Something that reads a text from outside. */
export type Reader = (text: string) => unknown;

/** A text of any length, always of the same making. */
export type Sample = (length: number) => string;

/** What a text cost, and what half of it did. */
export interface Growth {
  length: number;
  ms: number;
  halfMs: number;
}

/** Cheaper than this is cheap enough: below it the clock and the collector say more than the function. */
const floorMs = 25;

/**
 * The length at which a reader takes more than linear time: twice the text costs more than three times as much.
 * Undefined for a reader that is linear. Time of this thread alone counts, so other processes do not disturb.
 */
export const excess = (read: Reader, sample: Sample, longest = 100_000): Growth | undefined => {
  for (let length = longest / 16; length <= longest; length *= 2) {
    const text = flat(sample(length));
    if (costOf(read, text) < floorMs) continue;
    const half = flat(sample(length / 2));
    const growth = { length, ms: least(read, text), halfMs: least(read, half) };
    if (growth.ms >= floorMs && growth.ms > 3 * growth.halfMs) return growth;
  }
  return undefined;
};

/** The least of a few measurements. */
const least = (read: Reader, text: string): number => Math.min(...Array.from({ length: 4 }, () => costOf(read, text)));

/** Time of this thread, ms. */
export const costOf = (read: Reader, text: string): number => {
  const before = process.threadCpuUsage();
  read(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
};

/** A repeated text is a tree of its parts until somebody reads it; that is not the reader's time. */
const flat = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");
