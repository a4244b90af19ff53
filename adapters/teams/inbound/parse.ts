import { createHash } from "node:crypto";
import { z } from "zod";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import type { PostRef } from "../../../src/ports/place.ts";
import { timeZone } from "../../../src/text/dates/time-zone.ts";
import { conversationOf, placeOf, refOf, rootOf, tenantOf, toOf } from "../address.ts";
import { fieldPrefix } from "../render/form.ts";
import type { Activity, Entity, Mention } from "./activity.ts";
import { bounded, filesIn, markupsIn, parted, quotesIn, richMarkup, windowOf } from "./attached.ts";
import { parseMarkup } from "./markup.ts";
import { submittedVote } from "./reaction.ts";
import { namesOther, type Piece, piecesOf, textOf, within } from "./typed-words.ts";

/** The act of a person that a verified activity is, if it is one. */
export const inboundOf = (activity: Activity): Inbound | undefined => {
  if (!tenantOf(activity)) return undefined;
  switch (activity.type) {
    case "message":
    case "invoke":
      return isOurs(activity)
        ? undefined
        : (fromConsent(activity) ?? fromVote(activity) ?? fromCard(activity) ?? fromMessage(activity));
    case "conversationUpdate":
    case "installationUpdate":
      return fromInstall(activity);
    default:
      return undefined;
  }
};

const isOurs = ({ from, recipient }: Activity): boolean => from.id === recipient.id;

/** The data of our buttons and forms, see blocks.ts and form.ts. */
const Data = z.looseObject({ action: z.string(), value: z.string(), isForm: z.literal(true).optional() });

/** Action.Execute brings it in `action.data`, Action.Submit bare; both may come as a message or as an invoke. */
const Sent = z.union([z.object({ action: z.object({ data: Data }) }).transform(({ action }) => action.data), Data]);
type Sent = z.infer<typeof Sent>;

const fromCard = (activity: Activity): Inbound | undefined => {
  const sent = Sent.safeParse(activity.value).data;
  if (!sent) return undefined;
  const { action, value } = sent;
  const { replyToId: card = "" } = activity;
  const name = fingerprint(activity, [card, JSON.stringify(sent)]);
  const what = { action, value, on: clickedRef(activity, card) };
  if (sent.isForm) return { kind: "form", ...actOf(activity, `form:${name}`), ...what, fields: fieldsOf(sent) };
  return { kind: "click", ...actOf(activity, `click:${name}`), ...what };
};

/** Teams names the message of a vote alone, so the vote has no turn. */
const fromVote = (activity: Activity): Inbound | undefined => {
  const vote = submittedVote(activity);
  const { replyToId } = activity;
  if (!vote || replyToId === undefined) return undefined;
  const name = fingerprint(activity, [replyToId, JSON.stringify(vote)]);
  return { kind: "form", ...actOf(activity, `vote:${name}`), ...vote, on: clickedRef(activity, replyToId) };
};

/** The answer to the question whether a file is wanted, see render/file.ts. */
const Accepted = z.object({
  action: z.literal("accept"),
  context: z.object({ action: z.string(), value: z.string() }),
  uploadInfo: z.object({
    uploadUrl: z.url(),
    contentUrl: z.string(),
    name: z.string(),
    uniqueId: z.string(),
    fileType: z.string(),
  }),
});

/** A file is wanted: a click on its button once more, in a place that takes it. Where none is wanted nothing happens. */
const fromConsent = (activity: Activity): Inbound | undefined => {
  if (activity.name !== "fileConsent/invoke") return undefined;
  const accepted = Accepted.safeParse(activity.value).data;
  if (!accepted) return undefined;
  const { context, uploadInfo } = accepted;
  const { uploadUrl: url, ...info } = uploadInfo;
  const { replyToId: card = "" } = activity;
  const act = actOf(activity, `file:${fingerprint(activity, [card, info.uniqueId])}`);
  const place = placeOf({ ...toOf(activity), upload: { url, card, ...info } });
  return { kind: "click", ...act, place, ...context, on: clickedRef(activity, card) };
};

const clickedRef = (activity: Activity, card: string): PostRef => {
  const to = toOf(activity);
  const { serviceUrl, conversation } = to;
  const targeted = activity.recipient.isTargeted ? { targeted: true } : {};
  return refOf(placeOf(to).thread, { serviceUrl, conversation, activity: card, ...targeted });
};

/** The fields that were filled in. Clients send numbers as numbers or as text. */
const fieldsOf = (sent: Sent): Record<string, string> =>
  Object.fromEntries(
    Object.entries(sent).flatMap(([key, value]) => {
      const text = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
      const isFilled = key.startsWith(fieldPrefix) && typeof text === "string" && text !== "";
      return isFilled ? [[key.slice(fieldPrefix.length), text]] : [];
    }),
  );

const fromMessage = (activity: Activity): Inbound | undefined => {
  const { conversation, text } = activity;
  const isWritten = activity.type === "message" && (text !== "" || (activity.value ?? undefined) === undefined);
  const entry = isWritten ? entryOf(activity) : undefined;
  if (!entry) return undefined;
  return {
    kind: "message",
    ...actOf(activity, fingerprint(activity, [conversation.id, text])),
    ...contentOf(activity),
    entry,
    mayBeCopy: true,
  };
};

type Content = Pick<Extract<Inbound, { kind: "message" }>, "text" | "attached" | "files" | "toOthers">;

