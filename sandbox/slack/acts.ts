import { type Attached, attachmentsOf, sharedFile } from "./attached.ts";
import type { Delivery, Outcome } from "./delivery.ts";
import { envelope, memberJoined, reactionAdded, removedApp, sessionStopped, userChanged } from "./events.ts";
import type { Hooks, HookTarget } from "./hooks.ts";
import { APP_ID, BOT, type Conversation, ENTERPRISE, type Person, SLACKBOT, TEAM, VERIFICATION_TOKEN } from "./seed.ts";
import { onWire } from "./show.ts";
import { mentions, typed } from "./typed.ts";
import type { Views } from "./views/views.ts";
import type { Message, Workspace } from "./workspace.ts";

export interface ActsOptions {
  workspace: Workspace;
  views: Views;
  hooks: Hooks;
  delivery: Delivery;
  base(): string;
}

/** The element that was clicked, as it is in the payload. */
export interface Clicked {
  action_id: string;
  block_id: string;
  type: string;
  [key: string]: unknown;
}

/** What people do in Slack. Each act is delivered to the bot in the background. */
export const createActs = ({ workspace, views, hooks, delivery, base }: ActsOptions) => ({
  ...writing(workspace),
  ...reacting(workspace, delivery),
  ...adding(workspace, delivery),
  ...shortcuts({ workspace, views, hooks, delivery, base }),

  command: (person: Person, conversation: Conversation, command: string, text: string): void => {
    const target = { channel: conversation.id, user: person.id };
    const trigger = views.trigger(triggerId(workspace), person.id);
    const body = {
      token: VERIFICATION_TOKEN,
      team_id: person.team,
      team_domain: TEAM.domain,
      ...(workspace.isGrid() ? { enterprise_id: ENTERPRISE.id, enterprise_name: ENTERPRISE.name } : {}),
      channel_id: conversation.id,
      channel_name: conversation.kind === "im" ? "directmessage" : conversation.name,
      user_id: person.id,
      user_name: person.name,
      command,
      text,
      api_app_id: APP_ID,
      is_enterprise_install: "false",
      response_url: base() + hooks.create("commands", target),
      trigger_id: trigger,
    };
    void delivery
      .once({ kind: "slash_commands", id: trigger, label: command, body })
      .then((outcome) => answerCommand(workspace, hooks, target, command, outcome), ignore);
  },

  click: (person: Person, conversation: Conversation, message: Message, action: Clicked): void => {
    const target: HookTarget = { channel: conversation.id, user: person.id, message };
    const trigger = views.trigger(triggerId(workspace), person.id);
    const body = {
      type: "block_actions",
      ...from(workspace, person),
      container: {
        type: "message",
        message_ts: message.ts,
        channel_id: conversation.id,
        is_ephemeral: message.ephemeralTo !== null,
        ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
      },
      trigger_id: trigger,
      channel: { id: conversation.id, name: conversation.kind === "im" ? "directmessage" : conversation.name },
      ...(message.ephemeralTo ? {} : { message: onWire(workspace, message, true) }),
      state: { values: {} },
      response_url: base() + hooks.create("actions", target),
      actions: [{ ...action, action_ts: workspace.nextTs() }],
    };
    void delivery
      .once({ kind: "interactive", id: trigger, label: `block_actions ${action.action_id}`, body })
      .catch(ignore);
  },

  /** Slack's own Stop control, which is shown while the agent session is processing. */
  stop: (person: Person, conversation: Conversation, threadTs: string): void =>
    delivery.event(envelope(workspace, sessionStopped(workspace, person.id, conversation.id, threadTs), conversation)),

  /** More events than Slack delivers to one app in a minute. */
  holdBack: (): void =>
    delivery.heldBack({
      type: "app_rate_limited",
      token: VERIFICATION_TOKEN,
      team_id: TEAM.id,
      api_app_id: APP_ID,
      minute_rate_limited: Math.floor(Date.now() / 60_000) * 60,
    }),

  ...leaving(workspace, delivery),
});

/** Accounts that are switched off and on, and the app that is removed and added again. Slack tells the bot of both. */
const leaving = (workspace: Workspace, delivery: Delivery) => ({
  setAccount: (person: Person, active: boolean): void => {
    workspace.setDeactivated(person.id, !active);
    delivery.event(envelope(workspace, userChanged(workspace, person), undefined));
  },
  setInstalled: (on: boolean): void => {
    workspace.setInstalled(on);
    if (on) return;
    for (const event of removedApp(workspace))
      delivery.event({ ...envelope(workspace, event, undefined), authorizations: [] });
  },
});

