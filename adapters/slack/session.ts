import type { Log } from "../../src/log.ts";
import { refusalOf } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** Slack's own sign that an agent is at work in a thread, with its Stop control. */
export type SetSession = (channel: string, threadTs: string, status: "processing" | "active") => void;

/**
 * Sets the sign beside the message itself: it never delays, never fails anything, and is given up for this process
 * once Slack says that the app or the workspace does not have it.
 */
export const createSession = (web: Web, log: Log): SetSession => {
  let isAvailable = true;
  return (channel, threadTs, status) => {
    if (!isAvailable) return;
    web.agents.sessions.setStatus({ channel_id: channel, thread_ts: threadTs, status }).catch((thrown: unknown) => {
      const refusal = refusalOf(thrown);
      if (refusal === undefined || refusal === "ratelimited") return;
      isAvailable = false;
      log.info({ refusal }, "Slack's session status is not available; the status message shows the same");
    });
  };
};
