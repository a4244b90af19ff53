import { Client, type ClientConfig, escapeIdentifier } from "pg";
import type { Database } from "../connection/database.ts";

export interface Listener {
  /** Whether calls arrive here. Behind a pooler they may not: then somebody has to look more often. */
  hears(): boolean;
  close(): void;
}

export interface ListenerDeps {
  connection: ClientConfig;
  db: Pick<Database, "ask" | "change">;
  channel: string;
  onCall: () => void;
  /** How often it tells itself something, to know that it hears, ms. */
  beatMs?: number;
}

/**
 * Listens on a connection of its own for what other replicas tell. It is a help and no more: who waits for a call looks
 * by itself after a while. So all trouble ends in another attempt, without a word.
 */
export const createListener = ({ connection, db, channel, onCall, beatMs = 5_000 }: ListenerDeps): Listener => {
  const name = crypto.randomUUID();
  let heardAt = Number.NEGATIVE_INFINITY;
  let client: Client | undefined;
  let closed = false;

  const open = async (): Promise<void> => {
    const opened = new Client(connection);
    client = opened;
    const leave = (): void => {
      if (client === opened) client = undefined;
      opened.end().catch(() => undefined);
    };
    opened.on("error", leave).on("end", leave);
    opened.on("notification", ({ payload }) => {
      if (payload === name) heardAt = performance.now();
      else if (payload === "") onCall();
    });
    try {
      await opened.connect();
      await opened.query(`LISTEN ${escapeIdentifier(channel)}`);
      // What was told before this moment was told to nobody.
      onCall();
    } catch {
      leave();
    }
    if (closed) leave();
  };
  const hears = (): boolean => client !== undefined && performance.now() - heardAt < 2.5 * beatMs;

  const beat = async (): Promise<void> => {
    if (client === undefined) await open();
    await db.change("SELECT pg_notify($1, $2)", [channel, name]).catch(() => undefined);
  };
  let beating = beat();
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, beatMs).unref();

  return {
    hears,
    close: () => {
      closed = true;
      clearInterval(timer);
      client?.end().catch(() => undefined);
    },
  };
};