/** Writing, editing and deleting messages. */
const writing = (workspace: Workspace) => ({
  write: (
    person: Person,
    conversation: Conversation,
    words: string,
    threadTs: string | null,
    attached: Attached = {},
  ): Message => {
    const message = workspace.post({
      channel: conversation.id,
      user: person.id,
      team: attached.team ?? person.team,
      ...typed(words),
      threadTs,
      attachments: attachmentsOf(workspace, attached),
      files: (attached.files ?? []).map((name) => sharedFile(workspace, person, name)),
    });
    if (mentions(message.text, BOT.user) && !conversation.members.includes(BOT.user)) notInChannel(workspace, message);
    return message;
  },

  /** People edit and delete their own messages only. */
  edit: (message: Message, words: string): void => workspace.edit(message, { ...typed(words), marked: true }),
  remove: (message: Message): void => workspace.remove(message),
});

/** Putting a reaction under a message. The bot hears of it in conversations that it is in. */
const reacting = (workspace: Workspace, delivery: Delivery) => ({
  react: (person: Person, conversation: Conversation, message: Message, name: string): void => {
    const reaction = message.reactions.find((one) => one.name === name);
    if (reaction?.users.includes(person.id)) return;
    if (reaction) reaction.users.push(person.id);
    else message.reactions.push({ name, users: [person.id] });
    workspace.seen(message.channel);
    if (conversation.members.includes(BOT.user))
      delivery.event(envelope(workspace, reactionAdded(workspace, person.id, name, message), conversation));
  },
});

/** Adding the bot to channels. */
const adding = (workspace: Workspace, delivery: Delivery) => ({
  /** A person adds the bot to a channel. */
  invite: (person: Person, conversation: Conversation): void => {
    if (conversation.members.includes(BOT.user)) return;
    conversation.members.push(BOT.user);
    delivery.event(envelope(workspace, memberJoined(workspace, conversation, person.id), conversation));
    workspace.seen(conversation.id);
  },
});

/** What the app has put into the menu of a message. */
const shortcuts = ({ workspace, views, hooks, delivery, base }: ActsOptions) => ({
  /** A shortcut of the app in the menu of a message. The payload holds the whole message, whoever wrote it. */
  shortcut: (person: Person, conversation: Conversation, message: Message, callbackId: string): void => {
    const target: HookTarget = { channel: conversation.id, user: person.id, message };
    const trigger = views.trigger(triggerId(workspace), person.id);
    const body = {
      type: "message_action",
      ...from(workspace, person),
      action_ts: workspace.nextTs(),
      callback_id: callbackId,
      trigger_id: trigger,
      response_url: base() + hooks.create("actions", target),
      channel: { id: conversation.id, name: conversation.kind === "im" ? "directmessage" : conversation.name },
      message_ts: message.ts,
      message: onWire(workspace, message),
    };
    void delivery.once({ kind: "interactive", id: trigger, label: `message_action ${callbackId}`, body }).catch(ignore);
  },
});

/** The fields that every interaction payload has. */
export const from = (workspace: Workspace, person: Person) => {
  const { id, name } = ENTERPRISE;
  const inGrid = workspace.isGrid();
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.team },
    api_app_id: APP_ID,
    token: VERIFICATION_TOKEN,
    team: { id: TEAM.id, domain: TEAM.domain, ...(inGrid ? { enterprise_id: id, enterprise_name: name } : {}) },
    enterprise: inGrid ? { id, name } : null,
    is_enterprise_install: false,
  };
};

export const triggerId = (workspace: Workspace): string =>
  `${workspace.nextTs()}.${workspace.nextId("").toLowerCase()}`;

/** Swallows the rejection by `cancel`, the only one there is. */
export const ignore = (): void => undefined;

/** Slack's note when somebody mentions a person who is not in the channel. */
const notInChannel = (workspace: Workspace, { channel, user, threadTs }: Message): void => {
  const text = `You mentioned ${BOT.name}, who is not in this channel.`;
  workspace.post({ channel, user: SLACKBOT, text, threadTs, ephemeralTo: user });
};

/** Shows the person the response to a command: a message made of its body, or a note that the command failed. */
const answerCommand = (
  workspace: Workspace,
  hooks: Hooks,
  target: HookTarget,
  command: string,
  outcome: Outcome,
): void => {
  const taken = outcome.state === "answered" && outcome.status === 200;
  if (taken && hooks.immediate(target, outcome.body)) return;
  const late = outcome.state === "failed" && outcome.reason === "http_timeout";
  workspace.post({
    channel: target.channel,
    user: SLACKBOT,
    text: `${command} failed with the error "${late ? "operation_timeout" : "dispatch_failed"}"`,
    ephemeralTo: target.user,
  });
};
