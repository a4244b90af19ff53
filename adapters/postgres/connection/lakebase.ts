import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Log } from "../../../src/logging/log.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import { createHttp } from "../../databricks/http.ts";
import { clientCredentials, personalToken, serviceIdentity } from "../../databricks/token.ts";

/** A database of Databricks, where the password is a token of the bot's identity in the workspace. */
export interface Lakebase {
  /** `projects/…/branches/…/endpoints/…`, or the name of a provisioned instance. */
  endpoint: string;
  /** Workspace address. */
  host: string;
  auth: { token: string } | { clientId: string; clientSecret: string };
}

/** A token is renewed so long before it ends, ms. */
const renewBeforeMs = 120_000;

/** A password that changes. */
export interface Password {
  /** What pg calls for each new connection. */
  get(): Promise<string>;
  /** The server refused it. */
  forget(): void;
}

/** A token lives an hour and serves all connections meanwhile. */
export const lakebasePassword = (lakebase: Lakebase, log: Log, now: () => number = Date.now): Password => {
  let grant: Grant | undefined;
  let renewal: Promise<Grant> | undefined;
  const renew = createRenewal(lakebase, log);
  return {
    get: async () => {
      if (grant && now() < grant.endsAt - renewBeforeMs) return grant.token;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      grant = await renewal;
      return grant.token;
    },
    forget: () => {
      grant = undefined;
    },
  };
};

interface Grant {
  token: string;
  /** Epoch ms. */
  endsAt: number;
}

const Granted = z.object({
  token: z.string().min(1),
  expire_time: z.string().optional(),
  expiration_time: z.string().optional(),
});

/** Autoscaling and provisioned databases have an endpoint each for this. */
const createRenewal = ({ endpoint, host, auth }: Lakebase, log: Log): (() => Promise<Grant>) => {
  const own = "token" in auth ? personalToken(auth.token) : clientCredentials({ host, ...auth });
  const http = createHttp({ host, identity: serviceIdentity(own), log });
  // A request id is an idempotency token: what is sent again has the same one, and a new token needs a new one.
  const call = () =>
    endpoint.startsWith("projects/")
      ? { path: "/api/2.0/postgres/credentials", body: { endpoint } }
      : { path: "/api/2.0/database/credentials", body: { instance_names: [endpoint], request_id: randomUUID() } };
  return async () => {
    const asked = {
      caller: bot,
      method: "POST",
      repeat: "harmless",
      timeoutMs: 5_000,
      retryForMs: 10_000,
      ...call(),
    } as const;
    const { token, expire_time, expiration_time } = await http.call(Granted, asked);
    const endsAt = Date.parse(expire_time ?? expiration_time ?? "");
    // Without a time, as long as every token lives.
    return { token, endsAt: Number.isNaN(endsAt) ? Date.now() + 3_600_000 : endsAt };
  };
};
