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
  TASKS,
  WRITES_IDX_MAP,
} from "@langchain/langgraph-checkpoint";
import { z } from "zod";
import { createPartsCache } from "./cache.ts";
import {
  type At,
  type CheckpointStore,
  entryIn,
  type Found,
  ownOf,
  type StoredWrite,
  sigilAt,
  type Values,
} from "./checkpoint-store.ts";
import { cut, gather, jsonOf, type Loaded, type Parts } from "./parts.ts";
import { revive } from "./revive.ts";

/**
 * LangGraph's checkpointer over a checkpoint store. A value belongs to its checkpoint, not to its version number: forks of one
 * checkpoint count their versions alike and may differ in what they hold.
 */
export class CheckpointSaver extends BaseCheckpointSaver {
  readonly #checkpoints: CheckpointStore;
  readonly #cache = createPartsCache(8_000_000);

  constructor(checkpoints: CheckpointStore) {
    super();
    this.#checkpoints = checkpoints;
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    if (config.configurable?.["thread_id"] === undefined) return undefined;
    const opened = await this.#open(addressOf(config), getCheckpointId(config) || undefined);
    return opened && this.#tuple(opened);
  }

  override async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const { thread_id, checkpoint_ns, checkpoint_id } = ListConfig.parse(config.configurable ?? {});
    const before = options.before && getCheckpointId(options.before);
    let left = options.limit ?? Number.POSITIVE_INFINITY;
    const ids = await this.#checkpoints.ids({
      ...(thread_id !== undefined && { thread: thread_id }),
      ...(checkpoint_ns !== undefined && { ns: checkpoint_ns }),
      ...(before && { before }),
    });
    for (const { id, ...at } of ids) {
      if (left <= 0) return;
      if (checkpoint_id && id !== checkpoint_id) continue;
      const opened = await this.#open(at, id, options.filter);
      if (!opened) continue;
      left -= 1;
      yield await this.#tuple(opened);
    }
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    const at = addressOf(config);
    // A run that got no further stores the checkpoint that it began with once more.
    const isSame = getCheckpointId(config) === checkpoint.id && Object.keys(newVersions).length === 0;
    if (isSame) return configOf(at, checkpoint.id);
    const parts: Parts = new Map();
    const { channel_values, ...body } = checkpoint;
    // A copy of a checkpoint names no new versions, though its parent is not the checkpoint it was copied from.
    const isStored = (channel: string): boolean => metadata.source === "fork" || Object.hasOwn(newVersions, channel);
    const changed = Object.entries(channel_values).filter(([channel]) => isStored(channel));
    const freeze = async ([channel, value]: [string, unknown]): Promise<[string, Values[string]]> => [
      channel,
      [ownOf(checkpoint.channel_versions, channel) ?? 0, await this.#freeze(value, (text) => cut(text, parts))],
    ];
    await this.#checkpoints.put(
      at,
      {
        id: checkpoint.id,
        parent: getCheckpointId(config) || undefined,
        body: await this.#freeze(body),
        metadata: await this.#freeze(metadata),
        values: Object.fromEntries(await Promise.all(changed.map(freeze))),
        versions: checkpoint.channel_versions,
        needsParent: needsParent(checkpoint, metadata),
      },
      parts,
      (name) => this.#cache.has(at.thread, name),
    );
    this.#cache.add(at.thread, parts);
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
      value: await this.#freeze(value, (text) => cut(text, parts)),
      path,
    });
    const frozen = await Promise.all(writes.map(freeze));
    await this.#checkpoints.putWrites(at, id, frozen, parts, (name) => this.#cache.has(at.thread, name));
    this.#cache.add(at.thread, parts);
  }

  override async deleteThread(threadId: string): Promise<void> {
    await this.#checkpoints.remove(threadId);
  }

  /** A checkpoint, if its metadata match, with what its parts say. */
  async #open(at: At, id?: string, filter?: Record<string, unknown>, attempt = 1): Promise<Opened | undefined> {
    const found = await this.#checkpoints.find(at, id);
    if (!found || (filter && !matches(await this.#thaw(found.checkpoint.metadata), filter))) return undefined;
    const { checkpoint, writes } = found;
    const values = [...Object.values(checkpoint.values).map(([, value]) => value), ...writes.map(({ value }) => value)];
    const parts = await gather(values.map(entryIn), (names) => this.#load(at.thread, names));
    if (parts) return { ...found, parts };
    // It was dropped while we read it, so look again. Three times would be no coincidence.
    if (attempt === 3) throw new Error(`Parts of checkpoint ${checkpoint.id} are missing`);
    return this.#open(at, id, filter, attempt + 1);
  }

  async #load(thread: string, names: string[]): Promise<Loaded> {
    const cached = this.#cache.pick(thread, names);
    const missing = names.filter((name) => !cached.has(name));
    if (missing.length === 0) return cached;
    const fetched = this.#cache.add(thread, await this.#checkpoints.parts(thread, missing));
    return new Map([...cached, ...fetched]);
  }

  async #tuple({ checkpoint: stored, writes, parts, ...at }: Opened): Promise<CheckpointTuple> {
    const thaw = (value: string): Promise<unknown> => this.#thaw(value, parts);
    const values = Object.entries(stored.values).map(async ([channel, [, value]]) => [channel, await thaw(value)]);
    const pendingWrites = writes.map(
      async ({ task, channel, value }): Promise<CheckpointPendingWrite> => [task, channel, await thaw(value)],
    );
    const checkpoint: Checkpoint = {
      ...((await this.#thaw(stored.body)) as Omit<Checkpoint, "channel_values">),
      channel_values: Object.fromEntries(await Promise.all(values)),
    };
    if (checkpoint.v < 4 && stored.parent) await this.#migrateSends(checkpoint, at, stored.parent);
    return {
      config: configOf(at, stored.id),
      checkpoint,
      metadata: (await this.#thaw(stored.metadata)) as CheckpointMetadata,
      pendingWrites: await Promise.all(pendingWrites),
      ...(stored.parent && { parentConfig: configOf(at, stored.parent) }),
    };
  }

  /** Before version 4 of the checkpoint format, sends were writes of the parent and no channel of their own. */
  async #migrateSends(checkpoint: Checkpoint, at: At, parent: string): Promise<void> {
    const opened = await this.#open(at, parent);
    const sends = opened?.writes.filter(({ channel }) => channel === TASKS) ?? [];
    const versions = Object.values(checkpoint.channel_versions);
    checkpoint.channel_values[TASKS] = await Promise.all(sends.map(({ value }) => this.#thaw(value, opened?.parts)));
    checkpoint.channel_versions[TASKS] =
      versions.length > 0 ? maxChannelVersion(...versions) : this.getNextVersion(undefined);
  }

  /** The serializer's type, and an entry (see parts.ts); bytes that are no JSON are written in base64 as a string. */
  async #freeze(value: unknown, write: (text: string) => string = (text) => `=${text}`): Promise<string> {
    const [type, bytes] = await this.serde.dumpsTyped(value);
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return type + write(type === "json" ? buffer.toString() : JSON.stringify(buffer.toString("base64")));
  }

  async #thaw(value: string, parts: Loaded = new Map()): Promise<unknown> {
    const json = jsonOf(entryIn(value), parts);
    const type = value.slice(0, sigilAt(value));
    if (type === "json") return revive(json, (record) => this.serde.loadsTyped(type, JSON.stringify(record)));
    return this.serde.loadsTyped(type, new Uint8Array(Buffer.from(z.string().parse(json), "base64")));
  }
}

type Opened = Found & { parts: Loaded };

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
const needsParent = (checkpoint: Checkpoint, metadata: CheckpointMetadata): boolean =>
  checkpoint.v < 4 ||
  Object.keys(metadata.counters_since_delta_snapshot ?? {}).some(
    (channel) => !Object.hasOwn(checkpoint.channel_values, channel),
  );

const matches = (metadata: unknown, filter: Record<string, unknown>): boolean => {
  const known = new Map(Object.entries(metadata ?? {}));
  return Object.entries(filter).every(([key, value]) => known.get(key) === value);
};
