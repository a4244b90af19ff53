import { z } from "zod";
import { entryIn, Values } from "../checkpoint/checkpoint-store.ts";
import type { Db } from "./db.ts";

const Count = z.object({ count: z.number() });

/**
 * Removes old checkpoints of a namespace once there are twice as many as are kept, with the parts that nothing needs
 * any more. What a kept checkpoint needs stays. Age is the order of storing: ids follow a clock that may be set back.
 */
export const createPrune = (db: Db, keep: number): ((thread: number, ns: string) => void) => {
  const count = db.prepare("SELECT count(*) AS count FROM checkpoints WHERE thread = ? AND ns = ?", Count);
  const removeOld = db.prepare(
    `WITH RECURSIVE kept (id) AS (
       SELECT id FROM (SELECT id FROM checkpoints WHERE thread = ?1 AND ns = ?2 ORDER BY rowid DESC LIMIT ?3)
       UNION
       SELECT child.parent FROM kept JOIN checkpoints AS child ON child.thread = ?1 AND child.ns = ?2 AND child.id = kept.id
       WHERE child.needs_parent AND child.parent IS NOT NULL
     )
     DELETE FROM checkpoints WHERE thread = ?1 AND ns = ?2 AND id NOT IN (SELECT id FROM kept) RETURNING id`,
    z.object({ id: z.string() }),
  );
  const removeWrites = db.prepare(
    "DELETE FROM writes WHERE thread = ? AND ns = ? AND checkpoint IN (SELECT value FROM json_each(?))",
  );
  const channels = db.prepare("SELECT channels FROM checkpoints WHERE thread = ?", z.object({ channels: z.string() }));
  const writes = db.prepare("SELECT value FROM writes WHERE thread = ?", z.object({ value: z.string() }));
  // Below a list, the parts that the list names are needed.
  const removeParts = db.prepare(
    `WITH RECURSIVE needed (entry) AS (
       SELECT value FROM json_each(?2)
       UNION
       SELECT item.value FROM needed JOIN parts ON thread = ?1 AND name = substr(entry, 2), json_each(text) AS item
       WHERE entry GLOB '[*]*'
     )
     DELETE FROM parts WHERE thread = ?1 AND name NOT IN (SELECT substr(entry, 2) FROM needed)`,
  );

  const sweep = (thread: number): void => {
    const values = channels.all(thread).flatMap((row) => Object.values(Values.parse(JSON.parse(row.channels))));
    const needed = [...values.map(([, value]) => value), ...writes.all(thread).map(({ value }) => value)];
    removeParts.run(thread, JSON.stringify(needed.map(entryIn)));
  };

  return (thread, ns) => {
    if ((count.get(thread, ns)?.count ?? 0) <= 2 * keep) return;
    const removed = removeOld.all(thread, ns, keep).map(({ id }) => id);
    if (removed.length === 0) return;
    removeWrites.run(thread, ns, JSON.stringify(removed));
    sweep(thread);
  };
};
