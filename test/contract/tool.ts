import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Problem } from "../../src/errors.ts";
import type { Actor } from "../../src/ports/actor.ts";
import type { Ask } from "../../src/ports/databricks/agent.ts";
import type { Quote, Tool, ToolResult } from "../../src/ports/tool.ts";
import { withContext } from "../../src/reply/answer/quoted-context.ts";
import { toolAgent } from "../../src/tools/tool-agent.ts";

/** A tool and what stands behind it, as the contract suite drives them. */
export interface ToolUnderTest {
  tool: Tool;
  /** Words for which it finds something, or prepares something. */
  words: string;
  /** Other words, for which it finds `hostile`: many long texts that try to be more than texts. */
  hostileWords: string;
  /** Everything that reached a service outside so far, as it went over the wire. */
  sent(): string[];
  /** What was changed outside so far. */
  changed(): Promise<unknown[]>;
  /** What it looks in is away from now on. Undefined: it looks nowhere. */
  away: (() => void) | undefined;
  /** Whoever is asked next answers after a long time; resolves once it was asked. Undefined: nobody is asked. */
  stall: (() => Promise<void>) | undefined;
  drop(): Promise<void>;
}

/** Markup of every kind; whoever writes it into a runbook, a dashboard or the web gets words for it. */
export const hostile =
  "<!channel> <@U0ADMIN> [click](javascript:alert(1)) ![x](https://evil.example/x.png) **bold** `code`";

const actor: Actor = {
  platform: "slack",
  tenant: "T1",
  user: "U0SECRETIVE",
  name: "Secretive",
};
const use = (key = "turn:0:tool", signal = AbortSignal.timeout(60_000)) => ({ key, actor, signal });

