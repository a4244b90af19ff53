import { z } from "zod";
import type { Attached } from "../../../src/ports/chat/inbound.ts";
import { shortened } from "../../../src/text/shorten.ts";
import { blockText, tableText } from "./block-text.ts";
import { extra, optional, text } from "./fields.ts";
import { typedText } from "./typed-text.ts";

/** The fields of a message besides its text. */
export interface AttachedFields {
  attachments?: unknown[] | undefined;
  blocks?: unknown[] | undefined;
  files?: unknown[] | undefined;
}

/** Forwarded messages, quoted messages and pasted tables as text, and the number of files. */
export const attachedTo = ({ attachments = [], blocks = [], files = [] }: AttachedFields) => {
  const parts = attachments.slice(0, most).flatMap((one) => Attachment.safeParse(one).data ?? []);
  const attached = [...tablesIn(blocks), ...parts.flatMap(attachedIn)].slice(0, most);
  const count = [...files, ...parts.flatMap((part) => part.files ?? [])].filter(isThere).length;
  return { ...(attached.length > 0 ? { attached } : {}), ...(count > 0 ? { files: count } : {}) };
};

const most = 20;
/** Most characters of one forwarded message or table. */
const textLimit = 10_000;

/** Slack adds a quote below a link to a message. A forwarded message is marked as shared. */
const attachedIn = (part: Attachment): Attached[] => {
  const tables = tablesIn(part.blocks ?? []);
  if (!part.is_share && !part.is_msg_unfurl) return tables;
  const words = typedText(part.text.slice(0, textLimit), undefined) || quotedText(part);
  if (!words) return tables;
  const kind = part.is_share ? "forward" : "quote";
  return [{ kind, ...(part.author_name ? { author: part.author_name } : {}), text: words }, ...tables];
};

/** The text of a shared message for which Slack sends only the blocks. */
const quotedText = ({ message_blocks = [] }: Attachment): string =>
  shortened(
    message_blocks
      .flatMap(({ message }) => message?.blocks ?? [])
      .map(blockText)
      .join("\n")
      .trim(),
    textLimit,
  );

const tablesIn = (blocks: unknown[]): Attached[] =>
  blocks.flatMap((block) => {
    const rows = tableText(block);
    return rows ? [{ kind: "table" as const, text: shortened(rows, textLimit) }] : [];
  });

/** A deleted file leaves a tombstone. */
const isThere = (file: unknown): boolean => DeletedFile.safeParse(file).data === undefined;

const DeletedFile = z.object({ mode: z.enum(["tombstone", "hidden_by_limit"]) });

const Attachment = z.object({
  is_share: optional(z.boolean()),
  is_msg_unfurl: optional(z.boolean()),
  text,
  author_name: extra(z.string()),
  blocks: extra(z.array(z.unknown())),
  message_blocks: extra(z.array(z.object({ message: optional(z.object({ blocks: optional(z.array(z.unknown())) })) }))),
  files: extra(z.array(z.unknown())),
});
type Attachment = z.infer<typeof Attachment>;
