import { afterEach, beforeEach } from "vitest";
import type { Task } from "../../src/ports/stores/queue.ts";
import type { Stores } from "../../src/ports/stores/stores.ts";
import { untilPasses } from "../support/eventually.ts";

/** A kind of store backend, as the contract suites drive it. */
export interface BackendKind {
  name: string;
  /** Whether several processes may serve one backend at the same time. */
  replicas: boolean;
  /** A new, empty backend. */
  start(): Promise<Backend>;
}

export interface Backend {
  /** Opens the stores as one process of the bot would. With replicas it may be open several times at once. */
  open(options?: { conversationTtlMs?: number; keepCheckpoints?: number }): Promise<Stores>;
  /**
   * Another process opens the stores, puts the tasks, works on them without ever ending a step, and dies by SIGKILL
   * once `when` holds; by default when the first task of every ordering key is running. Nothing is open meanwhile.
   * Returns what that process said: `stored <id>` after each put, `running <id>` at the start of each step.
   */
  crash(tasks: Task[], when?: (said: string[]) => boolean): Promise<string[]>;
  /** Bytes that conversations take up, keys included; 0 when there are none. */
  size(): Promise<number>;
  /** Requests to the database (statements, commands) so far. */
  requests(): Promise<number>;
  /** Closes what is open and removes the data. */
  drop(): Promise<void>;
}

/** A fresh backend for every test of the surrounding describe. */
export const backendPerTest = (kind: BackendKind): (() => Backend) => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await kind.start();
  });
  afterEach(() => backend.drop());
  return () => backend;
};

/** Repeats a check until it no longer throws. */
export const eventually = async (check: () => unknown, timeout = 10_000): Promise<void> => {
  await untilPasses(check, timeout, 5);
};

/** Strings that have broken stores before. */
export const hostile = [
  "a:b",
  "a;messageid=1",
  "__proto__",
  "constructor",
  "' OR 1=1 --",
  '"quoted"',
  "*",
  "[a-z]?\\",
  "{tag}",
  "42",
  "line\nbreak",
  "Größe 😀",
  "x".repeat(500),
];
