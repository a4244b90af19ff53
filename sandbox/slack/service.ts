import type { Server } from "node:http";
import { createReplicas } from "../replicas.ts";
import type { Traffic } from "../traffic.ts";
import type { Service } from "../wire.ts";
import { createActs } from "./acts.ts";
import { agents } from "./api/agents.ts";
import { apiRoutes, limited } from "./api/api.ts";
import { apps } from "./api/apps.ts";
import { chat } from "./api/chat.ts";
import { conversations } from "./api/conversations.ts";
import { files } from "./api/files.ts";
import type { Slack } from "./api/method.ts";
import { people } from "./api/people.ts";
import { reactions } from "./api/reactions.ts";
import { streams } from "./api/streams.ts";
import { views } from "./api/views.ts";
import { createDelivery, RETRY_DELAYS } from "./delivery.ts";
import { envelope, eventsOf, memberJoined } from "./events.ts";
import { createFiles, fileRoutes } from "./files.ts";
import { createHooks } from "./hooks.ts";
import { httpTransport } from "./http.ts";
import { createLimits } from "./limits.ts";
import type { Conversation } from "./seed.ts";
import { createSessions } from "./sessions.ts";
import { createSockets } from "./sockets.ts";
import { createHome } from "./views/home.ts";
import { createModals } from "./views/modals.ts";
import { createViews } from "./views/views.ts";
import { type Change, createWorkspace } from "./workspace.ts";

export interface SlackOptions {
  traffic: Traffic;
  /** Base URL of the bot: `http://127.0.0.1:3000`. Absent: `deliverTo` sets it later. */
  deliverTo?: string;
  /** False: only faults answer calls with 429. */
  rateLimits?: boolean;
  /** Waits between the attempts to deliver an event, ms. */
  retryDelays?: readonly number[];
  now?: () => number;
  /** Decides which of the two events of a mention comes first. */
  random?: () => number;
}

export type SlackService = ReturnType<typeof createSlack>;

/** Slack: its Web API, its events and interactions, and one workspace in memory. */
export const createSlack = ({
  traffic,
  deliverTo,
  rateLimits = true,
  retryDelays = RETRY_DELAYS,
  now = Date.now,
  random = Math.random,
}: SlackOptions) => {
  const bot = createReplicas(...(deliverTo ? [deliverTo] : []));
  let base = "";
  const tell = (change: Change): void => {
    const events = eventsOf(workspace, change);
    if (random() < 0.5) events.reverse();
    const channel = change.kind === "seen" ? change.channel : change.message.channel;
    for (const event of events) delivery.event(envelope(workspace, event, workspace.conversation(channel)));
    traffic.emit("change", "slack", channel || undefined);
  };
  const workspace = createWorkspace({ now, onChange: tell });
  const sockets = createSockets();
  const transports = [sockets.transport, httpTransport(bot, now)];
  const delivery = createDelivery({ traffic, transports, now, retryDelays });
  const limits = createLimits(now, rateLimits);
  const parts = { files: createFiles(now), sessions: createSessions(now), views: createViews(now) };
  const hooks = createHooks(workspace);
  const socketUrl = (): string => `${base.replace("http", "ws")}/link/?ticket=${sockets.ticket()}`;
  const joined = (conversation: Conversation): void =>
    delivery.event(envelope(workspace, memberJoined(workspace, conversation), conversation));
  const slack: Slack = { workspace, ...parts, base: () => base, socketUrl, joined };

  const service: Service = {
    name: "slack",
    routes: [...apiRoutes(methods, { slack, limits, traffic }), ...fileRoutes(parts.files), ...hooks.routes],
    fail: (status, fault) =>
      status === 429 ? limited(Number(fault.retry_after ?? 1)) : { status, body: `${status} from Slack` },
    missing: (request) =>
      request.path.startsWith("/api/")
        ? { status: 200, body: { ok: false, error: "unknown_method", req_method: request.path.slice(5) } }
        : { status: 404, body: "Not found" },
  };

  return {
    ...service,
    ...parts,
    workspace,
    delivery,
    acts: createActs({ workspace, views: parts.views, hooks, delivery, base: () => base }),
    home: createHome({ workspace, views: parts.views, delivery }),
    modals: createModals({ workspace, views: parts.views, delivery }),
    sockets,
    /** Sets where events go: the base URLs of the bot's replicas. */
    deliverTo: bot.listenAt,
    /** Takes its own address from the server that serves it. */
    attach: (server: Server): void => {
      const address = server.address();
      if (typeof address === "object" && address) base = `http://127.0.0.1:${address.port}`;
      sockets.attach(server);
    },
    reset: (): void => {
      delivery.cancel();
      workspace.reset();
      hooks.reset();
      limits.reset();
      for (const part of Object.values(parts)) part.reset();
    },
    /** Ends every delivery and connection. */
    close: (): void => {
      delivery.cancel();
      sockets.close();
    },
  };
};

const methods = [
  ...people,
  ...conversations,
  ...chat,
  ...streams,
  ...reactions,
  ...views,
  ...files,
  ...agents,
  ...apps,
];
