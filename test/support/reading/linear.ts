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

/** A text that is twice as long may cost so many times as much. */
const mostGrowth = 3;

/** Growth over four times the length that is worth measuring well. */
const suspicious = 6;

/**
 * The length at which a reader takes more than linear time: twice the text costs more than three times as much.
 * Undefined for a reader that is linear. Time of this thread alone counts, so other processes do not disturb.
 */
export const excess = (read: Reader, sample: Sample, longest = 100_000): Growth | undefined => {
  let before = 0;
  // In steps of four, so that no careless function is met with a long text at once.
  for (let length = longest / 16; length <= longest; length *= 4) {
    const ms = costOf(read, flat(sample(length)));
    const isSuspect = ms >= floorMs && ms > suspicious * before;
    before = ms;
    if (!isSuspect) continue;
    let growth = measured(read, sample, length);
    for (let time = 1; time < confirmations && isExcess(growth); time += 1) growth = measured(read, sample, length);
    if (isExcess(growth)) return growth;
    before = growth.ms;
  }
  return undefined;
};

/** A careless function is found each time; the collector, or a processor that is shared, disturbs one time and not the next. */
const confirmations = 4;

const isExcess = ({ ms, halfMs }: Growth): boolean => ms >= floorMs && ms > mostGrowth * halfMs;

/** The least of a few measurements: what disturbs makes it longer, never shorter. */
const measured = (read: Reader, sample: Sample, length: number): Growth => {
  const [half, whole] = [flat(sample(length / 2)), flat(sample(length))];
  const least = { length, ms: Number.POSITIVE_INFINITY, halfMs: Number.POSITIVE_INFINITY };
  for (let time = 0; time < 4; time += 1) {
    least.halfMs = Math.min(least.halfMs, costOf(read, half));
    least.ms = Math.min(least.ms, costOf(read, whole));
    // It only becomes less.
    if (least.ms < floorMs) break;
  }
  return least;
};

/** Time of this thread, ms. */
export const costOf = (read: Reader, text: string): number => {
  const before = process.threadCpuUsage();
  read(text);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
};

/** A repeated text is a tree of its parts until somebody reads it; that is not the reader's time. */
const flat = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");
