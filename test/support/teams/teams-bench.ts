import { generateKeyPairSync, sign as signWith } from "node:crypto";
import { vi } from "vitest";
import { type TeamsDeps, teams } from "../../../adapters/teams/teams-channel.ts";
import { actionOf } from "../../../sandbox/teams/cards/actions.ts";
import { APP_ID, APP_PASSWORD, type Conversation, PEOPLE, TENANT } from "../../../sandbox/teams/seed.ts";
import { createTeams, type TeamsOptions } from "../../../sandbox/teams/service.ts";
import type { Message } from "../../../sandbox/teams/workspace.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import type { Place, PostRef } from "../../../src/ports/place.ts";
import type { ChannelBench, ChannelKind, Shown } from "../../contract/channel.ts";
import { untilPasses } from "../eventually.ts";
import { address, listening } from "../noting-bot.ts";
import { forgeriesIn, nodesOf, pingsIn, readable } from "./teams-reading.ts";

export type Fields = Record<string, unknown>;

export interface TeamsBench extends ChannelBench {
  /** The service that plays Teams, and its calls. */
  service: ReturnType<typeof createTeams>;
  traffic: Traffic;
  base: string;
  /** Settings that connect another channel to this service. */
  deps: TeamsDeps;
  /** Everything that Teams sends while `act` runs: `count` requests or more. */
  sent(count: number, act: () => unknown): Promise<HttpRequest[]>;
  conversation(name: string): Conversation;
  /** The request with another body, as the connector would sign it. */
  rewritten(request: HttpRequest, more: Fields): HttpRequest;
}

type Shared = "planning" | "Analytics";

/** Teams, played by a service on this machine that signs, repeats and checks as the Bot Connector does. */
export const teamsKind = (shared: Shared): ChannelKind => ({
  name: `Teams (${shared === "planning" ? "group chat" : "channel"})`,
  start: async () => benchOf(await sharedPlatform(), {}, shared),
});

/** One service for a whole file: its keys take longer to make than a test to run. */
let shared: Promise<TeamsPlatform> | undefined;
const sharedPlatform = async (): Promise<TeamsPlatform> => {
  shared ??= openPlatform({});
  const platform = await shared;
  platform.service.reset();
  platform.traffic.reset();
  return { ...platform, close: async () => {} };
};

export const closeShared = async (): Promise<void> => {
  const platform = await shared;
  shared = undefined;
  await platform?.close();
};

export const person = (name: string) => PEOPLE.find((one) => one.name === name)!;
export const actor = (name: string): Actor => ({
  platform: "teams",
  tenant: TENANT.id,
  user: person(name).aadObjectId,
  name,
});

/** The service on a free port, and a bot behind it that only notes what it is sent. */
const openPlatform = async (options: Partial<TeamsOptions>) => {
  // The SDK writes to the console of every token that it refuses.
  vi.spyOn(console, "error").mockImplementation(() => {});
  const requests: HttpRequest[] = [];
  const bot = await listening(requests);
  const traffic = new Traffic();
  const service = createTeams({ traffic, rateLimits: false, deliverTo: address(bot), ...options });
  const server = await serve(service, 0, traffic);
  service.attach(server);
  const close = async (): Promise<void> => {
    service.close();
    for (const one of [server, bot]) {
      one.closeAllConnections();
      await new Promise((resolve) => one.close(resolve));
    }
  };
  return { requests, traffic, service, base: address(server), close };
};
type TeamsPlatform = Awaited<ReturnType<typeof openPlatform>>;

export const startTeams = async (
  more: Partial<TeamsDeps> = {},
  options: Partial<TeamsOptions> = {},
  shared: Shared = "Analytics",
): Promise<TeamsBench> => benchOf(await openPlatform(options), more, shared);

/** One service for the tests of a file, without traces of the test before. Ten seconds pass between two tests. */
export const teamsForFile = (take: (bench: TeamsBench) => void): void => {
  let bench: TeamsBench;
  let now = Date.now();
  beforeAll(async () => {
    bench = await startTeams({ now: () => now });
    take(bench);
  });
  beforeEach(() => {
    bench.service.reset();
    bench.traffic.reset();
    // What was sent in one test does not count against the rates of the next.
    now += 10_000;
  });
  afterAll(() => bench.stop());
};

