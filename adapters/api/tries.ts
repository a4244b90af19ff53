import type { Accept } from "../../src/ports/chat/inbound.ts";
import type { Posts } from "./posts.ts";
import type { Order } from "./wire/parse.ts";
import type { Shown } from "./wire/render.ts";

/**
 * A client that repeats a request id gets the same answer. But a failure is not kept: the question is then asked again,
 * as a further try with its own id.
 */
export interface Tries {
  /** Returns the try that is under way or has brought an answer. If there is none, begins one. */
  begin(order: Order): Promise<Order>;
}

/** The most tries of one request id. */
const mostTries = 50;

export const createTries = (posts: Pick<Posts, "read">, accept: Accept): Tries => ({
  begin: async (order) => {
    for (let number = 1; ; number += 1) {
      const current = tryOf(order, number);
      const shown = order.named && number < mostTries ? await posts.read(current.inbound.id) : undefined;
      if (shown?.state === "failed") continue;
      if (!shown) await accept(current.inbound);
      return current;
    }
  },
});

const tryOf = (order: Order, number: number): Order =>
  number === 1 ? order : { ...order, inbound: { ...order.inbound, id: `${order.inbound.id}.${number}` } };

/** What a request's tries show. A try that was cancelled because other clients hung up is followed by the next one. */
export async function* shownBy(
  { order, first, begin }: { order: Order; first: Order } & Tries,
  follow: (id: string) => AsyncGenerator<Shown>,
  onTry: (current: Order) => void,
): AsyncGenerator<Shown> {
  let current = first;
  for (;;) {
    let last: Shown | undefined;
    for await (const shown of follow(current.inbound.id)) {
      last = shown;
      if (!isCancelled(shown)) yield shown;
    }
    if (!last || !isCancelled(last)) return;
    const next = order.named ? await begin(order) : current;
    if (next.inbound.id === current.inbound.id) return yield last;
    current = next;
    onTry(current);
  }
}

/** Only clients that hang up cancel questions of the API. */
const isCancelled = (shown: Shown): boolean => shown.state === "failed" && shown.code === "cancelled";
