import { invokeActivity, type Origin } from "./activities.ts";
import { type ClickResult, dialogOf } from "./cards/response.ts";
import type { Delivery } from "./delivery.ts";
import type { Conversation, Person } from "./seed.ts";
import type { Message, Workspace } from "./workspace.ts";

export type OriginOf = (person: Person, conversation: Conversation, root: string | null, tenant?: string) => Origin;

export type Thumb = "like" | "dislike";

interface ThumbsOptions {
  workspace: Pick<Workspace, "nextId">;
  delivery: Delivery;
  originOf: OriginOf;
}

/** The thread of a channel that a message belongs to. */
export const threadOf = ({ kind }: Conversation, message: Message): string | null =>
  kind === "channel" ? (message.root ?? message.id) : null;

/** Clicks on the thumbs under a message. */
export const thumbs = ({ workspace, delivery, originOf }: ThumbsOptions) => {
  const invoke = (name: string, person: Person, conversation: Conversation, message: Message, value: unknown) => {
    const at = originOf(person, conversation, threadOf(conversation, message));
    return delivery.invoke(invokeActivity(at, name, workspace.nextId(), message.id, value));
  };

  return {
    /** Opens the form behind a thumb: that of the bot, where the message asks for it. */
    openFeedback: async (
      person: Person,
      conversation: Conversation,
      message: Message,
      reaction: Thumb,
    ): Promise<Pick<ClickResult, "status" | "card">> => {
      if (message.feedback !== "custom") return { status: 200, card: null };
      const value = { data: { actionName: "feedback", actionValue: { reaction } } };
      return dialogOf(await invoke("message/fetchTask", person, conversation, message, value));
    },

    sendFeedback: async (
      person: Person,
      conversation: Conversation,
      message: Message,
      { reaction, inputs }: { reaction: Thumb; inputs: Record<string, unknown> },
    ): Promise<{ status: number }> => {
      const value = { actionName: "feedback", actionValue: { reaction, feedback: JSON.stringify(inputs) } };
      const outcome = await invoke("message/submitAction", person, conversation, message, value);
      return { status: outcome.state === "answered" ? outcome.status : 0 };
    },
  };
};
