import { Problem } from "../../../src/errors.ts";

export interface BatchOptions {
  /** Goes to the server at one time. */
  most?: number;
  /** How long what comes later waits for the answer to what is on its way, ms. */
  waitMs?: number;
}

interface Member<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(thrown: unknown): void;
}

/**
 * Sends what is asked at the same moment as one statement, and what is asked while that is on its way as the next one: a
 * round trip and a commit cost more than what they carry. When the server refuses one that carries several, each goes alone.
 * @param send Answers each item, in their order.
 */
export const createBatches = <Item, Result>(
  send: (items: readonly Item[]) => Promise<readonly Result[]>,
  { most = 100, waitMs = 10 }: BatchOptions = {},
): ((item: Item) => Promise<Result>) => {
  let waiting: Member<Item, Result>[] = [];
  let underWay = 0;
  let soon: NodeJS.Immediate | undefined;
  let late: NodeJS.Timeout | undefined;

  const go = (): void => {
    clearImmediate(soon);
    clearTimeout(late);
    [soon, late] = [undefined, undefined];
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    if (batch.length === 0) return;
    underWay += 1;
    void deliver(send, batch).then(() => {
      underWay -= 1;
      go();
    });
    plan();
  };
  const plan = (): void => {
    if (waiting.length === 0 || soon || late) return;
    if (underWay === 0) soon = setImmediate(go);
    else late = setTimeout(go, waitMs);
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      plan();
    });
};

/** Never rejects. */
const deliver = async <Item, Result>(
  send: (items: readonly Item[]) => Promise<readonly Result[]>,
  batch: readonly Member<Item, Result>[],
): Promise<void> => {
  try {
    const results = await send(batch.map(({ item }) => item));
    if (results.length < batch.length) throw new Error("The server has not answered all of them");
    for (const [at, result] of results.entries()) batch[at]?.resolve(result);
  } catch (thrown) {
    if (batch.length > 1 && isRefused(thrown)) await Promise.all(batch.map((one) => deliver(send, [one])));
    else for (const { reject } of batch) reject(thrown);
  }
};

/** The server could be reached, and has done nothing. */
const isRefused = (thrown: unknown): boolean => thrown instanceof Problem && thrown.code === "store.failed";
