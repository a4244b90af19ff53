import { one, receive } from "../../support/teams/teams-replay.ts";
import { ASKER, CHANNEL, execute, ROOT, SERVICE, submit, TENANT } from "./teams-payloads.ts";

describe("Teams clicks", () => {
  it("names the button, its message and its thread", async () => {
    const conversation = `${CHANNEL};messageid=${ROOT}`;
    expect(await one(execute())).toEqual({
      kind: "click",
      id: expect.stringMatching(`^teams:${TENANT}:${CHANNEL}:click:[0-9a-f]{24}$`),
      place: expect.objectContaining({ thread: `teams:${TENANT}:${conversation}`, channelId: CHANNEL, direct: false }),
      actor: {
        platform: "teams",
        tenant: TENANT,
        user: ASKER,
        name: "Asker of Reports",
        zone: "Europe/London",
        locale: "en-GB",
      },
      external: false,
      action: "cancel",
      value: "turn-1",
      on: {
        platform: "teams",
        thread: `teams:${TENANT}:${conversation}`,
        id: { serviceUrl: SERVICE, conversation, activity: "1769000000002" },
      },
    });
  });

  it("are answered in the response, and leave the card as it is", async () => {
    const { response } = await receive(execute());
    expect(response.headers).toEqual({ "content-type": "application/json; charset=utf-8" });
    expect(JSON.parse(response.body!)).toEqual({
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: "One moment",
    });
  });

  it("say so when the button is none of ours", async () => {
    const { acts, response } = await receive(execute({ choice: "red" }));
    expect(acts).toEqual([]);
    expect(response.status).toBe(200);
    expect(JSON.parse(response.body!)).toMatchObject({ statusCode: 400, type: "application/vnd.microsoft.error" });
  });

  it.each([
    ["a message", submit()],
    ["an invoke", submit(undefined, { type: "invoke", name: "composeExtension/submitAction" })],
    ["a message from before it said which card", submit(undefined, { replyToId: undefined })],
  ])("come from Action.Submit as %s", async (_, body) => {
    expect(await one(body)).toMatchObject({ kind: "click", action: "ask", value: "Why?", place: { direct: true } });
  });

  it("bring what was filled into a form, and not what was left empty", async () => {
    const data = {
      action: "order",
      value: "p-1",
      isForm: true,
      "field.table": "orders",
      "field.limit": 5,
      "field.note": "",
    };
    expect(await one(execute(data))).toMatchObject({
      kind: "form",
      action: "order",
      value: "p-1",
      fields: { table: "orders", limit: "5" },
    });
  });

  it.each(["message/submitAction", "suggestedActions/submit", "task/fetch"])(
    "answer %s with an empty body",
    async (name) => {
      const { acts, response } = await receive(submit({ actionName: "feedback" }, { type: "invoke", name }));
      expect(acts).toEqual([]);
      expect(response).toMatchObject({ status: 200, body: "{}" });
    },
  );
});

describe("thumbs under a message in Teams", () => {
  const invoke = (name: string, value: unknown, more: object = {}) =>
    submit(undefined, { type: "invoke", name, value, ...more });
  const feedback = (reaction: string, given: unknown) =>
    invoke("message/submitAction", { actionName: "feedback", actionValue: { reaction, feedback: given } });

  it.each([
    ["of Teams' own form", "like", '{"feedbackText":"just right"}', "up:", { comment: "just right" }],
    ["without a word", "dislike", "", "down:", {}],
    ["with nothing at all", "like", undefined, "up:", {}],
    [
      "of our form",
      "dislike",
      '{"field.reason":"Incomplete","field.comment":"no South","other":"x"}',
      "down:",
      { reason: "Incomplete", comment: "no South" },
    ],
    ["as an object", "dislike", { "field.comment": "no South", n: 7 }, "down:", { comment: "no South" }],
    ["in broken JSON", "like", "{nothing", "up:", {}],
  ])("are a vote on that message: %s", async (_, reaction, given, value, fields) => {
    expect(await one(feedback(reaction, given))).toMatchObject({
      ...{ kind: "form", action: "vote", value, fields },
      id: expect.stringMatching(/:vote:[0-9a-f]{24}$/),
      on: { platform: "teams", id: { activity: expect.stringMatching(/^\d+$/) } },
    });
  });

  it("are none without a known reaction or a message", async () => {
    for (const body of [feedback("laugh", ""), { ...feedback("like", ""), replyToId: undefined }]) {
      const { acts, response } = await receive(body);
      expect(acts).toEqual([]);
      expect(response).toMatchObject({ status: 200, body: "{}" });
    }
  });

  it.each([
    ["dislike", "What was wrong?", ["field.reason", "field.comment"]],
    ["like", "What was good?", ["field.comment"]],
  ])("open a form when clicked: %s", async (reaction, title, ids) => {
    const clicked = { actionName: "feedback", actionValue: { reaction } };
    for (const value of [{ data: clicked }, clicked]) {
      const { acts, response } = await receive(invoke("message/fetchTask", value));
      expect(acts).toEqual([]);
      const { task } = JSON.parse(response.body!);
      expect(task).toMatchObject({ type: "continue", value: { title } });
      const { contentType, content } = task.value.card;
      expect(contentType).toBe("application/vnd.microsoft.card.adaptive");
      expect(content.body.flatMap((part: { id?: string }) => part.id ?? [])).toEqual(ids);
      expect(content.actions).toEqual([{ type: "Action.Submit", title: "Send", data: {} }]);
    }
  });
});
