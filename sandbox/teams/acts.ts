import { z } from "zod";
import { installActivities, invokeActivity, messageActivity, submitActivity, type Written } from "./activities.ts";
import type { Pressed } from "./cards/actions.ts";
import { type ClickResult, clickResultOf } from "./cards/response.ts";
import type { Delivery } from "./delivery.ts";
import { consentIn, type Files } from "./files.ts";
import { type QuoteForm, withForward, withQuote } from "./quotes.ts";
import { BOT, type Conversation, type Person } from "./seed.ts";
import { type OriginOf, threadOf, thumbs } from "./thumbs.ts";
import { readTyped } from "./typed.ts";
import type { Message, Workspace } from "./workspace.ts";

export interface ActsOptions {
  files: Files;
  workspace: Workspace;
  delivery: Delivery;
  serviceUrl(): string;
}

export interface Words {
  text: string;
  /** Root of the thread in a channel. */
  root: string | null;
  /** For the bot alone, like a slash command in a group. */
  targeted?: boolean;
  /** Another organisation that the person belongs to. */
  tenant?: string | undefined;
  /** The message that this one quotes. */
  quote?: { message: Message; form: QuoteForm } | undefined;
  /** The message that this one forwards. */
  forward?: Message | undefined;
}

/** What people do in Teams. Messages are delivered in the background; a click on Action.Execute is awaited. */
export const createActs = ({ workspace, files, delivery, serviceUrl }: ActsOptions) => {
  const originOf = originsOf({ workspace, serviceUrl });

  const write = (person: Person, conversation: Conversation, words: Words): Message => {
    const { text, mentions, html } = readTyped(words.text);
    const targeted = Boolean(words.targeted) && conversation.kind !== "personal";
    const message = workspace.post({
      conversation: conversation.id,
      root: words.root,
      user: person.id,
      text,
      entities: mentions.map((mention) => ({ ...mention })),
      targetedTo: targeted ? person.id : null,
    });
    const toBot = targeted || mentions.some(({ mentioned }) => mentioned.id === BOT.id);
    if (conversation.bot === "installed" && (toBot || conversation.kind === "personal")) {
      const root = conversation.kind === "channel" ? (words.root ?? message.id) : null;
      const at = originOf(person, conversation, root, words.tenant);
      delivery.send(
        messageActivity(at, withQuotes({ id: message.id, text, html, mentions, entities: [], targeted }, words)),
      );
    }
    return message;
  };

  const submit = (person: Person, conversation: Conversation, message: Message, data: unknown): { id: string } => {
    const post = PostBack.safeParse(data).data?.msteams;
    if (post?.type === "imBack") {
      const { id } = write(person, conversation, { text: post.value, root: message.root });
      return { id };
    }
    const id = workspace.nextId();
    const at = originOf(person, conversation, threadOf(conversation, message));
    delivery.send(submitActivity(at, id, message.id, post ? post.value : (data ?? {}), post?.text));
    return { id };
  };

  const execute = async (
    person: Person,
    conversation: Conversation,
    message: Message,
    pressed: Pressed,
  ): Promise<ClickResult> => {
    const { id, verb, data } = pressed;
    const action = { type: "Action.Execute", ...(id ? { id } : {}), ...(verb ? { verb } : {}), data: data ?? {} };
    const at = originOf(person, conversation, threadOf(conversation, message));
    const value = { action, trigger: "manual" };
    const invoke = invokeActivity(at, "adaptiveCard/action", workspace.nextId(), message.id, value);
    const seen = clickResultOf(await delivery.invoke(invoke));
    const { card, words, tone } = seen;
    if (card || words) workspace.respond(message, { user: person.id, card, words, tone });
    return seen;
  };

  return {
    write,
    submit,
    execute,
    ...thumbs({ workspace, delivery, originOf }),
    consent: consenting({ delivery, files, workspace }, originOf),
    /** Adds the app to a conversation or removes it, and tells the bot. */
    install: (person: Person, conversation: Conversation, action: "add" | "remove"): void => {
      conversation.bot = action === "add" ? "installed" : "removed";
      const at = originOf(person, conversation, null);
      for (const activity of installActivities(at, action, workspace.nextId)) delivery.send(activity);
      workspace.changed(conversation.id);
    },
  };
};

const originsOf =
  ({ workspace, serviceUrl }: Pick<ActsOptions, "workspace" | "serviceUrl">): OriginOf =>
  (person, conversation, root, tenant) => ({
    person,
    conversation,
    root,
    serviceUrl: serviceUrl(),
    at: workspace.now(),
    locale: workspace.locales.of(person.id),
    tenant,
  });

/** The person answers the question whether they want a file. Teams then gives the bot an address to upload it to. */
const consenting =
  ({ delivery, files, workspace }: Pick<ActsOptions, "delivery" | "files" | "workspace">, originOf: OriginOf) =>
  async (person: Person, conversation: Conversation, message: Message, choice: "accept" | "decline") => {
    const { name = "", context } = consentIn(message, choice);
    const uploadInfo = choice === "accept" ? { uploadInfo: files.expect(name) } : {};
    const value = { type: "fileUpload", action: choice, context, ...uploadInfo };
    const at = originOf(person, conversation, null);
    const invoke = invokeActivity(at, "fileConsent/invoke", workspace.nextId(), message.id, value);
    const outcome = await delivery.invoke(invoke);
    return { status: outcome.state === "answered" ? outcome.status : 0 };
  };

const withQuotes = (written: Written, { quote, forward }: Words): Written => {
  const quoting = quote ? withQuote(written, quote.message, quote.form) : written;
  return forward ? withForward(quoting, forward) : quoting;
};

/** Data by which Action.Submit makes Teams write for the person: `imBack` visibly, `messageBack` not. */
const PostBack = z.object({
  msteams: z.discriminatedUnion("type", [
    z.object({ type: z.literal("imBack"), value: z.string() }),
    z.object({ type: z.literal("messageBack"), value: z.unknown(), text: z.string().optional() }),
  ]),
});
