import { silent } from "../../../src/logging/log.ts";
import { prepare, prepared } from "../../../src/supervisor/routing/prepared.ts";
import { createSpaceKnowledge } from "../../../src/supervisor/routing/space-knowledge.ts";

describe("what takes long to make", () => {
  const counting = (bits: number) => {
    let done = 0;
    const part = prepared(function* (): Generator<undefined, number> {
      for (; done < bits; done += 1) yield;
      return done;
    });
    return { part, done: () => done };
  };

  it("is made bit by bit, once, and what is left at once where it is needed", () => {
    const { part, done } = counting(5);
    expect(part.step()).toBe(true);
    expect(part.step()).toBe(true);
    expect(done()).toBe(1);
    expect(part.get()).toBe(5);
    expect(part.step()).toBe(false);
    expect(part.get()).toBe(5);
  });

  it("lets everything else run in between", async () => {
    const slow = prepared(function* (): Generator<undefined, string> {
      for (let bit = 0; bit < 20; bit += 1) {
        const until = performance.now() + 1;
        while (performance.now() < until);
        yield;
      }
      return "made";
    });
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await prepare(slow);
    clearInterval(timer);
    expect(slow.step()).toBe(false);
    expect(turns).toBeGreaterThan(3);
  });
});

it("what spaces say counts from when the choice by words is prepared for it", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const profile = { id: "sales", name: "Sales", description: "", keywords: [], examples: [] };
  const about = { title: "Sales", description: "", measures: [], columns: [], questions: [], values: [] };
  const spaces = createSpaceKnowledge([{ profile, agent: { about: async () => about } }], silent, () => promise);
  const refreshed = spaces.refresh();
  await new Promise(setImmediate);
  expect(spaces.all().size).toBe(0);
  resolve();
  await refreshed;
  expect(spaces.all().get("sales")).toEqual(about);
});
