import { z } from "zod";
import { gather, type Parts } from "../checkpoint/parts.ts";
import type { Db } from "./db.ts";

const Part = z.object({ name: z.string(), text: z.string() });

/** Fetches what entries of a thread need. */
export type Load = (
  thread: number,
  entries: string[],
  depth: "texts" | "lists",
) => { parts: Parts; names: Set<string> };

export const createLoad = (db: Db): Load => {
  const fetch = db.prepare(
    "SELECT name, text FROM parts WHERE thread = ? AND name IN (SELECT value FROM json_each(?))",
    Part,
  );
  return (thread, entries, depth) => {
    const walk = gather(entries, depth);
    let step = walk.next();
    while (!step.done) {
      const found = fetch.all(thread, JSON.stringify(step.value));
      step = walk.next(new Map(found.map(({ name, text }) => [name, text])));
    }
    return step.value;
  };
};
