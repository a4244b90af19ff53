import { mkdtemp, rm } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createControl } from "./control/service.ts";
import { createDatabricks } from "./databricks/service.ts";
import { Desk } from "./desk.ts";
import { environment, writeConfig, writeEnvironment } from "./environment.ts";
import { createSlack } from "./slack/service.ts";
import { type Service, serve } from "./wire.ts";

export interface SandboxOptions {
  /** Base port P: control P, Slack P+1, Databricks P+3, model P+4. 0: every service takes a free port. */
  port?: number;
  /** Where the bot listens; `deliverTo` may say it later. */
  botPort?: number;
  /** False: the environment names no language model. */
  model?: boolean;
  /** Genie answers at once. */
  fast?: boolean;
  /** For concierge.yaml and the bot's data. Default: data/sandbox, or a temporary folder when the port is 0. */
  directory?: string;
  /** Default: `.env` in the directory. */
  envFile?: string;
  /** False: Slack never says 429 by itself. */
  rateLimits?: boolean;
}

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** Starts every service on 127.0.0.1 and writes the files that connect a bot. A busy port rejects with one sentence. */
export const startSandbox = async (options: SandboxOptions = {}) => {
  const { port = 4_000, botPort = 3_000, fast = false, rateLimits = true } = options;
  const desk = new Desk();
  const ending = new AbortController();
  const slack = createSlack({ desk, rateLimits, deliverTo: `http://127.0.0.1:${botPort}` });
  const databricks = createDatabricks({ desk, fast, genieLimitPerMinute: 600 });
  const services: Record<string, string> = {};
  const control = createControl({ desk, slack, databricks, pages, services: () => services, signal: ending.signal });

  const servers: Server[] = [];
  const stop = async (): Promise<void> => {
    ending.abort();
    slack.close();
    await Promise.all(servers.map(closed));
    if (temporary) await rm(temporary, { recursive: true, force: true });
  };
  const open = async (service: Service, offset: number): Promise<string> => {
    const server = await listening(service, port === 0 ? 0 : port + offset, desk);
    servers.push(server);
    if (service === slack) slack.attach(server);
    return `http://127.0.0.1:${portOf(server)}`;
  };
  const temporary = port === 0 && !options.directory ? await mkdtemp(join(tmpdir(), "sandbox-")) : undefined;
  const directory = options.directory ?? temporary ?? "data/sandbox";
  try {
    services["slack"] = await open(slack, 1);
    services["databricks"] = await open(databricks, 3);
    const env = environment(
      { slack: services["slack"], databricks: services["databricks"] },
      databricks.spaces,
      directory,
      botPort,
    );
    const envFile = options.envFile ?? join(directory, ".env");
    await writeConfig(join(directory, "concierge.yaml"), env);
    await writeEnvironment(envFile, env);
    return { control: await open(control, 0), env, envFile, directory, services, desk, slack, databricks, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

const pages = fileURLToPath(new URL("playground", import.meta.url));

const listening = async (service: Service, port: number, desk: Desk): Promise<Server> => {
  try {
    return await serve(service, port, desk);
  } catch (error) {
    const busy = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
    if (!busy) throw error;
    const advice = "stop the program that listens there, or choose other ports with --port";
    throw new Error(`Port ${port} (${service.name}) is in use: ${advice}.`, { cause: error });
  }
};

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
