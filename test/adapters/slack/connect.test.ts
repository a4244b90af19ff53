import { slack } from "../../../adapters/slack/slack-channel.ts";
import { SLACK_BOT_TOKEN } from "../../../sandbox/slack/seed.ts";
import { silent } from "../../../src/logging/log.ts";
import { problemOf, type SlackStage, slackForEach } from "../../support/slack/slack-stage.ts";

let bench: SlackStage;
slackForEach((stage) => {
  bench = stage;
});

describe("connecting to Slack", () => {
  const connecting = (deps: Partial<Parameters<typeof slack>[0]>) => {
    const channel = slack({ botToken: "xoxb-wrong", signingSecret: "s", apiUrl: bench.apiUrl, log: silent, ...deps });
    return channel.connect(() => Promise.resolve());
  };

  it("says what to do when the bot token is not accepted", async () => {
    const { code, sentence } = await problemOf(connecting({}));
    expect(code).toBe("slack.credentials");
    expect(sentence).toContain("SLACK_BOT_TOKEN");
  });

  it("says what to do when the app-level token is not accepted", async () => {
    const { code, sentence } = await problemOf(connecting({ botToken: SLACK_BOT_TOKEN, appToken: "xapp-wrong" }));
    expect(code).toBe("slack.socket");
    expect(sentence).toContain("SLACK_APP_TOKEN");
  });

  it("learns who we are, which events then need not say", async () => {
    const [request] = await bench.mention("hello");
    const body = JSON.parse(request!.body.toString()) as { authorizations: unknown[] };
    const bare = { ...request!, body: Buffer.from(JSON.stringify({ ...body, authorizations: [] })) };
    const texts: unknown[] = [];
    await bench.channel.receive(bench.signed(bare, 0), async (act) => void texts.push(act));
    expect(texts).toMatchObject([{ text: "hello", entry: "mention" }]);
  });
});
