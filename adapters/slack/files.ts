import { asProblem, Problem } from "../../src/errors.ts";
import type { ChannelAdapter } from "../../src/ports/channel.ts";
import { To } from "./address.ts";
import { callSlack } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** Files out. */
export const createFiles = (web: Web): Pick<ChannelAdapter, "attach"> => ({
  attach: async (place, file) => {
    const { channel, thread_ts } = To.parse(place.to);
    const upload = { channel_id: channel, content: file.content, filename: file.name, title: file.title };
    try {
      await callSlack("files.completeUploadExternal", () =>
        web.filesUploadV2(thread_ts ? { ...upload, thread_ts } : upload),
      );
    } catch (thrown) {
      throw fileProblem(asProblem(thrown));
    }
  },
});

/** Why the file is missing, as the thread is told. */
const fileProblem = (problem: Problem): Problem => {
  const { retry, afterMs, message: detail } = problem;
  return new Problem("slack.file-missing", sentenceOf(problem), {
    retry,
    ...(afterMs === undefined ? {} : { afterMs }),
    detail,
    cause: problem,
  });
};

const sentenceOf = ({ code, retry }: Problem): string => {
  if (code === "slack.missing-scope")
    return "The file is missing: my Slack app may not upload files. An administrator has to update the app from manifests/slack.json and install it again.";
  return retry === "later"
    ? "The file is missing: Slack did not take it just now. Ask again in a few minutes."
    : "The file is missing: Slack did not accept it. The reason is in my log; please tell an administrator.";
};
