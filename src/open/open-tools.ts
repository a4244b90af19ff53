import type { Config } from "../config/config.ts";
import type { Log } from "../logging/log.ts";
import type { Notifier } from "../ports/notifier.ts";
import type { Tool } from "../ports/tool.ts";
import type { Databricks } from "./open-databricks.ts";

/** Every way that is configured to tell people who are not in the chat. */
export const openNotifiers = ({ notifiers }: Config, log: Log): Promise<Notifier[]> =>
  Promise.all(notifiers.map(({ open }) => open(log)));

/** What the supervisor may use besides the agents. A folder of runbooks that cannot be read rejects. */
export const openTools = async ({ tools, signIn }: Config, { http, host }: Databricks, log: Log): Promise<Tool[]> => {
  const { runbooks, dashboards: listed, search } = tools;
  // What the bot sees is not for everybody where people have rights of their own.
  const lakeview = tools.lakeview && signIn === undefined;
  const opened: (Tool | false | undefined)[] = await Promise.all([
    runbooks &&
      import("../../adapters/tools/runbooks.ts").then(({ createRunbooks }) =>
        createRunbooks({ folder: runbooks.folder, url: runbooks.url, log }),
      ),
    (lakeview || listed.length > 0) &&
      import("../../adapters/tools/dashboards.ts").then(({ createDashboards }) =>
        createDashboards({ listed, lakeview, http, host: workspaceAddress(host), log }),
      ),
    search && import("../../adapters/tools/web-search.ts").then(({ createWebSearch }) => createWebSearch(search)),
  ]);
  return opened.filter((tool) => tool !== undefined && tool !== false);
};

const workspaceAddress = (host: string): string => (host.startsWith("http") ? host : `https://${host}`);
