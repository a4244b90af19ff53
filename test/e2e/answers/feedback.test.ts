import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { parse } from "yaml";
import { npmArguments } from "../../support/bots/program.ts";
import { eventually } from "../../support/eventually.ts";
import { openStage, type Shown, type Stage, whole } from "../../support/stage.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

const run = promisify(execFile);
const question = "What is the total revenue?";

interface Rated {
  content: string;
  feedback?: { rating: string; comment?: string };
}

/** What Genie keeps of the answers to questions, oldest first. */
const ratings = async (stage: Stage): Promise<Rated["feedback"][]> =>
  (await stage.get<Rated[]>("/control/databricks/questions")).map(({ feedback }) => feedback);

const rated = (stage: Stage, expected: Rated["feedback"]) =>
  eventually(
    async () => JSON.stringify((await ratings(stage)).at(-1)) === JSON.stringify(expected) || undefined,
    10_000,
    `Genie having the rating ${JSON.stringify(expected)}`,
  );

const report = async (stage: Stage, ...args: string[]): Promise<string> => {
  const env = { PATH: process.env["PATH"], ...stage.env };
  return (await run(process.execPath, npmArguments("src/cli/feedback.ts", ...args), { env })).stdout;
};

/** The value of the button in a message that casts this vote. */
const voteIn = (message: Shown, vote: string): string =>
  new RegExp(`"value":"(${vote}:[^"]+)"`).exec(JSON.stringify(message.blocks))?.[1] ?? `no ${vote}`;

describe("feedback in Slack", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model: false, shared: true });
  });
  afterAll(() => stage?.close());

  const told = (user: string, text: string): Promise<Shown> =>
    eventually(
      async () =>
        (await stage.messages("analytics")).findLast(
          (message) => message.ephemeral_to === user && whole(message).includes(text),
        ),
      8_000,
      `${user} being told ${text}`,
    );

  it("counts each person once, takes reasons, can be taken back, and gives Genie the balance", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const answer = await stage.answer("analytics", ts);
    expect(JSON.stringify(answer.blocks)).toContain('"type":"feedback_buttons"');
    const vote = (user: string, how: string) => stage.click(user, "analytics", answer.ts, "vote", voteIn(answer, how));
    await vote("asker", "up");
    await vote("asker", "up");
    await told("U0ASKER", "this answer helped");
    await rated(stage, { rating: "POSITIVE" });
    await vote("colleague", "down");
    await told("U0COLLEAGUE", "didn't help");
    await rated(stage, { rating: "NONE" });
    const view = await eventually(
      async () => (await stage.get<{ id: string }[]>("/control/slack/views?user=colleague"))[0],
    );
    const values = { reason: "Wrong figures", comment: "North is too high" };
    await stage.post("/control/slack/view", { user: "colleague", view_id: view!.id, values });
    await told("U0COLLEAGUE", "passed on what you wrote");
    await vote("admin", "down");
    await rated(stage, { rating: "NEGATIVE", comment: "Wrong figures: North is too high" });
    const ack = await told("U0COLLEAGUE", "Take it back");
    await stage.click("colleague", "analytics", ack.ts, "vote", voteIn(ack, "none"));
    await rated(stage, { rating: "NONE" });
    await vote("admin", "up");
    await rated(stage, { rating: "POSITIVE" });
  });

  it("takes no vote on an answer in somebody else's chat, and none from outside", async () => {
    const own = await stage.answer("dm:asker", await stage.say("asker", "dm", question));
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const answer = await stage.answer("analytics", ts);
    const before = await ratings(stage);
    await stage.click("colleague", "analytics", answer.ts, "vote", voteIn(own, "up"));
    await told("U0COLLEAGUE", "can't count this vote");
    await stage.click("guest", "analytics", answer.ts, "vote", voteIn(answer, "up"));
    await told("U0GUEST", "An administrator can");
    expect(await ratings(stage)).toEqual(before);
  });

  it("is there no more once the asker has put a cross under the answer, and nobody else can do so", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const answer = await stage.answer("analytics", ts);
    const react = (user: string, name: string) =>
      stage.post("/control/slack/react", { user, channel: "analytics", ts: answer.ts, name });
    await react("colleague", "x");
    await told("U0COLLEAGUE", "can take this message away");
    expect(await stage.replies("analytics", ts)).toHaveLength(2);
    await react("asker", "wastebasket");
    await eventually(async () => (await stage.replies("analytics", ts)).every((one) => one.ephemeral_to) || undefined);
  });

  it("lists what people did not like, with the reason and the way to Genie", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const answer = await stage.answer("analytics", ts);
    await stage.click("asker", "analytics", answer.ts, "vote", voteIn(answer, "down"));
    await rated(stage, { rating: "NEGATIVE" });
    const text = await report(stage, "--since", "1h");
    expect(text).toMatch(/^\d+ questions, \d+ votes up, 1 vote down\n/);
    expect(text).toContain(`Voted down (1)\n- ${question}\n    1 down, 0 up`);
    expect(text).toMatch(/http:\/\/\S+\/genie\/rooms\//);
    const all = JSON.parse(await report(stage, "--json"));
    expect(all.worst).toMatchObject([{ question, up: 0, down: 1, sql: expect.stringMatching(/select/i) }]);
    const env = { PATH: process.env["PATH"], ...stage.env };
    const cases = await run(process.execPath, npmArguments("eval/main.ts", "--from-feedback", "--since", "1h"), {
      env,
    });
    expect(parse(cases.stdout).cases).toContainEqual({
      ...{ ask: question, agents: ["sales"], tag: "voted-down", todo: "which agents are right?" },
    });
  });
});

