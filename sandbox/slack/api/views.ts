import { z } from "zod";
import { identified } from "../blocks/identify.ts";
import { checkedView, type GivenView } from "../blocks/view.ts";
import { APP_ID, BOT, TEAM } from "../seed.ts";
import type { View } from "../views/views.ts";
import { type Method, method, type Slack } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** Slack stacks at most three modals. */
const deepest = 3;

const Triggered = z.object({ trigger_id: z.string(), view: z.unknown() });

const opening = (name: "views.open" | "views.push"): Method =>
  method(name, 4, Triggered, (args, slack) => {
    const given = checkedView(args.view, "modal");
    const redeemed = slack.views.redeem(args.trigger_id);
    if ("refusal" in redeemed) throw new Refusal(redeemed.refusal);
    const { user } = redeemed;
    if (name === "views.open") slack.views.clear(user);
    const depth = slack.views.list().filter((view) => view.user === user).length;
    if (depth >= deepest) throw new Refusal("push_limit_reached");
    const view = created(slack, given, user);
    slack.views.open(view);
    slack.workspace.seen("");
    return { view: viewOnWire(view) };
  });

export const views: Method[] = [
  opening("views.open"),
  opening("views.push"),

  method(
    "views.update",
    4,
    z.object({
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
      view: z.unknown(),
    }),
    (args, slack) => {
      const view = slack.views.find(args.view_id ?? args.external_id ?? "");
      if (!view) throw new Refusal("not_found");
      if (args.hash && args.hash !== view.hash) throw new Refusal("hash_conflict");
      replaced(slack, view, checkedView(args.view, view.type));
      return { view: viewOnWire(view) };
    },
  ),

  method(
    "views.publish",
    4,
    z.object({ user_id: z.string(), hash: z.string().optional(), view: z.unknown() }),
    (args, slack) => {
      if (!slack.workspace.person(args.user_id)) throw new Refusal("user_not_found");
      const before = slack.views.home(args.user_id);
      if (args.hash && before && args.hash !== before.hash) throw new Refusal("hash_conflict");
      const view = created(slack, checkedView(args.view, "home"), args.user_id);
      slack.views.publish(view);
      slack.workspace.seen("");
      return { view: viewOnWire(view) };
    },
  ),
];

/** A new view for a person. */
export const created = (slack: Pick<Slack, "workspace">, given: GivenView, user: string): View => ({
  ...given,
  title: given.title ?? null,
  submit: given.submit ?? null,
  close: given.close ?? null,
  blocks: identified(slack.workspace, given.blocks),
  id: slack.workspace.nextId("V"),
  hash: hashNow(slack),
  user,
  errors: {},
});

/** Replaces the content of an open view. */
export const replaced = (slack: Pick<Slack, "workspace">, view: View, given: GivenView): void => {
  Object.assign(view, created(slack, given, view.user), { id: view.id });
  slack.workspace.seen("");
};

/** A view as it is in responses and payloads. */
export const viewOnWire = ({ user: _, errors: __, ...view }: View, values: Record<string, unknown> = {}) => ({
  ...view,
  team_id: TEAM.id,
  app_id: APP_ID,
  app_installed_team_id: TEAM.id,
  bot_id: BOT.bot,
  state: { values },
  previous_view_id: null,
  root_view_id: view.id,
});

const hashNow = ({ workspace }: Pick<Slack, "workspace">): string => `${workspace.nextTs()}.${workspace.nextId("h")}`;
