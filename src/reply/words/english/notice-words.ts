import { listed } from "../listed.ts";

/* Notices: agents, privacy, what others may do, files, alerts. */

const asked = "the person who asked";

export const noticeWords = {
  noAgents: "There is no agent I can ask for you here. An administrator can change that (setting allow of the agents).",
  agentCount: (count: number) => (count === 1 ? "One agent" : `${count} agents`),
  unknownCommand: (text: string, meant: string) => `I don't know the command “${text}”. Did you mean “${meant}”?`,
  askAgents: "No, ask the agents",
  notYours: (who: string | undefined) => `Only ${who ?? asked} or an administrator can cancel this question.`,
  notYoursToForget: (who: string | undefined) =>
    `Only ${who ?? "the person who started this conversation"} or an administrator can make me forget it.`,
  notYoursToRemove: (who: string | undefined) => `Only ${who ?? asked} or an administrator can take this message away.`,
  answeredPrivately: "I'll answer you in our direct messages.",
  answeredElsewhere: (agents: readonly string[]) =>
    `${listed(agents, "and")} only ${agents.length === 1 ? "answers" : "answer"} in private, so I'll send the answer to the person who asked as a direct message.`,
  noDirectChat:
    "I can't write to you directly, so I haven't asked anybody. Please open a chat with me first, then ask there.",
  noLongerToShare:
    "I can't share this answer there: you're no longer allowed to ask the agents behind it in that place.",
  notHereToShare: "This answer can't be shared there: an agent behind it only answers in private.",
  notYoursToShare: "Only the person who asked can share this answer.",
  shared: "Done: your answer is in the conversation where you asked.",
  alreadyShared: "You've already shared this answer.",
  orphan: "The answer to this question is in another message in this conversation.",
  whatAboutIt: "I've read that. What would you like to know about it?",
  onlyFiles: (files: number) =>
    `I can't read ${files === 1 ? "the file you sent" : "files"}. Please type your question.`,
  answerNotShown: "Your answer is ready, but it couldn't be shown here. Please try again in a moment.",
  showAnswer: "Show the answer",
  answerNotKept: "I no longer have that answer. Please ask again.",
  notYourAnswer: (who: string | undefined) =>
    `Only ${who ?? asked}, people in that conversation and administrators can see this answer.`,
  noMoreOfAnswer:
    "You can read what is shown here, but only people who may ask the agents behind this answer can see more of it.",
  fileNotAttached: (rows: string, agent: string) =>
    `I couldn't attach the file with all ${rows} from **${agent}**; the answer above shows the first ones.`,
  restInGenie: (link: (label: string) => string) => `${link("Open it in Genie")} to see the rest.`,
  fileLink: (link: (label: string) => string) =>
    `${link("Download the file")}. The link works once, within the next ten minutes, and it's for you alone: whoever has it gets the file.`,
  download: "Download the file",
  linkUsed:
    "This link has already been used, or it has expired. Press the button under the answer again to get a new one.",
  noPublicAddress:
    "This chat doesn't take files from me, and I have no web address from which you could download one. Ask me in a direct message, or ask an administrator to set PUBLIC_URL.",

  cancelled: (who: string | undefined, seconds: number) =>
    `Cancelled${who === undefined ? "" : ` by ${who}`} after ${seconds} s.`,
  anAdministrator: "an administrator",
  queryStopped: (name: string) => `- **${name}**: its query was stopped in the warehouse`,
  waitingStopped: (name: string) => `- **${name}**: I've stopped waiting for it; no query was running`,
  hadAnswered: (name: string, text: string) => `- **${name}** had already answered: ${text}`,
  nothingAskedYet: "Nothing had been asked yet.",
  moment: "One moment",
  aboutData: "A question about data",
  deadButton: "This button no longer works.",
  oldTeams: "This version of Teams can't show the card. Please open it in Teams on a computer or in a browser.",

  alertPrepared: (name: string, text: string) =>
    `I've prepared this alert for **${name}**. Nothing is sent until you click.\n\n> ${text}`,
  alertGone: "I no longer have that alert. Please ask again.",
  alertUnsent:
    "The people you wanted to alert are no longer set up here, so I'm sending nothing more. Please tell them another way.",
  notYourAlert: (who: string | undefined) => `Only ${who ?? asked} or an administrator can decide about this alert.`,
  alertDeclined: "All right: nothing was sent.",
  alertConfirmed: (name: string) => `I'm sending the alert to ${name}.`,
  alertTitle: (name: string, who: string | undefined) => `Alert for ${name} from ${who ?? "a colleague"}`,
  alertSubject: (text: string) => `Alert: ${text}`,
  alertSentBy: (who: string) => `Sent by ${who} through Genie Concierge.`,
  alertNobody: (name: string) => `Nobody is set up to get alerts for ${name}, so nothing was sent.`,
  alertWays: (name: string) => `The alert to **${name}**:`,
  alertChannel: "the channel",
  alertStates: {
    sent: "sent",
    failed: (reason: string) => `not sent. ${reason}`,
    unknown:
      "I can't tell whether it was sent, so I won't send it again. Please ask them whether they have it; if not, ask me to alert them again.",
  },
};
