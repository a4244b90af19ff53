import { z } from "zod";
import { placeOf, placeOfCommand, placeOfHome, placeOfRoot, refOf } from "../address.ts";
import { optional, text } from "./fields.ts";
import { actorOf, type Installation, isExternal } from "./organisation.ts";
import { interaction, originOf } from "./person.ts";
import { act, nothing, type Reading, unreadable } from "./reading.ts";

/** Reads block_actions: a click on one of our buttons, in a message or in somebody's Home tab. */
export const readClick = (body: unknown, known: Installation): Reading => {
  if (InHome.safeParse(body).success) return readHomeClick(body, known);
  if (!InMessage.safeParse(body).success) return nothing;
  const click = Click.safeParse(body);
  if (!click.success) return unreadable("block_actions", click.error);
  const [action] = click.data.actions;
  return action ? act(clickOf(click.data, action, known)) : nothing;
};

const clickOf = (click: Click, action: Click["actions"][number], known: Installation) => {
  const { container, message, trigger_id: trigger } = click;
  const { channel_id: channel, message_ts: ts, is_ephemeral: only } = container;
  const { origin, ours } = originOf(click, known);
  const thread = container.thread_ts ?? message?.thread_ts;
  const root = thread ?? ts;
  // An ephemeral message cannot be the root of a thread.
  const isRootless = only && root === ts;
  // Without a thread nobody has replied to the message, and Slack shows no ephemeral message there.
  const placed = thread === undefined ? placeOfRoot : placeOf;
  const place = isRootless
    ? placeOfCommand(ours.team, channel, `click:${ts}`, origin.user)
    : placed(ours.team, channel, root);
  return {
    kind: "click" as const,
    id: `slack:${ours.team}:${channel}:${ts}:click:${action.action_ts}:${action.action_id}:${origin.user}`,
    place,
    actor: actorOf(origin, ours),
    external: isExternal(origin, ours),
    ...(trigger ? { trigger } : {}),
    ...chosen(action),
    on: refOf(place.thread, {
      channel,
      ts,
      ...(root === ts ? {} : { thread_ts: root }),
      ...(only ? { only: origin.user } : {}),
    }),
  };
};

/** What a click in the Home tab does goes to the direct messages of its person. */
const readHomeClick = (body: unknown, known: Installation): Reading => {
  const click = HomeClick.safeParse(body);
  if (!click.success) return unreadable("block_actions", click.error);
  const [action] = click.data.actions;
  if (!action) return nothing;
  const { container, trigger_id: trigger } = click.data;
  const { origin, ours } = originOf(click.data, known);
  const place = placeOfHome(ours.team, origin.user, `home:${action.action_ts}`);
  return act({
    kind: "click",
    id: `slack:${ours.team}:${container.view_id}:click:${action.action_ts}:${action.action_id}:${origin.user}`,
    place,
    actor: actorOf(origin, ours),
    external: isExternal(origin, ours),
    ...(trigger ? { trigger } : {}),
    ...chosen(action),
    // The view is published again and again, so its id doesn't identify a button.
    on: refOf(placeOfHome(ours.team, origin.user).thread, { channel: origin.user, ts: "home" }),
    inHome: true,
  });
};

/** What a button says, or the entry of a menu. */
const chosen = ({ action_id, value, selected_option: entry }: Click["actions"][number]) =>
  entry ? { action: entry.value, value: "" } : { action: actionOf(action_id), value };

/** Drops the number of a repeated action, see render/blocks.ts. */
const actionOf = (actionId: string): string => actionId.replace(/#\d+$/, "");

const InMessage = z.looseObject({ container: z.looseObject({ message_ts: z.string() }) });

const InHome = z.looseObject({
  container: z.looseObject({ type: z.literal("view") }),
  view: z.looseObject({ type: z.literal("home") }),
});

const Action = z.object({
  action_id: z.string(),
  action_ts: z.string(),
  value: text,
  selected_option: optional(z.object({ value: z.string() })),
});

const HomeClick = z.object({
  ...interaction,
  container: z.object({ view_id: z.string() }),
  actions: z.array(Action),
});

const Click = z.object({
  ...interaction,
  container: z.object({
    channel_id: z.string(),
    message_ts: z.string(),
    thread_ts: optional(z.string()),
    is_ephemeral: optional(z.boolean()),
  }),
  message: optional(z.object({ thread_ts: optional(z.string()) })),
  actions: z.array(Action),
});
type Click = z.infer<typeof Click>;
