import type { RunnableConfig } from "@langchain/core/runnables";
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointPendingWrite,
  type CheckpointTuple,
  getCheckpointId,
  maxChannelVersion,
  type PendingWrite,
  type SerializerProtocol,
  TASKS,
  WRITES_IDX_MAP,
} from "@langchain/langgraph-checkpoint";
import { z } from "zod";
import { cut, join, type Parts } from "./parts.ts";
import { createSerializer } from "./serializer.ts";

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
  leans: boolean;
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
  /** All parts that the values and writes need. */
  parts: Parts;
}

/** What a store has to do to keep checkpoints. */
export interface Shelf {
  /** Adds or replaces a checkpoint, with its parts, all or nothing. */
  put(at: At, checkpoint: NewCheckpoint, parts: Parts): Promise<void>;
  /** Adds writes with their parts, all or nothing; also for a checkpoint that is not there yet. */
  putWrites(at: At, id: string, writes: StoredWrite[], parts: Parts): Promise<void>;
  /** A checkpoint; without an id the newest one. */
  find(at: At, id?: string): Promise<Found | undefined>;
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

/** The entries of values, for `gather`. */
export const entriesIn = (values: string[]): string[] => values.map((value) => value.slice(value.search(sigil)));

const sigil = /[=#*]/;

/**
 * LangGraph's checkpointer over a shelf. A value belongs to its checkpoint, not to its version number: forks of one
 * checkpoint count their versions alike and may differ in what they hold.
 */
export class ShelfSaver extends BaseCheckpointSaver {
  readonly #shelf: Shelf;

  constructor(shelf: Shelf) {
    super();
    this.serde = createSerializer(this.serde);
    this.#shelf = shelf;
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    if (config.configurable?.["thread_id"] === undefined) return undefined;
    const found = await this.#shelf.find(addressOf(config), getCheckpointId(config) || undefined);
    return found && this.#tuple(found);
  }

  override async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const { thread_id, checkpoint_ns, checkpoint_id } = ListConfig.parse(config.configurable ?? {});
    const before = options.before && getCheckpointId(options.before);
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    const ids = await this.#shelf.ids({
      ...(thread_id !== undefined && { thread: thread_id }),
      ...(checkpoint_ns !== undefined && { ns: checkpoint_ns }),
      ...(before && { before }),
    });
    for (const { id, ...at } of ids) {
      if (left <= 0) return;
      if (checkpoint_id && id !== checkpoint_id) continue;
      const found = await this.#shelf.find(at, id);
      if (!found || !matches(await unpack(this.serde, found.checkpoint.metadata), options.filter)) continue;
      left -= 1;
      yield await this.#tuple(found);
    }
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const at = addressOf(config);
    const parts: Parts = new Map();
    const { channel_values, ...body } = checkpoint;
    // A copy of a checkpoint names no new versions, though its parent is not the checkpoint it was copied from.
    const isStored = (channel: string): boolean => metadata.source === "fork" || Object.hasOwn(newVersions, channel);
    const changed = Object.entries(channel_values).filter(([channel]) => isStored(channel));
    const freeze = async ([channel, value]: [string, unknown]): Promise<[string, Values[string]]> => [
      channel,
      [ownOf(checkpoint.channel_versions, channel) ?? 0, await pack(this.serde, value, (text) => cut(text, parts))],
    ];
    await this.#shelf.put(
      at,
      {
        id: checkpoint.id,
        parent: getCheckpointId(config) || undefined,
        body: await pack(this.serde, body),
        metadata: await pack(this.serde, metadata),
        values: Object.fromEntries(await Promise.all(changed.map(freeze))),
        versions: checkpoint.channel_versions,
        leans: leansOnParent(checkpoint, metadata),
      },
      parts,
    );
    return configOf(at, checkpoint.id);
  }

  /** `path` is given by newer versions of LangGraph. */
  override async putWrites(config: RunnableConfig, writes: PendingWrite[], task: string, path = ""): Promise<void> {
    const at = addressOf(config);
    const id = z.string().min(1).parse(getCheckpointId(config));
    const parts: Parts = new Map();
    const freeze = async ([channel, value]: PendingWrite, order: number): Promise<StoredWrite> => ({
      task,
      index: ownOf(WRITES_IDX_MAP, channel) ?? order,
      channel,
      value: await pack(this.serde, value, (text) => cut(text, parts)),
      path,
    });
    await this.#shelf.putWrites(at, id, await Promise.all(writes.map(freeze)), parts);
  }

  override async deleteThread(threadId: string): Promise<void> {
    await this.#shelf.remove(threadId);
  }

  async #tuple({ checkpoint: stored, writes, parts, ...at }: Found): Promise<CheckpointTuple> {
    const thaw = (value: string): Promise<unknown> => unpack(this.serde, value, parts);
    const values = Object.entries(stored.values).map(async ([channel, [, value]]) => [channel, await thaw(value)]);
    const pendingWrites = writes.map(
      async ({ task, channel, value }): Promise<CheckpointPendingWrite> => [task, channel, await thaw(value)],
    );
    const checkpoint: Checkpoint = {
      ...((await unpack(this.serde, stored.body)) as Omit<Checkpoint, "channel_values">),
      channel_values: Object.fromEntries(await Promise.all(values)),
    };
    if (checkpoint.v < 4 && stored.parent) await this.#migrateSends(checkpoint, at, stored.parent);
    return {
      config: configOf(at, stored.id),
      checkpoint,
      metadata: (await unpack(this.serde, stored.metadata)) as CheckpointMetadata,
      pendingWrites: await Promise.all(pendingWrites),
      ...(stored.parent && { parentConfig: configOf(at, stored.parent) }),
    };
  }

  /** Before version 4 of the checkpoint format, sends were writes of the parent and no channel of their own. */
  async #migrateSends(checkpoint: Checkpoint, at: At, parent: string): Promise<void> {
    const found = await this.#shelf.find(at, parent);
    const sends = found?.writes.filter(({ channel }) => channel === TASKS) ?? [];
    const versions = Object.values(checkpoint.channel_versions);
    checkpoint.channel_values[TASKS] = await Promise.all(
      sends.map(({ value }) => unpack(this.serde, value, found?.parts)),
    );
    checkpoint.channel_versions[TASKS] =
      versions.length > 0 ? maxChannelVersion(...versions) : this.getNextVersion(undefined);
  }
}

