import { z } from "zod";
import { type AddMistake, text } from "../../../src/ports/setup.ts";
import { percentDecoded } from "../../../src/text/percent.ts";
import type { Lakebase } from "./lakebase.ts";

/** `verified`: the server's certificate must be good; `unverified`: encrypted, with whomever. */
type Tls = "off" | "verified" | "unverified";

export interface PostgresSettings {
  /** Where all of this was set. */
  setting: "DATABASE_URL" | "PGHOST";
  /** A name, an address, or the folder of a Unix socket. */
  host: string;
  port: number;
  user: string;
  /** Absent: the server trusts us, or ~/.pgpass says it. */
  password?: string;
  database: string;
  tls: Tls;
  lakebase?: Lakebase;
}

/** As libpq's, except that `require` looks at the certificate, since a password goes over that line. */
const tlsOf: Record<string, Tls> = {
  disable: "off",
  allow: "off",
  prefer: "off",
  require: "verified",
  "verify-ca": "verified",
  "verify-full": "verified",
  "no-verify": "unverified",
};

const sslmode = z.enum(["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "no-verify"], {
  error: "must be disable, require, verify-full or no-verify",
});

export const postgresEnvironment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(?:ql)?:\/\//, "must be postgres://user:password@host:5432/database")
    .optional(),
  DATABASE_SCHEMA: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_-]{0,39}$/, "must be a name of letters, digits and _, at most 40")
    .optional(),
  PGHOST: text,
  PGPORT: z.coerce.number({ error: "must be a port number" }).int().min(1).max(65_535).optional(),
  PGUSER: text,
  PGPASSWORD: text,
  PGDATABASE: text,
  PGSSLMODE: sslmode.optional(),
  LAKEBASE_ENDPOINT: text,
  DATABRICKS_HOST: text,
  DATABRICKS_TOKEN: text,
  DATABRICKS_CLIENT_ID: text,
  DATABRICKS_CLIENT_SECRET: text,
});
type Env = z.output<typeof postgresEnvironment>;

/** The server that the environment names; undefined: it names none. DATABASE_URL goes before the single variables. */
export const postgresSettings = (env: Env, addMistake: AddMistake): PostgresSettings | undefined => {
  if (env.DATABASE_URL) return ofUrl(env.DATABASE_URL, addMistake);
  if (!env.PGHOST) {
    if (env.LAKEBASE_ENDPOINT)
      addMistake("PGHOST", "is missing: the host of the Lakebase endpoint, not the pooled one");
    return undefined;
  }
  const lakebase = lakebaseOf(env, addMistake);
  const user = env.PGUSER ?? (lakebase && "clientId" in lakebase.auth ? lakebase.auth.clientId : undefined);
  if (!user)
    addMistake(
      "PGUSER",
      `is missing: the role in PostgreSQL that the bot uses${lakebase ? "; with DATABRICKS_TOKEN it is your user name in Databricks" : ""}`,
    );
  return {
    setting: "PGHOST",
    host: env.PGHOST,
    port: env.PGPORT ?? 5_432,
    user: user ?? "",
    database: env.PGDATABASE ?? (lakebase ? "databricks_postgres" : (user ?? "")),
    tls: tlsOf[env.PGSSLMODE ?? (lakebase ? "require" : "disable")] ?? "off",
    ...(lakebase ? { lakebase } : env.PGPASSWORD && { password: env.PGPASSWORD }),
  };
};

/** A Lakebase that is reached by a token; with a password it is a server like any other. */
const lakebaseOf = (env: Env, addMistake: AddMistake): Lakebase | undefined => {
  const { LAKEBASE_ENDPOINT: endpoint, DATABRICKS_HOST: host } = env;
  if (!endpoint || env.PGPASSWORD || !host) return undefined;
  const { DATABRICKS_CLIENT_ID: clientId, DATABRICKS_CLIENT_SECRET: clientSecret, DATABRICKS_TOKEN: token } = env;
  if (env.PGSSLMODE && tlsOf[env.PGSSLMODE] !== "verified")
    addMistake("PGSSLMODE", "must be require for Lakebase: a token goes over that line");
  if (token) return { endpoint, host, auth: { token } };
  if (clientId && clientSecret) return { endpoint, host, auth: { clientId, clientSecret } };
  return undefined;
};

/** A folder of a Unix socket is given as `?host=/run/postgresql`. */
const ofUrl = (given: string, addMistake: AddMistake): PostgresSettings | undefined => {
  const url = URL.parse(given.replace(/^(postgres(?:ql)?:\/\/(?:[^/@]*@)?)(?=\/)/, "$1localhost"));
  const [user, password, database] = [url?.username, url?.password, url?.pathname.slice(1)].map((part) =>
    part === undefined ? undefined : percentDecoded(part),
  );
  if (!url || user === undefined || password === undefined || database === undefined || url.hostname.includes(",")) {
    addMistake(
      "DATABASE_URL",
      "is no address: postgres://user:password@host:5432/database, with special characters in user and password percent-encoded: %40 for @, %25 for %",
    );
    return undefined;
  }
  const mode = sslmode.safeParse(url.searchParams.get("sslmode") ?? "disable");
  if (!mode.success) {
    addMistake("DATABASE_URL", "has an sslmode that is not known: disable, require, verify-full or no-verify");
    return undefined;
  }
  if (user === "") addMistake("DATABASE_URL", "names no user: postgres://user:password@host:5432/database");
  return {
    setting: "DATABASE_URL",
    host: url.searchParams.get("host") ?? url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || 5_432),
    user,
    database: database || user,
    tls: tlsOf[mode.data] ?? "off",
    ...(password !== "" && { password }),
  };
};
