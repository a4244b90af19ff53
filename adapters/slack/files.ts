import { asProblem, Problem } from "../../src/errors.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import { Address } from "./address.ts";
import { callSlack } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** Uploads files. */
export const createFiles = (web: Web): Pick<ChannelAdapter, "takesFiles" | "attach"> => ({
  takesFiles: () => "asked",
  attach: async (place, file) => {
    const { channel, thread_ts } = Address.parse(place.to);
    const { content, name: filename, title, alt } = file;
    const upload = { channel_id: channel, file: content, filename, title, ...(alt ? { alt_text: alt } : {}) };
    try {
      await callSlack("files.completeUploadExternal", () =>
        web.filesUploadV2(thread_ts ? { ...upload, thread_ts } : upload),
      );
    } catch (thrown) {
      throw fileProblem(asProblem(thrown));
    }
  },
});

/** Says why the file is missing, in a sentence for the thread. */
const fileProblem = ({ code, retry, afterMs, message, cause }: Problem): Problem => {
  const options = { retry, ...(afterMs === undefined ? {} : { afterMs }), detail: message, cause };
  if (code === "slack.missing-scope") return Problem.of("slack.file-not-allowed", {}, options);
  return retry === "later"
    ? Problem.of("slack.file-delayed", {}, options)
    : Problem.of("slack.file-refused", {}, options);
};
