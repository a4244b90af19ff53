import type { Block } from "../workspace.ts";

export interface View {
  id: string;
  type: "modal" | "home";
  user: string;
  hash: string;
  callback_id: string;
  private_metadata: string;
  external_id: string;
  title: unknown;
  submit: unknown;
  close: unknown;
  blocks: Block[];
  clear_on_close: boolean;
  notify_on_close: boolean;
  /** The app's errors about the last submission, by block id. */
  errors: Record<string, string>;
}

/** Slack gives an app three seconds to use a trigger. */
const triggerMs = 3_000;

export type Views = ReturnType<typeof createViews>;

/** Open modals (a stack for each person), Home tabs, and the triggers that let an app open a modal. */
export const createViews = (now: () => number) => {
  let modals: View[] = [];
  const homes = new Map<string, View>();
  const triggers = new Map<string, { user: string; at: number; used: boolean }>();

  return {
    trigger: (id: string, user: string): string => {
      triggers.set(id, { user, at: now(), used: false });
      return id;
    },
    /** Uses a trigger up. Returns its person, or why the trigger does not work. */
    redeem: (id: string): { user: string } | { refusal: string } => {
      const trigger = triggers.get(id);
      if (!trigger) return { refusal: "invalid_trigger_id" };
      if (now() - trigger.at > triggerMs) return { refusal: "expired_trigger_id" };
      if (trigger.used) return { refusal: "exchanged_trigger_id" };
      trigger.used = true;
      return { user: trigger.user };
    },
    open: (view: View): void => {
      modals = [...modals, view];
    },
    publish: (view: View): void => {
      homes.set(view.user, view);
    },
    home: (user: string): View | undefined => homes.get(user),
    find: (id: string): View | undefined =>
      modals.find((view) => view.id === id || (view.external_id !== "" && view.external_id === id)) ??
      [...homes.values()].find((view) => view.id === id),
    close: (id: string): void => {
      modals = modals.filter((view) => view.id !== id);
    },
    /** Closes all modals of a person. */
    clear: (user: string): void => {
      modals = modals.filter((view) => view.user !== user);
    },
    list: (): readonly View[] => modals,
    reset: (): void => {
      modals = [];
      homes.clear();
      triggers.clear();
    },
  };
};
