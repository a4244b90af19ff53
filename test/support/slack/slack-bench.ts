import { createHmac } from "node:crypto";
import type { Server } from "node:http";
import { slack } from "../../../adapters/slack/slack-channel.ts";
import { PEOPLE, SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, TEAM } from "../../../sandbox/slack/seed.ts";
import { createSlack } from "../../../sandbox/slack/service.ts";
import type { Message } from "../../../sandbox/slack/workspace.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import type { Place, PostRef } from "../../../src/ports/place.ts";
import type { ChannelBench, ChannelKind, Shown } from "../../contract/channel.ts";
import { untilPasses } from "../eventually.ts";
import { address, listening } from "../noting-bot.ts";
import { forgeriesIn, pingsIn, readable } from "./slack-reading.ts";

export interface SlackBench extends ChannelBench {
  /** The service that plays Slack, and its calls. */
  service: ReturnType<typeof createSlack>;
  traffic: Traffic;
  apiUrl: string;
  /** Everything that Slack sends while `act` runs: `count` requests or more. */
  sent(count: number, act: () => void): Promise<HttpRequest[]>;
}

/** Slack, played by a service on this machine that signs, repeats and checks as Slack does. */
export const slackKind: ChannelKind & { start(): Promise<SlackBench> } = { name: "Slack", start: () => startSlack() };

const person = (name: string) => PEOPLE.find((one) => one.name === name)!;
const actor = (name: string): Actor => ({ platform: "slack", tenant: TEAM.id, user: person(name).id, name });

export const startSlack = async (deps: Partial<Parameters<typeof slack>[0]> = {}): Promise<SlackBench> => {
  const requests: HttpRequest[] = [];
  const botServer = await listening(requests);
  const traffic = new Traffic();
  const service = createSlack({ traffic, rateLimits: false, deliverTo: address(botServer) });
  const server = await serve(service, 0, traffic);
  service.attach(server);
  const apiUrl = `${address(server)}/api/`;
  const channel = slack({
    botToken: SLACK_BOT_TOKEN,
    signingSecret: SLACK_SIGNING_SECRET,
    apiUrl,
    log: silent,
    ...deps,
  });
  await channel.connect(() => Promise.resolve());

  const sent: SlackBench["sent"] = async (count, act) => {
    const from = requests.length;
    act();
    await untilPasses(() => {
      if (requests.length < from + count) throw new Error(`${requests.length - from} of ${count} requests arrived`);
    });
    return requests.slice(from);
  };
  const conversation = service.workspace.conversation("C0ANALYTICS")!;
  const home = service.workspace.directConversation(person("asker").id)!;
  const retried = (all: HttpRequest[]): HttpRequest[] => [...all, ...all.map(asRetry)];
  const write = (count: number, where: typeof conversation, words: string) =>
    sent(count, () => service.acts.write(person("asker"), where, words, null)).then(retried);

  return {
    channel,
    service,
    traffic,
    apiUrl,
    sent,
    person: actor("asker"),
    other: actor("colleague"),
    mention: (text) => write(2, conversation, `@Genie ${text}`),
    direct: (text) => write(1, home, text),
    click: (ref, action) =>
      sent(1, () => {
        const message = messageOf(service, ref);
        service.acts.click(
          person("asker"),
          service.workspace.conversation(message.channel)!,
          message,
          button(message, action),
        );
      }).then(retried),
    submit: (fields) =>
      sent(1, () => {
        const view = service.views.list().at(-1)!;
        service.modals.submit(person("asker"), view, stateOf(view.blocks, fields));
      }).then(retried),
    echo: (ref) =>
      sent(1, () => {
        const { text, blocks, channel: id, threadTs, user } = messageOf(service, ref);
        service.workspace.post({ channel: id, user, bot: true, text, blocks, threadTs });
      }),
    forged: (request) => sign(request, Date.now(), "a guess"),
    signed: (request, offsetMs) => sign(request, Date.now() + offsetMs, SLACK_SIGNING_SECRET),
    remove: (ref) => Promise.resolve(service.workspace.remove(messageOf(service, ref))),
    screen: (place) => Promise.resolve(screenOf(service, place)),
    calls: () => traffic.calls.length,
    stop: () => stop(channel, service, [server, botServer]),
  };
};

const stop = async (
  channel: ChannelAdapter,
  service: ReturnType<typeof createSlack>,
  servers: Server[],
): Promise<void> => {
  await channel.close();
  service.close();
  for (const server of servers) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

export const sign = (request: HttpRequest, at: number, secret: string): HttpRequest => {
  const timestamp = String(Math.floor(at / 1000));
  const hash = createHmac("sha256", secret).update(`v0:${timestamp}:${request.body.toString()}`).digest("hex");
  const headers = { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hash}` };
  return { ...request, headers: { ...request.headers, ...headers } };
};

const asRetry = (request: HttpRequest): HttpRequest => ({
  ...request,
  headers: { ...request.headers, "x-slack-retry-num": "1", "x-slack-retry-reason": "http_timeout" },
});

const messageOf = (service: ReturnType<typeof createSlack>, ref: PostRef): Message => {
  const { channel, ts } = ref.id as { channel: string; ts: string };
  return service.workspace.find(channel, ts)!;
};

const button = (message: Message, action: string) => {
  for (const block of message.blocks) {
    for (const element of (block["elements"] ?? []) as Record<string, unknown>[]) {
      if (element["action_id"] === action)
        return { ...element, type: "button", action_id: action, block_id: block.block_id ?? "" };
    }
  }
  throw new Error(`no button ${action}`);
};

/** The values of a modal's inputs as Slack reports them: what was filled in, else what stood there. */
const stateOf = (blocks: { type: string; block_id?: string; element?: unknown }[], fields: Record<string, string>) =>
  Object.fromEntries(
    blocks
      .filter((block) => block.type === "input")
      .map(({ block_id = "", element }) => {
        const { type, action_id, ...rest } = element as Record<string, string>;
        const given = fields[String(action_id)];
        const initial = rest["initial_option"] as { value: string } | undefined;
        const value = given ?? rest["initial_value"] ?? rest["initial_date"] ?? initial?.value ?? null;
        const text = { type: "plain_text", text: value, emoji: false };
        const filled = type === "static_select" ? { selected_option: value === null ? null : { text, value } } : null;
        const state = filled ?? (type === "datepicker" ? { selected_date: value } : { value });
        return [block_id, { [String(action_id)]: { type, ...state } }];
      }),
  );

const screenOf = ({ workspace }: ReturnType<typeof createSlack>, place: Place): Shown[] => {
  const { channel, thread_ts } = place.to as { channel: string; thread_ts?: string };
  return workspace
    .screen(channel)
    .filter((message) => message.ts === thread_ts || message.threadTs === (thread_ts ?? null))
    .map((message) => ({
      text: [readable(message), ...message.files.map((file) => file.name)].join("\n"),
      mine: message.bot && message.files.length === 0,
      ...(message.ephemeralTo ? { only: message.ephemeralTo } : {}),
      pings: message.bot ? pingsIn(message) : [],
      forgeries: message.bot ? forgeriesIn(message) : [],
      buttons: message.blocks
        .filter((block) => block.type === "actions")
        .flatMap((block) => (block["elements"] as { text: { text: string } }[]).map((one) => one.text.text)),
    }));
};
