import { type Clicked, from, ignore, triggerId } from "../acts.ts";
import { viewOnWire } from "../api/views.ts";
import type { Delivery } from "../delivery.ts";
import { envelope, homeOpened } from "../events.ts";
import type { Person } from "../seed.ts";
import type { Workspace } from "../workspace.ts";
import type { View, Views } from "./views.ts";

interface HomeOptions {
  workspace: Workspace;
  views: Views;
  delivery: Delivery;
}

/** What people do with the app's own pages: its Home tab, and their direct messages with it. */
export const createHome = ({ workspace, views, delivery }: HomeOptions) => ({
  /** The app is told each time, and with which view the Home tab is shown meanwhile. */
  open: (person: Person, tab: "home" | "messages"): void => {
    const conversation = workspace.directConversation(person.id);
    const view = tab === "home" ? views.home(person.id) : undefined;
    const event = homeOpened(workspace, person.id, conversation?.id ?? "", tab);
    delivery.event(envelope(workspace, { ...event, ...(view ? { view: viewOnWire(view) } : {}) }, conversation));
  },

  /** A click in the Home tab comes without channel, message and response URL. */
  click: (person: Person, view: View, action: Clicked): void => {
    const trigger = views.trigger(triggerId(workspace), person.id);
    const body = {
      type: "block_actions",
      ...from(workspace, person),
      container: { type: "view", view_id: view.id },
      trigger_id: trigger,
      view: viewOnWire(view),
      actions: [{ ...action, action_ts: workspace.nextTs() }],
    };
    void delivery
      .once({ kind: "interactive", id: trigger, label: `block_actions ${action.action_id}`, body })
      .catch(ignore);
  },
});
