import { refusal, type SlackWire, startSlackWire } from "../../support/slack/slack-wire.ts";

let wire: SlackWire;
let at = Date.now();
beforeAll(async () => {
  wire = await startSlackWire({ now: () => at });
});
afterAll(() => wire.stop());
beforeEach(() => wire.slack.reset());

const channel = "C0ANALYTICS";
const start = async (more: Record<string, unknown> = {}) => {
  const thread_ts = wire.write("asker", "analytics", "stream it");
  const to = { recipient_user_id: "U0ASKER", recipient_team_id: "T0CONCIERGE" };
  const { ts } = await wire.web.chat.startStream({ channel, thread_ts, ...to, ...more });
  return { ts: ts!, thread: thread_ts };
};
const shown = (ts: string) => wire.slack.workspace.find(channel, ts)!;

describe("a text stream", () => {
  it("grows with every append, and is one message in the end", async () => {
    const { ts, thread } = await start({ markdown_text: "Revenue " });
    await wire.web.chat.appendStream({ channel, ts, markdown_text: "is **3,275**" });
    expect(shown(ts)).toMatchObject({ text: "Revenue is **3,275**", threadTs: thread });
    expect(wire.slack.sessions.get(channel, thread)).toMatchObject({ session: "processing" });
    const blocks = [{ type: "context" as const, elements: [{ type: "mrkdwn" as const, text: "Sales" }] }];
    await wire.web.chat.stopStream({ channel, ts, markdown_text: ".", blocks });
    expect(shown(ts).text).toBe("Revenue is **3,275**.");
    expect(shown(ts).blocks.map((block) => block.type)).toEqual(["markdown", "context"]);
    expect(wire.slack.sessions.get(channel, thread)).toMatchObject({ session: "active" });
    const { messages } = await wire.web.conversations.replies({ channel, ts: thread });
    expect(messages?.at(-1)).toMatchObject({ streaming_state: "completed" });
  });

  it("shows tasks as a plan, each with its latest state and all of its details", async () => {
    const { ts } = await start({ task_display_mode: "plan" });
    const task = (status: "in_progress" | "complete", details: string) =>
      ({ type: "task_update", id: "1", title: "Sales", status, details }) as const;
    const chunks = [{ type: "plan_update", title: "Asking" } as const, task("in_progress", "writing SQL. ")];
    await wire.web.chat.appendStream({ channel, ts, chunks });
    await wire.web.chat.appendStream({ channel, ts, chunks: [task("complete", "2 rows.")] });
    expect(shown(ts).blocks).toMatchObject([
      { type: "plan", title: "Asking", tasks: [{ type: "task_card", task_id: "1", status: "complete" }] },
    ]);
    expect(JSON.stringify(shown(ts).blocks)).toContain("writing SQL. 2 rows.");
  });

  it("takes no edit and no deletion before its end", async () => {
    const { ts } = await start({ markdown_text: "a" });
    const update = { channel, ts, text: "b" };
    expect((await refusal(wire.web.chat.update(update))).error).toBe("streaming_state_conflict");
    expect((await refusal(wire.web.chat.delete({ channel, ts }))).error).toBe("cant_delete_message");
    await wire.web.chat.stopStream({ channel, ts });
    expect((await refusal(wire.web.chat.stopStream({ channel, ts }))).error).toBe("message_not_in_streaming_state");
    expect((await wire.web.chat.update(update)).ok).toBe(true);
  });

  it("dies after five minutes, and can then only be edited", async () => {
    const { ts } = await start({ markdown_text: "a" });
    at += 301_000;
    const append = wire.web.chat.appendStream({ channel, ts, markdown_text: "b" });
    expect((await refusal(append)).error).toBe("message_not_in_streaming_state");
    expect((await refusal(wire.web.chat.stopStream({ channel, ts }))).error).toBe("message_not_in_streaming_state");
    expect((await wire.web.chat.update({ channel, ts, text: "whole" })).ok).toBe(true);
  });

  it("needs to know for whom it is in a channel, and refuses wrong chunks", async () => {
    const thread_ts = wire.write("asker", "analytics", "hi");
    const nobody = wire.web.chat.startStream({ channel, thread_ts });
    expect((await refusal(nobody)).error).toBe("missing_recipient_user_id");
    const { ts } = await start();
    const chunks = [{ type: "plan_update" as const, title: "a".repeat(257) }];
    expect((await refusal(wire.web.chat.appendStream({ channel, ts, chunks }))).error).toBe("invalid_chunks");
  });
});
