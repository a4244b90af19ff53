import { z } from "zod";
import { from, ignore, triggerId } from "../acts.ts";
import { fromJson } from "../api/args.ts";
import { refusalOf } from "../api/refusal.ts";
import { created, replaced, viewOnWire } from "../api/views.ts";
import { checkedView } from "../blocks/view.ts";
import type { Delivery, Outcome } from "../delivery.ts";
import type { Person } from "../seed.ts";
import type { Workspace } from "../workspace.ts";
import type { View, Views } from "./views.ts";

interface ModalOptions {
  workspace: Workspace;
  views: Views;
  delivery: Delivery;
}

/** Values of inputs by block id and action id. */
export type Values = Record<string, Record<string, unknown>>;

const Answer = z.union([
  z.object({ response_action: z.literal("errors"), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.enum(["update", "push"]), view: z.unknown() }),
  z.object({ response_action: z.literal("clear") }),
]);

/** What people do in a modal. It is delivered in the background; then the modal shows the app's response. */
export const createModals = ({ workspace, views, delivery }: ModalOptions) => ({
  submit: (person: Person, view: View, values: Values): void => {
    const trigger = views.trigger(triggerId(workspace), person.id);
    const body = {
      type: "view_submission",
      ...from(workspace, person),
      trigger_id: trigger,
      view: viewOnWire(view, values),
      response_urls: [],
    };
    view.errors = {};
    void delivery
      .once({ kind: "interactive", id: trigger, label: `view_submission ${view.callback_id}`, body })
      .then((outcome) => {
        const refusal = refusalOf(() => answer(workspace, views, view, outcome));
        if (refusal) view.errors = { "": refusal.details.join("; ") || refusal.code };
        workspace.seen("");
      }, ignore);
  },

  close: (person: Person, view: View): void => {
    views.close(view.id);
    workspace.seen("");
    if (!view.notify_on_close) return;
    const body = { type: "view_closed", ...from(workspace, person), view: viewOnWire(view), is_cleared: false };
    void delivery
      .once({ kind: "interactive", id: view.id, label: `view_closed ${view.callback_id}`, body })
      .catch(ignore);
  },
});

const answer = (workspace: Workspace, views: Views, view: View, outcome: Outcome): void => {
  const slack = { workspace };
  const wanted = Answer.safeParse(outcome.state === "answered" ? fromJson(outcome.body) : undefined);
  if (outcome.state === "failed" || outcome.status !== 200) {
    view.errors = { "": "We had some trouble connecting. Try again?" };
  } else if (!wanted.success) {
    views.close(view.id);
  } else if (wanted.data.response_action === "errors") {
    view.errors = wanted.data.errors;
  } else if (wanted.data.response_action === "clear") {
    views.clear(view.user);
  } else if (wanted.data.response_action === "update") {
    replaced(slack, view, checkedView(wanted.data.view, "modal"));
  } else {
    views.open(created(slack, checkedView(wanted.data.view, "modal"), view.user));
  }
};