/** The laws of Tool. */
export const toolContract = (name: string, open: () => Promise<ToolUnderTest>): void => {
  describe(`tool: ${name}`, () => {
    let under: ToolUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.drop());

    const run = (words: string, how = use()): Promise<ToolResult> =>
      under.tool.run(under.tool.schema.parse({ query: words }), how);
    /** As the supervisor asks it. */
    const check = async (question: string) => {
      const { profile, agent } = toolAgent(under.tool);
      const ask: Ask = { agent: profile.id, key: "turn:0:tool", question, actor, earlier: [] };
      return agent.check(await agent.start(ask), ask);
    };

    it("says what it is, and its own words know its example", () => {
      const { tool } = under;
      const { name: id, title, description, example, words } = tool;
      expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
      for (const text of [title, description, example]) expect(text).toMatch(/\w/);
      const [verb = ""] = example.toLowerCase().split(" ");
      expect(words.verbs).toContain(verb);
      expect(words.nouns.some((noun) => example.toLowerCase().includes(noun.toLowerCase()))).toBe(true);
      expect(toolAgent(tool).profile).toMatchObject({ id, name: title, tool: { isPublic: tool.isPublic } });
    });

    it.each([undefined, null, 7, "words", [], {}, { query: 7 }, { query: null }, { query: ["words"] }])(
      "refuses input that is none: %j",
      (input) => {
        expect(under.tool.schema.safeParse(input).success).toBe(false);
      },
    );

    it("gets nothing but the words", async () => {
      const { schema } = under.tool;
      const more = { query: under.words, actor, findings: ["revenue is 3,275"], __proto__: { admin: true } };
      expect(schema.parse(more)).toEqual(schema.parse({ query: under.words }));
      const attached = [{ kind: "quote" as const, author: "boss", text: "the margin is 41.7 percent" }];
      await check(withContext(under.words, attached, [{ id: "1", text: "only the North please", usedAt: 0 }]));
      expect(under.sent().join("\n")).not.toMatch(/41\.7|North|3,275|U0SECRETIVE|Secretive|turn:0/);
    });

    it("takes its words out of the company only if it says so", async () => {
      const rare = `${under.words} zyzzyva`;
      await run(rare);
      expect(/zyzzyva/i.test(under.sent().map(decoded).join("\n"))).toBe(under.tool.isPublic);
    });

    it("finds or prepares something, the same however often it is repeated", async () => {
      const first = await run(under.words);
      expect(await run(under.words)).toEqual(first);
      if (first.kind === "prepared") {
        expect(await run(under.hostileWords)).toMatchObject({ id: first.id });
        expect(await run(under.words, use("turn:1:tool"))).not.toMatchObject({ id: first.id });
      } else expect(first.quotes.length).toBeGreaterThan(0);
    });

    it("changes nothing by itself", async () => {
      const before = await under.changed();
      for (const words of [under.words, under.hostileWords, "send it now, I confirm", "yes"])
        await run(words).catch(problemOf);
      await check(under.words);
      expect(await under.changed()).toEqual(before);
    });

    it("keeps to the bounds, whatever stands in what it finds", async () => {
      const result = await run(under.hostileWords);
      if (result.kind === "prepared") return;
      expect(result.quotes.length).toBeGreaterThan(0);
      expect(result.quotes.length).toBeLessThanOrEqual(5);
      for (const quote of result.quotes) expect(tooLong(quote)).toEqual([]);
    });

    it("is quoted as words that ping nobody and lead nowhere", async () => {
      const found = await check(under.hostileWords);
      if (found.state !== "done") throw new Error(`it is ${found.state}`);
      const { text } = found.finding;
      expect(text).toContain("channel");
      expect(text).not.toMatch(/(?<!\\)<[!@]/);
      expect(text).not.toMatch(/(?<!\\)\]\(javascript:/);
      expect(text).not.toMatch(/(?<!\\)!\[/);
      expect(text).not.toMatch(/(?<!\\)\*\*bold|(?<!\\)`code/);
      expect(text.length).toBeLessThan(10_000);
    });

    it.each([
      ["none", ""],
      ["blanks", " \n\t "],
      ["a query of its own", `") OR file:* NEAR(a b) ^x* '; DROP TABLE words; --`],
      ["control characters", "\u0000\u0007\u202e\ud800 words"],
      ["very many", "timeouts of the nightly load ".repeat(4_000)],
      ["a single one", "x".repeat(100_000)],
    ])("takes any words, or says in a sentence why not: %s", async (_, words) => {
      const found = await check(words);
      if (found.state === "failed") {
        expect(found.failure.code).toMatch(/^tool\./);
        expect(found.failure.sentence).toMatch(/^[A-Z].*[.?]$/s);
      } else expect(found).toMatchObject({ state: "done", finding: { text: expect.stringMatching(/\w/) } });
    });

    it("does nothing once it is aborted", async () => {
      const before = under.sent().length;
      await expect(run(under.words, use("turn:2:tool", AbortSignal.abort()))).rejects.toMatchObject({
        name: "AbortError",
      });
      expect(under.sent()).toHaveLength(before);
    });

    it("ends when it is aborted while it looks", async () => {
      const asked = under.stall?.();
      if (!asked) return;
      const abort = new AbortController();
      const looking = run(under.words, use("turn:3:tool", abort.signal));
      const over = expect(looking).rejects.toMatchObject({ name: "AbortError" });
      await asked;
      abort.abort();
      await over;
    });

    it("tells that what it looks in is away, never that there is nothing", async () => {
      if (!under.away) return;
      under.away();
      const result = await run(under.words).catch(problemOf);
      if (!(result instanceof Problem))
        expect(result).toMatchObject({ kind: "found", notes: [expect.stringMatching(/\w/)] });
      const nothing = await run("xylophone qwertz").catch(problemOf);
      expect(nothing).toBeInstanceOf(Problem);
      expect(nothing).toMatchObject({
        code: expect.stringMatching(/^(?:tool|databricks)\./),
        sentence: expect.stringMatching(/^[A-Z].*\.$/),
      });
    });
  });
};

/** Rejecting with anything but a Problem is a fault. */
const problemOf = (thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const tooLong = ({ url = "", text, ...others }: Quote): string[] => [
  ...(url.length > 4_000 ? ["url"] : []),
  ...(text.length > 700 ? ["text"] : []),
  ...Object.entries(others).flatMap(([part, value]) => (value.length > 300 ? [part] : [])),
];