const addressOf = (config: RunnableConfig): At => {
  const { thread_id, checkpoint_ns } = ThreadConfig.parse(config.configurable ?? {});
  return { thread: thread_id, ns: checkpoint_ns ?? "" };
};

const ListConfig = z.object({
  thread_id: z.string().optional(),
  checkpoint_ns: z.string().optional(),
  checkpoint_id: z.string().optional(),
});
const ThreadConfig = ListConfig.required({ thread_id: true });

const configOf = ({ thread, ns }: At, id: string): RunnableConfig => ({
  configurable: { thread_id: thread, checkpoint_ns: ns, checkpoint_id: id },
});

/** Delta channels hold no value between snapshots: theirs is the ancestors' value and writes. */
const leansOnParent = (checkpoint: Checkpoint, metadata: CheckpointMetadata): boolean =>
  checkpoint.v < 4 ||
  Object.keys(metadata.counters_since_delta_snapshot ?? {}).some(
    (channel) => !Object.hasOwn(checkpoint.channel_values, channel),
  );

/** Channels may have any name: `constructor` is no member of an object that does not hold it itself. */
const ownOf = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

const matches = (metadata: unknown, filter: Record<string, unknown> = {}): boolean => {
  const known = new Map(Object.entries(metadata ?? {}));
  return Object.entries(filter).every(([key, value]) => known.get(key) === value);
};

const pack = async (
  serde: SerializerProtocol,
  value: unknown,
  write: (text: string) => string = (text) => `=${text}`,
): Promise<string> => {
  const [type, bytes] = await serde.dumpsTyped(value);
  return type + write(Buffer.from(bytes).toString(encodingOf(type)));
};

const unpack = async (serde: SerializerProtocol, packed: string, parts: Parts = new Map()): Promise<unknown> => {
  const at = packed.search(sigil);
  const type = packed.slice(0, at);
  const text = join(packed.slice(at), parts);
  return serde.loadsTyped(type, type === "json" ? text : new Uint8Array(Buffer.from(text, "base64")));
};

const encodingOf = (type: string): "utf8" | "base64" => (type === "json" ? "utf8" : "base64");
