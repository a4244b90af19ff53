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
