import { slack } from "../../../adapters/slack/slack-channel.ts";
import { SLACK_APP_TOKEN, SLACK_BOT_TOKEN } from "../../../sandbox/slack/seed.ts";
import { type Log, silent } from "../../../src/logging/log.ts";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import type { Accept, Inbound } from "../../../src/ports/chat/inbound.ts";
import { working } from "../../contract/replies.ts";
import { into } from "../../support/acts.ts";
import { untilPasses } from "../../support/eventually.ts";
import { type SlackBench, startSlack } from "../../support/slack/slack-bench.ts";

/* Socket Mode: what the contract says about `receive` holds for acts that arrive without HTTP. */

let bench: SlackBench;
let channel: ChannelAdapter | undefined;
beforeEach(async () => {
  bench = await startSlack();
});
afterEach(async () => {
  await channel?.close();
  await bench.stop();
});

const connected = async (accept: Accept, log: Log = silent): Promise<ChannelAdapter> => {
  channel = slack({ botToken: SLACK_BOT_TOKEN, appToken: SLACK_APP_TOKEN, apiUrl: bench.apiUrl, log });
  await channel.connect(accept);
  return channel;
};

const asker = () => bench.service.workspace.person("asker")!;
const conversation = () => bench.service.workspace.conversation("C0ANALYTICS")!;

/** Deliveries that Slack considers done or failed. */
const settled = (status: number) => bench.service.delivery.log().filter((entry) => entry.status === status);

describe("Slack's Socket Mode", () => {
  it("brings messages, commands and clicks", async () => {
    const acts: Inbound[] = [];
    const { post } = await connected(into(acts));
    bench.service.acts.write(asker(), conversation(), "@Genie What is the total revenue?", null);
    await untilPasses(() => expect(acts).toHaveLength(2));
    expect(acts[0]!.id).toBe(acts[1]!.id);

    bench.service.acts.command(asker(), conversation(), "/genie", "agents");
    await untilPasses(() => expect(acts[2]).toMatchObject({ kind: "message", entry: "command", text: "agents" }));

    const { ref } = await post(acts[0]!.place, working, { key: "turn-1", mayExist: false });
    const message = bench.service.workspace.find("C0ANALYTICS", (ref.id as { ts: string }).ts)!;
    bench.service.acts.click(asker(), conversation(), message, {
      action_id: "cancel",
      block_id: "b",
      type: "button",
      value: "turn-1",
    });
    await untilPasses(() => expect(acts.at(-1)).toMatchObject({ kind: "click", action: "cancel", value: "turn-1" }));
    await untilPasses(() => expect(settled(200).length).toBeGreaterThanOrEqual(4));
  });

  it("acknowledges only after it is stored", async () => {
    let store = (): void => {};
    const storing = new Promise<void>((resolve) => {
      store = resolve;
    });
    let waiting = 0;
    await connected(() => {
      waiting += 1;
      return storing;
    });
    bench.service.acts.write(asker(), bench.service.workspace.directConversation("U0ASKER")!, "help", null);
    await untilPasses(() => expect(waiting).toBe(1));
    expect(bench.service.delivery.log()).toEqual([]);
    store();
    await untilPasses(() => expect(settled(200)).toHaveLength(1));
  });

  it("gets again what could not be stored", async () => {
    const ids: string[] = [];
    await connected(async (act) => {
      ids.push(act.id);
      if (ids.length === 1) throw new Error("the disk is full");
    });
    bench.service.acts.write(asker(), bench.service.workspace.directConversation("U0ASKER")!, "help", null);
    await untilPasses(() => expect(settled(200)).toHaveLength(1), 8_000);
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });

  it("warns when Slack holds events back, and goes on", async () => {
    const lines: string[] = [];
    const note = ({ event }: { event: string }) => void lines.push(event);
    const log: Log = { debug: note, info: note, warn: note, error: note };
    const acts: Inbound[] = [];
    await connected(into(acts), log);
    bench.service.acts.holdBack();
    await untilPasses(() => expect(settled(200)).toMatchObject([{ label: "app_rate_limited" }]));
    expect(lines).toEqual(["slack.events-held-back"]);
    bench.service.acts.write(asker(), bench.service.workspace.directConversation("U0ASKER")!, "help", null);
    await untilPasses(() => expect(acts).toHaveLength(1));
  });

  it("takes nothing over HTTP that it could not check", async () => {
    const { receive } = await connected(() => Promise.resolve());
    const request = { method: "POST", path: "/slack/events", headers: {}, body: Buffer.from("{}") };
    expect(await receive(request, () => Promise.resolve())).toMatchObject({ status: 401 });
  });
});
