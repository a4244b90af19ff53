import { listed } from "../listed.ts";

/* Home, greetings, and questions about a message. */

export const homeWords = {
  // Home, and where we come to.
  languageName: "English",
  homeTitle: (name: string | undefined) => (name === undefined ? "Hello" : `Hello, ${name}`),
  homeIntro:
    "Ask me anything about the company's data in your own words: I'll pick the agents, ask them and give you one answer with its sources. Only you can see this.",
  homeAgents: "Agents you can ask",
  homeJobs: "Jobs you can start",
  homeQuestions: "Your latest questions",
  homeRuns: "Your latest runs",
  homeSettings: "Your settings",
  homeMore: (count: number) => `… and ${count} more`,
  homeAll: "Show all",
  homeStart: "Start",
  homeStatus: "Status",
  homeOpen: "I'm working on it",
  homeLanguage: "Language",
  homeAsAsked: "as you asked me",
  homeAsPlatform: "as in your account",
  homeRights: "Rights in Databricks",
  homeBotRights: "I ask with my own rights, the same for everybody.",
  homeSignedIn: (user: string, since: string) =>
    `I ask with your own rights: you've been signed in as ${user} since ${since}.`,
  homeNotSignedIn: "You're not signed in, so agents that need your own rights will ask you to.",
  homeMemory: (count: number) => (count === 1 ? "One thing, for you alone." : `${count} things, for you alone.`),
  homeSignIn: "Sign in",
  homeSignOut: "Sign out",
  greeting: "Hello! Mention me with a question about your data, and I'll answer in its thread, with my sources.",
  greetingAgents: (agents: string[], others: number) =>
    `Here I can ask ${listed(others > 0 ? [...agents, `${others} more`] : agents, "and")}.`,
  greetingHelp: "I can also start and watch Databricks jobs; “help” shows everything.",

  // Asking about a message.
  aboutTitle: "Ask Genie about this",
  aboutIntro: "Your question goes into the thread of this message, where others can read it along with the answer.",
  aboutQuestion: "Your question",
  aboutHint: "The message goes along as context.",
  aboutAsk: "Ask",
  aboutNothing: "There is no text I can read in that message. Mention me with your question instead.",
  aboutGone: "I no longer have that message. Please use the shortcut on it again.",
  aboutLate: "That took me too long, so the form didn't open. Please try again:",
};
