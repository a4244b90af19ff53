import { createPrecedence } from "../../src/worker/precedence.ts";

describe("what goes before the rest", () => {
  it("holds the rest up, however much of it there is, and lets it go on in its order", async () => {
    const precedence = createPrecedence();
    const seen: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const first = precedence.first(async () => {
      await promise;
      seen.push("first");
    });
    const rest = ["a", "b", "c"].map((name) => precedence.rest().then(() => seen.push(name)));
    await new Promise(setImmediate);
    expect(seen).toEqual([]);
    resolve();
    await Promise.all([first, ...rest]);
    expect(seen).toEqual(["first", "a", "b", "c"]);
  });

  it("holds nobody up when there is nothing of it, nor after it has failed", async () => {
    const precedence = createPrecedence();
    await expect(precedence.first(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await precedence.rest();
  });

  it("holds nobody up for ever", async () => {
    let now = 0;
    const precedence = createPrecedence(() => now);
    void precedence.first(() => new Promise(() => undefined));
    const rest = precedence.rest();
    now = 10_000;
    await rest;
    await precedence.rest();
  });
});
