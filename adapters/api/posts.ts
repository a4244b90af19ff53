import { EventEmitter, once } from "node:events";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { PostRef } from "../../src/ports/place.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import { retention } from "../../src/retention.ts";
import { render, Shown } from "./wire/render.ts";

export interface Posts extends Pick<ChannelAdapter, "post" | "edit" | "attach"> {
  /** What a message shows, each time it changes, until it is final. Ends early when no message appears. */
  follow(key: string, signal: AbortSignal): AsyncGenerator<Shown>;
  /** What a message shows now. */
  read(key: string): Promise<Shown | undefined>;
}

/** How long to wait for the first sign. It takes milliseconds, unless the bot is overloaded. */
const firstSignMs = 60_000;

/**
 * Messages are kept in the records, and the replica with the client's connection reads them there. So any replica can
 * answer any question, and an answer outlives the connection that it was meant for.
 */
export const createPosts = (records: Records, pollMs: number, now: () => number): Posts => {
  const changes = new EventEmitter().setMaxListeners(0);

  const write = async (key: string, shown: Shown): Promise<void> => {
    await records.write(recordOf(key), shown, retention.apiAnswers);
    changes.emit(key);
  };

  const load = async (key: string): Promise<{ shown: Shown; version: number } | undefined> => {
    const record = await records.read(recordOf(key));
    return record && { shown: Shown.parse(record.value), version: record.version };
  };

  const post: ChannelAdapter["post"] = async (place, reply, { key, mayExist }) => {
    if (!mayExist || !(await load(key))) await write(key, render(reply));
    return { ref: { platform: "api", thread: place.thread, id: key }, place };
  };

  async function* follow(key: string, signal: AbortSignal): AsyncGenerator<Shown> {
    const began = now();
    for (let seen = 0; !signal.aborted && (seen > 0 || now() - began < firstSignMs); ) {
      const change = changeOf(changes, key, pollMs, signal);
      // A store that is away for a moment is asked again.
      const found = await load(key).catch(() => undefined);
      if (found && found.version !== seen) {
        seen = found.version;
        yield found.shown;
        if (found.shown.state !== "working") return;
      }
      await change;
    }
  }

  return {
    post,
    // What a client has been given stays as it is, on whichever connection it is read next.
    edit: async (ref, reply) => {
      const isFinal = reply.kind !== "progress" && ((await load(keyOf(ref)))?.shown.state ?? "working") !== "working";
      if (!isFinal) await write(keyOf(ref), render(reply));
    },
    // No files here: an answer says how many rows it shows, and its sources link to all of them.
    attach: () => Promise.resolve(),
    follow,
    read: async (key) => (await load(key))?.shown,
  };
};

const recordOf = (key: string): string => `shown:${key}`;

const keyOf = ({ id }: PostRef): string => String(id);

/** Resolves when this process has changed the message; also after a while, because another process may have. */
const changeOf = (changes: EventEmitter, key: string, pollMs: number, signal: AbortSignal): Promise<unknown> =>
  once(changes, key, { signal: AbortSignal.any([signal, AbortSignal.timeout(pollMs)]) }).catch(() => undefined);
