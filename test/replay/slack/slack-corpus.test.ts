import { placeOf } from "../../../adapters/slack/address.ts";
import { Body, readBody } from "../../../adapters/slack/inbound/body.ts";
import { slack } from "../../../adapters/slack/slack-channel.ts";
import { SLACK_APP_TOKEN, SLACK_BOT_TOKEN } from "../../../sandbox/slack/seed.ts";
import { type Log, silent } from "../../../src/logging/log.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import type { Taken } from "../../support/acts.ts";
import { untilPasses } from "../../support/eventually.ts";
import { type SlackBench, sign, startSlack } from "../../support/slack/slack-bench.ts";
import { attached, programs } from "./slack-attached.ts";
import type { Fields, Payload } from "./slack-builders.ts";
import { changes, notices } from "./slack-changes.ts";
import { departures } from "./slack-departures.ts";
import { events, organisations } from "./slack-events.ts";
import { clicks, commands, shortcuts, views } from "./slack-interactions.ts";
import { conversation, directMessages, mentions } from "./slack-messages.ts";
import { ASKER, BOT, blockActions, CHANNEL, TEAM, viewSubmission } from "./slack-payloads.ts";

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
  departures,
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
const replay = async (payload: Payload): Promise<{ acts: Taken[]; lines: { event: string }[] }> => {
  const acts: Taken[] = [];
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
const absent = { attached: undefined, files: undefined, toOthers: undefined, users: undefined };

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

  it("is read without an error when a field has any other form", () => {
    const wrong = all.flatMap(({ name, body }) =>
      variantsOf(body).filter((variant) => {
        try {
          const reading = read(variant);
          return reading.kind === "unreadable" && reading.where === "";
        } catch {
          return expect.fail(`${name}: ${JSON.stringify(variant)}`);
        }
      }),
    );
    expect(wrong).toEqual([]);
  });

  it("loses nobody's words when what stands beside them has another form", () => {
    const asked = all.filter(({ by, turns }) => by === "event" && turns === 1);
    const beside = ["blocks", "attachments", "files", "user_profile"];
    const lost = asked.flatMap(({ name, body }) => {
      const event = (body["event"] ?? {}) as Fields;
      const inner = "message" in event ? "message" : undefined;
      const message = (inner ? event[inner] : event) as Fields;
      return beside.flatMap((field) =>
        forms
          .map((form) => ({ ...message, [field]: form }))
          .map((changed) => ({ ...body, event: inner ? { ...event, [inner]: changed } : changed }))
          .filter((variant) => read(variant).kind !== "act")
          .map((variant) => `${name}: ${JSON.stringify(variant)}`),
      );
    });
    expect(lost).toEqual([]);
  });

  it("keeps a click and a form whose other fields have another form", () => {
    const user = { id: ASKER, team_id: TEAM };
    for (const form of forms) {
      const beside = { trigger_id: form, user: { ...user, name: form, username: form } };
      expect(read(blockActions(beside)).kind, JSON.stringify(form)).toBe("act");
      const values = { table: { table: { value: "orders" } }, note: { note: form }, odd: form };
      const sent = viewSubmission(placeOf(TEAM, CHANNEL, "1.2"), beside, { state: { values } });
      expect(read(sent), JSON.stringify(form)).toMatchObject({ kind: "act", act: { fields: { table: "orders" } } });
    }
  });
});

const read = (body: Fields) => readBody(Body.parse(JSON.parse(JSON.stringify(body))), { team: TEAM, bot: BOT });

const forms = [undefined, null, 7, true, "", "x", [], [null], {}, { x: [] }];

/** The same payload with another form of each field, and of each field of its objects and lists of one. */
const variantsOf = (body: Fields): Fields[] =>
  Object.entries(body).flatMap(([key, value]) => {
    const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : undefined;
    const inLists = isFields(only) ? variantsOf(only).map((one) => [one]) : [];
    return [...forms, ...(isFields(value) ? variantsOf(value) : inLists)].map((form) => ({ ...body, [key]: form }));
  });

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

describe("Slack's Socket Mode", () => {
  let bench: SlackBench;
  let channel: ChannelAdapter;
  const acts: Taken[] = [];

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
    await untilPasses(() => expect(bench.service.sockets.connections()).toBeGreaterThan(0), 10_000);
    acts.length = 0;
    const [first] = mentions;
    const envelope = { kind: "events_api", id: "2", label: "after", body: first?.body };
    await untilPasses(async () => {
      await bench.service.sockets.transport.send(envelope as never, undefined, AbortSignal.timeout(2_000));
      expect(acts.length).toBeGreaterThan(0);
    }, 10_000);
  });
});
