import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { orderForm, working } from "../../contract/replies.ts";
import { into } from "../../support/acts.ts";
import { analytics, first, type SlackStage, startSlackStage } from "../../support/slack/slack-stage.ts";

/* People of other workspaces: those of the same Enterprise Grid are colleagues, those of Slack Connect are not. */

let bench: SlackStage;
beforeEach(async () => {
  bench = await startSlackStage();
  bench.service.workspace.setGrid(true);
  await bench.channel.connect(() => Promise.resolve());
});
afterEach(() => bench.stop());

const person = (name: string) => bench.service.workspace.person(name)!;
const conversation = (id: string) => bench.service.workspace.conversation(id)!;

/** What the bot reads of everything that Slack sends while `work` runs. */
const acts = async (count: number, work: () => void): Promise<Inbound[]> => {
  const read: Inbound[] = [];
  for (const request of await bench.sent(count, work)) await bench.channel.receive(request, into(read));
  return read;
};

const mentioned = (name: string, channel: string) =>
  acts(2, () => bench.service.acts.write(person(name), conversation(channel), "@genie hi", null));

const colleague = { external: false, actor: { user: "W0SISTER", tenant: "T0CONCIERGE" } };

describe("a colleague of another workspace of the Grid", () => {
  it("is one and the same person in a mention, a command, a click and a form", async () => {
    const [mention] = await mentioned("sister", analytics);
    const [command] = await acts(1, () =>
      bench.service.acts.command(person("sister"), conversation(analytics), "/genie", "jobs"),
    );
    // Slack sends the bot its own message, too.
    let posting: ReturnType<typeof bench.channel.post> | undefined;
    await bench.sent(1, () => {
      posting = bench.channel.post(bench.thread(), working, first);
    });
    const { ref } = await posting!;
    const { ts } = ref.id as { ts: string };
    const message = bench.service.workspace.find(analytics, ts)!;
    const button = { action_id: "cancel", block_id: "b", type: "button", value: "turn-1" };
    const [click] = await acts(1, () =>
      bench.service.acts.click(person("sister"), conversation(analytics), message, button),
    );
    const how = { key: "form", trigger: click!.trigger! };
    expect(await bench.channel.form(bench.thread(), orderForm, how)).toBe(true);
    const view = bench.service.views.list().at(-1)!;
    const [form] = await acts(1, () => bench.service.modals.submit(person("sister"), view, {}));
    for (const act of [mention, command, click, form]) expect(act).toMatchObject(colleague);
  });

  it("is a stranger's equal where another organisation reads along", async () => {
    const [act] = await mentioned("sister", "C0PARTNERS");
    expect(act).toMatchObject({ external: true, actor: { tenant: "T0GRIDTEAM" } });
  });
});

describe("somebody whom Slack Connect brings", () => {
  it("stays outside, and never gets our workspace as a tenant", async () => {
    const [act] = await mentioned("partner", "C0PARTNERS");
    expect(act).toMatchObject({ external: true, actor: { user: "U0PARTNER", tenant: "T0PARTNER" } });
  });
});
