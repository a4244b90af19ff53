import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with the sign-in of people at Databricks. */
export const loginProblems = {
  "login.needed": {
    sentence:
      "I need your own rights in Databricks for this, and you're not signed in. Type login to sign in, then ask again.",
    remedy: "Nothing: the person signs in. Their earlier sign-in has ended, or TOKEN_KEYS no longer has its key.",
  },
  "login.ended": {
    sentence: "Your sign-in to Databricks has ended. Type login to sign in again.",
    remedy: "Nothing: the person signs in again. How long a sign-in lasts is set at the OAuth app in Databricks.",
  },
  "login.other-user": {
    sentence:
      "This was asked with the rights of another Databricks user than the one you are signed in as now ({user}). Please ask it again.",
    remedy: "Nothing: the person asks again as who they are now.",
  },
  "login.refused": {
    sentence: "Databricks didn't confirm this sign-in. Please start again: type login in our chat.",
    remedy: "Nothing, if it happens once. Otherwise compare the redirect URL of the OAuth app with PUBLIC_URL.",
  },
  "login.app": {
    sentence:
      "Databricks refused the bot's sign-in app, so nobody can sign in at the moment. Please tell an administrator to check it.",
    remedy:
      "Check DATABRICKS_OAUTH_CLIENT_ID, DATABRICKS_OAUTH_CLIENT_SECRET and DATABRICKS_OAUTH_SCOPES (offline_access is needed) against the OAuth app in the account console.",
  },
  "login.busy": {
    sentence: "Your sign-in to Databricks couldn't be renewed just now. Please try again in a moment.",
    remedy: "Nothing, if it passes: another replica was renewing it. Otherwise look at the store.",
  },
  "login.unavailable": {
    sentence: "Databricks' sign-in isn't answering as it should. Please try again in a few minutes.",
    remedy: "Look at the status of Databricks and at the network between here and DATABRICKS_HOST.",
  },
} as const satisfies Record<string, ProblemText>;
