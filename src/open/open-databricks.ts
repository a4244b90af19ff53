import type { Config } from "../config/config.ts";
import { personalIdentity } from "../identity/personal-identity.ts";
import type { SignInParts } from "../identity/sign-in-work.ts";
import type { Log } from "../logging/log.ts";
import type { Jobs } from "../ports/databricks/jobs.ts";
import type { Sql } from "../ports/databricks/sql.ts";
import type { TableWrites } from "../ports/databricks/table-writes.ts";
import type { Stores } from "../ports/stores/stores.ts";
import type { Breaker } from "../resilience/breaker.ts";
import type { TurnDeps } from "../turn/turn-deps.ts";

export type Databricks = Awaited<ReturnType<typeof openDatabricks>>;

/** The client of the workspace, and with whose credentials it calls. */
export const openDatabricks = async (
  { databricks: { host, auth } }: { databricks: Pick<Config["databricks"], "host" | "auth"> },
  log: Log,
  { breaker, signIn }: { breaker?: Breaker; signIn?: Promise<SignInParts> } = {},
) => {
  const [{ createHttp }, tokens] = await Promise.all([
    import("../../adapters/databricks/http.ts"),
    import("../../adapters/databricks/token.ts"),
  ]);
  const own = auth.kind === "token" ? tokens.personalToken(auth.token) : tokens.clientCredentials({ host, ...auth });
  const identity = personalIdentity(own, async () => (await signIn)?.grants);
  const http = createHttp({ host, identity, log, ...(breaker && { guard: breaker.run }) });
  return { host, identity, ownIdentity: auth.kind === "client", http };
};

/** The agents, each with what the supervisor knows it by. */
export const openAgents = async (
  config: Config,
  databricks: Databricks,
  stores: Promise<Stores>,
  log: Log,
): Promise<TurnDeps["agents"]> => {
  const [{ createGenie }, { createOwners }, { identityOf }, { records }, sql] = await Promise.all([
    import("../../adapters/databricks/genie/genie.ts"),
    import("../../adapters/databricks/genie/owners.ts"),
    import("../../adapters/databricks/workspace.ts"),
    stores,
    config.knowsValues ? openSql(config, databricks) : undefined,
  ]);
  const { http, host, ownIdentity } = databricks;
  const shared = {
    ...{ http, host, log },
    identity: identityOf(http),
    owners: createOwners(records),
    deletesOldest: ownIdentity,
  };
  return new Map(
    config.agents.map(({ space, ...profile }) => {
      // What the bot sees in the data must not choose, nor be named, where people see what they themselves may see.
      const isOwn = (profile.rights ?? config.identity.rights) === "user";
      const agent = createGenie({ ...shared, spaceId: space, profile, sql: isOwn ? undefined : sql });
      return [profile.id, { profile, agent }];
    }),
  );
};

/** The jobs of the workspace. */
export const openJobs = async ({ http, host }: Databricks, log: Log): Promise<Jobs> => {
  const { createJobs } = await import("../../adapters/databricks/jobs/jobs.ts");
  return createJobs({ http, host, log });
};

/** Statements on the configured warehouse, if there is one. */
const openSql = async ({ databricks: { warehouseId } }: Config, { http }: Databricks): Promise<Sql | undefined> => {
  if (!warehouseId) return undefined;
  const { createSql } = await import("../../adapters/databricks/sql/statements.ts");
  return createSql({ http, warehouseId });
};

/** The configured warehouse, if there is one: for statements, and to learn when tables were last written. */
export const openWarehouse = async (
  config: Config,
  databricks: Databricks,
): Promise<{ sql: Sql | undefined; tables: TableWrites | undefined }> => {
  const sql = await openSql(config, databricks);
  const { warehouseId } = config.databricks;
  if (!sql || !warehouseId) return { sql, tables: undefined };
  const { createTableWrites } = await import("../../adapters/databricks/sql/table-writes.ts");
  return { sql, tables: createTableWrites({ http: databricks.http, sql, warehouseId }) };
};

/** What the bot's identity may see, for whoever sets the bot up. */
export const openSurvey = () => import("../../adapters/databricks/survey.ts");

/** What doctor looks up in Databricks, beyond what the bot itself does there. */
export const openDatabricksProbes = async () => {
  const { canSeeSpace, canUseWarehouse, whoAmI } = await import("../../adapters/databricks/workspace.ts");
  return { canSeeSpace, canUseWarehouse, whoAmI };
};
