import { script } from "../script.ts";

/**
 * The keys of a thread: the index of its checkpoints (members sort by namespace, then id), the checkpoints, the
 * checkpoint that each of them needs, the writes of each, the parts by name, and how many checkpoints, writes and lists
 * hold each part.
 */
export const kinds = ["index", "checkpoints", "parents", "writes", "parts", "held"] as const;

export const putScript = script("checkpoint-entries", "checkpoint-parts", "checkpoint-put");
export const putWritesScript = script("checkpoint-entries", "checkpoint-parts", "checkpoint-put-writes");
export const findScript = script("checkpoint-entries", "checkpoint-find");
