import type { Json } from "../json.ts";

/** Small values with an end of life. `version` changes with every write. */
export interface Records {
  read(key: string): Promise<{ value: Json; version: number } | undefined>;
  /** Inserts if absent. False: there was a value already. */
  add(key: string, value: Json, ttlMs: number): Promise<boolean>;
  write(key: string, value: Json, ttlMs: number): Promise<void>;
  /** Writes only over the given version. False: somebody else was quicker, or it is gone. */
  swap(key: string, version: number, value: Json, ttlMs: number): Promise<boolean>;
  remove(key: string): Promise<void>;
  /**
   * Every record, in no order. What is written or removed meanwhile may be missing or come twice. It reads everything, so
   * it is for the maintenance alone.
   */
  scan(): AsyncIterable<{ key: string; value: Json }>;
}
