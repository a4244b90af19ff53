import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with e-mail and incident services. Each means that nothing was sent. */
export const notifyProblems = {
  "notify.address": {
    sentence: "I can't write to `{address}`: it is not an e-mail address. Nothing was sent; please correct it.",
    remedy: "Correct the address; one plain address each, such as data-team@example.com.",
  },
  "notify.busy": {
    sentence: "{service} isn't accepting messages right now, so nothing was sent. Please try again in a few minutes.",
    remedy: "Nothing, if it happens rarely. Otherwise look at the limits of the service.",
  },
  "notify.credentials": {
    sentence:
      "{service} refused the bot's credentials, so nothing was sent. Please ask an administrator to correct {setting}; the command npm run doctor checks it.",
    remedy: "Correct SMTP_URL or INCIDENT_WEBHOOK_TOKEN; npm run doctor checks them.",
  },
  "notify.no-address": {
    sentence:
      "There is nobody to write to, so nothing was sent. Name an address, or ask an administrator to set {setting}.",
    remedy: "Set SMTP_TO, or name the addresses where the notification is configured.",
  },
  "notify.refused": {
    sentence: "{service} refused this, so nothing was sent: {reason}.",
    remedy: "Correct what the reason names: the recipient, SMTP_FROM, or the template of the incident webhook.",
  },
  "notify.unreachable": {
    sentence: "{service} can't be reached right now, so nothing was sent. Please try again in a few minutes.",
    remedy: "Check SMTP_URL or INCIDENT_WEBHOOK_URL, and the network between the bot and that address.",
  },
  "notify.no-channel": {
    sentence: "I couldn't reach the channel.",
    remedy: "Correct the group's channel in tools.alerts: the id of a Slack or Teams channel that the bot is in.",
  },
} as const satisfies Record<string, ProblemText>;
