/*
 * The memory that the event loop and its watchdog share: a counter of the loop's turns, and the tasks in progress.
 * Nothing has to be sent, so the names are there even when the loop is blocked.
 */

export interface Limits {
  /** The loop has been blocked this long, by the watchdog's own time… */
  stillMs: number;
  /** …in which the process had at least so much of a processor. */
  busyMs: number;
  /** Without being busy it may stand still this long: a call that waits. */
  longestMs: number;
}

export interface WatchdogData {
  memory: SharedArrayBuffer;
  limits: Limits;
  /** File descriptor of the log. */
  log: number;
  exitCode: number;
}

/** Global function of the main thread: the task whose code is being executed. */
export const taskOnTheLoop = "conciergeTaskOnTheLoop";

const places = 512;
const bytes = 256;
const head = 8;

export const board = () => {
  const memory = new SharedArrayBuffer(head + places * bytes);
  const beats = new Int32Array(memory, 0, 1);
  const free = Array.from({ length: places }, (_, place) => place);
  const encoder = new TextEncoder();
  return {
    memory,
    beat: () => void Atomics.add(beats, 0, 1),
    /** Writes a name down, cut to its place. Undefined: there is no place left. */
    take: (name: string): number | undefined => {
      const place = free.pop();
      if (place === undefined) return undefined;
      const slot = new Uint8Array(memory, head + place * bytes, bytes);
      // A name in a shared buffer has to be copied there; its length comes last.
      const text = encoder.encode(name).subarray(0, bytes - 1);
      slot.set(text, 1);
      slot[0] = text.length;
      return place;
    },
    release: (place: number | undefined): void => {
      if (place === undefined) return;
      new Uint8Array(memory, head + place * bytes, 1)[0] = 0;
      free.push(place);
    },
  };
};

export const beatsOn = (memory: SharedArrayBuffer): number => Atomics.load(new Int32Array(memory, 0, 1), 0);

export const tasksOn = (memory: SharedArrayBuffer): string[] => {
  const decoder = new TextDecoder();
  return Array.from({ length: places }, (_, place) => new Uint8Array(memory, head + place * bytes, bytes)).flatMap(
    (slot) => (slot[0] ? decoder.decode(slot.slice(1, 1 + slot[0])) : []),
  );
};
