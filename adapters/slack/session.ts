import { setTimeout as sleep } from "node:timers/promises";
import { webApi } from "@slack/bolt";
import type { Log } from "../../src/log.ts";
import { refusalCode } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** Slack's own sign that an agent is at work in a thread, with its Stop control. */
export type SetSession = (channel: string, threadTs: string, status: "processing" | "active") => void;

/**
 * Sets the sign beside the message itself: it never delays, never fails anything, and is given up for this process
 * once Slack says that the app or the workspace does not have it.
 */
export const createSession = (web: Web, log: Log): SetSession => {
  let isAvailable = true;
  const underWay = new Map<string, Promise<void>>();

  const set = async (channel: string, threadTs: string, status: string, tries = 2): Promise<void> => {
    if (!isAvailable) return;
    try {
      await web.agents.sessions.setStatus({ channel_id: channel, thread_ts: threadTs, status });
    } catch (thrown) {
      const refusal = refusalCode(thrown);
      if (refusal !== undefined && refusal !== "ratelimited") {
        isAvailable = false;
        log.info(
          { event: "slack.session-status-off", refusal },
          "Slack's session status is not available; the status message shows the same",
        );
      } else if (tries > 1) {
        await sleep(waitMs(thrown), undefined, { ref: false });
        await set(channel, threadTs, status, tries - 1);
      }
    }
  };

  /** One after the other in a thread, so that "active" is never overtaken by the "processing" before it. */
  return (channel, threadTs, status) => {
    const key = `${channel} ${threadTs}`;
    const turn = (underWay.get(key) ?? Promise.resolve())
      .then(() => set(channel, threadTs, status))
      .finally(() => {
        if (underWay.get(key) === turn) underWay.delete(key);
      });
    underWay.set(key, turn);
  };
};

const waitMs = (thrown: unknown): number =>
  thrown instanceof webApi.WebAPIRateLimitedError ? thrown.retryAfter * 1_000 : 1_000;
