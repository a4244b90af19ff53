import { setTimeout as sleep } from "node:timers/promises";
import { Cluster } from "ioredis";
import type { Client } from "../client.ts";

export interface ListenerDeps {
  /** Its connection is copied: waiting blocks one. */
  client: Client;
  /** The key that a call comes to. */
  key: string;
  /** Whether a call could be followed. */
  hasRoom: () => boolean;
  /** There is work that its finder could not take. */
  onCall: () => void;
}

/** How long one wait lasts, s: shorter than the time after which a silent connection is given up. */
const waitSeconds = 5;
/** Without room it does not listen, so that the call reaches somebody who has some. */
const roomCheckMs = 100;
const afterFailureMs = 1_000;

/** Waits for calls of other replicas, one of which gets each. Without it, a worker still looks every second. */
export const createListener = ({ client, key, hasRoom, onCall }: ListenerDeps): { close(): void } => {
  const own = client instanceof Cluster ? client.duplicate() : client.duplicate();
  own.on("error", () => {});
  let closed = false;
  const listen = async (): Promise<void> => {
    while (!closed) {
      if (!hasRoom()) await sleep(roomCheckMs, undefined, { ref: false });
      else if (await heard()) onCall();
    }
  };
  const heard = async (): Promise<boolean> => {
    try {
      return (await own.bzpopmin(key, waitSeconds)) !== null;
    } catch {
      if (!closed) await sleep(afterFailureMs, undefined, { ref: false });
      return false;
    }
  };
  void listen();
  return {
    close: () => {
      closed = true;
      own.disconnect();
    },
  };
};
