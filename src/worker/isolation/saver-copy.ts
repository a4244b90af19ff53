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
import { z } from "zod";
import type { Json } from "../../ports/json.ts";

/* LangGraph's saver over a wire: what it is given and gives travels as its own serializer writes it. */

/** Asks the other side; what it is given and gives is frozen. */
export type AskSaver = (method: SaverMethod, frozen: string) => Promise<Json | undefined>;
export const SaverMethod = z.enum(["getTuple", "list", "put", "putWrites", "deleteThread"]);
export type SaverMethod = z.infer<typeof SaverMethod>;

/** A saver whose checkpoints are elsewhere. */
export class RemoteSaver extends BaseCheckpointSaver {
  readonly #ask: AskSaver;

  constructor(ask: AskSaver) {
    super();
    this.#ask = ask;
  }

  override async getTuple(config: RunnableConfig): Promise<CheckpointTuple | undefined> {
    return (await this.#call("getTuple", [addressOf(config)])) as CheckpointTuple | undefined;
  }

  override async *list(config: RunnableConfig, options: CheckpointListOptions = {}): AsyncGenerator<CheckpointTuple> {
    const { before, ...rest } = options;
    const asked = [addressOf(config), { ...rest, ...(before && { before: addressOf(before) }) }];
    yield* (await this.#call("list", asked)) as CheckpointTuple[];
  }

  override async put(
    config: RunnableConfig,
    checkpoint: Checkpoint,
    metadata: CheckpointMetadata,
    newVersions: ChannelVersions,
  ): Promise<RunnableConfig> {
    return (await this.#call("put", [addressOf(config), checkpoint, metadata, newVersions])) as RunnableConfig;
  }

  override async putWrites(config: RunnableConfig, writes: PendingWrite[], task: string, path = ""): Promise<void> {
    await this.#call("putWrites", [addressOf(config), writes, task, path]);
  }

  override async deleteThread(threadId: string): Promise<void> {
    await this.#call("deleteThread", [threadId]);
  }

  async #call(method: SaverMethod, args: unknown[]): Promise<unknown> {
    const reply = await this.#ask(method, await freeze(this, args));
    return reply === undefined ? undefined : thaw(this, z.string().parse(reply));
  }
}

/** The other side: does with a saver what a RemoteSaver asks. */
export const serveSaver = async (saver: BaseCheckpointSaver, method: SaverMethod, frozen: string): Promise<Json> => {
  const args = (await thaw(saver, frozen)) as never[];
  return freeze(saver, await perform(saver, method, args));
};

const perform = async (saver: BaseCheckpointSaver, method: SaverMethod, args: never[]): Promise<unknown> => {
  const [first, second, third, fourth] = args as [never, never, never, never];
  switch (method) {
    case "getTuple":
      return saver.getTuple(first);
    case "list":
      return Array.fromAsync(saver.list(first, second));
    case "put":
      return saver.put(first, second, third, fourth);
    case "putWrites":
      return (saver.putWrites as (...given: never[]) => Promise<void>).call(saver, first, second, third, fourth);
    case "deleteThread":
      return saver.deleteThread(first);
  }
};

/** Of a config only the address matters here; the rest is for the graph that runs, and no data. */
const addressOf = ({ configurable = {} }: RunnableConfig): RunnableConfig => {
  const named = ["thread_id", "checkpoint_ns", "checkpoint_id", "checkpoint_map"].filter((key) => key in configurable);
  return { configurable: Object.fromEntries(named.map((key) => [key, configurable[key]])) };
};

const freeze = async ({ serde }: BaseCheckpointSaver, value: unknown): Promise<string> => {
  const [type, bytes] = await serde.dumpsTyped({ value });
  return `${type} ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")}`;
};

const thaw = async ({ serde }: BaseCheckpointSaver, frozen: string): Promise<unknown> => {
  const space = frozen.indexOf(" ");
  const bytes = Buffer.from(frozen.slice(space + 1), "base64");
  const loaded: unknown = await serde.loadsTyped(frozen.slice(0, space), new Uint8Array(bytes));
  return (loaded as { value?: unknown }).value;
};
