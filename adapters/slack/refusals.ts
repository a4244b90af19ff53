/** What one kind of refusal means: our code for it, and the sentence for the person. */
export interface RefusalKind {
  code: string;
  sentence: string;
  /** The same call may succeed later. */
  retry?: "later" | undefined;
}

export const busy = "Slack asked me to slow down, so this message comes a little later.";
export const down =
  "Slack could not be reached just now, so this message comes later or is missing. Nothing of your request is lost.";

export const tooLarge: RefusalKind = {
  code: "post.too-large",
  sentence: "Slack could not show this answer because it is too long. Please ask more narrowly.",
};
export const unshowable: RefusalKind = {
  code: "post.unshowable",
  sentence:
    "Slack could not show this answer. The reason is in my log; please ask more narrowly or tell an administrator.",
};

/** A refusal that we do not know. */
export const refused: RefusalKind = {
  code: "slack.refused",
  sentence: "Slack did not accept what I asked for. The reason is in my log; please tell an administrator.",
};

/** The message that a thread began with was deleted before anybody replied. */
export const rootGone: RefusalKind = {
  code: "post.root-gone",
  sentence:
    "The message that this thread began with is no longer there, so I cannot answer in it. Ask me again in a new message.",
};

/** Slack's codes by what they mean. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const kinds: [RefusalKind, string[]][] = [
  [
    { code: "post.gone", sentence: "The message that I wanted to update is no longer there." },
    ["message_not_found", "cant_update_message", "edit_window_closed"],
  ],
  [rootGone, ["thread_not_found"]],
  [tooLarge, ["msg_blocks_too_long", "msg_too_long", "attachment_payload_limit_exceeded", "metadata_too_large"]],
  [
    unshowable,
    [
      "invalid_blocks",
      "invalid_blocks_format",
      "invalid_attachments",
      "no_text",
      "block_mismatch",
      "invalid_arguments",
    ],
  ],
  [
    { code: "slack.busy", sentence: busy, retry: "later" },
    ["ratelimited", "rate_limited", "message_limit_exceeded", "too_many_requests"],
  ],
  [
    { code: "slack.down", sentence: down, retry: "later" },
    [
      "internal_error",
      "fatal_error",
      "service_unavailable",
      "request_timeout",
      "team_added_to_org",
      "external_channel_migrating",
    ],
  ],
  [
    {
      code: "slack.not-in-channel",
      sentence: "I am not a member of that channel, so I cannot write there. Invite me with /invite and ask again.",
    },
    ["not_in_channel", "channel_not_found", "user_not_in_channel"],
  ],
  [
    {
      code: "slack.archived",
      sentence: "That channel is archived, so nobody can write there. Ask me again in another channel.",
    },
    ["is_archived"],
  ],
  [
    {
      code: "slack.thread-closed",
      sentence: "That thread takes no more replies, so I cannot answer in it. Ask me again in a new message.",
    },
    ["cannot_reply_to_message", "restricted_action_thread_locked"],
  ],
  [
    {
      code: "slack.missing-scope",
      sentence:
        "My Slack app lacks a permission. An administrator has to update the app from manifests/slack.json and install it again.",
    },
    ["missing_scope", "no_permission", "not_allowed_token_type"],
  ],
  [
    {
      code: "slack.messages-off",
      sentence:
        "Direct messages with my Slack app are switched off. An administrator has to switch on the Messages tab in the app's settings.",
    },
    ["messages_tab_disabled"],
  ],
  [
    {
      code: "slack.credentials",
      sentence:
        "Slack no longer accepts my token. An administrator has to install the app again and put its bot token into SLACK_BOT_TOKEN.",
    },
    [
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
  ],
  [
    {
      code: "slack.not-allowed",
      sentence:
        "The rules of that channel do not let me write there. Ask me in another channel or in a direct message.",
    },
    [
      "restricted_action",
      "restricted_action_read_only_channel",
      "restricted_action_thread_only_channel",
      "restricted_action_non_threadable_channel",
      "channel_type_not_supported",
      "ekm_access_denied",
      "enterprise_is_restricted",
      "team_access_not_granted",
    ],
  ],
  [
    { code: "slack.unknown-person", sentence: "Slack does not know that person any more." },
    ["user_not_found", "users_not_found", "user_not_visible"],
  ],
];

const byCode = new Map(kinds.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)));

export const kindOfRefusal = (code: string): RefusalKind | undefined => byCode.get(code);
