import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import { bot } from "../../src/ports/databricks/identity.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import type { DatabricksHttp } from "./http.ts";

const Me = z.object({ userName: z.string(), displayName: z.string().nullish() });

/** Who the bot is in Databricks: user name (a service principal: its application id) and display name. */
export const whoAmI = async (http: DatabricksHttp): Promise<{ userName: string; displayName: string }> => {
  const me = await http.call(Me, { method: "GET", path: "/api/2.0/preview/scim/v2/Me", ...brief });
  return { userName: me.userName, displayName: me.displayName || me.userName };
};

/** Looks up the bot's name for sentences when it is first needed. Does not reject. */
export const identityOf = (http: DatabricksHttp): (() => Promise<string>) => {
  let known: string | undefined;
  return async () => {
    try {
      if (!known) {
        const { userName, displayName } = await whoAmI(http);
        known = displayName === userName ? userName : `${displayName} (${userName})`;
      }
      return known;
    } catch {
      return phrase("botIdentity", {});
    }
  };
};

const GenieSpace = z.object({ title: z.string() });

/** The title of a Genie space; undefined when it does not exist or is not shared with the bot. */
export const canSeeSpace = async (http: DatabricksHttp, spaceId: string): Promise<{ title: string } | undefined> => {
  try {
    const path = `/api/2.0/genie/spaces/${encodeURIComponent(spaceId)}`;
    return await http.call(GenieSpace, { method: "GET", path, ...brief });
  } catch (thrown) {
    const hidden = ["databricks.forbidden", "databricks.not-found", "databricks.invalid"];
    if (thrown instanceof Problem && hidden.includes(thrown.code)) return undefined;
    throw thrown;
  }
};

const Warehouse = z.object({ name: z.string() });

/** The name of a SQL warehouse; undefined when it does not exist or the bot may not use it. Does not start it. */
export const canUseWarehouse = async (http: DatabricksHttp, id: string): Promise<{ name: string } | undefined> => {
  try {
    const path = `/api/2.0/sql/warehouses/${encodeURIComponent(id)}`;
    return await http.call(Warehouse, { method: "GET", path, ...brief });
  } catch (thrown) {
    const hidden = ["databricks.forbidden", "databricks.not-found", "databricks.invalid"];
    if (thrown instanceof Problem && hidden.includes(thrown.code)) return undefined;
    throw thrown;
  }
};

/** Somebody is waiting at a terminal, or the bot is starting. */
const brief = { caller: bot, timeoutMs: 10_000, retryForMs: 5_000 };
