import { setTimeout as sleep } from "node:timers/promises";
import * as webApi from "@slack/web-api";
import type { Log } from "../../src/logging/log.ts";
import { refusalCode } from "./problems.ts";
import type { Web } from "./sdk.ts";

/** Sets the status of the agent session of a thread. Slack shows it in its own way, with a Stop control. */
type SetSession = (channel: string, threadTs: string, status: "processing" | "active") => void;

/**
 * The status is set in the background. It delays nothing and fails nothing. Once Slack says that the app or the workspace
 * has no agent sessions, this process does not try again.
 */
export const createSession = (web: Web, log: Log): SetSession => {
  let isAvailable = true;
  const pending = new Map<string, Promise<void>>();

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

  /** In a thread, one call at a time: "active" must not be overtaken by an earlier "processing". */
  return (channel, threadTs, status) => {
    const key = `${channel} ${threadTs}`;
    const call = (pending.get(key) ?? Promise.resolve())
      .then(() => set(channel, threadTs, status))
      .finally(() => {
        if (pending.get(key) === call) pending.delete(key);
      });
    pending.set(key, call);
  };
};

const waitMs = (thrown: unknown): number =>
  thrown instanceof webApi.WebAPIRateLimitedError ? thrown.retryAfter * 1_000 : 1_000;
