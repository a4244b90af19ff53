import type { InputBlock } from "@slack/types";
import { modal } from "../../../adapters/slack/render/form.ts";
import { checkedView } from "../../../sandbox/slack/blocks/view.ts";
import type { FormField } from "../../../src/ports/chat/form.ts";
import type { Place } from "../../../src/ports/place.ts";
import { hostileTexts, orderForm } from "../../contract/replies.ts";
import { type SlackBench, startSlack } from "../../support/slack/slack-bench.ts";
import { forgeriesIn, pingsIn } from "../../support/slack/slack-reading.ts";

const place: Place = {
  platform: "slack",
  thread: "slack:T0CONCIERGE:C0ANALYTICS:1.2",
  channelId: "C0ANALYTICS",
  direct: false,
  to: { channel: "C0ANALYTICS", thread_ts: "1.2" },
};

const inputs = (fields: FormField[]): InputBlock[] =>
  modal({ ...orderForm, fields }, place).blocks.filter((block): block is InputBlock => block.type === "input");
const elements = (fields: FormField[]) => inputs(fields).map(({ element }) => element);
const field = (more: Partial<FormField>): FormField => ({
  name: "x",
  label: "x",
  type: "text",
  required: true,
  ...more,
});

describe("a form as a modal", () => {
  it("has a field of its kind for each value, with what stood in it and what was wrong with it", () => {
    const view = modal(orderForm, place);
    expect(() => checkedView(view, "modal")).not.toThrow();
    expect(elements(orderForm.fields).map(({ type }) => type)).toEqual([
      "plain_text_input",
      "datepicker",
      "static_select",
      "number_input",
      "static_select",
      "plain_text_input",
    ]);
    expect(JSON.stringify(view.blocks)).toContain("“” is no table.");
    expect(elements(orderForm.fields)[2]).toMatchObject({ initial_option: { value: "replace" } });
    expect(inputs(orderForm.fields).map(({ optional }) => optional)).toEqual([false, false, false, true, true, true]);
    expect(view.title.text.length).toBeLessThanOrEqual(24);
  });

  it("shows no value that Slack would refuse in such a field", () => {
    expect(elements([field({ type: "integer", value: "many" })])[0]).not.toHaveProperty("initial_value");
    expect(elements([field({ type: "date", value: "soon" })])[0]).not.toHaveProperty("initial_date");
    expect(elements([field({ type: "choice", options: ["a"], value: "b" })])[0]).not.toHaveProperty("initial_option");
    expect(elements([field({ type: "choice", options: ["y".repeat(76)] })])[0]).toMatchObject({
      type: "plain_text_input",
    });
  });

  const named = (count: number, more: Partial<FormField> = {}): FormField[] =>
    Array.from({ length: count }, (_, index) => field({ name: `p${index}`, label: `p${index}`, ...more }));
  const checked = (fields: FormField[]) => checkedView(modal({ ...orderForm, fields }, place), "modal").blocks;

  it("shows what must be filled in first where there are more fields than a modal takes, and says so", () => {
    const blocks = checked([
      ...named(90, { required: false }),
      field({ name: "must" }),
      field({ name: "wrong", error: "No." }),
    ]);
    expect(blocks.length).toBeLessThanOrEqual(100);
    expect(checked(named(98, { required: false }))).toHaveLength(99);
    const many = checked([
      ...named(120, { required: false }),
      field({ name: "must" }),
      field({ name: "wrong", error: "No." }),
    ]);
    const ids = many.map(({ block_id }) => block_id);
    expect(many).toHaveLength(100);
    expect(ids).toEqual(expect.arrayContaining(["p0", "p94", "must", "wrong"]));
    expect(JSON.stringify(many.at(-1))).toContain("25 more values do not fit here");
  });

  it("leaves out a value whose name Slack does not take, and says so", () => {
    const blocks = checked([field({ name: "n".repeat(256), label: "n" }), field({})]);
    expect(blocks.filter(({ type }) => type === "input")).toHaveLength(1);
    expect(JSON.stringify(blocks.at(-1))).toContain("One more value does not fit here");
  });

  it("offers a value once that is listed twice", () => {
    expect(() => checked([field({ type: "choice", options: ["a", "b", "a"], value: "a" })])).not.toThrow();
    const [select] = elements([field({ type: "choice", options: ["a", "b", "a"], value: "a" })]);
    expect((select as { options: { value: string }[] }).options.map(({ value }) => value)).toEqual(["a", "b"]);
  });

  it.each(hostileTexts)("lets no text ping or forge a link: %j", (text) => {
    const fields = orderForm.fields.map((one) => ({ ...one, label: text, hint: text, error: text }));
    const { blocks } = checkedView(modal({ ...orderForm, title: text, intro: text, fields }, place), "modal");
    const message = { text: "", blocks };
    expect(pingsIn(message)).toEqual([]);
    expect(forgeriesIn(message)).toEqual([]);
  });
});

describe("opening a form", () => {
  let bench: SlackBench;
  beforeEach(async () => {
    bench = await startSlack();
  });
  afterEach(() => bench.stop());

  it("needs a trigger that is fresh", async () => {
    const { channel, service } = bench;
    expect(await channel.form(place, orderForm, { key: "f" })).toBe(false);
    expect(await channel.form(place, orderForm, { key: "f", trigger: "nobody.gave.it" })).toBe(false);
    const trigger = service.views.trigger("1.2.3", "U0ASKER");
    expect(await channel.form(place, orderForm, { key: "f", trigger })).toBe(true);
    expect(await channel.form(place, orderForm, { key: "f", trigger })).toBe(false);
    expect(service.views.list()).toHaveLength(1);
  });

  it("says what is wrong when Slack fails", async () => {
    const trigger = bench.service.views.trigger("1.2.3", "U0ASKER");
    bench.traffic.faults.push({ service: "slack", kind: "500", times: 1 });
    await expect(bench.channel.form(place, orderForm, { key: "f", trigger })).rejects.toMatchObject({
      code: "slack.down",
    });
  });
});
