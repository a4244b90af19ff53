import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";

/* What only Slack has, through the real bot. */

describe("in Slack", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({});
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.post("/control/reset", {}));

  const revenue = "@genie What is the total revenue?";
  const edit = (ts: string, text: string) =>
    stage.post("/control/slack/edit", { user: "asker", channel: "analytics", ts, text });

  it("a mention that an edit adds is answered once, and an answered question is not answered again", async () => {
    const ts = await stage.say("asker", "analytics", "What is the total revenue?");
    await edit(ts, revenue);
    expect((await stage.answer("analytics", ts)).text).toContain("3,275");
    await edit(ts, "@genie What is the total revenue by region?");
    await sleep(1_500);
    expect(await stage.replies("analytics", ts)).toHaveLength(1);
  });

  it("a mention in a group direct message is answered there", async () => {
    const ts = await stage.say("asker", "C0GROUPDM", revenue);
    expect((await stage.answer("C0GROUPDM", ts)).text).toContain("3,275");
  });

  it("a colleague of another workspace of the Grid is answered, a stranger is not", async () => {
    await stage.post("/control/slack/grid", { on: true });
    await stage.restart();
    const ts = await stage.say("sister", "analytics", revenue);
    expect((await stage.answer("analytics", ts)).text).toContain("3,275");
    const strange = await stage.say("partner", "partners", revenue);
    await sleep(1_500);
    const shown = await stage.messages("partners");
    expect(shown.filter(({ bot, ephemeral_to }) => bot && !ephemeral_to)).toEqual([]);
    expect(shown.some(({ ts: own }) => own === strange)).toBe(true);
  });

  it("nothing stays in the channel when the question is deleted before the first sign", async () => {
    await stage.fault({ service: "slack", kind: "slow", match: "chat.postMessage", ms: 3_000 });
    const ts = await stage.say("asker", "analytics", revenue);
    await stage.met("slack");
    await stage.post("/control/slack/delete", { user: "asker", channel: "analytics", ts });
    const calls = async (method: string) => (await stage.calls("slack")).some(({ path }) => path.endsWith(method));
    await eventually(() => calls("/chat.postMessage"), 20_000, "the first sign");
    const shown = async () => (await stage.messages("analytics")).filter(({ ephemeral_to }) => !ephemeral_to);
    await eventually(async () => (await shown()).length === 0, 20_000, "an empty channel");
    await sleep(2_000);
    expect(await shown()).toEqual([]);
  });

  it("an answer arrives though Slack refuses it as too long", async () => {
    // The body of a call is a form.
    const match = encodeURIComponent("3,275");
    await stage.fault({ service: "slack", kind: "refused", match, error: "msg_blocks_too_long" });
    const ts = await stage.say("asker", "analytics", revenue);
    await stage.met("slack");
    expect((await stage.answer("analytics", ts)).text).toContain("3,275");
  });
});
