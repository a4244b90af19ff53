import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { between, pick, type Random } from "../chaos/random.ts";
import type { Bot } from "../support/bots/bot.ts";
import { hostileText } from "./hostile-texts.ts";

/* What somebody without a key can send to the bot's port. */

type Shot = (bot: Bot, random: Random) => Promise<unknown>;

/** Sends noise to every replica until the signal; returns how many requests it was. */
export const makeNoise = async (bots: readonly Bot[], random: Random, signal: AbortSignal): Promise<number> => {
  let count = 0;
  while (!signal.aborted) {
    const bot = pick(random, bots);
    // A replica that is just down, or ends the connection, is what an outsider has to expect.
    void pick(random, shots)(bot, random).catch(() => undefined);
    count += 1;
    await sleep(between(random, 20, 250));
  }
  return count;
};

const posted = (bot: Bot, path: string, body: string, headers: Record<string, string> = {}): Promise<unknown> =>
  fetch(`${bot.url}${path}`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json", ...headers },
    signal: AbortSignal.timeout(15_000),
  }).then((response) => response.arrayBuffer());

const paths = [
  "/slack/events",
  "/api/messages",
  "/v1/chat/completions",
  "/webhooks/databricks",
  "/",
  "//",
  "/http://[",
  "/metrics",
  "/.env",
];

const event = (text: string): string =>
  JSON.stringify({ type: "event_callback", event_id: "Ev1", event: { type: "app_mention", text, user: "U0ASKER" } });
const activity = (text: string): string =>
  JSON.stringify({ type: "message", id: "1", text, serviceUrl: "https://smba.example/teams/", from: { id: "29:1" } });
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const forgedToken = (random: Random): string =>
  `${encoded({ alg: pick(random, ["RS256", "none", "HS256"]), kid: "x" })}.${encoded({ iss: "https://api.botframework.com", exp: 9e9 })}.AAAA`;

const shots: Shot[] = [
  // signatures
  (bot, random) =>
    posted(bot, "/slack/events", event(hostileText(random)), {
      "x-slack-signature": `v0=${"0".repeat(64)}`,
      "x-slack-request-timestamp": `${Math.floor(Date.now() / 1_000)}`,
    }),
  (bot) =>
    posted(bot, "/slack/events", event("old"), { "x-slack-signature": "v0=é", "x-slack-request-timestamp": "NaN" }),
  (bot, random) =>
    posted(bot, "/api/messages", activity(hostileText(random)), { authorization: `Bearer ${forgedToken(random)}` }),
  (bot) => posted(bot, "/api/messages", activity("no token")),
  (bot) => posted(bot, "/v1/chat/completions", '{"messages":[]}', { authorization: "Bearer wrong" }),
  (bot) => posted(bot, "/webhooks/databricks", '{"event_type":"jobs.on_success"}', { authorization: "Basic eDp5" }),
  // bodies
  (bot, random) =>
    posted(bot, pick(random, paths), pick(random, ["{", "[[[[", "\u0000", "null", '{"type":', "a=b&%%%"])),
  (bot, random) => posted(bot, pick(random, paths), "[".repeat(100_000)),
  (bot, random) =>
    fetch(`${bot.url}${pick(random, paths)}`, { method: pick(random, ["GET", "PUT", "DELETE", "HEAD"]) }),
  (bot, random) => (random() < 0.2 ? posted(bot, pick(random, paths), "x".repeat(5_000_000)) : Promise.resolve()),
  // connections
  (bot, random) =>
    dropped(bot, `POST ${pick(random, paths)} HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n{"a`, random),
  (bot, random) => dropped(bot, `POST ${pick(random, paths)} HTTP/1.1\r\nhost: x\r\nx-a: `, random),
  (bot, random) => dropped(bot, "GET / HTTP/9.9\r\n\r\n\u0000\u0001", random),
  (bot, random) =>
    dropped(bot, "POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n", random),
];

/** Sends the beginning of a request, and hangs up at once or much later. */
const dropped = async (bot: Bot, text: string, random: Random): Promise<void> => {
  const socket = await connected(bot);
  socket.write(text);
  const closed = once(socket, "close");
  await Promise.race([closed, sleep(random() < 0.5 ? 50 : 20_000, undefined, { ref: false })]);
  socket.destroy();
};

const connected = async (bot: Bot): Promise<Socket> => {
  const socket = connect(bot.port, "127.0.0.1");
  await once(socket, "connect");
  socket.on("error", () => socket.destroy());
  return socket;
};
