import { slack } from "../../../adapters/slack/slack-channel.ts";
import { SLACK_SIGNING_SECRET } from "../../../sandbox/slack/seed.ts";
import type { Log } from "../../../src/logging/log.ts";
import type { HttpRequest } from "../../../src/ports/chat/http.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { into } from "../../support/acts.ts";
import { sign } from "../../support/slack/slack-bench.ts";

interface Line {
  level: string;
  event: string;
  [field: string]: unknown;
}

/** A channel that has not connected, and the lines that it logs. */
const listening = () => {
  const lines: Line[] = [];
  const line =
    (level: string): Log["info"] =>
    (fields) =>
      void lines.push({ level, ...fields });
  const log: Log = { debug: line("debug"), info: line("info"), warn: line("warn"), error: line("error") };
  return { channel: slack({ botToken: "xoxb-1", signingSecret: SLACK_SIGNING_SECRET, log }), lines };
};

const request = (body: string, type = "application/json"): HttpRequest => ({
  method: "POST",
  path: "/slack/events",
  headers: { "content-type": type },
  body: Buffer.from(body),
});
const signed = (body: string, type?: string): HttpRequest =>
  sign(request(body, type), Date.now(), SLACK_SIGNING_SECRET);

const receive = async (one: HttpRequest) => {
  const { channel, lines } = listening();
  const acts: Inbound[] = [];
  const response = await channel.receive(one, into(acts));
  return { response, acts, lines };
};

describe("a request to Slack's address", () => {
  it("is not parsed before its signature is checked", async () => {
    const keys = Array.from({ length: 60_000 }, (_, index) => `"key${index}":1`).join(",");
    const parse = vi.spyOn(JSON, "parse");
    const { response, lines } = await receive(request(`{${keys}}`));
    expect(response.status).toBe(401);
    expect(parse).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
    parse.mockRestore();
  });

  it("is refused for its length before anything else", async () => {
    const { response, lines } = await receive(signed(`"${"a".repeat(1024 * 1024)}"`));
    expect(response.status).toBe(413);
    expect(lines).toEqual([]);
  });

  it("leaves no line and no act when it is not signed", async () => {
    for (const body of ["", "{", "[]", "payload=%7B", "ssl_check=0", '{"type":"url_verification","challenge":"x"}']) {
      for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
        const { response, acts, lines } = await receive(request(body, type));
        expect({ status: response.status, acts, lines }).toEqual({ status: 401, acts: [], lines: [] });
      }
    }
  });

  it.each([
    ["JSON that is cut off", '{"type":"event_callback"', "application/json"],
    ["JSON that is no object", "[]", "application/json"],
    ["a form whose payload is no JSON", "payload=%7B", "application/x-www-form-urlencoded"],
  ])("that is signed, but %s, is refused once and for all, with a warning", async (_, body, type) => {
    const { response, acts, lines } = await receive(signed(body, type));
    expect(response).toMatchObject({ status: 400, headers: { "x-slack-no-retry": "1" } });
    expect(acts).toEqual([]);
    expect(lines).toEqual([expect.objectContaining({ level: "warn", event: "slack.body-unreadable" })]);
  });

  it.each([
    ["an event that is null", { type: "event_callback", event: null }, "event: invalid_type"],
    [
      "a message without an author",
      { event: { type: "message", channel: "C1", ts: "1.1" }, event_id: "Ev1", team_id: "T1" },
      "user",
    ],
    ["a mention without an id of its event", { event: { type: "app_mention" } }, "event_id"],
    [
      "a Stop without a thread",
      { event: { type: "agent_session_stopped" }, event_id: "Ev1", team_id: "T1" },
      "thread_ts",
    ],
    [
      "a command without its trigger",
      { command: "/genie", team_id: "T1", channel_id: "C1", user_id: "U1" },
      "trigger_id",
    ],
    [
      "a click without its time",
      { type: "block_actions", user: { id: "U1" }, container: { message_ts: "1.1" } },
      "actions",
    ],
    ["a form without its view", { type: "view_submission", user: { id: "U1" } }, "view"],
  ])("with %s is acknowledged and leaves one warning that names the fields", async (_, body, where) => {
    const { response, acts, lines } = await receive(signed(JSON.stringify(body)));
    expect(response.status).toBe(200);
    expect(acts).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: "warn",
      event: "slack.act-unreadable",
      where: expect.stringContaining(where),
    });
  });

  it("says nothing of what stands in fields that cannot be read", async () => {
    const event = { type: "message", channel: { secret: "4711" }, user: "U1", ts: "1.1", text: ["4711"] };
    const { lines } = await receive(signed(JSON.stringify({ event, event_id: "Ev1", team_id: "T1" })));
    expect(JSON.stringify(lines)).not.toContain("4711");
    expect(lines).toHaveLength(1);
  });

  it("leaves an error and is asked for again when it cannot be stored", async () => {
    const { channel, lines } = listening();
    const event = { type: "message", channel: "D1", user: "U1", ts: "1.1", text: "help" };
    const body = JSON.stringify({ event, event_id: "Ev1", team_id: "T1" });
    const response = await channel.receive(signed(body), () => Promise.reject(new Error("the disk is full")));
    expect(response.status).toBe(503);
    expect(lines).toEqual([expect.objectContaining({ level: "error", event: "slack.not-stored" })]);
  });
});
