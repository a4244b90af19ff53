import { channelData, conversations, interaction, invoke, type Payload, quiet } from "./teams-builders.ts";
import { execute, type Fields, submit, TENANT } from "./teams-payloads.ts";

/* Requests that want their answer in the response, and buttons that come as messages. */

const ours = { action: "ask", value: "Why?" };
const form = {
  action: "start",
  value: "p-1",
  isForm: true,
  "field.table": "orders",
  "field.limit": 5,
  "field.full": true,
  "field.note": "",
};
const inChannel = {
  conversation: { ...conversations.channel, id: `${conversations.channel.id};messageid=1769000000001` },
  channelData: channelData(),
  replyToId: "1769000000002",
};
const card = (action: Fields, more: Fields = {}, trigger = "manual"): Fields =>
  invoke("adaptiveCard/action", { action, trigger }, { replyToId: "1769000000999", ...more });
const executed = (data: unknown): Fields => ({ type: "Action.Execute", id: "a1", verb: "ask", data });

/** Buttons and forms. */
export const clicks: Payload[] = [
  interaction("a button of ours in a channel", execute(), { kind: "click", action: "cancel", value: "turn-1" }),
  interaction("a button of ours in a personal chat", card(executed(ours)), {
    kind: "click",
    ...ours,
    place: { direct: true },
  }),
  interaction("a form of ours", card(executed(form)), {
    kind: "form",
    action: "start",
    value: "p-1",
    fields: { table: "orders", limit: "5", full: "true" },
  }),
  interaction("a button of ours that nobody knows any more", card(executed({ action: "gone", value: "" })), {
    kind: "click",
    action: "gone",
  }),
  interaction("a button of ours, sent as a message", submit(), { kind: "click", ...ours }),
  interaction("a form of ours, sent as a message", submit(form), {
    kind: "form",
    fields: { table: "orders", limit: "5", full: "true" },
  }),
  interaction(
    "a button of a message that only one person sees",
    card(executed(ours), {
      recipient: { id: "28:5e1cf2a3-0000-4b6c-8d7e-9f0a1b2c3d4e", isTargeted: true },
      ...inChannel,
    }),
    { kind: "click", on: { id: { targeted: true } } },
  ),
  quiet("a button of another app", card(executed({ choice: "red" }))),
  quiet("a button without data", card({ type: "Action.Execute", verb: "ask" })),
  quiet("a button whose data are null", card(executed(null))),
  quiet("a button whose value is a number", card(executed({ action: "ask", value: 7 }))),
  quiet("a card that refreshes itself", card({ type: "Action.Execute", verb: "refresh" }, {}, "automatic")),
  quiet("data of another app's card, sent as a message", submit({ choice: "red" })),
  quiet("a message of a sign-in card", submit({ state: "signin" }, { text: "" })),
];

const command = (name: string, commandId: string, more: Fields = {}): Payload =>
  quiet(name, invoke(name, { commandId, commandContext: "compose", context: { theme: "default" }, ...more }));
const query = { queryOptions: { skip: 0, count: 25 }, parameters: [{ name: "searchKeyword", value: "revenue" }] };
const preview = [
  {
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content: { type: "AdaptiveCard" } }],
  },
];

