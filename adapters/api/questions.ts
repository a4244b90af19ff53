import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../src/logging/log.ts";
import type { Accept } from "../../src/ports/chat/inbound.ts";
import type { Records } from "../../src/ports/stores/records.ts";
import { cancelClick } from "./cancel-click.ts";
import type { Posts } from "./posts.ts";
import { createTries, shownBy } from "./tries.ts";
import { createWaitingClients } from "./waiting-clients.ts";
import type { Order } from "./wire/parse.ts";
import type { Shown } from "./wire/render.ts";

export interface QuestionsDeps {
  posts: Pick<Posts, "read" | "follow">;
  records: Records;
  log: Log;
  newId: () => string;
  /** How long a named request goes on after its last client hung up, ms. */
  graceMs: number;
  closing: AbortSignal;
}

export interface Questions {
  /** Hands on a question and follows its answer until `gone` aborts. Undefined: it could not be stored. */
  ask(order: Order, gone: AbortSignal, accept: Accept): Promise<AsyncGenerator<Shown> | undefined>;
}

/** The questions that clients wait for. A question that no client waits for is cancelled. */
export const createQuestions = ({ posts, records, log, newId, graceMs, closing }: QuestionsDeps): Questions => {
  const clients = createWaitingClients({ records, graceMs, closing });

  const ask: Questions["ask"] = async (order, gone, accept) => {
    const tries = createTries(posts, accept);
    let current = order;
    const leave = clients.enter(order, gone, () => void withdraw(order, () => current, accept));
    try {
      current = await tries.begin(order);
    } catch (err) {
      leave();
      log.error({ event: "api.not-stored", err }, "a question from the API could not be stored");
      return undefined;
    }
    const ended = AbortSignal.any([closing, gone]);
    const onTry = (next: Order): void => {
      current = next;
    };
    return until(
      shownBy({ order, first: current, ...tries }, (id) => posts.follow(id, ended), onTry),
      leave,
    );
  };

  /** Cancels a question that no client waits for; several times, because its turn may not have begun. */
  const withdraw = async (order: Order, current: () => Order, accept: Accept): Promise<void> => {
    try {
      for (let clicks = 1; clicks <= 5; clicks += 1) {
        const { inbound } = current();
        const isFinal = ((await posts.read(inbound.id))?.state ?? "working") !== "working";
        if (closing.aborted || isFinal || clients.any(order)) return;
        await accept(cancelClick(inbound, newId()));
        await sleep(clicks * 500, undefined, { signal: closing, ref: false });
      }
    } catch (err) {
      if (closing.aborted) return;
      log.warn({ event: "api.cancel-failed", err }, "a question whose client hung up could not be cancelled");
    }
  };

  return { ask };
};

/** The same values; calls `done` at their end. */
async function* until<T>(values: AsyncIterable<T>, done: () => void): AsyncGenerator<T> {
  try {
    yield* values;
  } finally {
    done();
  }
}
