import { z } from "zod";
import { refusals } from "./api/refusal.ts";
import { checkCard } from "./cards/check.ts";
import { checkEntities } from "./entities.ts";
import type { Attachment, Card, Content } from "./workspace.ts";

/** Largest message with all its parts: about 100 KB of UTF-16. */
const MESSAGE_BYTES = 100 * 1024;

export const CARD = "application/vnd.microsoft.card.adaptive";

const AttachmentShape = z.looseObject({
  contentType: z.string(),
  content: z.unknown().optional(),
  contentUrl: z.string().optional(),
  name: z.string().optional(),
});

const Action = z.looseObject({ type: z.string(), title: z.string(), value: z.unknown().optional() });

/** An activity that a bot sends, as far as Teams checks it. */
export const Sent = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.enum(["plain", "markdown", "xml", "extendedmarkdown"]).nullish(),
  attachments: z.array(AttachmentShape).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  suggestedActions: z.looseObject({ actions: z.array(Action) }).nullish(),
  recipient: z.looseObject({ id: z.string().optional() }).nullish(),
  channelData: z
    .looseObject({
      feedbackLoop: z.looseObject({ type: z.enum(["default", "custom"]) }).nullish(),
      feedbackLoopEnabled: z.boolean().nullish(),
    })
    .nullish(),
});
export type Sent = z.infer<typeof Sent>;

/** The body of a request as an activity. Throws a Refusal. */
export const sentActivity = (body: unknown): Sent => {
  const parsed = Sent.safeParse(body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refusals.malformed(`Invalid activity: ${issue?.path.join(".")} ${issue?.message}`);
  }
  if (Buffer.byteLength(JSON.stringify(body), "utf16le") > MESSAGE_BYTES) throw refusals.size();
  return parsed.data;
};

/** What people see of an activity. Throws a Refusal. */
export const contentOf = (sent: Sent): Content => {
  const attachments = (sent.attachments ?? []).map(attachmentOf);
  const text = sent.text ?? "";
  if (text.trim() === "" && attachments.length === 0)
    throw refusals.malformed("Activity has neither text nor attachment");
  const entities = sent.entities ?? [];
  checkEntities(entities);
  return {
    feedback: feedbackOf(sent),
    text,
    textFormat: sent.textFormat === "plain" || sent.textFormat === "xml" ? sent.textFormat : "markdown",
    card: cardOf(attachments),
    attachments,
    entities,
    suggested: (sent.suggestedActions?.actions ?? []).map(({ title, value }) => ({
      title,
      value: String(value ?? title),
    })),
  };
};

/** Thumbs under a message. The old way of asking for them excludes the new one. */
const feedbackOf = ({ channelData }: Sent): Content["feedback"] => {
  const { feedbackLoop, feedbackLoopEnabled } = channelData ?? {};
  if (feedbackLoop && feedbackLoopEnabled)
    throw refusals.malformed("feedbackLoop and feedbackLoopEnabled exclude each other");
  return feedbackLoop?.type ?? (feedbackLoopEnabled ? "default" : null);
};

/** Teams makes two messages of a text with attachments. */
export const splitContent = (content: Content): Content[] => {
  if (content.text.trim() === "" || content.attachments.length === 0) return [content];
  return [
    { ...content, card: null, attachments: [], suggested: [] },
    { ...content, text: "", entities: [] },
  ];
};

const known = new Set([
  CARD,
  "application/vnd.microsoft.card.hero",
  "application/vnd.microsoft.card.thumbnail",
  "application/vnd.microsoft.card.signin",
  "application/vnd.microsoft.card.oauth",
  "application/vnd.microsoft.teams.card.list",
  "application/vnd.microsoft.teams.card.o365connector",
  "application/vnd.microsoft.teams.card.file.consent",
  "application/vnd.microsoft.teams.card.file.info",
  "image/png",
  "image/jpeg",
  "image/gif",
]);

/** What a client needs to sign somebody in. */
export const OAuthCard = z.object({
  text: z.string().min(1),
  connectionName: z.string().min(1),
  tokenExchangeResource: z.object({ id: z.string().min(1), uri: z.string().min(1) }).optional(),
  buttons: z.array(z.object({ type: z.literal("signin"), title: z.string().min(1), value: z.url() })).length(1),
});

const fileCards: Record<string, z.ZodType> = {
  "application/vnd.microsoft.teams.card.file.consent": z.object({
    name: z.string().min(1),
    content: z.object({
      description: z.string(),
      sizeInBytes: z.number().int().positive(),
      acceptContext: z.unknown(),
      declineContext: z.unknown(),
    }),
  }),
  "application/vnd.microsoft.card.oauth": z.object({ content: OAuthCard }),
  "application/vnd.microsoft.teams.card.file.info": z.object({
    name: z.string().min(1),
    contentUrl: z.url(),
    content: z.object({ uniqueId: z.string().min(1), fileType: z.string().min(1) }),
  }),
};

const attachmentOf = ({ contentType, content, contentUrl, name }: z.infer<typeof AttachmentShape>): Attachment => {
  if (!known.has(contentType)) throw refusals.malformed(`Unknown attachment type ${contentType}`);
  if (contentType === CARD) checkCard(content);
  const shape = fileCards[contentType];
  if (shape && !shape.safeParse({ content, contentUrl, name }).success)
    throw refusals.malformed(`Invalid attachment of type ${contentType}`);
  return { contentType, content, contentUrl, name };
};

const cardOf = (attachments: Attachment[]): Card | null => {
  const found = attachments.find(({ contentType }) => contentType === CARD);
  return found ? z.record(z.string(), z.unknown()).parse(found.content) : null;
};
