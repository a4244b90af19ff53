import { actionOf } from "../../../sandbox/teams/cards/actions.ts";
import type { Message } from "../../../sandbox/teams/workspace.ts";
import { eventually } from "../../support/eventually.ts";
import { type Fields, type Reply, startTeamsWire, type TeamsWire } from "../../support/teams/teams-wire.ts";

let wire: TeamsWire;
beforeAll(async () => {
  wire = await startTeamsWire({ ackMs: 200 });
});
afterAll(() => wire.stop());
beforeEach(() => {
  wire.teams.reset();
  wire.traffic.reset();
  wire.received.length = 0;
  wire.answers.reply = () => ({});
});

const cardType = "application/vnd.microsoft.card.adaptive";
const submit = (title: string, data: Fields) => ({ type: "Action.Submit", title, data });
const textCard = (text: string) => ({ type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text }] });
const status = {
  ...textCard("On it"),
  actions: [
    {
      type: "Action.Execute",
      id: "stop",
      title: "Cancel",
      verb: "cancel",
      data: { turn: "17" },
      fallback: { type: "Action.Submit", title: "Cancel", data: { action: "cancel", turn: "17" } },
    },
    { type: "Action.ShowCard", title: "More", card: { ...textCard("?"), actions: [submit("Again", { again: 1 })] } },
    submit("Say", { msteams: { type: "imBack", value: "agents" } }),
    submit("Whisper", { msteams: { type: "messageBack", text: "jobs", value: { quiet: true } } }),
  ],
};

/** The bot shows the card in a place; gives the message. */
const shown = async (place: string, root: string | null = null): Promise<Message> => {
  const { id } = wire.conversation(place);
  const conversation = root ? `${id};messageid=${root}` : id;
  const activity = { type: "message", attachments: [{ contentType: cardType, content: status }] };
  const { body } = await wire.call("POST", `v3/conversations/${conversation}/activities`, activity);
  return wire.teams.workspace.find(id, String(body["id"]))!;
};
const press = async (name: string, { user = "asker", fallback = false } = {}) => {
  const message = await shown("planning");
  const pressed = actionOf(message.card, name, fallback)!;
  const seen = await wire.teams.acts.execute(wire.person(user), wire.conversation("planning"), message, pressed);
  return { message, seen };
};
const answering = (body: unknown, httpStatus = 200): ReturnType<typeof press> => {
  wire.answers.reply = (): Reply => ({ status: httpStatus, body });
  return press("cancel");
};

