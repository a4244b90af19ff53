import type { ClientConfig, PoolConfig } from "pg";
import type { Log } from "../../../src/logging/log.ts";
import { lakebasePassword } from "./lakebase.ts";
import type { PostgresSettings } from "./settings.ts";

/** How to reach the server. */
export interface Access {
  config: ClientConfig;
  /** The server refused the login: a password that changes is asked for anew. */
  forgetPassword(): void;
}

/** Each new connection asks for the password, so that a token may change meanwhile. */
export const accessTo = ({ lakebase, password: fixed, tls, ...server }: PostgresSettings, log: Log): Access => {
  const changing = lakebase && lakebasePassword(lakebase, log);
  const password = changing ? changing.get : fixed;
  return {
    config: {
      ...server,
      ...(password !== undefined && { password }),
      ssl: tls === "off" ? false : { rejectUnauthorized: tls === "verified" },
      application_name: "genie-concierge",
      connectionTimeoutMillis: 5_000,
      // Longer than anything may take here: a connection that is dead without saying so is given up.
      query_timeout: 10_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5_000,
    },
    forgetPassword: () => changing?.forget(),
  };
};

/** A small pool: servers like Lakebase count connections, and a statement takes a millisecond or two. */
export const poolOf = (config: ClientConfig): PoolConfig => ({
  ...config,
  max: 8,
  idleTimeoutMillis: 30_000,
  // A connection is not used for longer than a token lives.
  maxLifetimeSeconds: 45 * 60,
  allowExitOnIdle: true,
});
