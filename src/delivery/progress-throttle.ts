import { asProblem } from "../errors.ts";
import { createExpiringMap } from "../expiring-map.ts";
import type { Log } from "../logging/log.ts";
import type { Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { Progress } from "../ports/chat/reply.ts";
import type { PostRef } from "../ports/place.ts";
import type { EditBudget } from "./edit-budget.ts";

/** Shows progress no faster than the platform allows: per message one edit every `editEveryMs`, per workspace a minute's budget. */
export interface Throttle {
  /** Latest wins: a newer progress replaces one that still waits. Never rejects. */
  show(ref: PostRef, progress: Progress): void;
  /**
   * Makes sure that no edit comes later and overwrites what another replica shows: sends what is due (unless the signal
   * has aborted), waits for the edit under way, drops the rest. False: something was dropped.
   */
  flush(ref: PostRef, signal: AbortSignal): Promise<boolean>;
  /** How long an edit of a message has to wait so that the platform's pace is kept, ms. */
  waitMs(ref: PostRef): number;
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

/** Longer than any progress waits for its turn. */
const slotMs = 120_000;

export interface ThrottleDeps {
  channels: ReadonlyMap<Platform, ChannelAdapter>;
  edits: EditBudget;
  log: Log;
  now: () => number;
}

export const createThrottle = ({ channels, edits, log, now }: ThrottleDeps): Throttle => {
  const slots = createExpiringMap<Slot>(now);

  const show: Throttle["show"] = (ref, progress) => {
    const slot = slots.get(slotKey(ref)) ?? { latest: undefined, notBefore: 0, timer: undefined, running: undefined };
    slots.keep(slotKey(ref), slot, slotMs);
    slot.latest = progress;
    schedule(ref, slot);
  };

  const schedule = (ref: PostRef, slot: Slot): void => {
    const channel = channels.get(ref.platform);
    if (!channel || !slot.latest || slot.timer || slot.running) return;
    slot.timer = setTimeout(() => begin(channel, ref, slot), waitOf(ref, slot));
  };

  const waitOf = (ref: PostRef, slot: Slot | undefined): number =>
    Math.max(0, (slot?.notBefore ?? 0) - now(), edits.waitMs(workspace(ref)));

  const begin = (channel: ChannelAdapter, ref: PostRef, slot: Slot): void => {
    slot.timer = undefined;
    slot.running = edit(channel, ref, slot).finally(() => {
      slot.running = undefined;
      schedule(ref, slot);
    });
  };

  const edit = async (channel: ChannelAdapter, ref: PostRef, slot: Slot): Promise<void> => {
    if (!(await edits.take(workspace(ref), channel.editLimits.editsPerMinute))) return;
    const progress = slot.latest;
    slot.latest = undefined;
    if (!progress) return;
    slot.notBefore = now() + channel.editLimits.editEveryMs;
    try {
      await channel.edit(ref, progress);
    } catch (thrown) {
      const problem = asProblem(thrown);
      slot.notBefore = now() + (problem.afterMs ?? channel.editLimits.editEveryMs);
      // The platform says when it may be shown: then it is, unless there is a newer one by then.
      if (problem.afterMs !== undefined) slot.latest ??= progress;
      log.warn(
        { event: "delivery.progress-not-shown", code: problem.code, thread: ref.thread },
        "a progress edit was not shown",
      );
    }
  };

  const flush: Throttle["flush"] = async (ref, signal) => {
    const slot = slots.get(slotKey(ref));
    const channel = channels.get(ref.platform);
    if (!slot || !channel) return true;
    await slot.running;
    clearTimeout(slot.timer);
    if (slot.latest && !signal.aborted && waitOf(ref, slot) <= 0) begin(channel, ref, slot);
    await slot.running;
    const dropped = slot.latest !== undefined;
    await stop(slot);
    return !dropped;
  };

  const stop = (slot: Slot): Promise<void> => {
    slot.latest = undefined;
    clearTimeout(slot.timer);
    slot.timer = undefined;
    return slot.running ?? Promise.resolve();
  };

  const settle: Throttle["settle"] = async (ref) => {
    const slot = slots.get(slotKey(ref));
    const channel = channels.get(ref.platform);
    slots.forget(slotKey(ref));
    if (channel) edits.count(workspace(ref), channel.editLimits.editsPerMinute);
    if (slot) await stop(slot);
  };

  const close = async (): Promise<void> => {
    await Promise.all(slots.all().map(stop));
  };

  return { show, flush, waitMs: (ref) => waitOf(ref, slots.get(slotKey(ref))), settle, close };
};

const slotKey = (ref: PostRef): string => `${ref.thread} ${JSON.stringify(ref.id)}`;

const workspace = (ref: PostRef): string => ref.thread.split(":", 2).join(":");
