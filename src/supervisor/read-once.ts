import type { RunnableConfig } from "@langchain/core/runnables";
import {
  BaseCheckpointSaver,
  type ChannelVersions,
  type Checkpoint,
  type CheckpointListOptions,
  type CheckpointMetadata,
  type CheckpointTuple,
  type PendingWrite,
} from "@langchain/langgraph-checkpoint";

/**
 * A saver that gives what was last read of a thread to the run that follows, so that a step reads its thread once. For
 * callers that see to it that nothing else changes the thread in between.
 */
export class ReadOnceSaver extends BaseCheckpointSaver {
  readonly #saver: BaseCheckpointSaver;
  readonly #read = new Map<string, CheckpointTuple | undefined>();

  constructor(saver: BaseCheckpointSaver) {
    super(saver.serde);
    this.#saver = saver;
  }

  /** The newest checkpoint of a thread, kept for the next run. */
  async read(thread: string): Promise<CheckpointTuple | undefined> {
    const found = await this.#saver.getTuple({ configurable: { thread_id: thread } });
    this.#read.set(thread, found);
    return found;
  }

  /** No run follows, or the thread has changed. */
  forget(thread: string): void {
    this.#read.delete(thread);
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    const { thread_id: thread, checkpoint_id: id, checkpoint_ns: ns } = config.configurable ?? {};
    if (typeof thread !== "string" || id || ns || !this.#read.has(thread)) return this.#saver.getTuple(config);
    const found = this.#read.get(thread);
    this.#read.delete(thread);
    return found;
  }

  override list(config: RunnableConfig, options?: CheckpointListOptions): AsyncGenerator<CheckpointTuple> {
    return this.#saver.list(config, options);
  }

  override put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    versions: ChannelVersions,
  ): Promise<RunnableConfig> {
    return this.#saver.put(config, checkpoint, metadata, versions);
  }

  override putWrites(config: RunnableConfig, writes: PendingWrite[], task: string): Promise<void> {
    return this.#saver.putWrites(config, writes, task);
  }

  override deleteThread(thread: string): Promise<void> {
    this.forget(thread);
    return this.#saver.deleteThread(thread);
  }
}
