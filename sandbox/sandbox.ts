import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import type { Server as TcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createControl } from "./control/service.ts";
import { usualSchedule } from "./databricks/jobs/catalog/schedules.ts";
import { createDatabricks } from "./databricks/service.ts";
import { environment, writeConfig, writeEnvironment } from "./environment.ts";
import { createIssuerKey, ISSUER } from "./federation.ts";
import { createIncidents } from "./incident/service.ts";
import { createMail } from "./mail/service.ts";
import { MODEL_KEY } from "./model/chat.ts";
import { createModel } from "./model/service.ts";
import type { OwnModel } from "./own-model.ts";
import { createSearch } from "./search/service.ts";
import { createSlack } from "./slack/service.ts";
import { APP_ID, TENANT } from "./teams/seed.ts";
import { createTeams } from "./teams/service.ts";
import { Traffic } from "./traffic.ts";
import { type Service, serve } from "./wire.ts";

export interface SandboxOptions {
  /**
   * Base port P: control P, Slack P+1, Teams P+2, Databricks P+3, model P+4, mail P+5, incidents P+7, search P+8 (P+6 is Redis). 0:
   * every service takes a free port.
   */
  port?: number;
  /** Where the bot listens; `deliverTo` may say it later. */
  botPort?: number;
  /** Redis for the bot's data. */
  redis?: string;
  /** False: the environment names no language model. */
  model?: boolean;
  /** A model of one's own for the bot and for Genie's SQL. */
  ownModel?: OwnModel;
  /** Genie and the model answer without their pauses. */
  fast?: boolean;
  /** With whose rights the bot asks Databricks. Default: `service`, its own. */
  rights?: "service" | "user" | "user-or-service";
  /** How Teams signs people in without a click; absent: it does not. */
  sso?: "federation" | "on-behalf-of" | undefined;
  /** For concierge.yaml and the bot's data. Default: data/sandbox; with port 0 a folder that `stop` removes. */
  directory?: string;
  /** Default: `.env` in the directory. */
  envFile?: string;
  /** False: Slack, Teams and the Jobs API say 429 only when a fault wants it. */
  rateLimits?: boolean;
  /** Questions to Genie a minute before it says 429. */
  genieLimitPerMinute?: number;
  /** What that minute lasts. */
  minuteMs?: number;
  /** The language of everybody's Slack and Teams. Default: `en-US`. */
  locale?: string | undefined;
  /** True: a job starts by itself, and fails now and then. */
  schedules?: boolean;
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Starts every service on 127.0.0.1 and writes the files that connect a bot. A busy port rejects with one sentence. */
export const startSandbox = async (options: SandboxOptions = {}) => {
  const { port = 4_000, botPort = 3_000, model = true, fast = false } = options;
  const temporary = port === 0 && !options.directory ? await mkdtemp(join(tmpdir(), "sandbox-")) : undefined;
  const directory = options.directory ?? temporary ?? "data/sandbox";
  const parts = createParts(options, fast, botPort);
  const servers: Server[] = [];
  let isMailOpen = false;
  const stop = async (): Promise<void> => {
    parts.ending.abort();
    parts.slack.close();
    parts.databricks.close();
    parts.teams.close();
    await Promise.all([...servers.map(closed), ...(isMailOpen ? [parts.mail.close()] : [])]);
    if (temporary) await rm(temporary, { recursive: true, force: true });
  };
  /** Where the bot's replicas listen from now on: base URLs. */
  const deliverTo = (...urls: string[]): void => {
    parts.slack.deliverTo(...urls);
    parts.teams.deliverTo(...urls);
  };
  const open = async (service: Service & { attach?(server: Server): void }, offset: number): Promise<string> => {
    const listen = (at: number) => serve(service, at, parts.traffic);
    const server = await onPort(service.name, port === 0 ? 0 : port + offset, listen);
    servers.push(server);
    service.attach?.(server);
    const address = `http://127.0.0.1:${portOf(server)}`;
    parts.services[service.name] = address;
    return address;
  };
  const openMail = async (): Promise<string> => {
    const server = await onPort(parts.mail.name, port === 0 ? 0 : port + 5, parts.mail.listen);
    isMailOpen = true;
    const address = `127.0.0.1:${portOf(server)}`;
    parts.services[parts.mail.name] = `smtp://${address}`;
    return address;
  };
  try {
    const slack = await open(parts.slack, 1);
    const teams = await open(parts.teams, 2);
    parts.databricks.people.trust(`${teams}/${TENANT.id}/v2.0`, APP_ID, parts.teams.login.people);
    const databricks = await open(parts.databricks, 3);
    const modelUrl = await open(parts.model, 4);
    const incident = await open(parts.incident, 7);
    const mail = await openMail();
    const search = await open(parts.search, 8);
    const issuerKey = createIssuerKey();
    parts.databricks.people.trust(ISSUER.issuer, ISSUER.audience, issuerKey, "sub");
    const env = environment({
      federationKey: issuerKey.secret,
      ...{ slack, teams, databricks, mail, incident, search, directory, botPort },
      model: model ? modelUrl : undefined,
      ownModel: options.ownModel,
      spaces: parts.databricks.spaces,
      jobs: parts.databricks.jobs,
      redis: options.redis,
    });
    const envFile = resolve(options.envFile ?? join(directory, ".env"));
    await writeConfig(join(directory, "concierge.yaml"), env, {
      ...(options.rights && { rights: options.rights }),
      ...(options.sso && { sso: options.sso }),
    });
    await writeEnvironment(envFile, env);
    const control = await open(parts.control, 0);
    return { ...parts, control, env, envFile, directory, deliverTo, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const createParts = (options: SandboxOptions, fast: boolean, botPort: number) => {
  const { rateLimits = true, genieLimitPerMinute = 600, minuteMs = 60_000 } = options;
  const traffic = new Traffic();
  const ending = new AbortController();
  /** Addresses by name of service, filled as they are opened. */
  const services: Record<string, string> = {};
  const slack = createSlack({ traffic, rateLimits, deliverTo: `http://127.0.0.1:${botPort}` });
  const teams = createTeams({ traffic, rateLimits, deliverTo: `http://127.0.0.1:${botPort}` });
  for (const { workspace } of [slack, teams]) workspace.locales.setUsual(options.locale ?? "en-US");
  const databricks = createDatabricks({
    ...{ traffic, fast, genieLimitPerMinute, minuteMs },
    jobsRateLimits: rateLimits,
    schedules: options.schedules ? [usualSchedule] : [],
    ...(options.ownModel && { askModel: options.ownModel.ask }),
  });
  const model = createModel({ traffic, fast, key: MODEL_KEY });
  const mail = createMail({ traffic });
  const incident = createIncidents({ traffic });
  const search = createSearch({ traffic });
  const { signal } = ending;
  const parts = { traffic, slack, teams, databricks, model, mail, incident };
  const control = createControl({ ...parts, pages, services: () => services, signal });
  return { ...parts, search, ending, services, control };
};

const pages = fileURLToPath(new URL("playground", import.meta.url));

const onPort = async <T>(name: string, port: number, listen: (port: number) => Promise<T>): Promise<T> => {
  try {
    return await listen(port);
  } catch (error) {
    const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!busy) throw error;
    const advice = "stop the program that listens there, or choose other ports with --port";
    throw new Error(`Port ${port} (${name}) is in use: ${advice}.`, { cause: error });
  }
};

const portOf = (server: TcpServer): number => {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
