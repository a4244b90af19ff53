import { createServer } from "node:http";
import { createSlackAdapter } from "@chat-adapter/slack";
import { createIoRedisState } from "@chat-adapter/state-ioredis";
import { type Adapter, Chat } from "chat";

/*
 * The least that a bot can do, on another framework: a message in, a message out. For comparison only; its settings are
 * the framework's own defaults, with the state of a thread in Redis.
 */

const setting = (name: string): string => process.env[name] ?? "";

const slack = createSlackAdapter({
  botToken: setting("SLACK_BOT_TOKEN"),
  signingSecret: setting("SLACK_SIGNING_SECRET"),
  apiUrl: setting("SLACK_API_URL"),
});
const bot = new Chat({
  userName: "genie",
  logger: "silent",
  // Its own adapter does not fit its own interface under exactOptionalPropertyTypes.
  adapters: { slack: slack as unknown as Adapter },
  state: createIoRedisState({ url: setting("REDIS_URL") }),
});

bot.onNewMention(async (thread) => {
  await thread.post("You said something.");
});

const server = createServer(async (incoming, outgoing) => {
  if (incoming.url !== "/slack/events") {
    outgoing.end("ready");
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
  const request = new Request("http://bot/slack/events", { method: "POST", headers, body: Buffer.concat(chunks) });
  const response = await bot.webhooks.slack(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(await response.text());
});
server.listen(Number(setting("PORT")));
process.once("SIGTERM", () => process.exit(0));
