import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { createDelivery, type Delivery } from "../../../src/delivery/delivery.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import { longMarkdown, richAnswer, working } from "../../contract/replies.ts";
import { type ScriptedConnector, startScriptedConnector } from "../../support/teams/scripted-connector.ts";
import { readable } from "../../support/teams/teams-reading.ts";

/* A connector that takes less than it says. What it refuses comes again, smaller or plainer. */

type Content = Record<string, unknown>;

/** Largest request, and whether cards are taken at all. */
let rules = { bytes: 12_000, hasCards: true };
/** The latest content of each message. */
const shown = new Map<string, Content>();
let connector: ScriptedConnector;
let stores: Stores;
let delivery: Delivery;
const folder = mkdtempSync(join(tmpdir(), "teams-"));

beforeAll(async () => {
  connector = await startScriptedConnector();
  connector.state.answer = ({ method, url, body = {} }) => {
    if (body["type"] === "typing") return { status: 202, body: {} };
    if (JSON.stringify(body).length > rules.bytes)
      return { status: 413, body: { error: { code: "MessageSizeTooBig" } } };
    const [attachment] = (body["attachments"] ?? []) as { content: Content }[];
    if (attachment && !rules.hasCards) return { status: 400, body: { error: { code: "BadSyntax" } } };
    const id = method === "PUT" ? String(url.split("/").at(-1)) : String(shown.size + 1);
    shown.set(id, attachment?.content ?? body);
    return { status: 201, body: { id } };
  };
  const channels = new Map([["teams" as const, connector.channel()]]);
  stores = sqlite({ path: join(folder, "teams.db"), log: silent, conversationTtlMs: 3_600_000 });
  const { records, budget } = stores;
  delivery = createDelivery({ channels, records, budget, minuteMs: 60_000, log: silent });
});
beforeEach(() => {
  rules = { bytes: 12_000, hasCards: true };
  shown.clear();
});
afterAll(async () => {
  await delivery.close();
  await stores.close(0);
  connector.stop();
  rmSync(folder, { recursive: true });
});

const wordsOf = (contents: Iterable<Content>): string[] =>
  [...contents].map((content) => (content["type"] === "message" ? String(content["text"]) : readable(content)));

describe("an answer that Teams refuses after all", () => {
  it("is shown in smaller messages, without losing a word, the first in the status message", async () => {
    const posted = await delivery.post(connector.place(), working, { key: "turn-1" });
    const { markdown, words } = longMarkdown(30_000);
    expect(await delivery.finish(posted, { ...richAnswer, markdown }, "turn-1")).toEqual(posted);
    const texts = wordsOf(shown.values());
    expect(texts.join("\n").match(/word\d+/g)).toEqual(words);
    expect(texts.at(-1)).toContain("Powered by Genie");
    expect(texts[0]).toContain("word0");
    expect(Math.max(...[...shown.values()].map((card) => JSON.stringify(card).length))).toBeLessThan(rules.bytes);
  });

  it("is shown as plain text where no card is taken", async () => {
    const posted = await delivery.post(connector.place(), working, { key: "turn-2" });
    rules.hasCards = false;
    const { markdown, words } = longMarkdown(30_000);
    expect(await delivery.finish(posted, { ...richAnswer, markdown }, "turn-2")).toEqual(posted);
    expect(new Set([...shown.values()].map(({ textFormat }) => textFormat))).toEqual(new Set(["plain"]));
    expect(
      wordsOf(shown.values())
        .join("\n")
        .match(/word\d+/g),
    ).toEqual(words);
  });

  it("is a failure when nothing is small enough", async () => {
    const posted = await delivery.post(connector.place(), working, { key: "turn-3" });
    rules.bytes = 100;
    await expect(delivery.finish(posted, richAnswer, "turn-3")).rejects.toMatchObject({ code: "post.too-large" });
  });
});
