import type { Delivery, Outcome } from "./delivery.ts";
import { envelope, homeOpened, sessionStopped } from "./events.ts";
import type { Hooks, HookTarget } from "./hooks.ts";
import { APP_ID, BOT, type Person, type Room, SLACKBOT, TEAM, VERIFICATION_TOKEN } from "./seed.ts";
import { onWire } from "./show.ts";
import { mentions, typed } from "./typed.ts";
import type { Views } from "./views.ts";
import type { Message, Workspace } from "./workspace.ts";

export interface ActsOptions {
  workspace: Workspace;
  views: Views;
  hooks: Hooks;
  delivery: Delivery;
  base(): string;
}

/** The part of a message that was clicked, as the payload names it. */
export interface Clicked {
  action_id: string;
  block_id: string;
  type: string;
  [key: string]: unknown;
}

/** What a person does in Slack. Each act is delivered to the bot in the background. */
export const createActs = ({ workspace, views, hooks, delivery, base }: ActsOptions) => ({
  /** `team`: the person belongs to another workspace, with which the channel is shared. */
  write: (person: Person, room: Room, words: string, threadTs: string | null, team: string = TEAM.id): Message => {
    const message = workspace.post({ channel: room.id, user: person.id, team, ...typed(words), threadTs });
    if (mentions(message.text, BOT.user) && !room.members.includes(BOT.user)) notThere(workspace, message);
    return message;
  },

  /** A person changes or deletes a message of their own. */
  edit: (message: Message, words: string): void => workspace.edit(message, { ...typed(words), marked: true }),
  remove: (message: Message): void => workspace.remove(message),

  command: (person: Person, room: Room, command: string, text: string): void => {
    const target = { channel: room.id, user: person.id };
    const trigger = views.trigger(triggerId(workspace), person.id);
    const body = {
      token: VERIFICATION_TOKEN,
      team_id: TEAM.id,
      team_domain: TEAM.domain,
      channel_id: room.id,
      channel_name: room.kind === "im" ? "directmessage" : room.name,
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

  click: (person: Person, room: Room, message: Message, action: Clicked): void => {
    const target: HookTarget = { channel: room.id, user: person.id, message };
    const trigger = views.trigger(triggerId(workspace), person.id);
    const body = {
      type: "block_actions",
      ...from(person),
      container: {
        type: "message",
        message_ts: message.ts,
        channel_id: room.id,
        is_ephemeral: message.ephemeralTo !== null,
        ...(message.threadTs ? { thread_ts: message.threadTs } : {}),
      },
      trigger_id: trigger,
      channel: { id: room.id, name: room.kind === "im" ? "directmessage" : room.name },
      ...(message.ephemeralTo ? {} : { message: onWire(workspace, message, true) }),
      state: { values: {} },
      response_url: base() + hooks.create("actions", target),
      actions: [{ ...action, action_ts: workspace.nextTs() }],
    };
    void delivery
      .once({ kind: "interactive", id: trigger, label: `block_actions ${action.action_id}`, body })
      .catch(ignore);
  },

  /** Slack's own Stop control, which stands beside a message while the agent session is processing. */
  stop: (person: Person, room: Room, threadTs: string): void =>
    delivery.event(envelope(workspace, sessionStopped(workspace, person.id, room.id, threadTs), room)),

  openHome: (person: Person, tab: "home" | "messages"): void => {
    const room = workspace.directRoom(person.id);
    delivery.event(envelope(workspace, homeOpened(workspace, person.id, room?.id ?? "", tab), room));
  },
});

/** The parts that every interaction payload begins with. */
export const from = (person: Person) => ({
  user: { id: person.id, username: person.name, name: person.name, team_id: TEAM.id },
  api_app_id: APP_ID,
  token: VERIFICATION_TOKEN,
  team: { id: TEAM.id, domain: TEAM.domain },
  enterprise: null,
  is_enterprise_install: false,
});

export const triggerId = (workspace: Workspace): string =>
  `${workspace.nextTs()}.${workspace.nextId("").toLowerCase()}`;

/** Only the rejection by `halt` ends here. */
export const ignore = (): void => undefined;

/** What Slack says when somebody mentions who is no member of the channel. */
const notThere = (workspace: Workspace, { channel, user, threadTs }: Message): void => {
  const text = `You mentioned ${BOT.name}, who is not in this channel.`;
  workspace.post({ channel, user: SLACKBOT, text, threadTs, ephemeralTo: user });
};

/** What the person sees of the response itself: a message made of its body, or that the command failed. */
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
