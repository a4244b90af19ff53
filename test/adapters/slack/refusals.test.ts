import { SLACK_BOT_TOKEN } from "../../../sandbox/slack/seed.ts";
import type { Problem } from "../../../src/errors.ts";
import type { Notice } from "../../../src/ports/chat/reply.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { readable } from "../../support/slack/slack-reading.ts";
import { type Answering, first, problemOf, type SlackStage, slackForEach } from "../../support/slack/slack-stage.ts";

let bench: SlackStage;
slackForEach((stage) => {
  bench = stage;
});

describe("blocks that Slack refuses", () => {
  const types = (body: Record<string, string>): string[] =>
    (JSON.parse(body["blocks"] ?? "[]") as { type: string }[]).map((block) => block.type);

  const refusing = (kind: string, message: (index: number) => string): string[][] => {
    const attempts: string[][] = [];
    bench.wire.answer = ({ method, args }) => {
      if (method !== "chat.postMessage") return undefined;
      const index = types(args).indexOf(kind);
      attempts.push(types(args));
      if (index < 0) return undefined;
      return { ok: false, error: "invalid_blocks", response_metadata: { messages: [message(index)] } };
    };
    return attempts;
  };

  it("of an unsupported kind are replaced at once, and not tried again", async () => {
    const attempts = refusing("plan", (index) => `[ERROR] unsupported type: plan [json-pointer:/blocks/${index}/type]`);
    await bench.channel.post(bench.thread(), working, first);
    await bench.channel.post(bench.thread(), working, { key: "turn-2", mayExist: false });
    expect(attempts.map((blocks) => blocks.includes("plan"))).toEqual([true, false, false]);
    for (const message of bench.posts()) expect(readable(message)).toContain("writing SQL");
  });

  it("of a kind that only this message spoils are replaced in this message alone", async () => {
    const attempts = refusing(
      "table",
      (index) => `[ERROR] no more than 1 items allowed [json-pointer:/blocks/${index}]`,
    );
    await bench.channel.post(bench.thread(), richAnswer, first);
    await bench.channel.post(bench.thread(), richAnswer, { key: "turn-2", mayExist: false });
    expect(attempts.map((blocks) => blocks.includes("table"))).toEqual([true, false, true, false]);
    expect(readable(bench.posts()[0]!)).toContain("2,525");
  });

  it("without a named culprit are all replaced by plain ones", async () => {
    const attempts: string[][] = [];
    bench.wire.answer = ({ method, args }) => {
      if (method !== "chat.postMessage") return undefined;
      attempts.push(types(args));
      return attempts.length === 1 ? { ok: false, error: "invalid_blocks" } : undefined;
    };
    await bench.channel.post(bench.thread(), richAnswer, first);
    expect(new Set(attempts[1])).toEqual(new Set(["section", "context", "actions"]));
    for (const word of ["North leads", "2,525", "SELECT region", "Powered by Genie"])
      expect(readable(bench.posts()[0]!)).toContain(word);
  });

  const refusingBlocks = (error: string): string[][] => {
    const attempts: string[][] = [];
    bench.wire.answer = ({ method, args }) => {
      if (!method.startsWith("chat.")) return undefined;
      attempts.push(types(args));
      return types(args).length > 0 ? { ok: false, error } : undefined;
    };
    return attempts;
  };

  it("are left out of one table too many", async () => {
    const attempts: string[][] = [];
    bench.wire.answer = ({ method, args }) => {
      if (method !== "chat.postMessage") return undefined;
      attempts.push(types(args));
      return attempts.length === 1
        ? { ok: false, error: "invalid_attachments", errors: ["only_one_table_allowed"] }
        : undefined;
    };
    await bench.channel.post(bench.thread(), richAnswer, first);
    expect(attempts.map((blocks) => [blocks.includes("table"), blocks.includes("markdown")])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it.each(["invalid_blocks", "something_new"])("of an answer that stay refused with %s are told", async (error) => {
    const attempts = refusingBlocks(error);
    const { code, retry, sentence } = await problemOf(bench.channel.post(bench.thread(), richAnswer, first));
    expect({ code, retry }).toEqual({ code: "post.unshowable", retry: "never" });
    expect(sentence).toContain("Slack couldn't show this answer");
    expect(attempts).toHaveLength(2);
  });

  it.each(["invalid_blocks", "invalid_attachments", "something_new"])(
    "of a notice are left out, so that its words arrive whatever Slack refuses: %s",
    async (error) => {
      refusingBlocks(error);
      const notice: Notice = {
        kind: "notice",
        tone: "info",
        title: "Start *Backfill*?",
        markdown: "North <!channel> leads with **2,525** & more.",
        buttons: [{ action: "job-start", value: "1", label: "Start" }],
      };
      const { ref } = await bench.channel.post(bench.thread(), notice, first);
      const text = "Start *Backfill*?\n\nNorth &lt;!channel&gt; leads with 2,525 &amp; more.\n\n[Start]";
      expect(bench.posts()).toMatchObject([{ text, blocks: [] }]);
      await bench.channel.edit(ref, { ...notice, markdown: "Changed." });
      expect(bench.posts()).toMatchObject([{ text: expect.stringContaining("Changed."), blocks: [] }]);
    },
  );

  it("of progress are left out, too", async () => {
    refusingBlocks("invalid_blocks");
    await bench.channel.post(bench.thread(), working, first);
    expect(bench.posts()).toMatchObject([{ text: expect.stringContaining("Asking Sales and Inventory"), blocks: [] }]);
  });
});

describe("what Slack refuses", () => {
  const refusal = async (answer: ReturnType<Answering>): Promise<Problem> => {
    bench.wire.answer = ({ method }) => (method === "chat.update" ? answer : undefined);
    const { ref } = await bench.channel.post(bench.thread(), working, first);
    return problemOf(bench.channel.edit(ref, richAnswer));
  };

  it.each([
    ["message_not_found", "post.gone", "never"],
    ["cant_update_message", "post.gone", "never"],
    ["msg_blocks_too_long", "post.too-large", "never"],
    ["msg_too_long", "post.too-large", "never"],
    ["invalid_blocks_format", "post.unshowable", "never"],
    ["thread_not_found", "post.root-gone", "never"],
    ["not_in_channel", "slack.not-in-channel", "never"],
    ["channel_not_found", "slack.not-in-channel", "never"],
    ["is_archived", "slack.archived", "never"],
    ["missing_scope", "slack.missing-scope", "never"],
    ["token_revoked", "slack.credentials", "never"],
    ["invalid_auth", "slack.credentials", "never"],
    ["ratelimited", "slack.busy", "later"],
    ["internal_error", "slack.down", "later"],
    ["service_unavailable", "slack.down", "later"],
    ["something_new", "post.unshowable", "never"],
  ])("with %s is %s, to be tried again %s", async (error, code, retry) => {
    expect(await refusal({ ok: false, error })).toMatchObject({ code, retry });
  });

  it("with too many blocks or HTTP 413 is a message that is too large", async () => {
    const messages = ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"];
    const tooMany = { ok: false, error: "invalid_blocks", response_metadata: { messages } };
    expect(await refusal(tooMany)).toMatchObject({ code: "post.too-large", retry: "never" });
    expect(await refusal(413)).toMatchObject({ code: "post.too-large", retry: "never" });
  });

  it("in unknown words is no fault of a message where there is none", async () => {
    bench.wire.answer = ({ method }) => (method === "conversations.replies" ? { ok: false, error: "new" } : undefined);
    const posted = await bench.channel.post(bench.thread(), working, { ...first, mayExist: true });
    expect(posted.ref).toBeDefined();
  });

  it("says in the log which scope is missing", async () => {
    const { message } = await refusal({
      ok: false,
      error: "missing_scope",
      needed: "chat:write",
      provided: "commands",
    });
    expect(message).toContain("chat:write");
  });

  it("waits as long as a 429 says", async () => {
    expect(await refusal(429)).toMatchObject({ code: "slack.busy", retry: "later", afterMs: 7_000 });
  });

  it("may be tried again after a 5xx or without an answer, and is not tried again here", async () => {
    let attempts = 0;
    expect(await refusal(503)).toMatchObject({ code: "slack.down", retry: "later" });
    bench.wire.answer = ({ method }) => {
      if (method === "chat.postMessage") attempts += 1;
      return undefined;
    };
    bench.traffic.faults = [{ service: "slack", kind: "drop", match: "chat.postMessage", times: 5 }];
    expect(await problemOf(bench.channel.post(bench.thread(), working, first))).toMatchObject({
      code: "slack.down",
      retry: "later",
    });
    expect(attempts).toBe(1);
  });

  it("never shows a token to anybody", async () => {
    const { message, sentence, cause } = await refusal({ ok: false, error: "invalid_auth" });
    expect(`${message} ${sentence} ${JSON.stringify(cause)}`).not.toContain(SLACK_BOT_TOKEN);
  });
});
