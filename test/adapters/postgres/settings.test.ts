import { storeModules } from "../../../adapters/stores.ts";

/** The store that an environment asks for, and what is wrong with it. */
const read = (env: Record<string, string>) => {
  const mistakes: string[] = [];
  const context = {
    dataDir: "./data",
    addMistake: (key: string, wrong: string) => void mistakes.push(`${key} ${wrong}`),
  };
  const store = storeModules.map((module) => module.configure(env, context)).find((configured) => configured);
  return { title: store?.title, settings: store?.settings, mistakes };
};
const workspace = { DATABRICKS_HOST: "https://adb-1.azuredatabricks.net" };

describe("the settings of PostgreSQL", () => {
  it.each([
    [
      "postgres://bot:p%40ss@db.example.com:6543/chat?sslmode=require",
      { host: "db.example.com", port: 6_543, user: "bot", password: "p@ss", database: "chat", tls: "verified" },
    ],
    ["postgresql://bot@localhost", { host: "localhost", port: 5_432, user: "bot", database: "bot", tls: "off" }],
    [
      "postgres://bot@[::1]/chat?sslmode=no-verify",
      { host: "::1", port: 5_432, user: "bot", database: "chat", tls: "unverified" },
    ],
    [
      "postgres://bot@/chat?host=/run/postgresql",
      { host: "/run/postgresql", port: 5_432, user: "bot", database: "chat", tls: "off" },
    ],
  ])("reads %s", (DATABASE_URL, server) => {
    expect(read({ DATABASE_URL })).toEqual({
      title: "PostgreSQL",
      settings: { server: { ...server, setting: "DATABASE_URL" }, schema: "concierge" },
      mistakes: [],
    });
  });

  it("reads the variables that a Databricks App sets, with a token as the password", () => {
    const env = {
      ...workspace,
      ...{ PGHOST: "ep-1.database.azuredatabricks.net", PGPORT: "5432", PGDATABASE: "databricks_postgres" },
      ...{ PGUSER: "client-id", PGSSLMODE: "require" },
      LAKEBASE_ENDPOINT: "projects/a/branches/b/endpoints/c",
      ...{ DATABRICKS_CLIENT_ID: "client-id", DATABRICKS_CLIENT_SECRET: "secret" },
    };
    expect(read(env)).toEqual({
      title: "PostgreSQL",
      mistakes: [],
      settings: {
        schema: "concierge",
        server: {
          setting: "PGHOST",
          ...{ host: env.PGHOST, port: 5_432, user: "client-id", database: "databricks_postgres", tls: "verified" },
          lakebase: {
            endpoint: env.LAKEBASE_ENDPOINT,
            host: workspace.DATABRICKS_HOST,
            auth: { clientId: "client-id", clientSecret: "secret" },
          },
        },
      },
    });
  });

  it("takes a password where one is given, also for Lakebase", () => {
    const { settings } = read({ PGHOST: "db", PGUSER: "bot", PGPASSWORD: "secret", LAKEBASE_ENDPOINT: "projects/a" });
    expect(settings).toMatchObject({ server: { password: "secret" } });
    expect(settings).not.toHaveProperty("server.lakebase");
  });

  it.each([
    [{ PGHOST: "db" }, ["PGUSER is missing: the role in PostgreSQL that the bot uses"]],
    [{ LAKEBASE_ENDPOINT: "projects/a" }, ["PGHOST is missing: the host of the Lakebase endpoint, not the pooled one"]],
    [
      {
        PGHOST: "db",
        PGUSER: "bot",
        PGSSLMODE: "disable",
        LAKEBASE_ENDPOINT: "projects/a",
        ...workspace,
        DATABRICKS_TOKEN: "t",
      },
      ["PGSSLMODE must be require for Lakebase: a token goes over that line"],
    ],
    [
      { DATABASE_URL: "postgres://bot@db?sslmode=perhaps" },
      ["DATABASE_URL has an sslmode that is not known: disable, require, verify-full or no-verify"],
    ],
    [
      { DATABASE_URL: "postgres://db/chat" },
      ["DATABASE_URL names no user: postgres://user:password@host:5432/database"],
    ],
  ])("says what is wrong with %j", (env, mistakes) => {
    expect(read(env).mistakes).toEqual(mistakes);
  });

  it.each([
    { DATABASE_URL: "postgres://bot:100%safe@db/chat" },
    { DATABASE_URL: "postgres://bot:p@db/100%safe" },
    { DATABASE_URL: "postgres://bot:p@db:70000/chat" },
    { DATABASE_URL: "postgres://bot:p@db-1,db-2/chat" },
    { REDIS_URL: "redis://:100%safe@localhost:6379" },
    { REDIS_URL: "redis://bot:pa/ss@localhost:6379" },
    { REDIS_URL: "redis://:pa,ss@localhost:6379" },
    { REDIS_URL: "redis://localhost:70000" },
    { REDIS_URL: "redis://localhost:6379/chat" },
    { REDIS_URL: "rediss://:p@one:6379,t wo:6379" },
  ])("names the setting of an address that cannot be read, and shows nothing of it: %j", (env) => {
    const [key = ""] = Object.keys(env);
    const { mistakes } = read(env);
    expect(mistakes).toEqual([expect.stringMatching(new RegExp(`^${key} is no address: .* percent-encoded`))]);
    expect(mistakes.join()).not.toMatch(/safe|pa,ss|pa\/ss/);
  });

  it.each(["redis://localhost", "rediss://bot:p%40ss@[::1]:6380/3", "redis://:p@a:6379, b:6380,redis://c"])(
    "takes %s",
    (REDIS_URL) => {
      expect(read({ REDIS_URL })).toEqual({ title: "Redis", settings: { url: REDIS_URL }, mistakes: [] });
    },
  );

  it("leaves Redis its place, and SQLite what nobody else wants", () => {
    const url = "postgres://bot@db/chat";
    expect(read({ REDIS_URL: "redis://localhost:6379", DATABASE_URL: url }).title).toBe("Redis");
    expect(read({ DATABASE_URL: url }).title).toBe("PostgreSQL");
    expect(read({}).title).toBe("SQLite");
  });
});
