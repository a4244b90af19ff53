import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { teams } from "../../../adapters/teams/teams-channel.ts";
import { createDelivery, type Delivery } from "../../../src/delivery/delivery.ts";
import { silent } from "../../../src/log.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Stores } from "../../../src/ports/stores.ts";
import { longMarkdown, richAnswer, working } from "../../contract/replies.ts";
import { readable } from "../../support/teams-reading.ts";

/*
 * A connector that takes smaller messages than it says. What it refuses is split again.
 */

type Card = Record<string, unknown>;

let most = 12_000;
const cards = new Map<string, Card>();
let server: Server;
let stores: Stores;
let delivery: Delivery;
const folder = mkdtempSync(join(tmpdir(), "teams-"));

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const body = Buffer.concat(chunks);
      const activity = JSON.parse(body.toString()) as { attachments?: [{ content: Card }] };
      if (!activity.attachments) return void outgoing.writeHead(202).end("{}");
      const id = incoming.method === "PUT" ? String(incoming.url?.split("/").at(-1)) : String(cards.size + 1);
      if (body.length > most) return void outgoing.writeHead(413).end('{"error":{"code":"MessageSizeTooBig"}}');
      cards.set(id, activity.attachments[0].content);
      outgoing.writeHead(201).end(JSON.stringify({ id }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const serviceUrls = [base()];
  const channel = teams({ appId: "", appType: "MultiTenant", anonymous: true, serviceUrls, log: silent });
  stores = sqlite({ path: join(folder, "teams.db"), log: silent, conversationTtlMs: 3_600_000 });
  const { records, budget } = stores;
  const channels = new Map([["teams" as const, channel]]);
  delivery = createDelivery({ channels, records, budget, minuteMs: 60_000, log: silent });
});
afterAll(async () => {
  await delivery.close();
  await stores.close(0);
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const base = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const place = (): Place => ({
  platform: "teams",
  thread: "teams:t:19:x@thread.v2",
  channelId: "19:x@thread.v2",
  direct: false,
  to: { serviceUrl: base(), conversation: "19:x@thread.v2", tenant: "t", scope: "groupChat", bot: { id: "28:x" } },
});

describe("an answer that Teams finds too large after all", () => {
  it("is shown in smaller messages, without losing a word, the first in the status message", async () => {
    const posted = await delivery.post(place(), working, { key: "turn-1" });
    const { markdown, words } = longMarkdown(30_000);
    const shown = await delivery.finish(posted, { ...richAnswer, markdown }, "turn-1");
    expect(shown).toEqual(posted);
    const texts = [...cards.values()].map(readable);
    const found = texts.join("\n").match(/word\d+/g) ?? [];
    expect(found).toEqual(words);
    expect(texts.at(-1)).toContain("Powered by Genie");
    expect(texts[0]).toContain("word0");
    expect(Math.max(...[...cards.values()].map((card) => JSON.stringify(card).length))).toBeLessThan(most);
  });

  it("is a failure when nothing is small enough", async () => {
    most = 5_000;
    const posted = await delivery.post(place(), working, { key: "turn-2" });
    most = 100;
    await expect(delivery.finish(posted, richAnswer, "turn-2")).rejects.toMatchObject({ code: "post.too-large" });
  });
});
