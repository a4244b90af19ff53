import { isSame } from "../../access/access.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import * as notices from "../../reply/notices/shortcut-notices.ts";
import { putQuestion } from "../question-task.ts";
import type { TurnDeps } from "../turn-deps.ts";

/*
 * Asking about a message: the shortcut in its menu opens a form, and what is sent with it is a question in the thread of
 * that message. The message is material for the question, whoever wrote it.
 */

type ShortcutDeps = Pick<TurnDeps, "delivery" | "queue" | "turns">;

/** The shortcut was used on a message. Returns what the person must be told. */
export const openQuestion = async (
  deps: ShortcutDeps,
  inbound: Extract<Inbound, { kind: "shortcut" }>,
): Promise<Reply | undefined> => {
  const { id, actor, about } = inbound;
  if (about.length === 0) return notices.nothingToRead(actor.locale);
  await deps.turns.keepAbout(id, { by: actor, about });
  return showForm(deps, inbound, id);
};

/** The button was used that takes the place of a form that came too late. */
export const reopenQuestion = (deps: ShortcutDeps, inbound: Extract<Inbound, { kind: "click" }>) =>
  showForm(deps, inbound, inbound.value);

const showForm = async (deps: ShortcutDeps, inbound: Inbound, name: string): Promise<Reply | undefined> => {
  const { id, actor, place, trigger } = inbound;
  const kept = await deps.turns.about(name);
  if (!kept || !isSame(kept.by, actor)) return notices.messageGone(actor.locale);
  const form = notices.questionForm(kept.about, name, actor.locale);
  const isOpen = await deps.delivery.form(place, form, { key: id, ...(trigger && { trigger }) });
  return isOpen ? undefined : notices.formTooLate(name, actor.locale);
};

/** The form was sent. */
export const askAbout = async (
  deps: ShortcutDeps,
  { id, actor, place, external, value, fields }: Extract<Inbound, { kind: "form" }>,
): Promise<Reply | undefined> => {
  const kept = await deps.turns.about(value);
  if (!kept || !isSame(kept.by, actor)) return notices.messageGone(actor.locale);
  const text = fields[notices.questionField]?.trim() ?? "";
  if (text === "") return undefined;
  const message: Inbound = {
    ...{ kind: "message", id: `${id}:ask`, place, actor, external, text, entry: "mention" },
    attached: kept.about,
  };
  // The question may have been filled in with the words of the message, so it orders nothing by itself.
  await putQuestion(deps, message, text, { isClicked: true });
  return undefined;
};
