import type { FileAgain } from "../../../src/ports/chat/channel.ts";
import type { Attachment } from "../../../src/ports/chat/reply.ts";
import type { Upload } from "../address.ts";
import { titleOf } from "./blocks.ts";

/** A message that is a file, or asks whether one is wanted. */
export interface FileMessage {
  type: "message";
  summary: string;
  attachments: [{ contentType: string; name: string; contentUrl?: string; content: object }];
}

const cards = "application/vnd.microsoft.teams.card.file";

/** Asks whether the file may be put into the person's OneDrive. What they answer brings back `again`. */
export const consentMessage = ({ name, title, content }: Attachment, again: FileAgain | undefined): FileMessage => ({
  type: "message",
  summary: titleOf(title) || "…",
  attachments: [
    {
      contentType: `${cards}.consent`,
      name: titleOf(name, 100) || "file",
      content: {
        description: titleOf(title) || "…",
        sizeInBytes: content.length,
        acceptContext: again ?? {},
        declineContext: {},
      },
    },
  ],
});

/** Shows a file that has been uploaded. */
export const fileMessage = ({ name, contentUrl, uniqueId, fileType }: Upload): FileMessage => ({
  type: "message",
  summary: titleOf(name) || "…",
  attachments: [{ contentType: `${cards}.info`, name, contentUrl, content: { uniqueId, fileType } }],
});
