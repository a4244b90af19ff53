import { Problem, type ProblemCode } from "../../src/errors.ts";

type SlackCode = Extract<ProblemCode, `slack.${string}` | `post.${string}`>;

/** What a refusal means to us. */
export interface Refusal {
  code: SlackCode;
  /** The same call may succeed later. */
  retry?: "later";
}

export const busy: Refusal = { code: "slack.busy", retry: "later" };
export const down: Refusal = { code: "slack.down", retry: "later" };
/** The message is too large. */
export const tooLarge: Refusal = { code: "post.too-large" };
/** Slack refuses the content of the message. */
export const unshowable: Refusal = { code: "post.unshowable" };
/** The message that a thread began with was deleted before anybody replied. */
export const rootGone: Refusal = { code: "post.root-gone" };
/** Slack refuses with a code that we do not know. */
export const refused: Refusal = { code: "slack.refused" };

export const refusalProblem = (
  { code, retry }: Refusal,
  more: { detail: string; cause?: unknown; afterMs?: number },
): Problem => Problem.of(code, { platform: "Slack" }, { retry: retry ?? "never", ...more });

/** The meaning of Slack's code; undefined for an unknown one. */
export const refusalOfCode = (code: string): Refusal | undefined => meanings.get(code);

/** Slack's codes by meaning. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const codes: [Refusal, ...string[]][] = [
  [{ code: "post.gone" }, "message_not_found", "cant_update_message", "edit_window_closed"],
  [rootGone, "thread_not_found"],
  [tooLarge, "msg_blocks_too_long", "msg_too_long", "attachment_payload_limit_exceeded", "metadata_too_large"],
  [
    unshowable,
    "invalid_blocks",
    "invalid_blocks_format",
    "invalid_attachments",
    "invalid_arguments",
    "block_mismatch",
    "no_text",
  ],
  [busy, "ratelimited", "rate_limited", "message_limit_exceeded", "too_many_requests"],
  [
    down,
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "team_added_to_org",
    "external_channel_migrating",
  ],
  [{ code: "slack.not-in-channel" }, "not_in_channel", "channel_not_found", "user_not_in_channel"],
  [{ code: "slack.archived" }, "is_archived"],
  [{ code: "slack.thread-closed" }, "cannot_reply_to_message", "restricted_action_thread_locked"],
  [{ code: "slack.missing-scope" }, "missing_scope", "no_permission", "not_allowed_token_type"],
  [{ code: "slack.messages-off" }, "messages_tab_disabled"],
  [
    { code: "slack.credentials" },
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "app_uninstalled",
    "access_denied",
    "accesslimited",
    "org_login_required",
    "team_not_found",
  ],
  [
    { code: "slack.not-allowed" },
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "channel_type_not_supported",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "team_access_not_granted",
  ],
  [{ code: "slack.unknown-person" }, "user_not_found", "users_not_found", "user_not_visible"],
];

const meanings = new Map(codes.flatMap(([refusal, ...own]) => own.map((code) => [code, refusal] as const)));
