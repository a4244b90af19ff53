import { type Checkpoint, emptyCheckpoint, uuid6 } from "@langchain/langgraph-checkpoint";

/** Metadata of a step. */
export const loop = { source: "loop" as const, step: 0, parents: {} };

export const threadConfig = (thread_id: string, checkpoint_ns = "") => ({ configurable: { thread_id, checkpoint_ns } });

/** A checkpoint that holds these values, all in one version. */
export const checkpointOf = (channel_values: Record<string, unknown>, version = 1): Checkpoint => ({
  ...emptyCheckpoint(),
  id: uuid6(0),
  channel_values,
  channel_versions: Object.fromEntries(Object.keys(channel_values).map((channel) => [channel, version])),
});

/** Changes every object that can be reached from a value. */
export const spoil = (value: unknown, seen = new Set<unknown>()): void => {
  if (typeof value !== "object" || value === null || seen.has(value)) return;
  seen.add(value);
  for (const inner of Object.values(value)) spoil(inner, seen);
  if (value instanceof Uint8Array) value.fill(1);
  else if (value instanceof Set || value instanceof Map) value.clear();
  else for (const key of Object.keys(value)) Reflect.set(value, key, "spoiled");
  Reflect.set(value, "spoiled", true);
};
