import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createGenie, type GenieDeps } from "../../../adapters/databricks/genie/genie.ts";
import type { DatabricksHttp, HttpDeps } from "../../../adapters/databricks/http.ts";
import { createJobs, type JobsDeps } from "../../../adapters/databricks/jobs/jobs.ts";
import { personalToken, serviceIdentity } from "../../../adapters/databricks/token.ts";
import { identityOf } from "../../../adapters/databricks/workspace.ts";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { createDatabricks, type DatabricksOptions } from "../../../sandbox/databricks/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Agent } from "../../../src/ports/databricks/agent.ts";
import type { Caller, Identity } from "../../../src/ports/databricks/identity.ts";
import type { Jobs } from "../../../src/ports/databricks/jobs.ts";
import { somebody } from "../../support/callers.ts";
import { ownersHere } from "../../support/owners.ts";
import { clientOf, fakeTime } from "./replies.ts";

/** What happens to the next POST of a question on its way: it arrives and the answer is lost, or it is lost itself. */
export type Loss = "answer" | "question";

/** A workspace whose time passes only when told, and clients of it. */
export const openWorkspace = async (options: Partial<DatabricksOptions> = {}) => {
  const time = fakeTime();
  const traffic = new Traffic();
  const databricks = createDatabricks({ traffic, now: time.now, ...options });
  const server = await serve(databricks, 0, traffic);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const owners = ownersHere();
  let losses: Loss[] = [];
  let bearers: string[] = [];

  const lossy: typeof fetch = async (input, init) => {
    const bearer = new Headers(init?.headers).get("authorization");
    if (bearer) bearers.push(bearer);
    const lost = init?.method === "POST" ? losses.shift() : undefined;
    const response = lost === "question" ? undefined : await fetch(input, init);
    if (response && !lost) return response;
    await response?.text();
    throw new TypeError("fetch failed", { cause: Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }) });
  };

  const http = (more: Partial<HttpDeps> = {}): DatabricksHttp =>
    clientOf(url, time, { identity: serviceIdentity(personalToken(TOKENS.pat)), fetch: lossy, ...more });

  return {
    url,
    time,
    traffic,
    databricks,
    http,
    genie: (agent = "sales", more: Partial<GenieDeps> = {}): Agent => {
      const client = more.http ?? http();
      return createGenie({
        http: client,
        host: url,
        spaceId: databricks.spaces.find((space) => space.agent === agent)?.id ?? "",
        profile: { id: agent, name: `The ${agent} agent` },
        identity: identityOf(client),
        owners,
        log: silent,
        now: time.now,
        sleep: time.sleep,
        ...more,
      });
    },
    jobs: (more: Partial<JobsDeps> = {}): Jobs =>
      createJobs({ http: http(), host: url, log: silent, ...time, ...more }),
    /** Loses the next question, or the answer to it; with several, those of the next ones too. */
    lose: (...next: Loss[]) => {
      losses = next;
    },
    /** On whose behalf the calls since the last look were made, each caller once, by the token that they came with. */
    callers: (): string[] => {
      const seen = [...new Set(bearers)].map((bearer) => named[bearer] ?? bearer);
      bearers = [];
      return seen;
    },
    /** `METHOD path` of each call since the given number of calls. */
    lines: (since = 0) => traffic.calls.slice(since).map(({ method, path }) => `${method} ${path}`),
    reset: () => {
      databricks.reset();
      traffic.reset();
      losses = [];
    },
    close: async () => {
      databricks.close();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};

/** Mode of tests: each caller with a token of their own, so that the service can tell them apart. */
export const ownTokens: Identity = {
  credentials: async (caller) => personalToken(tokenOf(caller)),
};

const tokenOf = (caller: Caller): string => {
  if (caller.kind === "bot") return TOKENS.pat;
  return caller.actor.user === somebody.user ? TOKENS.admin : TOKENS.colleague;
};

/** Who stands behind a header. */
const named: Record<string, string> = {
  [`Bearer ${TOKENS.pat}`]: "bot",
  [`Bearer ${TOKENS.admin}`]: somebody.user,
};

export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;
