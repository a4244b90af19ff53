import { listed } from "../listed.ts";

/* What we say about signing in at Databricks, in chats and on the pages of a browser. */

const answers = (agents: readonly string[]): string =>
  `${listed(agents, "and")} ${agents.length === 1 ? "answers" : "answer"}`;
const aboutLink = "The link is for you alone: it works once, within the next ten minutes.";

export const signInWords = {
  signIn: "Sign in to Databricks",
  ownRights: (agents: readonly string[]) =>
    agents.length === 0
      ? "This follows up on an answer made with the rights of the person who asks, so I'll answer them in a direct message."
      : `${answers(agents)} with the rights of the person who asks, so I'll answer them in a direct message.`,
  toGoOn: (agents: readonly string[]) =>
    `${answers(agents)} with your own rights in Databricks, so please sign in once. After that I'll carry on with your question. ${aboutLink}`,
  provingWho: (agents: readonly string[]) =>
    `${answers(agents)} with your own rights in Databricks, so I'm signing you in there. That takes a moment and no click, unless your chat asks you for one.`,
  tryingToProve: "I'm checking whether I can sign you in to Databricks without a click, so that your own rights count.",
  whoAreYou: "Sign in to Databricks, so that I can ask there with your own rights.",
  waiting: (who: string | undefined) =>
    `This question is waiting for ${who ?? "the person who asked"} to sign in to Databricks. The link is in their direct messages.`,
  tooLate: "Nobody has signed in, so I've stopped waiting. Ask again to get a new link.",
  goingOn: (question: string) => `You're signed in, so I'm asking: “${question}”`,
  goingOnAsBot: (question: string) =>
    `I couldn't sign you in without a click, so I'm asking with the bot's rights: “${question}”`,
  offer: `Sign in to Databricks, and I'll ask with your own rights there. ${aboutLink}`,
  signedIn: (user: string) =>
    `You're signed in to Databricks as **${user}**. From now on, agents that are set up for it answer with this user's rights. If this wasn't you, type \`logout\` and tell an administrator.`,
  whoYouAre: (user: string, since: string) =>
    `You've been signed in to Databricks as **${user}** since ${since}. \`logout\` signs you out.`,
  notSignedIn: "You're not signed in to Databricks. `login` signs you in.",
  signedOut: (user: string) =>
    `Done: you're signed out, and I've forgotten the tokens of **${user}**. I've also asked Databricks to revoke them.`,
  ownAnswer: (who: string | undefined) =>
    `This answer was made with the rights of ${who ?? "the person who asked"}, so only they can see more of it. Ask the question yourself to get what you may see.`,
  withOwnRights: "Answered with the Databricks rights of the person who asked.",
  withBotRights: "Answered with the bot's rights in Databricks, because the person who asked isn't signed in (login).",
  askedAsOther:
    "I made this answer with your own rights in Databricks, and you're no longer signed in as that user. Type `login`, or ask again.",
  notToOutsiders:
    "I made this answer with your own rights in Databricks, so I don't show it where people from other organisations can read it.",

  /** Names come in bold, as HTML. */
  pages: {
    aboutTo: (person: string, platform: string, host: string) =>
      `You are about to let Genie Concierge ask Databricks on behalf of ${person} in ${platform}, with the rights that this person has in ${host}.`,
    notYou: (person: string) => `If you are not ${person}, close this page: somebody has passed their link on to you.`,
    goOn: "Go on to Databricks",
    isThisYou: "Is this you?",
    inChat: (platform: string, person: string) => `In ${platform} you are ${person}.`,
    inDatabricks: (host: string, user: string) => `In Databricks (${host}) you are ${user}.`,
    ifYes: (person: string, platform: string, user: string) =>
      `If you say yes, what ${person} asks in ${platform} is answered with the rights of ${user}. <code>logout</code> ends it at any time.`,
    yes: "Yes, both are me",
    no: "No",
    bound: "You're signed in",
    boundWords: (person: string, user: string) =>
      `${person} now asks with the rights of ${user}. You can close this page and go back to the chat; if a question was waiting, I'm answering it now.`,
    unchanged: "Nothing was changed",
    unchangedWords: "Nobody was signed in. To try again, open the link in the chat once more.",
    elsewhere: "This sign-in belongs to another browser",
    elsewhereWords:
      "It was started in another browser, or by somebody else, so nobody was signed in. Open the link in your own chat, in this browser.",
    refused: "Nobody was signed in",
    over: "This link no longer works",
    overWords:
      "It has been used, its ten minutes are up, or there is a newer one. Type login in the chat to get a new link.",
  },
};
