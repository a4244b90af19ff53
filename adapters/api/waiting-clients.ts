import { setTimeout as sleep } from "node:timers/promises";
import type { Records } from "../../src/ports/stores/records.ts";
import type { Order } from "./wire/parse.ts";

export interface WaitingClientsDeps {
  records: Records;
  /** How long a named request goes on after its last client hung up, because it may come back, ms. */
  graceMs: number;
  closing: AbortSignal;
}

/** Which clients wait for which answer, here and on other replicas. */
export interface WaitingClients {
  /**
   * A client waits for an answer until `gone` aborts or the returned function is called. Calls `abandon` when it hung up and
   * no other client waits for the same answer: at once, or if the request is named, after `graceMs`.
   */
  enter(order: Order, gone: AbortSignal, abandon: () => void): () => void;
  /** Whether a client waits here. */
  any(order: Order): boolean;
}

export const createWaitingClients = ({ records, graceMs, closing }: WaitingClientsDeps): WaitingClients => {
  const counts = new Map<string, number>();
  const countOf = ({ inbound }: Order): number => counts.get(inbound.id) ?? 0;

  /** Tells other replicas that a client waits here. Each write changes the record's version. */
  const sign = async ({ inbound }: Order): Promise<void> => records.write(recordOf(inbound.id), null, 10 * graceMs);

  const signs = async ({ inbound }: Order): Promise<number> => (await records.read(recordOf(inbound.id)))?.version ?? 0;

  /** No client has waited for this answer for a while, here or elsewhere. */
  const isDeserted = async (order: Order): Promise<boolean> => {
    if (!order.named) return true;
    const before = await signs(order);
    await sleep(graceMs, undefined, { signal: closing, ref: false });
    return countOf(order) === 0 && (await signs(order)) === before;
  };

  const hungUp = async (order: Order, abandon: () => void): Promise<void> => {
    if (countOf(order) === 0 && (await isDeserted(order)) && countOf(order) === 0) abandon();
  };

  const enter: WaitingClients["enter"] = (order, gone, abandon) => {
    counts.set(order.inbound.id, countOf(order) + 1);
    const signing = order.named ? setInterval(() => void sign(order).catch(ignored), graceMs / 3) : undefined;
    signing?.unref();
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      clearInterval(signing);
      if (countOf(order) > 1) counts.set(order.inbound.id, countOf(order) - 1);
      else counts.delete(order.inbound.id);
    };
    const onGone = (): void => {
      if (left) return;
      leave();
      void hungUp(order, abandon).catch(ignored);
    };
    if (gone.aborted) onGone();
    else gone.addEventListener("abort", onGone, { once: true });
    return leave;
  };

  return { enter, any: (order) => countOf(order) > 0 };
};

/** If the store is away or the process ends, the question goes on and its answer is kept. */
const ignored = (): undefined => undefined;

const recordOf = (id: string): string => `waiting:${id}`;
