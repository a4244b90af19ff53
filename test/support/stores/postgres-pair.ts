import { Client } from "pg";
import { openAddress } from "../address.ts";
import { eventually } from "../eventually.ts";
import { type PrivatePostgres, startPostgres } from "./postgres.ts";

/** Two servers in step behind one address: the second confirms whatever the first one does. */
export interface PostgresPair {
  url: string;
  primary: PrivatePostgres;
  /** The second server serves from now on, whatever the first one does. */
  failOver(): Promise<void>;
  stop(): Promise<void>;
}

export const startPostgresPair = async (): Promise<PostgresPair> => {
  const primary = await startPostgres({ durable: true });
  const standby = await startPostgres({ durable: true, follows: primary });
  await askServer(primary.url, "ALTER SYSTEM SET synchronous_standby_names = '*'");
  await askServer(primary.url, "SELECT pg_reload_conf()");
  const inStep = "SELECT FROM pg_stat_replication WHERE sync_state = 'sync'";
  await eventually(async () => (await askServer(primary.url, inStep)) === 1, 10_000, "a standby in step");
  const address = await openAddress(primary.port);
  return {
    url: primary.url.replace(`:${primary.port}/`, `:${address.port}/`),
    primary,
    failOver: async () => {
      address.leadTo(standby.port);
      await askServer(standby.url, "SELECT pg_promote()");
    },
    stop: async () => {
      address.close();
      await Promise.all([primary.stop(), standby.stop()]);
    },
  };
};

/** Asks a server itself, as its administrator; returns how many rows it gave. */
export const askServer = async (url: string, sql: string): Promise<number | null> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount;
  } finally {
    await client.end();
  }
};
