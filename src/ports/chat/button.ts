import { z } from "zod";

/** What the buttons of our messages do. */
export const ButtonAction = z.enum([
  "ask",
  "ask-about",
  "ask-again",
  "ask-agent",
  "ask-edited",
  "ask-other",
  "alert-drop",
  "alert-send",
  "cancel",
  "cancel-run",
  "cancel-sql",
  "command",
  "edit-question",
  "file",
  "job-decline",
  "job-fill",
  "job-form",
  "job-start",
  "other-agent",
  "page",
  "share",
  "show-again",
  "triage-email",
  "triage-escalate",
  "triage-heed",
  "triage-ignore",
  "triage-repair",
  "triage-judge",
  "triage-resend",
  "triage-retry",
  "triage-retry-with",
  "triage-right",
  "triage-send",
  "triage-silence",
  "triage-start",
  "triage-trace",
  "triage-wrong",
  "understood",
  "vote",
]);
export type ButtonAction = z.infer<typeof ButtonAction>;

/** A click comes back as Inbound `click` with the same action and value. */
export interface Button {
  action: ButtonAction;
  /** Opaque to the channel; at most 2,000 characters. */
  value: string;
  label: string;
  style?: "primary" | "danger";
}

/** Something else that can be done with a message, in a small menu. Its click has no value: it is about the message. */
export type MenuEntry = Pick<Button, "action" | "label">;
