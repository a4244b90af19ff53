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
      "This was asked with the rights of a different Databricks user: you are signed in as {user} now. Please ask it again.",
    remedy: "Nothing: the person asks again as who they are now.",
  },
  "login.off": {
    sentence: "Nobody needs to sign in here: I ask Databricks with my own rights, no matter who asks me.",
    remedy:
      "Set rights: user or user-or-service (for all agents in identity.rights) if people are to use their own rights.",
  },
  "login.no-email": {
    sentence:
      "I can't see your e-mail address here, so I can't tell which Databricks user you are, and you can't sign in. Please tell an administrator.",
    remedy:
      "Slack: grant the scope users:read.email. Guests, and people of other organisations, may have no address. identity.match_email: false does without it, but never for the OpenAI-compatible endpoint, where a key is not a person.",
  },
  "login.mismatch": {
    sentence:
      "You came back from Databricks as {user}, but in the chat you are {email}. These have to be the same person, so nobody was signed in. Sign out of Databricks in this browser and try again, or tell an administrator.",
    remedy:
      "Nothing, if somebody signed in as the wrong user or opened another person's link. identity.match_email: false allows different addresses.",
  },
  "login.inactive": {
    sentence: "The Databricks account {user} is switched off, so nobody was signed in.",
    remedy: "Activate the account in Databricks.",
  },
  "login.logout-first": {
    sentence: "You are already signed in as {user}. Type logout in the chat first, then sign in as somebody else.",
    remedy: "Nothing: the person signs out first.",
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
  "login.federation": {
    sentence:
      "Databricks doesn't accept who your company's directory says you are, so you can't be signed in without a click. Please use the link instead, and tell an administrator.",
    remedy:
      "Compare the federation policy in the account console with the token: issuer, audience, subject claim. The subject has to be the user name of an active user of the account. Databricks doesn't say which of these it was.",
  },
  "login.unproven": {
    sentence: "I couldn't find out who you are in Databricks without a click. Please use the link instead.",
    remedy:
      "Look for teams.sso-… in the log. The OAuth connection, its token exchange URL and the app registration have to belong together; see docs/identity.md.",
  },
  "login.unavailable": {
    sentence: "Databricks' sign-in isn't answering as it should. Please try again in a few minutes.",
    remedy: "Look at the status of Databricks and at the network between here and DATABRICKS_HOST.",
  },
} as const satisfies Record<string, ProblemText>;
