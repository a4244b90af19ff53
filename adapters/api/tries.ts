import type { Accept } from "../../src/ports/inbound.ts";
import type { Order } from "./parse.ts";
import type { Posts } from "./posts.ts";
import type { Shown } from "./render.ts";

/**
 * A client that asks again with the same request id gets the same answer. A question that came to nothing is no answer: asked
 * again it is asked anew, as a further try with an id of its own.
 */
export interface Tries {
  /** Hands on the question, unless a try of it is under way or has brought an answer. Returns that try. */
  begin(order: Order): Promise<Order>;
}

/** Tries of one request. Whoever needs more has another problem. */
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

/** What the tries of a request show: after one that ended because clients hung up comes the next one. */
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
      if (!isDeserted(shown)) yield shown;
    }
    if (!last || !isDeserted(last)) return;
    const next = order.named ? await begin(order) : current;
    if (next.inbound.id === current.inbound.id) return yield last;
    current = next;
    onTry(current);
  }
}

/** Only clients that hang up cancel questions of the API. */
const isDeserted = (shown: Shown): boolean => shown.state === "failed" && shown.code === "cancelled";
