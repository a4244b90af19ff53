import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Records } from "../../../src/ports/stores/records.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { createInterrupts } from "../../../src/turn/interrupts.ts";
import { createTurns, type Turns } from "../../../src/turn/turn-records.ts";
import { eventually } from "../../support/eventually.ts";

const ada = { platform: "slack", tenant: "T1", user: "U1", name: "Ada" } as const;
const hour = 3_600_000;

let folder: string;
let stores: Stores;
let reads: string[];
let here: Turns;
let elsewhere: Turns;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "interrupts-"));
  stores = sqlite({ path: join(folder, "concierge.db"), log: silent, conversationTtlMs: hour });
  reads = [];
  const counted: Records = {
    ...stores.records,
    read: (key) => {
      reads.push(key);
      return stores.records.read(key);
    },
  };
  here = createTurns(counted, hour, Date.now);
  elsewhere = createTurns(stores.records, hour, Date.now);
});
afterEach(async () => {
  await stores.close(0);
  rmSync(folder, { recursive: true });
});

const never = new AbortController().signal;
describe("turns at work", () => {
  it("hear of a cancel on another replica, each of its own alone", async () => {
    const { watch } = createInterrupts(here);
    const [first, second] = [watch("first", never), watch("second", never)];
    await elsewhere.cancel("first", ada);
    await eventually(() => first.signal.aborted);
    await elsewhere.cancel("second", ada);
    await eventually(() => second.signal.aborted);
    await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()]);
  });

  it("hear of one whose news were lost", async () => {
    const { watch } = createInterrupts(here);
    const turn = watch("turn", never);
    await eventually(() => reads.includes("cancel:turn"));
    await stores.records.add("cancel:turn", { by: ada, at: Date.now() }, hour);
    await eventually(() => turn.signal.aborted, 10_000);
    await turn[Symbol.asyncDispose]();
  });

  it("share one look at the records, and look no more when they have ended", async () => {
    const { watch } = createInterrupts(here);
    const turns = Array.from({ length: 100 }, (_, index) => watch(`turn-${index}`, never));
    await eventually(() => reads.filter((key) => key === "last-cancel").length >= 4);
    expect(reads.filter((key) => key.startsWith("cancel:")).length).toBeLessThanOrEqual(200);
    for (const turn of turns) await turn[Symbol.asyncDispose]();
    await sleep(700);
    const before = reads.length;
    await sleep(700);
    expect(reads).toHaveLength(before);
  });
});
