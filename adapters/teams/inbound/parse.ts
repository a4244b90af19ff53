import { createHash } from "node:crypto";
import { z } from "zod";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Inbound } from "../../../src/ports/inbound.ts";
import type { PostRef } from "../../../src/ports/place.ts";
import { conversationOf, placeOf, refOf, rootOf, tenantOf, toOf } from "../address.ts";
import { fieldPrefix } from "../render/form.ts";
import type { Activity, Entity, Mention } from "./activity.ts";
import { bounded, filesIn, markupsIn, parted, quotesIn, richMarkup, windowOf } from "./attached.ts";
import { parseMarkup } from "./markup.ts";
import { namesOther, type Piece, piecesOf, textOf, within } from "./typed-words.ts";

/** A verified activity. Everything that is not a person's act yields nothing. */
export const inboundOf = (activity: Activity): Inbound | undefined => {
  if (!tenantOf(activity)) return undefined;
  switch (activity.type) {
    case "message":
    case "invoke":
      return isOurs(activity) ? undefined : (fromCard(activity) ?? fromMessage(activity));
    case "conversationUpdate":
    case "installationUpdate":
      return fromInstall(activity);
    default:
      return undefined;
  }
};

const isOurs = ({ from, recipient }: Activity): boolean => from.id === recipient.id;

/** What our buttons and forms carry, see blocks.ts and form.ts. */
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

const clickedRef = (activity: Activity, card: string): PostRef => {
  const to = toOf(activity);
  const { serviceUrl, conversation } = to;
  const targeted = activity.recipient.isTargeted ? { targeted: true } : {};
  return refOf(placeOf(to).thread, { serviceUrl, conversation, activity: card, ...targeted });
};

/** What was filled in; clients send numbers as text, or not. */
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

/** What the sender wrote, and what stands beside it. */
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

/** As it stands in the text, and as the account is called; either may be missing. */
const namesOf = ({ text, mentioned }: Mention): string[] =>
  [text, mentioned.name ?? ""].map((name) => textOf(piecesOf(parseMarkup(name))).replace(/^@/, "")).filter(Boolean);

const mentions = (entities: readonly Entity[], bot: string): boolean =>
  entities.some((entity) => entity.type === "mention" && entity.mentioned.id === bot);

type Entry = Extract<Inbound, { kind: "message" }>["entry"];

/**
 * Without a mention we hear of a channel's or chat's messages only when its owner has agreed to it (RSC). Then a reply in
 * a thread may be for us; a group chat is one thread for everything, so there only a mention is.
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
 * We were added to a conversation. Teams says it twice, as an update of the installation and of the members; only for a
 * private or shared channel, into which an installed app is let later, as an update of the members alone. An app that is
 * removed and added again was added twice.
 */
const fromInstall = (activity: Activity): Inbound | undefined => {
  const { type, action, membersAdded, recipient, channelData, conversation } = activity;
  const { channel, eventType } = channelData;
  const isLetIn = eventType === "channelMemberAdded" || (channel?.type !== undefined && channel.type !== "standard");
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

/** Where the sender may come from. In a channel that is shared, the tenant beside the message is that of its host. */
const tenantsOf = ({ from, channelData }: Activity): string[] =>
  [from.tenantId, channelData.tenant?.id].filter((tenant) => tenant !== undefined);

const actorOf = (activity: Activity): Actor => {
  const { from } = activity;
  const user = from.aadObjectId ?? from.id;
  return { platform: "teams", tenant: homeOf(activity), user, ...(from.name ? { name: from.name } : {}) };
};

const homeOf = (activity: Activity): string => tenantsOf(activity)[0] ?? tenantOf(activity);

/**
 * Names one human act. Teams sends an activity that was not acknowledged again: first as it was, later as a copy with a
 * new id. So the id says nothing; who, when by their own clock, and what are the same in all copies, and differ between
 * two acts. Where that clock has gone on, too, `mayBeCopy` helps. https://github.com/microsoft/botbuilder-dotnet/issues/5005
 */
const fingerprint = (activity: Activity, what: string[]): string => {
  const { from, id, timestamp, localTimestamp } = activity;
  const when = localTimestamp ?? timestamp ?? id ?? "";
  return createHash("sha256")
    .update(JSON.stringify([from.id, when, ...what]))
    .digest("hex")
    .slice(0, 24);
};
