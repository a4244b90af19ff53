import { clock } from "../../src/clock.ts";
import { Problem } from "../../src/errors.ts";
import { createExpiringMap } from "../../src/expiring-map.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { Attachment } from "../../src/ports/chat/reply.ts";
import type { Place } from "../../src/ports/place.ts";
import { To, type Upload } from "./address.ts";
import { consentMessage, type FileMessage, fileMessage } from "./render/file.ts";

/*
 * A bot can upload files in personal chats alone, into the person's OneDrive and only after they have agreed in a card.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */

interface FilesDeps {
  /** Posts a message, once per key. */
  post(place: Place, message: FileMessage, key: string): Promise<unknown>;
  /** Removes the card that asked. Does not reject. */
  removeConsent(place: Place, upload: Upload): Promise<void>;
  /** Whether files may be sent to this address. */
  isTrusted(url: string): boolean;
  now?: () => number;
}

/** Files out: first the question whether one is wanted, then, in the place that the consent names, the file itself. */
export const createFiles = ({
  post,
  removeConsent,
  isTrusted,
  now = clock,
}: FilesDeps): Pick<ChannelAdapter, "takesFiles" | "attach"> => {
  // OneDrive takes a file once: when only its card could not be posted, the next try must not send it again.
  const sent = createExpiringMap<true>(now);

  const attach: ChannelAdapter["attach"] = async (place, file, { key, again }) => {
    const { upload } = To.parse(place.to);
    if (!upload) {
      await post(place, consentMessage(file, again), key);
      return;
    }
    if (!isTrusted(upload.url)) throw Problem.of("teams.file-refused", {}, { detail: "an unknown upload address" });
    if (!sent.get(upload.url)) await send(upload, file);
    sent.keep(upload.url, true, sentMs);
    await post(place, fileMessage(upload), key);
    await removeConsent(place, upload);
  };
  return { takesFiles: (place) => (To.parse(place.to).scope === "personal" ? "asked" : "never"), attach };
};

const uploadMs = 60_000;
/** Longer than a card is tried. */
const sentMs = 10 * 60_000;

const send = async ({ url }: Upload, { content }: Attachment): Promise<void> => {
  const response = await fetch(url, {
    method: "PUT",
    headers: {
      "content-type": "application/octet-stream",
      "content-range": `bytes 0-${content.length - 1}/${content.length}`,
    },
    body: new Uint8Array(content),
    redirect: "error",
    signal: AbortSignal.timeout(uploadMs),
  }).catch((cause: unknown) => {
    throw Problem.of("teams.file-delayed", {}, { retry: "later", cause });
  });
  await response.body?.cancel();
  if (response.ok) return;
  const detail = `the upload was answered with ${response.status}`;
  if (response.status >= 500 || response.status === 429)
    throw Problem.of("teams.file-delayed", {}, { retry: "later", detail });
  throw Problem.of("teams.file-refused", {}, { detail });
};
