import type { ChannelVersions } from "@langchain/langgraph-checkpoint";
import { z } from "zod";
import type { Parts } from "./parts.ts";

/** The namespace of a thread that a checkpoint belongs to; "" is the graph itself, others are its subgraphs. */
export interface At {
  thread: string;
  ns: string;
}

/** Channel -> its version and its value: the serializer's type, then an entry (see parts.ts). */
export const Values = z.record(z.string(), z.tuple([z.union([z.number(), z.string()]), z.string()]));
export type Values = z.infer<typeof Values>;

export interface StoredCheckpoint {
  id: string;
  parent: string | undefined;
  /** The checkpoint without its values, and the metadata: opaque texts. */
  body: string;
  metadata: string;
  values: Values;
}

export interface NewCheckpoint extends StoredCheckpoint {
  /** `values` holds the changed channels; the others are the parent's of the same version (see `inherit`). */
  versions: ChannelVersions;
  /** Reading it needs the parent's writes too: whoever keeps this checkpoint keeps its parent. */
  needsParent: boolean;
}

export interface StoredWrite {
  task: string;
  /** Below zero: one of LangGraph's own, the last one counts. Otherwise the first one counts. */
  index: number;
  channel: string;
  value: string;
  /** Position of the task in the graph, for the order of writes; not given by every version of LangGraph. */
  path: string;
}

export interface Found extends At {
  checkpoint: StoredCheckpoint;
  /** By task, then index. */
  writes: StoredWrite[];
}

/** Whether the store held a part of the thread lately. Most likely it still does. */
export type IsSeen = (name: string) => boolean;

/** What a store has to do to keep checkpoints. */
export interface CheckpointStore {
  /** Adds or replaces a checkpoint, with its parts, all or nothing. */
  put(at: At, checkpoint: NewCheckpoint, parts: Parts, isSeen: IsSeen): Promise<void>;
  /** Adds writes with their parts, all or nothing; also for a checkpoint that is not there yet. */
  putWrites(at: At, id: string, writes: StoredWrite[], parts: Parts, isSeen: IsSeen): Promise<void>;
  /** A checkpoint; without an id the newest one. */
  find(at: At, id?: string): Promise<Found | undefined>;
  /** Those of the named parts of a thread that are there. */
  parts(thread: string, names: string[]): Promise<Parts>;
  /** Ids of checkpoints, newest first within a thread. */
  ids(of: { thread?: string; ns?: string; before?: string }): Promise<(At & { id: string })[]>;
  /** Forgets a thread at once and for ever. */
  remove(thread: string): Promise<void>;
}

/** The values of a new checkpoint: the changed ones, and those that its parent holds in the same version. */
export const inherit = (checkpoint: NewCheckpoint, parent: Values | undefined): Values => {
  const { versions, values } = checkpoint;
  const inherited = Object.entries(parent ?? {}).filter(([channel, [version]]) => ownOf(versions, channel) === version);
  return Object.fromEntries([...inherited, ...Object.entries(values)]);
};

/** A stored value without the serializer's type. */
export const entryIn = (value: string): string => value.slice(sigilAt(value));

/** Where the serializer's type ends. */
export const sigilAt = (value: string): number => value.search(/[=#*]/);

/** Channels may have any name: `constructor` is no member of an object that does not hold it itself. */
export const ownOf = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;