describe("Action.Execute", () => {
  it("is an invoke that waits for its answer", async () => {
    const { message } = await press("cancel");
    expect(wire.received[0]!.body).toMatchObject({
      type: "invoke",
      name: "adaptiveCard/action",
      id: expect.stringMatching(/^f:\d+$/),
      replyToId: message.id,
      from: { name: "asker", aadObjectId: wire.person("asker").aadObjectId },
      conversation: { id: wire.conversation("planning").id, conversationType: "groupChat" },
      value: {
        action: { type: "Action.Execute", id: "stop", verb: "cancel", data: { turn: "17" } },
        trigger: "manual",
      },
      channelData: { legacy: { replyToId: `1:${message.id}` } },
    });
  });

  it("is found by verb, id or title, and comes from the thread of its card", async () => {
    for (const name of ["cancel", "stop", "Cancel"]) expect(actionOf(status, name)?.verb).toBe("cancel");
    expect(actionOf(status, "Again")).toMatchObject({ kind: "submit", data: { again: 1 } });
    expect(actionOf(status, "nothing")).toBeUndefined();
    const root = wire.write("asker", "Analytics", "no mention");
    const message = await shown("Analytics", root);
    const pressed = actionOf(message.card, "cancel")!;
    await wire.teams.acts.execute(wire.person("asker"), wire.conversation("Analytics"), message, pressed);
    expect(wire.received[0]!.body["conversation"]).toMatchObject({
      id: `${wire.conversation("Analytics").id};messageid=${root}`,
    });
  });

  it("is told from others of its name by its data", () => {
    const run = (job: string) => ({ type: "Action.Execute", title: "Run", verb: "run", data: { job } });
    const both = { actions: [run("a"), run("b")] };
    expect(actionOf(both, "run", false, { job: "b", note: "now" })).toMatchObject({ data: { job: "b" } });
    expect(actionOf(both, "run", false, { job: "forged" })).toMatchObject({ data: { job: "a" } });
  });

  it("changes the card for the person who pressed, until the message is edited", async () => {
    const { message, seen } = await answering({ statusCode: 200, type: cardType, value: textCard("Stopped") });
    expect(seen).toMatchObject({ status: 200, tone: "info" });
    const user = wire.person("asker").id;
    expect(message.responses).toMatchObject([{ user, card: textCard("Stopped") }]);
    expect(message.card).toEqual(status);
    await wire.call("PUT", `v3/conversations/${message.conversation}/activities/${message.id}`, {
      type: "message",
      attachments: [{ contentType: cardType, content: textCard("Over") }],
    });
    expect(message).toMatchObject({ responses: [], card: textCard("Over") });
  });

  it.each<[string, unknown, number, Fields]>([
    [
      "words",
      { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "Stopping" },
      200,
      { status: 200, words: "Stopping", tone: "info" },
    ],
    [
      "an error with its words",
      {
        statusCode: 400,
        type: "application/vnd.microsoft.error",
        value: { code: "BadRequest", message: "Not yours." },
      },
      200,
      { status: 400, words: "Not yours.", tone: "error" },
    ],
    ["an HTTP error", {}, 500, { status: 500, tone: "error", words: expect.stringContaining("went wrong") }],
    ["no body", undefined, 200, { tone: "error", words: expect.stringContaining("went wrong") }],
    [
      "a card that Teams does not take",
      { statusCode: 200, type: cardType, value: { type: "AdaptiveCard", version: "1.6" } },
      200,
      { tone: "error", words: expect.stringContaining("Invalid Adaptive Card") },
    ],
  ])("shows the person %s", async (_, body, httpStatus, expected) => {
    const { message, seen } = await answering(body, httpStatus);
    expect(seen).toMatchObject(expected);
    expect(message.responses).toMatchObject([{ words: seen.words, tone: seen.tone, card: null }]);
  });

  it("is sent again with its id, and then with new ones, to a bot that is late", async () => {
    wire.answers.reply = () => (wire.received.length < 4 ? new Promise(() => undefined) : { body: {} });
    await press("cancel");
    const ids = wire.received.map(({ body }) => body["id"]);
    expect(ids).toHaveLength(4);
    expect(ids[1]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(3);
  });
});

describe("Action.Submit", () => {
  const submitted = async (name: string, options = { fallback: false }) => {
    const message = await shown("planning");
    const pressed = actionOf(message.card, name, options.fallback)!;
    expect(pressed.kind).toBe("submit");
    wire.teams.acts.submit(wire.person("asker"), wire.conversation("planning"), message, pressed.data);
    return message;
  };

  it("is a message without words that answers the card", async () => {
    const message = await submitted("cancel", { fallback: true });
    const [request] = await wire.arrived(1);
    expect(request!.body).toMatchObject({
      type: "message",
      value: { action: "cancel", turn: "17" },
      replyToId: message.id,
      from: { name: "asker" },
    });
    expect(request!.body).not.toHaveProperty("text");
  });

  it("writes for the person where its data asks for that", async () => {
    await submitted("Say");
    expect(wire.teams.workspace.messages(wire.conversation("planning").id).at(-1)).toMatchObject({
      text: "agents",
      bot: false,
    });
  });

  it("sends words unseen where its data asks for that", async () => {
    await submitted("Whisper");
    const [request] = await wire.arrived(1);
    expect(request!.body).toMatchObject({ text: "jobs", value: { quiet: true } });
    expect(wire.teams.workspace.messages(wire.conversation("planning").id)).toHaveLength(1);
  });

  it("is delivered again like any message", async () => {
    wire.answers.reply = () => ({ status: wire.received.length === 1 ? 503 : 200 });
    await submitted("Again");
    await eventually(() => wire.received.length === 2);
  });
});

describe("thumbs under a message", () => {
  const voted = async (channelData: object) => {
    const { id } = wire.conversation("planning");
    const activity = { type: "message", text: "2,525", channelData };
    const { body, status } = await wire.call("POST", `v3/conversations/${id}/activities`, activity);
    return { status, message: wire.teams.workspace.find(id, String(body["id"])) };
  };
  const dialog = {
    type: "continue",
    value: { title: "Why?", card: { contentType: cardType, content: textCard("?") } },
  };

  it("are asked for in either way, but not in both", async () => {
    expect((await voted({ feedbackLoop: { type: "custom" } })).message?.feedback).toBe("custom");
    expect((await voted({ feedbackLoopEnabled: true })).message?.feedback).toBe("default");
    expect((await voted({})).message?.feedback).toBeNull();
    expect((await voted({ feedbackLoop: { type: "default" }, feedbackLoopEnabled: true })).status).toBe(400);
  });

  it("open the form of the bot, and send what was filled in", async () => {
    wire.answers.reply = () => ({ status: 200, body: { task: dialog } });
    const { message } = await voted({ feedbackLoop: { type: "custom" } });
    const who = [wire.person("asker"), wire.conversation("planning"), message!] as const;
    expect(await wire.teams.acts.openFeedback(...who, "dislike")).toEqual({ status: 200, card: textCard("?") });
    expect(wire.received.at(-1)!.body).toMatchObject({
      ...{ type: "invoke", name: "message/fetchTask", replyToId: message!.id },
      value: { data: { actionName: "feedback", actionValue: { reaction: "dislike" } } },
    });
    const inputs = { "field.comment": "too high" };
    expect(await wire.teams.acts.sendFeedback(...who, { reaction: "dislike", inputs })).toEqual({ status: 200 });
    expect(wire.received.at(-1)!.body).toMatchObject({
      ...{ type: "invoke", name: "message/submitAction", replyToId: message!.id },
      value: { actionName: "feedback", actionValue: { reaction: "dislike", feedback: '{"field.comment":"too high"}' } },
    });
  });

  it("open nothing when the bot answers no dialog", async () => {
    wire.answers.reply = () => ({ status: 200, body: { task: { type: "message" } } });
    const { message } = await voted({ feedbackLoop: { type: "custom" } });
    const place = wire.conversation("planning");
    const opened = await wire.teams.acts.openFeedback(wire.person("asker"), place, message!, "like");
    expect(opened).toEqual({ status: 200, card: null });
  });
});
