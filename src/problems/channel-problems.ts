import type { ProblemText } from "./problem-text.ts";

/** What can be wrong with Slack, Teams and the API. */
export const channelProblems = {
  "api.model": {
    sentence: "There is no model {model} here. The only one is {id}.",
    remedy: "Correct the model's name in the calling program.",
  },
  "api.request": {
    sentence: "I can't read this request: {reason}.",
    remedy: "Correct the calling program: it must speak OpenAI's chat completions.",
  },
  "api.too-large": {
    sentence: "This request is larger than {kilobytes} kB, so I haven't read it. Send fewer or shorter messages.",
    remedy: "Send text only, and only the recent messages of a long conversation.",
  },
  "api.unsupported": {
    sentence: "I don't support {parameter} here: I give one answer to one question, as text.",
    remedy: "Leave the parameter out of the calling program's requests.",
  },
  "slack.archived": {
    sentence: "That channel is archived, so nobody can write there. Ask me again in another channel.",
    remedy: "Nothing, or bring the channel back in Slack.",
  },
  "slack.busy": {
    sentence: "Slack asked me to slow down, so this message may arrive a little late.",
    remedy: "Nothing: the message is sent again after the time that Slack asked for.",
  },
  "slack.credentials": {
    sentence:
      "Slack no longer accepts my token. Please ask an administrator to install the app again and put its bot token into SLACK_BOT_TOKEN.",
    remedy: "Install the app again and copy its bot token into SLACK_BOT_TOKEN.",
  },
  "slack.down": {
    sentence: "Slack couldn't be reached just now, so this message is late or missing. Your request isn't lost.",
    remedy: "Check the network between here and slack.com; https://status.slack.com lists outages.",
  },
  "slack.file-delayed": {
    sentence: "The file is missing because Slack didn't accept it just now. Please ask again in a few minutes.",
    remedy: "Check the network between here and files.slack.com; https://status.slack.com lists outages.",
  },
  "slack.file-not-allowed": {
    sentence:
      "The file is missing because my Slack app isn't allowed to upload files. Please ask an administrator to update the app from manifests/slack.json and install it again.",
    remedy: "Grant the scope files:write: update the app from manifests/slack.json and install it again.",
  },
  "slack.file-refused": {
    sentence: "The file is missing because Slack rejected it. The reason is in my log; please tell an administrator.",
    remedy: "The log names the method and Slack's own code.",
  },
  "slack.messages-off": {
    sentence:
      "Direct messages with my Slack app are switched off. Please ask an administrator to switch on the Messages tab in the app's settings.",
    remedy: "Switch on the Messages tab under App Home in the app's settings.",
  },
  "slack.missing-scope": {
    sentence:
      "My Slack app lacks a permission. Please ask an administrator to update the app from manifests/slack.json and install it again.",
    remedy: "Update the app from manifests/slack.json and install it again; npm run doctor names the missing scopes.",
  },
  "slack.not-allowed": {
    sentence: "I'm not allowed to post in that channel. Ask me in another channel or in a direct message.",
    remedy: "Change the channel's posting permissions in Slack.",
  },
  "slack.not-in-channel": {
    sentence: "I'm not a member of that channel, so I can't write there. Invite me with /invite and ask again.",
    remedy: "Invite the app to the channel.",
  },
  "slack.refused": {
    sentence: "Slack rejected my request. The reason is in my log; please tell an administrator.",
    remedy: "The log names the method and Slack's own code.",
  },
  "slack.socket": {
    sentence:
      "I can't connect to Slack's Socket Mode. Check that SLACK_APP_TOKEN is an app-level token with the scope connections:write and that Socket Mode is switched on in the app's settings.",
    remedy: "Check SLACK_APP_TOKEN, its scope connections:write, and the app's Socket Mode switch.",
  },
  "slack.thread-closed": {
    sentence: "That thread is closed to replies, so I can't answer in it. Ask me again in a new message.",
    remedy: "Nothing, or unlock the thread in Slack.",
  },
  "slack.unknown-person": {
    sentence: "Slack no longer knows this person, so I can't tell whether I'm allowed to answer.",
    remedy: "Nothing, if the person has left. Otherwise look at their account in Slack.",
  },
  "teams.busy": {
    sentence: "Teams asked me to slow down, so this message may arrive a little late.",
    remedy: "Nothing: the message is sent again after the time that Teams asked for.",
  },
  "teams.credentials": {
    sentence:
      "Teams rejects the bot's credentials. Please ask an administrator to check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TYPE and MICROSOFT_APP_TENANT_ID, and whether the secret has expired.",
    remedy:
      "Check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD, MICROSOFT_APP_TYPE and MICROSOFT_APP_TENANT_ID, and whether the secret has expired.",
  },
  "teams.down": {
    sentence: "Teams couldn't be reached just now, so this message is late or missing. Your request isn't lost.",
    remedy: "Check the network between here and smba.trafficmanager.net and login.microsoftonline.com.",
  },
  "teams.file-delayed": {
    sentence: "The file is missing because OneDrive didn't take it just now. Please try again in a few minutes.",
    remedy: "Check the network between the bot and the company's SharePoint (…-my.sharepoint.com).",
  },
  "teams.file-refused": {
    sentence:
      "The file is missing because OneDrive rejected it. The reason is in my log; please tell an administrator.",
    remedy: "The log has the status of the upload.",
  },
  "teams.gone": {
    sentence:
      "I'm no longer part of that conversation, so I can't write there. Add the app to it again, or ask me in another chat.",
    remedy: "Add the app to the conversation again.",
  },
  "teams.keys": {
    sentence:
      "I can't fetch the Bot Connector's keys, so I can't verify messages from Teams. Check MICROSOFT_OPENID_METADATA_URL and whether this machine can reach it.",
    remedy: "Check MICROSOFT_OPENID_METADATA_URL and the network between here and that address.",
  },
  "teams.not-allowed": {
    sentence: "I'm not allowed to post in that conversation. Ask me in another chat.",
    remedy: "Look at the app's permission policies in the Teams admin center.",
  },
  "teams.refused": {
    sentence: "Teams rejected this message. The reason is in my log; please tell an administrator.",
    remedy: "The log names the call and the Bot Connector's own code.",
  },
} as const satisfies Record<string, ProblemText>;
