import type { Server } from "node:http";
import { createReplicas } from "../replicas.ts";
import type { Traffic } from "../traffic.ts";
import type { Service } from "../wire.ts";
import { createActs } from "./acts.ts";
import { activities } from "./api/activities.ts";
import { apiRoutes, SERVICE_PATH } from "./api/api.ts";
import { conversations } from "./api/conversations.ts";
import { members } from "./api/members.ts";
import { refusals, refused } from "./api/refusal.ts";
import { ACK_MS, createDelivery, RETRY_DELAYS } from "./delivery.ts";
import { createFiles, fileRoutes } from "./files.ts";
import { createLimits } from "./limits.ts";
import { createLogin } from "./login/login.ts";
import { createSignIn } from "./sign-in.ts";
import { createWorkspace } from "./workspace.ts";

export interface TeamsOptions {
  traffic: Traffic;
  /** Base URL of the bot: `http://127.0.0.1:3000`. Absent: set later by `deliverTo`. */
  deliverTo?: string;
  /** False: only a fault answers 429. */
  rateLimits?: boolean;
  /** Waits between the attempts to deliver an activity, ms. */
  retryDelays?: readonly number[];
  /** How long the bot has to answer, ms. */
  ackMs?: number;
  /** Life of an access token of the bot, seconds. */
  tokenSeconds?: number;
  now?: () => number;
}

export type TeamsService = ReturnType<typeof createTeams>;

/** Microsoft Teams: the Bot Connector, the login of bots, and one tenant that lives in memory. */
export const createTeams = ({
  traffic,
  deliverTo,
  rateLimits = true,
  retryDelays = RETRY_DELAYS,
  ackMs = ACK_MS,
  tokenSeconds = 3_599,
  now = Date.now,
}: TeamsOptions) => {
  const bot = createReplicas(...(deliverTo ? [deliverTo] : []));
  let base = "";
  const serviceUrl = (): string => `${base}${SERVICE_PATH}/`;
  const workspace = createWorkspace({
    now,
    onChange: (conversation) => traffic.emit("change", "teams", conversation),
    onPost: (message) => signIn.posted(message),
  });
  const login = createLogin({ base: () => base, now, lifetimeSeconds: tokenSeconds });
  const limits = createLimits(now, rateLimits);
  const files = createFiles(() => base, workspace.nextId);
  const delivery = createDelivery({
    traffic,
    bot,
    token: login.channelToken,
    nextId: workspace.nextId,
    now,
    retryDelays,
    ackMs,
  });
  const signIn = createSignIn({ workspace, delivery, login, base: () => base, serviceUrl });
  const calls = [...activities, ...conversations, ...members];
  const teams = { workspace, serviceUrl };

  const service: Service = {
    name: "teams",
    routes: [
      ...apiRoutes(calls, { teams, login, limits, traffic }),
      ...login.routes,
      ...signIn.routes,
      ...fileRoutes(files),
    ],
    fail: (status, fault) => {
      const wait: Record<string, string> =
        fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) };
      return refused(failures[status](), wait);
    },
    missing: () => refused(refusals.missing()),
  };

  return {
    ...service,
    workspace,
    delivery,
    login,
    files,
    signIn,
    acts: createActs({ workspace, files, delivery, serviceUrl }),
    serviceUrl,
    /** Where activities go from now on: base URLs of the bot's replicas. */
    deliverTo: bot.listenAt,
    /** Takes its own address from its server. */
    attach: (server: Server): void => {
      const address = server.address();
      if (typeof address === "object" && address) base = `http://127.0.0.1:${address.port}`;
    },
    reset: (): void => {
      delivery.stop();
      workspace.reset();
      files.reset();
      signIn.reset();
      limits.reset();
    },
    /** Ends every delivery. */
    close: (): void => delivery.stop(),
  };
};

const failures = { 429: refusals.busy, 500: refusals.internal, 503: refusals.unavailable };
