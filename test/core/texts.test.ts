import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OutputShape, outputOf } from "../../adapters/databricks/jobs/output.ts";
import { sqlite } from "../../adapters/sqlite/stores.ts";
import { silent } from "../../src/logging/log.ts";
import { Inbound } from "../../src/ports/chat/inbound.ts";
import type { Lease } from "../../src/ports/stores/queue.ts";
import { answer } from "../../src/reply/answer/answer.ts";
import { hostsIn } from "../../src/text/hosts.ts";
import { closesFence, openingFence } from "../../src/text/markup/fences.ts";
import { targetAt } from "../../src/text/markup/links.ts";
import { quotedValues, unquoted } from "../../src/text/markup/quotes.ts";
import { withoutTags } from "../../src/text/markup/tags.ts";
import { ticksOf } from "../../src/text/markup/ticks.ts";
import { isBlank, longestRun, oneOf, standInOrder, withoutEnd, withoutLineEnds } from "../../src/text/scan.ts";
import { withoutSequences } from "../../src/text/sequences.ts";
import { createIntake } from "../../src/turn/intake.ts";
import { createTurns } from "../../src/turn/turn-records.ts";
import { eventually } from "../support/eventually.ts";

describe("scanners", () => {
  it("cut characters of one kind off the end, of a text or of every line", () => {
    expect(withoutEnd("a b \t ", isBlank)).toBe("a b");
    expect(withoutEnd("???", oneOf("?"))).toBe("");
    expect(withoutLineEnds("a \n b\t\n ", isBlank)).toBe("a\n b\n");
  });

  it("measure the longest run of a character", () => {
    expect(longestRun("a`b```c``", "`")).toBe(3);
    expect(longestRun("abc", "`")).toBe(0);
  });

  it("find patterns that stand one behind the other, in one line only", () => {
    const order = [/\bwhat\b/gi, /\bdid i\b/gi, /\brun\b/gi];
    expect(standInOrder("What jobs did I run?", order)).toBe(true);
    expect(standInOrder("What jobs run did I?", order)).toBe(false);
    expect(standInOrder("What jobs\ndid I run?", order)).toBe(false);
  });

  it.each([
    ["a=\"b c\" d='e' f=“g”", ['"b c"', "'e'", "“g”"]],
    ['a="b c=“d” e=“', ["“d”"]],
    ['a="say ""hi"" b=c" d=""', ['"say ""hi"" b=c"', '""']],
    ['a={"b": "c=d } x"} e=[1, [2]] f={', ['{"b": "c=d } x"}', "[1, [2]]"]],
    ["a=b=", []],
  ])("find values in quotes that are closed: %s", (text, values) => {
    expect(quotedValues(text).map(({ start, end }) => text.slice(start + 1, end))).toEqual(values);
  });

  it.each([
    ['"a b"', "a b"],
    ['"say ""hi"""', 'say "hi"'],
    ['{"a": 1}', '{"a": 1}'],
    ["'it''s'", "'it''s'"],
    ["“a”", "a"],
    ['"a" b"', '"a" b"'],
    ['"', '"'],
    ["a", "a"],
  ])("take quotes off that stand around all of it: %s", (text, inside) => {
    expect(unquoted(text)).toBe(inside);
  });

  it("know where a block of code begins and ends", () => {
    expect(["```sql", "  ~~~~", "    ```", "```a`b", "``"].map(openingFence)).toEqual([
      "```",
      "~~~~",
      undefined,
      undefined,
      undefined,
    ]);
    expect(["```", "```` \t", "``` x", "~~~"].map((line) => closesFence(line, "```"))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("pair runs of backticks of one length, but not across a border", () => {
    const closes = (text: string, borders: number[] = []) =>
      [...ticksOf(text, borders).values()].map(({ index, close }) => [index, close?.index]);
    expect(closes("`a``b`c``")).toEqual([
      [0, 5],
      [2, 7],
      [5, undefined],
      [7, undefined],
    ]);
    expect(closes("`a\n\nb`", [2])).toEqual([
      [0, undefined],
      [5, undefined],
    ]);
  });

  it.each([
    ["(http://a)", "http://a"],
    ["( <a b> 'title' )", "a b"],
    ["(a(b)c)", "a(b)c"],
    ["(a\\)b)", "a\\)b"],
    ['( "title")', '"title"'],
    ['( "a title")', ""],
    ["(a b)", undefined],
    ["(a(b", undefined],
    ["(a((b)))", undefined],
    ["a", undefined],
  ])("read where a link leads: %s", (text, address) => {
    const rules = { blank: isBlank, longest: 100, titles: { '"': '"', "'": "'" } };
    expect(targetAt(text, 0, rules)?.address).toBe(address);
  });

  it.each([
    ["see bank.example/login now", ["bank.example"]],
    ["a.b.1", []],
    ["10.0.0.1:80", ["10.0.0.1"]],
    ["v1.2.3.4x", ["1.2.3.4"]],
    ["x..y.zz", ["y.zz"]],
    ["e.g. this", []],
  ])("find hosts in words: %s", (text, hosts) => {
    expect(hostsIn(text)).toEqual(hosts);
  });

  it("take control sequences out of a text, and leave what is not whole", () => {
    expect(withoutSequences("\u001b[31mred\u001b[0m \u001b]0;title\u0007x\u001b]8;;u\u001b\\y \u009b1mz")).toBe(
      "red xy z",
    );
    expect(withoutSequences("\u001b]0;never\nended")).toBe("\u001b]0;never\nended");
    expect(withoutSequences("plain")).toBe("plain");
  });

  it("take tags, scripts and styles out of a page", () => {
    expect(withoutTags("<p>a</p><script>b<c</script><style>d</style>e <scripts>f")).toBe(" a   e  f");
    expect(withoutTags("a < b")).toBe("a < b");
  });
});

describe("bounds", () => {
  it("shorten the text of an answer with a note, and close its code", () => {
    const markdown = `North leads.\n\n\`\`\`\n${"SELECT 1;\n".repeat(20_000)}\`\`\``;
    const result = { kind: "reply" as const, markdown, notes: [] };
    const reply = answer({
      result,
      nameOf: (id) => id,
      question: "?",
      echo: undefined,
      elapsedMs: 1,
      today: "2026-11-29",
    });
    expect(reply).toMatchObject({ kind: "notice", markdown: expect.stringMatching(/```\n\n_This text is too long/) });
    expect("markdown" in reply && reply.markdown.length).toBeLessThan(25_000);
  });

  it("shorten what tasks leave behind before it is cleaned, and say so", () => {
    const long = "\u001b[31mx".repeat(1_000_000);
    const output = outputOf(OutputShape.parse({ logs: long, error: long, error_trace: long }));
    expect(output).toMatchObject({ truncated: true, error: expect.stringMatching(/^x{10000,15999}…$/) });
    expect(output.text?.length).toBeLessThanOrEqual(16_000);
    expect(output.trace?.length).toBeLessThanOrEqual(64_000);
  });

  describe("on what comes in", () => {
    const folder = mkdtempSync(join(tmpdir(), "texts-"));
    const stores = sqlite({ path: join(folder, "texts.db"), log: silent, conversationTtlMs: 3_600_000 });
    const turns = createTurns(stores.records, 3_600_000, Date.now);
    const accept = createIntake({
      queue: stores.queue,
      turns,
      jobs: { names: () => [] },
      supervisor: { addressee: () => "bot" },
      mayAsk: () => () => true,
    });
    const stored: Lease[] = [];
    beforeAll(() =>
      stores.queue.work(async (lease) => {
        stored.push(lease);
        return { state: "done" };
      }, 4),
    );
    afterAll(async () => {
      await stores.queue.close(100);
      rmSync(folder, { recursive: true, force: true });
    });

    const long = "x".repeat(8_001);
    const act = {
      place: { platform: "slack", thread: "slack:T1:C1:1", channelId: "C1", direct: false, to: null },
      actor: { platform: "slack", tenant: "T1", user: "U1" },
      external: false,
    };
    const on = { platform: "slack", thread: "slack:T1:C1:1", id: null };

    it.each([
      ["a message", { kind: "message", text: long, entry: "mention" }, 8_001],
      ["a command", { kind: "message", text: `run ${long}`, entry: "command" }, 8_005],
      ["a click", { kind: "click", action: "ask", value: long, on }, 8_001],
      ["a form", { kind: "form", action: "job-fill", value: "1", fields: { a: long, b: "y" } }, 8_005],
    ])("say how long %s was and keep nothing of it", async (name, one, length) => {
      await accept(Inbound.parse({ id: name, ...act, ...one }));
      const { payload } = await eventually(async () => stored.find(({ id }) => id === name));
      expect(payload).toMatchObject({ tooLong: length });
      expect(JSON.stringify(payload)).not.toContain("xxx");
    });

    it("leave a long remark in somebody else's thread alone", async () => {
      await accept(Inbound.parse({ id: "remark", ...act, kind: "message", text: long, entry: "followup" }));
      await accept(Inbound.parse({ id: "last", ...act, kind: "message", text: "help", entry: "direct" }));
      await eventually(async () => stored.find(({ id }) => id === "last"));
      expect(stored.map(({ id }) => id)).not.toContain("remark");
    });
  });
});
