import { setTimeout as sleep } from "node:timers/promises";
import type { Stage } from "../support/stage.ts";
import { addFault, faults } from "./faults.ts";
import { between, pick, type Random } from "./random.ts";

/** What happened, for the report. */
export interface Toll {
  kills: number;
  pauses: number;
  crashes: number;
  faults: number;
}

/** Epoch ms. */
export interface Span {
  from: number;
  to: number;
}

/** When it happened. */
export interface Times {
  /** From the signal until the process was gone. */
  kills: Span[];
  /** The store was away. */
  outages: Span[];
}

/** For a while, kills and starts replicas, pauses and kills their store, and lets the services fail; then all is well again. */
export const storm = async (stage: Stage, random: Random, ms: number): Promise<{ toll: Toll; times: Times }> => {
  const { store } = stage;
  if (!store) throw new Error("there is no store to ill-treat");
  const times: Times = { kills: [], outages: [] };
  const toll: Toll = { kills: 0, pauses: 0, crashes: 0, faults: 0 };
  const end = Date.now() + ms;

  const killing = async (replica: number): Promise<void> => {
    while (Date.now() < end) {
      await sleep(between(random, 1_000, 9_000));
      times.kills.push(await killed(stage, replica));
      toll.kills += 1;
      await sleep(between(random, 100, 3_000));
      stage.launch(replica);
    }
  };
  const hurtingStore = async (): Promise<void> => {
    while (Date.now() < end) {
      await sleep(between(random, 2_000, 7_000));
      const from = Date.now();
      if (random() < 0.6) {
        store.pause();
        toll.pauses += 1;
        await sleep(between(random, 300, 5_000));
        store.resume();
      } else {
        await store.crash();
        toll.crashes += 1;
        await sleep(between(random, 100, 3_000));
        await store.restart();
      }
      times.outages.push({ from, to: Date.now() });
    }
  };
  const failing = async (): Promise<void> => {
    while (Date.now() < end) {
      await sleep(between(random, 50, 500));
      addFault(stage, pick(random, faults));
      toll.faults += 1;
    }
  };
  await Promise.all([...stage.bots.map((_, replica) => killing(replica)), hurtingStore(), failing()]);
  stage.sandbox.traffic.faults = [];
  return { toll, times };
};

/** Kills a replica; returns when. Its connections end within that time, as the sandbox sees it. */
export const killed = async (stage: Stage, replica: number): Promise<Span> => {
  const from = Date.now();
  await stage.bots[replica]?.kill();
  // What ended with the process may still be unread.
  for (let turn = 0; turn < 2; turn += 1) await new Promise(setImmediate);
  return { from, to: Date.now() };
};