/** What the sender wrote, and what is attached to it. */
const contentOf = ({ text, entities, attachments, recipient, conversation }: Activity): Content => {
  const { pieces, attached } = wordsOf(text, entities, attachments);
  const isUs = named(entities, recipient.id);
  const files = filesIn(attachments);
  const isToOthers = conversation.scope !== "personal" && !mentions(entities, recipient.id) && namesOther(pieces);
  return {
    text: textOf(pieces, isUs),
    ...(attached.length > 0 ? { attached } : {}),
    ...(files > 0 ? { files } : {}),
    ...(isToOthers ? { toOthers: true } : {}),
  };
};

const wordsOf = (text: string, entities: Entity[], attachments: Activity["attachments"]) => {
  const plain = parted(parseMarkup(text.trim() ? text : (markupsIn(attachments)[0] ?? "")));
  const markup = richMarkup(attachments);
  const rich = markup === undefined ? undefined : parted(parseMarkup(markup));
  const isMixed = rich !== undefined && plain.attached.every(({ kind }) => kind === "table");
  const pieces: Piece[] = piecesOf(plain.own);
  const quotes = quotesIn(entities);
  const others = [...plain.attached, ...(rich?.attached ?? [])].filter(
    ({ kind }) => kind !== "quote" || quotes.length === 0,
  );
  return {
    pieces: isMixed ? within(pieces, windowOf(plain.own, rich.own)) : pieces,
    attached: bounded([...quotes, ...others]),
  };
};

/** Tells by the name in a mention whether it is one of the bot. */
const named = (entities: Entity[], bot: string): ((name: string) => boolean) => {
  const ours = entities.filter((entity) => entity.type === "mention").filter(({ mentioned }) => mentioned.id === bot);
  const names = new Set(ours.flatMap(namesOf).map((name) => name.toLowerCase()));
  return (name) => names.has(name.toLowerCase());
};

/** The name in the text and the name of the account; either may be missing. */
const namesOf = ({ text, mentioned }: Mention): string[] =>
  [text, mentioned.name ?? ""].map((name) => textOf(piecesOf(parseMarkup(name))).replace(/^@/, "")).filter(Boolean);

const mentions = (entities: readonly Entity[], bot: string): boolean =>
  entities.some((entity) => entity.type === "mention" && entity.mentioned.id === bot);

type Entry = Extract<Inbound, { kind: "message" }>["entry"];

/**
 * Messages without a mention reach us only with the owner's consent (RSC). A reply in a channel's thread may then be for
 * us; a group chat is a single thread, so there only a mention is.
 */
const entryOf = (activity: Activity): Entry | undefined => {
  const { id, conversation, entities, recipient } = activity;
  if (recipient.isTargeted) return "command";
  if (conversation.scope === "personal") return "direct";
  if (mentions(entities, recipient.id)) return "mention";
  const root = rootOf(conversation.id);
  return root !== undefined && root !== id ? "followup" : undefined;
};

/**
 * We were added to a conversation. Teams reports it twice, by installationUpdate and conversationUpdate. An installed app
 * that is let into a private or shared channel later gets the conversationUpdate alone, and so may one in a personal chat.
 * Adding a removed app again is another act.
 */
const fromInstall = (activity: Activity): Inbound | undefined => {
  const { type, action, membersAdded, recipient, channelData, conversation } = activity;
  const { channel, eventType } = channelData;
  const isLetIn =
    conversation.scope === "personal" ||
    eventType === "channelMemberAdded" ||
    (channel?.type !== undefined && channel.type !== "standard");
  const isAdded =
    type === "installationUpdate" ? action === "add" : isLetIn && membersAdded.some(({ id }) => id === recipient.id);
  if (!isAdded) return undefined;
  return { kind: "install", ...actOf(activity, `install:${fingerprint(activity, [conversation.id])}`) };
};

const actOf = (activity: Activity, name: string) => {
  const to = toOf(activity);
  return {
    id: `teams:${to.tenant}:${conversationOf(to.conversation)}:${name}`,
    place: placeOf(to),
    actor: actorOf(activity),
    external: tenantsOf(activity).some((tenant) => tenant !== to.tenant),
  };
};

/** Where the sender may come from. In a shared channel the tenant in channelData is that of its host. */
const tenantsOf = ({ from, channelData }: Activity): string[] =>
  [from.tenantId, channelData.tenant?.id].filter((tenant) => tenant !== undefined);

/** Who did it. */
export const actorOf = (activity: Activity): Actor => {
  const { from, localTimezone, locale } = activity;
  const user = from.aadObjectId ?? from.id;
  const zone = timeZone(localTimezone);
  return {
    ...{ platform: "teams", tenant: homeOf(activity), user },
    ...(from.name && { name: from.name }),
    ...(zone && { zone }),
    ...(locale && { locale: locale.slice(0, 20) }),
  };
};

const homeOf = (activity: Activity): string => tenantsOf(activity)[0] ?? tenantOf(activity);

/**
 * Names one human act. Teams repeats an activity that was not acknowledged: first unchanged, later as a copy with a new
 * id. So an act is known by its author, its local time and its content, which are the same in all copies. For copies with
 * a new local time there is `mayBeCopy`. https://github.com/microsoft/botbuilder-dotnet/issues/5005
 */
export const fingerprint = (activity: Activity, what: string[]): string => {
  const { from, id, timestamp, localTimestamp } = activity;
  const when = localTimestamp ?? timestamp ?? id ?? "";
  return createHash("sha256")
    .update(JSON.stringify([from.id, when, ...what]))
    .digest("hex")
    .slice(0, 24);
};
