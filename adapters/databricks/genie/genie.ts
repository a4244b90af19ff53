import type { Log } from "../../../src/logging/log.ts";
import type { Agent } from "../../../src/ports/databricks/agent.ts";
import type { Sql } from "../../../src/ports/databricks/sql.ts";
import { type Timing, timing } from "../../../src/resilience/retry.ts";
import { workspaceUrl } from "../exchange.ts";
import type { DatabricksHttp } from "../http.ts";
import { createAbout } from "./about.ts";
import { createCancel } from "./cancel.ts";
import { createCheck } from "./check.ts";
import { createFailures } from "./failures.ts";
import { inOwnName } from "./own-name.ts";
import type { Owners } from "./owners.ts";
import { createRate } from "./rate-answer.ts";
import { createDownload } from "./result/download.ts";
import type { Space } from "./space.ts";
import { createStart } from "./start.ts";

export interface GenieDeps extends Partial<Timing> {
  http: DatabricksHttp;
  /** Workspace address, for links that people open. */
  host: string;
  spaceId: string;
  profile: { id: string; name: string };
  /** Who the bot is in Databricks, for sentences about permissions: `identityOf(http)`. Does not reject. */
  identity: () => Promise<string>;
  owners: Owners;
  /** Where values of the space's columns are read; absent: they stay unknown. */
  sql?: Sql | undefined;
  log: Log;
  /**
   * Whether the oldest conversations of the bot's identity may be deleted when the space is full. Right for a service
   * principal that only the bot uses; wrong for a person's token, because it would delete that person's own. Default
   * false.
   */
  deletesOldest?: boolean;
  /** How long a question is sent again while Genie cannot take it, ms. A rate limit is reported at once. */
  retryForMs?: number;
}

/** A Genie space as an agent. Problems of `start` are `genie.*`, or `databricks.*` where the agent is not the matter. */
export const createGenie = (deps: GenieDeps): Agent => {
  const space: Space = {
    http: deps.http,
    log: deps.log,
    time: timing(deps),
    agent: deps.profile.id,
    toFailure: createFailures(deps.profile.name, deps.identity),
    path: `/api/2.0/genie/spaces/${encodeURIComponent(deps.spaceId)}`,
    page: `${workspaceUrl(deps.host)}/genie/rooms/${encodeURIComponent(deps.spaceId)}`,
    deletesOldest: deps.deletesOldest ?? false,
    retryForMs: deps.retryForMs ?? 30_000,
  };
  const agent = {
    start: createStart(space, deps.owners),
    check: createCheck(space),
    allRows: createDownload(space),
    cancel: createCancel(space),
    rate: createRate(space),
    about: createAbout(space, deps.sql),
  };
  return inOwnName(agent, deps.profile.name);
};
