import { webApi } from "@slack/bolt";
import { z } from "zod";
import { asProblem, Problem, type ProblemCode } from "../../src/errors.ts";
import type { Method } from "./uses.ts";

/** Runs one Web API call; what Slack refuses becomes a Problem that says what to do. */
export const asking = async <T>(method: Method, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (thrown) {
    throw problemOf(method, thrown);
  }
};

/** The code that Slack refused a call with, for example `channel_not_found`. */
export const refusalOf = (thrown: unknown): string | undefined =>
  thrown instanceof webApi.WebAPIPlatformError ? thrown.data.error : undefined;

const problemOf = (method: Method, thrown: unknown): Problem => {
  if (thrown instanceof Problem) return thrown;
  if (thrown instanceof webApi.WebAPIRateLimitedError) {
    return new Problem("slack.busy", busy, {
      retry: "later",
      afterMs: thrown.retryAfter * 1000,
      detail: method,
      cause: thrown,
    });
  }
  if (thrown instanceof webApi.WebAPIPlatformError) return refusalProblem(method, thrown);
  if (thrown instanceof webApi.WebAPIHTTPError) {
    const later = thrown.statusCode >= 500 || thrown.statusCode === 429;
    const detail = `${method} answered HTTP ${thrown.statusCode}`;
    return new Problem("slack.down", down, { retry: later ? "later" : "never", detail, cause: thrown });
  }
  if (thrown instanceof webApi.WebAPIRequestError) {
    const detail = `${method} got no answer: ${thrown.original.message}`;
    return new Problem("slack.down", down, { retry: "later", detail, cause: thrown });
  }
  return asProblem(thrown);
};

const busy = "Slack asked me to slow down, so this message comes a little later.";
const down =
  "Slack could not be reached just now, so this message comes later or is missing. Nothing of your request is lost.";

const refusalProblem = (method: Method, thrown: webApi.WebAPIPlatformError): Problem => {
  const refusal = thrown.data.error;
  const found = families.find(({ refusals }) => refusals.includes(refusal)) ?? unknownFamily;
  return new Problem(found.code, found.sentence, {
    retry: found.retry ?? "never",
    detail: [`${method} refused with ${refusal}`, ...reasons(thrown)].join("; ").slice(0, 1_000),
    cause: thrown,
  });
};

/** What Slack adds to a refusal: the scope that is missing, the block that is wrong. */
const reasons = (thrown: webApi.WebAPIPlatformError): string[] => {
  const { needed, provided, response_metadata } = Reasons.parse(thrown.data);
  return [...(needed ? [`needs ${needed}, has ${provided ?? "nothing"}`] : []), ...(response_metadata?.messages ?? [])];
};

const Reasons = z
  .object({
    needed: z.string().optional(),
    provided: z.string().optional(),
    response_metadata: z.object({ messages: z.array(z.string()).optional() }).optional(),
  })
  .catch({});

interface Family {
  refusals: string[];
  code: ProblemCode;
  sentence: string;
  retry?: "later";
}

const unknownFamily: Family = {
  refusals: [],
  code: "slack.refused",
  sentence: "Slack did not accept this message. The reason is in my log; please tell an administrator.",
};

const families: Family[] = [
  {
    refusals: ["message_not_found", "cant_update_message", "edit_window_closed"],
    code: "post.gone",
    sentence: "The message that I wanted to update is no longer there.",
  },
  {
    refusals: ["ratelimited", "rate_limited", "message_limit_exceeded"],
    code: "slack.busy",
    sentence: busy,
    retry: "later",
  },
  {
    refusals: ["internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"],
    code: "slack.down",
    sentence: down,
    retry: "later",
  },
  {
    refusals: ["not_in_channel", "channel_not_found", "user_not_in_channel"],
    code: "slack.not-in-channel",
    sentence: "I am not a member of that channel, so I cannot write there. Invite me with /invite and ask again.",
  },
  {
    refusals: ["is_archived"],
    code: "slack.archived",
    sentence: "That channel is archived, so nobody can write there. Ask me again in another channel.",
  },
  {
    refusals: ["thread_not_found", "cannot_reply_to_message"],
    code: "post.root-gone",
    sentence:
      "The message that this thread began with is no longer there, so I cannot answer in it. Ask me again in a new message.",
  },
  {
    refusals: ["missing_scope", "no_permission", "not_allowed_token_type"],
    code: "slack.missing-scope",
    sentence:
      "My Slack app lacks a permission. An administrator has to update the app from manifests/slack.json and install it again.",
  },
  {
    refusals: [
      "invalid_auth",
      "not_authed",
      "account_inactive",
      "token_revoked",
      "token_expired",
      "app_uninstalled",
      "access_denied",
    ],
    code: "slack.credentials",
    sentence:
      "Slack no longer accepts my token. An administrator has to install the app again and put its bot token into SLACK_BOT_TOKEN.",
  },
  {
    refusals: [
      "restricted_action",
      "restricted_action_read_only_channel",
      "restricted_action_thread_only_channel",
      "restricted_action_non_threadable_channel",
      "restricted_action_thread_locked",
      "ekm_access_denied",
      "team_access_not_granted",
    ],
    code: "slack.not-allowed",
    sentence: "The rules of that channel do not let me write there. Ask me in another channel or in a direct message.",
  },
  {
    refusals: ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text"],
    code: "post.unshowable",
    sentence:
      "Slack could not show this answer. The reason is in my log; please ask more narrowly or tell an administrator.",
  },
];