/** Parts of Teams that this app does not have, and whose requests are answered without an error. */
export const invokes: Payload[] = [
  quiet(
    "task/fetch",
    invoke("task/fetch", { data: { type: "task/fetch" }, context: { theme: "dark" }, tabContext: null }),
  ),
  quiet("task/submit", invoke("task/submit", { data: { name: "x" }, context: { theme: "dark" } })),
  command("composeExtension/query", "searchCmd", query),
  quiet(
    "the first composeExtension/query",
    invoke("composeExtension/query", {
      commandId: "searchCmd",
      ...query,
      parameters: [{ name: "initialRun", value: "true" }],
    }),
  ),
  quiet("composeExtension/queryLink", invoke("composeExtension/queryLink", { url: "https://a.example/r" })),
  quiet(
    "composeExtension/anonymousQueryLink",
    invoke("composeExtension/anonymousQueryLink", { url: "https://a.example/r" }),
  ),
  quiet("composeExtension/selectItem", invoke("composeExtension/selectItem", { id: "1", title: "Revenue" })),
  command("composeExtension/fetchTask", "createCmd"),
  command("composeExtension/submitAction", "createCmd", {
    data: { title: "x" },
    botMessagePreviewAction: null,
    botActivityPreview: [],
  }),
  quiet(
    "composeExtension/submitAction: edit",
    invoke("composeExtension/submitAction", {
      commandId: "createCmd",
      botMessagePreviewAction: "edit",
      botActivityPreview: preview,
    }),
  ),
  quiet(
    "composeExtension/submitAction: send",
    invoke("composeExtension/submitAction", {
      commandId: "createCmd",
      botMessagePreviewAction: "send",
      botActivityPreview: preview,
    }),
  ),
  command("composeExtension/querySettingUrl", "searchCmd", query),
  quiet("composeExtension/setting", invoke("composeExtension/setting", { state: "done" })),
  quiet("composeExtension/onCardButtonClicked", invoke("composeExtension/onCardButtonClicked", { id: "1" })),
  quiet("signin/verifyState", invoke("signin/verifyState", { state: "845210" })),
  quiet("signin/verifyState that was cancelled", invoke("signin/verifyState", { state: "CancelledByUser" })),
  quiet(
    "signin/tokenExchange",
    invoke("signin/tokenExchange", { id: "0f3e2d1c", connectionName: "graph", token: "not-a-token" }),
  ),
  quiet("signin/failure", invoke("signin/failure", { code: "resourcematchfailed", message: "no such resource" })),
  quiet(
    "fileConsent/invoke: accept",
    invoke("fileConsent/invoke", {
      type: "fileUpload",
      action: "accept",
      context: { file: "1" },
      uploadInfo: {
        contentUrl: "https://a.example/1.csv",
        name: "1.csv",
        uploadUrl: "https://a.example/up",
        uniqueId: "1150D938",
        fileType: "csv",
      },
    }),
  ),
  quiet(
    "fileConsent/invoke: decline",
    invoke("fileConsent/invoke", { type: "fileUpload", action: "decline", context: { file: "1" } }),
  ),
  interaction(
    "message/submitAction: like",
    invoke(
      "message/submitAction",
      { actionName: "feedback", actionValue: { reaction: "like", feedback: '{"feedbackText":"good"}' } },
      { replyToId: "1769000000999" },
    ),
    { kind: "form", action: "vote", on: { platform: "teams" } },
  ),
  interaction(
    "message/submitAction: dislike",
    invoke(
      "message/submitAction",
      { actionName: "feedback", actionValue: { reaction: "dislike", feedback: "{}" } },
      { replyToId: "1769000000999" },
    ),
    { kind: "form", action: "vote", on: { platform: "teams" } },
  ),
  quiet(
    "message/fetchTask",
    invoke("message/fetchTask", { data: { actionName: "feedback", actionValue: { reaction: "like" } } }),
  ),
  quiet("suggestedActions/submit", invoke("suggestedActions/submit", { suggestion: 1 })),
  quiet("suggestedAction/submit", invoke("suggestedAction/submit", { suggestion: 1 })),
  quiet(
    "actionableMessage/executeAction",
    invoke("actionableMessage/executeAction", { body: "{}", actionId: "comment" }),
  ),
  quiet("handoff/action", invoke("handoff/action", { continuation: "0a1b2c" })),
  quiet("config/fetch", invoke("config/fetch", { data: {} }, inChannel)),
  quiet("config/submit", invoke("config/submit", { data: { agent: "sales" } }, inChannel)),
  quiet("tab/fetch", invoke("tab/fetch", { tabContext: { tabEntityId: "home" }, context: { theme: "default" } })),
  quiet("tab/submit", invoke("tab/submit", { tabContext: { tabEntityId: "home" }, data: { x: 1 } })),
  quiet(
    "application/search",
    invoke("application/search", {
      kind: "search",
      queryText: "rev",
      queryOptions: { skip: 0, top: 15 },
      dataset: "agents",
    }),
  ),
  quiet("messages/stop", invoke("messages/stop", { streamId: "a-1" })),
  quiet("an invoke that is not known yet", invoke("something/new", { any: 1 })),
  quiet(
    "an invoke without a name",
    invoke("", undefined, { name: undefined, channelData: { tenant: { id: TENANT } } }),
  ),
];