const benchOf = async (platform: TeamsPlatform, more: Partial<TeamsDeps>, shared: Shared): Promise<TeamsBench> => {
  const { requests, traffic, service, base } = platform;
  const deps: TeamsDeps = {
    appId: APP_ID,
    appPassword: APP_PASSWORD,
    appType: "SingleTenant",
    tenantId: TENANT.id,
    metadataUrl: `${base}/v1/.well-known/openidconfiguration`,
    loginUrl: base,
    serviceUrls: [service.serviceUrl()],
    anonymous: false,
    log: silent,
    ...more,
  };
  const channel = teams(deps);
  await channel.connect(() => Promise.resolve());

  const sent: TeamsBench["sent"] = async (count, act) => {
    const from = requests.length;
    await act();
    await untilPasses(() => {
      if (requests.length < from + count) throw new Error(`${requests.length - from} of ${count} requests arrived`);
    });
    return requests.slice(from);
  };
  const conversation = (name: string) => service.workspace.conversations().find((one) => one.name === name)!;
  const rewritten: TeamsBench["rewritten"] = (request, fields) =>
    signed(service, { ...request, body: Buffer.from(JSON.stringify({ ...bodyOf(request), ...fields })) }, 0);

  /** Once more as it was, and then as the copy with a new id that Teams sends when it has given up on that one. */
  const repeated = (all: HttpRequest[]): HttpRequest[] => [
    ...all,
    ...all,
    ...all.map((request) =>
      rewritten(request, { id: `${service.workspace.nextId()}`, timestamp: "2026-01-02T03:04:05Z" }),
    ),
  ];
  const write = (where: string, text: string) =>
    sent(1, () => service.acts.write(person("asker"), conversation(where), { text, root: null })).then(repeated);
  const press = (message: Message, name: string, inputs: Fields = {}) => {
    const pressed = actionOf(message.card, name, false)!;
    const data = { ...(pressed.data as Fields), ...inputs };
    return sent(1, () =>
      service.acts.execute(person("asker"), conversationOf(service, message), message, { ...pressed, data }),
    );
  };

  return {
    channel,
    service,
    traffic,
    base,
    deps,
    sent,
    conversation,
    rewritten,
    person: actor("asker"),
    other: actor("colleague"),
    mention: (text) => write(shared, `@Genie ${text}`),
    direct: (text) => write("personal:asker", text),
    click: (ref, action) => press(messageOf(service, ref), action).then(repeated),
    submit: (fields) => {
      const form = service.workspace
        .messages(conversation(shared).id)
        .findLast(({ card }) => inputsOf(card).length > 0)!;
      return press(form, "job-fill", filled(form.card, fields)).then(repeated);
    },
    echo: async (ref) => {
      const { id, attachments } = messageOf(service, ref);
      const [request] = await write(shared, "@Genie hello");
      const { recipient } = bodyOf(request!);
      return [rewritten(request!, { id, from: recipient, attachments, text: "" })];
    },
    forged: (request) => ({
      ...request,
      headers: { ...request.headers, authorization: `Bearer ${forgedToken(request)}` },
    }),
    signed: (request, offsetMs) => signed(service, request, offsetMs),
    remove: async (ref) => service.workspace.remove(messageOf(service, ref)),
    screen: async (place) => screenOf(service, place),
    calls: () => traffic.calls.length,
    stop: () => channel.close().then(platform.close),
  };
};

export const bodyOf = (request: HttpRequest): Fields => JSON.parse(request.body.toString()) as Fields;

/** As the connector would sign it so many milliseconds from now; a token lives for an hour. */
const signed = (service: ReturnType<typeof createTeams>, request: HttpRequest, offsetMs: number): HttpRequest => {
  const at = Math.floor((Date.now() + offsetMs) / 1000);
  const { serviceUrl = "" } = bodyOf(request);
  // Tokens are used for minutes after they were made: an hour old is too old.
  const token = service.login.channelToken(String(serviceUrl), { nbf: at, exp: at + 3_000 });
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
};

/** The request's own token, signed with a key of somebody else. */
const forgedToken = (request: HttpRequest): string => {
  const [head = "", claims = ""] = (request.headers["authorization"] ?? "").replace("Bearer ", "").split(".");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return `${head}.${claims}.${signWith("RSA-SHA256", Buffer.from(`${head}.${claims}`), privateKey).toString("base64url")}`;
};

const messageOf = (service: ReturnType<typeof createTeams>, ref: PostRef): Message => {
  const { conversation, activity } = ref.id as { conversation: string; activity: string };
  return service.workspace.find(conversation.split(";")[0]!, activity)!;
};

const conversationOf = (service: ReturnType<typeof createTeams>, message: Message): Conversation =>
  service.workspace.conversation(message.conversation)!;

const inputsOf = (card: unknown): Fields[] => nodesOf(card).filter(({ type }) => String(type).startsWith("Input."));

/** What a client sends of a card's inputs: everything as text, what was left alone as it stood. */
const filled = (card: unknown, fields: Record<string, string>): Fields =>
  Object.fromEntries(
    inputsOf(card).map(({ id, value = "" }) => [id, fields[String(id).replace("field.", "")] ?? String(value)]),
  );

const screenOf = ({ workspace }: ReturnType<typeof createTeams>, place: Place): Shown[] => {
  const [conversation = "", suffix] = (place.to as { conversation: string }).conversation.split(";");
  const root = suffix?.replace("messageid=", "");
  return workspace
    .messages(conversation)
    .filter((message) => root === undefined || message.id === root || message.root === root)
    .map((message) => ({
      text: message.card ? readable(message.card) : message.text,
      mine: message.bot,
      ...(message.targetedTo ? { only: workspace.person(message.targetedTo)!.aadObjectId } : {}),
      pings: message.card ? pingsIn(message.card) : [],
      forgeries: message.card ? forgeriesIn(message.card) : [],
      buttons: ((message.card?.["actions"] ?? []) as { title: string }[]).map(({ title }) => title),
    }));
};
