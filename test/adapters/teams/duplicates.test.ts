import { setTimeout as sleep } from "node:timers/promises";
import type { ChannelAdapter } from "../../../src/ports/chat/channel.ts";
import { working } from "../../contract/replies.ts";
import { GROUP } from "../../replay/teams/teams-payloads.ts";
import { untilPasses } from "../../support/eventually.ts";
import { type Asked, type ScriptedConnector, startScriptedConnector } from "../../support/teams/scripted-connector.ts";
import { fresh, problem } from "../../support/teams/teams-outbox.ts";

/*
 * Answers to POSTs that come too late: the message stands in Teams, and another one may have been made by then.
 */

let connector: ScriptedConnector;
beforeAll(async () => {
  connector = await startScriptedConnector();
});
beforeEach(() => {
  connector.state.asked.length = 0;
});
afterAll(() => connector.stop());

const isMessage = ({ method, body }: Asked): boolean => method === "POST" && body?.["type"] === "message";
const made = () => connector.state.asked.filter(isMessage).length;
const removed = (): string[] =>
  connector.state.asked.filter(({ method }) => method === "DELETE").map(({ url }) => url.split("/").at(-1) ?? "");
const place = () => connector.place(connector.base, GROUP);

/** So much later than the channel waits that a soon answer is in time, and a late one is not, on a busy machine too. */
const lateMs = 2_000;

/** The messages are called 1, 2, 3; `how` says how the answer to each of them comes. */
const answering = (...how: ("late" | "failed" | "soon")[]): void => {
  connector.state.answer = (asked) => {
    if (!isMessage(asked)) return { status: 200, body: {} };
    const kind = how[made() - 1] ?? "soon";
    if (kind === "failed") return { status: 503 };
    return { status: 201, body: { id: String(made()) }, afterMs: kind === "late" ? lateMs : 0 };
  };
};
const impatient = (): ChannelAdapter => connector.channel({ answerMs: 1_000 });
const activityOf = ({ ref }: Awaited<ReturnType<ChannelAdapter["post"]>>) => (ref.id as { activity: string }).activity;

describe("a post whose answer comes late", () => {
  it("is that post, when it is known before it is tried again", async () => {
    const channel = impatient();
    answering("late");
    const how = fresh();
    expect(await problem(channel.post(place(), working, how))).toMatchObject({ code: "teams.down", retry: "later" });
    await sleep(lateMs);
    expect(activityOf(await channel.post(place(), working, { ...how, mayExist: true }))).toBe("1");
    expect(made()).toBe(1);
    expect(removed()).toEqual([]);
  });

  it("is removed, when another one has been made by then", async () => {
    const channel = impatient();
    answering("late", "soon");
    const how = fresh();
    await problem(channel.post(place(), working, how));
    expect(activityOf(await channel.post(place(), working, { ...how, mayExist: true }))).toBe("2");
    await untilPasses(() => expect(removed()).toEqual(["1"]));
  });

  it("is that post, when the next attempt fails", async () => {
    const channel = impatient();
    answering("late", "failed");
    const how = fresh();
    await problem(channel.post(place(), working, how));
    await problem(channel.post(place(), working, { ...how, mayExist: true }));
    await sleep(lateMs);
    expect(activityOf(await channel.post(place(), working, { ...how, mayExist: true }))).toBe("1");
    expect(removed()).toEqual([]);
  });

  it("and is a refusal is none", async () => {
    const channel = impatient();
    connector.state.answer = (asked) =>
      isMessage(asked) && made() === 1 ? { status: 400, afterMs: lateMs } : { status: 201, body: { id: "2" } };
    const how = fresh();
    await problem(channel.post(place(), working, how));
    await sleep(lateMs);
    expect(activityOf(await channel.post(place(), working, { ...how, mayExist: true }))).toBe("2");
  });
});
