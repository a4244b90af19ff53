import { slack } from "../../../adapters/slack/slack-channel.ts";
import { SLACK_APP_TOKEN, SLACK_BOT_TOKEN } from "../../../sandbox/slack/seed.ts";
import { type Log, silent } from "../../../src/log.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { type SlackBench, sign, startSlack } from "../../support/slack/slack-bench.ts";
import { attached, programs } from "./slack-attached.ts";
import type { Payload } from "./slack-builders.ts";
import { changes, notices } from "./slack-changes.ts";
import { events, organisations } from "./slack-events.ts";
import { clicks, commands, shortcuts, views } from "./slack-interactions.ts";
import { conversation, directMessages, mentions } from "./slack-messages.ts";
import { BOT, TEAM } from "./slack-payloads.ts";

/*
 * Everything that Slack sends, in its real shape, and what has to come of it: how many turns, with which text.
 * https://docs.slack.dev/reference/events
 */

const corpus: Record<string, Payload[]> = {
  mentions,
  conversation,
  "direct messages": directMessages,
  "what stands beside the words": attached,
  programs,
  changes,
  notices,
  events,
  organisations,
  commands,
  clicks,
  shortcuts,
  views,
};
const all = Object.values(corpus).flat();

const secret = "8f742231b10e8888abcd99yyyzzz85a5";

const request = ({ by, body }: Payload): HttpRequest => {
  const isEvent = by === "event";
  const fields = by === "command" ? (body as Record<string, string>) : { payload: JSON.stringify(body) };
  return {
    method: "POST",
    path: "/slack/events",
    headers: { "content-type": isEvent ? "application/json" : "application/x-www-form-urlencoded" },
    body: Buffer.from(isEvent ? JSON.stringify(body) : new URLSearchParams(fields).toString()),
  };
};

/** What comes of a payload over HTTP, delivered twice, and the lines that it leaves in the log. */
const replay = async (payload: Payload): Promise<{ acts: Inbound[]; lines: { event: string }[] }> => {
  const acts: Inbound[] = [];
  const lines: { event: string }[] = [];
  const line = (fields: { event: string }) => void lines.push(fields);
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const fetch = () => Promise.reject(new Error("a call to Slack"));
  const channel = slack({ botToken: "xoxb-1", signingSecret: secret, log, fetch });
  for (let delivery = 0; delivery < 2; delivery += 1) {
    const response = await channel.receive(sign(request(payload), Date.now(), secret), async (act) => {
      acts.push(act);
    });
    expect(response).toEqual({ status: 200 });
  }
  return { acts, lines };
};

/** What a payload can expect to be left out. */
const absent = { attached: undefined, files: undefined, toOthers: undefined };

describe.each(Object.entries(corpus))("Slack sends %s", (_, payloads) => {
  it.each(payloads.map((payload) => [payload.name, payload] as const))("%s", async (_, payload) => {
    const { acts, lines } = await replay(payload);
    const once = acts.filter(({ id }, index) => acts.findIndex((other) => other.id === id) === index);
    expect(once.filter(({ kind }) => kind === "message")).toHaveLength(payload.turns);
    expect(once).toHaveLength(payload.act ? 1 : 0);
    if (payload.act) expect({ ...absent, ...once[0] }).toMatchObject(payload.act);
    const [logged, ...others] = [...new Set(lines.map(({ event }) => event))];
    expect([logged, others]).toEqual([payload.logged, []]);
  });
});

describe("the corpus of Slack", () => {
  it("has more than two hundred payloads, each under a name of its own", () => {
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});

describe("Slack's Socket Mode", () => {
  let bench: SlackBench;
  let channel: ChannelAdapter;
  const acts: Inbound[] = [];

  beforeAll(async () => {
    bench = await startSlack();
    channel = slack({
      botToken: SLACK_BOT_TOKEN,
      appToken: SLACK_APP_TOKEN,
      apiUrl: bench.apiUrl,
      log: silent,
      fetch: (url, init) =>
        String(url).endsWith("/auth.test")
          ? Promise.resolve(Response.json({ ok: true, team_id: TEAM, user_id: BOT }))
          : fetch(url, init),
    });
    await channel.connect(async (act) => void acts.push(act));
  });
  afterAll(async () => {
    await channel.close();
    await bench.stop();
  });

  const kinds = { event: "events_api", command: "slash_commands", interaction: "interactive" } as const;

  it("brings the same of every payload, and acknowledges it", async () => {
    // Slack's client cannot read an Events API body without an event.
    for (const payload of all.filter(({ by, body }) => by !== "event" || body["event"])) {
      acts.length = 0;
      const envelope = { kind: kinds[payload.by], id: "1", label: payload.name, body: payload.body };
      const { transport } = bench.service.sockets;
      const outcome = await transport.send(envelope as never, undefined, AbortSignal.timeout(5_000));
      expect(outcome, payload.name).toMatchObject({ state: "answered", status: 200 });
      expect(acts, payload.name).toHaveLength(payload.act ? 1 : 0);
      if (payload.act) expect({ ...absent, ...acts[0] }, payload.name).toMatchObject(payload.act);
    }
  });

  it("goes on after Slack asks to connect anew", async () => {
    bench.service.sockets.refresh();
    await vi.waitFor(() => expect(bench.service.sockets.connections()).toBeGreaterThan(0), 10_000);
    acts.length = 0;
    const [first] = mentions;
    const envelope = { kind: "events_api", id: "2", label: "after", body: first?.body };
    await vi.waitFor(async () => {
      await bench.service.sockets.transport.send(envelope as never, undefined, AbortSignal.timeout(2_000));
      expect(acts.length).toBeGreaterThan(0);
    }, 10_000);
  });
});
