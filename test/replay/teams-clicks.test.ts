import { one, receive } from "../support/teams-replay.ts";
import { ASKER, CHANNEL, execute, ROOT, SERVICE, submit, TENANT } from "./teams-payloads.ts";

describe("Teams clicks", () => {
  it("names the button, its message and its thread", async () => {
    const conversation = `${CHANNEL};messageid=${ROOT}`;
    expect(await one(execute())).toEqual({
      kind: "click",
      id: expect.stringMatching(`^teams:${TENANT}:${CHANNEL}:click:[0-9a-f]{24}$`),
      place: expect.objectContaining({ thread: `teams:${TENANT}:${conversation}`, channelId: CHANNEL, direct: false }),
      actor: { platform: "teams", tenant: TENANT, user: ASKER, name: "Asker of Reports", zone: "Europe/London" },
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
