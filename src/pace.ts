import { asProblem } from "./errors.ts";
import type { Log } from "./log.ts";
import type { Channel, Platform, PostRef } from "./ports.ts";
import type { Progress } from "./reply/reply.ts";

/** Shows progress no faster than the platform allows: per message one edit every `editEveryMs`, per workspace a minute's budget. */
export interface Pacer {
  /** Latest wins: a newer progress replaces one that still waits. Never rejects. */
  show(ref: PostRef, progress: Progress): void;
  /** Drops pending progress of a message, waits for an edit under way, and counts the final edit that follows. */
  settle(ref: PostRef): Promise<void>;
  close(): Promise<void>;
}

interface Slot {
  latest: Progress | undefined;
  notBefore: number;
  timer: NodeJS.Timeout | undefined;
  running: Promise<void> | undefined;
}

export const createPacer = (deps: { channels: ReadonlyMap<Platform, Channel>; log: Log; now: () => number }): Pacer => {
  const { channels, log, now } = deps;
  const slots = new Map<string, Slot>();
  const budget = createBudget(now);

  const show: Pacer["show"] = (ref, progress) => {
    const slot = slots.get(slotKey(ref)) ?? { latest: undefined, notBefore: 0, timer: undefined, running: undefined };
    slots.set(slotKey(ref), slot);
    slot.latest = progress;
    schedule(ref, slot);
  };

  const schedule = (ref: PostRef, slot: Slot): void => {
    const channel = channels.get(ref.platform);
    if (!channel || !slot.latest || slot.timer || slot.running) return;
    const wait = Math.max(slot.notBefore - now(), budget.wait(workspace(ref), channel.pace.editsPerMinute), 0);
    slot.timer = setTimeout(() => {
      slot.timer = undefined;
      slot.running = edit(channel, ref, slot).finally(() => {
        slot.running = undefined;
        schedule(ref, slot);
      });
    }, wait);
  };

  const edit = async (channel: Channel, ref: PostRef, slot: Slot): Promise<void> => {
    const progress = slot.latest;
    slot.latest = undefined;
    if (!progress) return;
    slot.notBefore = now() + channel.pace.editEveryMs;
    budget.take(workspace(ref));
    try {
      await channel.edit(ref, progress);
    } catch (thrown) {
      const problem = asProblem(thrown);
      slot.notBefore = now() + (problem.afterMs ?? channel.pace.editEveryMs);
      log.warn({ code: problem.code, thread: ref.thread }, "a progress edit was not shown");
    }
  };

  const stop = (slot: Slot): Promise<void> => {
    slot.latest = undefined;
    clearTimeout(slot.timer);
    return slot.running ?? Promise.resolve();
  };

  const settle: Pacer["settle"] = async (ref) => {
    const slot = slots.get(slotKey(ref));
    slots.delete(slotKey(ref));
    budget.take(workspace(ref));
    if (slot) await stop(slot);
  };

  const close = async (): Promise<void> => {
    await Promise.all([...slots.values()].map(stop));
    slots.clear();
  };

  return { show, settle, close };
};

const slotKey = (ref: PostRef): string => `${ref.thread} ${JSON.stringify(ref.id)}`;

const workspace = (ref: PostRef): string => ref.thread.split(":", 2).join(":");

/** Edits of the last minute per workspace. Finals count but never wait; progress waits when the minute is used up. */
const createBudget = (now: () => number) => {
  const edits = new Map<string, number[]>();
  const recent = (key: string): number[] => {
    const kept = (edits.get(key) ?? []).filter((at) => at > now() - 60_000);
    edits.set(key, kept);
    return kept;
  };
  return {
    take: (key: string): void => void recent(key).push(now()),
    wait: (key: string, perMinute: number): number => {
      const used = recent(key);
      const oldest = used[used.length - perMinute];
      return oldest === undefined ? 0 : oldest + 60_000 - now();
    },
  };
};