describe("feedback in Teams", () => {
  let stage: Stage;
  let teams: ReturnType<typeof teamsSide>;
  beforeAll(async () => {
    stage = await openStage({ model: false });
    teams = teamsSide(stage);
  });
  afterAll(() => stage?.close());

  const vote = (user: string, activity: string, reaction: string, inputs: object = {}) =>
    stage.post("/control/teams/feedback", { user, conversation: "Analytics", activity, reaction, inputs });
  const told = (text: string): Promise<Carded> =>
    eventually(
      async () =>
        (await teams.messages("Analytics")).findLast((message) => message.targeted_to && words(message).includes(text)),
      8_000,
      `somebody being told ${text}`,
    );

  it("counts each person once, takes reasons, can be taken back, and gives Genie the balance", async () => {
    const answer = await teams.answer("Analytics", await teams.say("asker", "Analytics", `@Genie ${question}`));
    const { id } = answer;
    expect(
      await stage.post("/control/teams/feedback", {
        ...{ user: "asker", conversation: "Analytics", activity: id, reaction: "dislike" },
      }),
    ).toMatchObject({ status: 200, card: { type: "AdaptiveCard" } });
    expect(await ratings(stage)).toEqual([undefined]);
    await vote("asker", id, "like");
    await vote("asker", id, "like");
    await told("this answer helped");
    await rated(stage, { rating: "POSITIVE" });
    await vote("colleague", id, "dislike", { "field.reason": "Incomplete", "field.comment": "no South" });
    const ack = await told("passed on what you wrote");
    await rated(stage, { rating: "NONE", comment: "Incomplete: no South" });
    await vote("admin", id, "dislike");
    await rated(stage, { rating: "NEGATIVE", comment: "Incomplete: no South" });
    await teams.press("colleague", "Analytics", ack.id, "Take it back");
    await told("no longer counts");
    await rated(stage, { rating: "NONE" });
  });

  it("takes no vote on an answer in somebody else's chat, nor with a made-up reason", async () => {
    const card = await teams.answer("Analytics", await teams.say("asker", "Analytics", `@Genie ${question}`));
    const own = await teams.answer("personal:asker", await teams.say("asker", "personal", question));
    const inputs = { user: "asker", conversation: "personal", activity: own.id, reaction: "dislike", inputs: {} };
    await stage.post("/control/teams/feedback", inputs);
    await rated(stage, { rating: "NEGATIVE" });
    const { turn } = JSON.parse(await report(stage, "--json")).worst[0];
    const refused = async () =>
      (await teams.messages("Analytics")).filter(
        (message) => message.targeted_to && words(message).includes("can't count this vote"),
      ).length;
    const forged = { action: "vote", value: `up:${turn}` };
    await teams.press("colleague", "Analytics", card.id, "forged", forged);
    await eventually(async () => (await refused()) === 1 || undefined);
    await vote("colleague", card.id, "dislike", { "field.reason": "Because" });
    await eventually(async () => (await refused()) === 2 || undefined);
    expect((await ratings(stage)).at(-1)).toEqual({ rating: "NEGATIVE" });
    expect(JSON.parse(await report(stage, "--json")).worst[0]).toMatchObject({ turn, down: 1, up: 0 });
  });
});

describe("a bot that is killed after a vote", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage({ model: false });
  });
  afterEach(() => stage?.close());

  it("tells Genie after its restart, once it was acknowledged", async () => {
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const answer = await stage.answer("analytics", ts);
    // It has not told Genie when it is killed, however late that is.
    await stage.fault({ service: "databricks", match: "feedback", kind: "503", times: 1_000 });
    await stage.click("colleague", "analytics", answer.ts, "vote", voteIn(answer, "up"));
    await eventually(() =>
      stage.sandbox.slack.delivery
        .log()
        .some(({ label, status }) => label?.startsWith("block_actions") && status === 200),
    );
    await stage.kill();
    expect(await ratings(stage)).toEqual([undefined]);
    stage.sandbox.traffic.faults = [];
    await stage.start();
    await rated(stage, { rating: "POSITIVE" });
    expect(JSON.parse(await report(stage, "--json")).votes).toEqual({ up: 1, down: 0 });
  });
});
