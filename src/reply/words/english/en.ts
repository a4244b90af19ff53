import type { Stage, Thought } from "../../../ports/databricks/agent.ts";
import { listed } from "../listed.ts";
import { adminWords } from "./admin-words.ts";
import { answerWords } from "./answer-words.ts";
import { homeWords } from "./home-words.ts";
import { jobWords } from "./job-words.ts";
import { noticeWords } from "./notice-words.ts";
import { pageWords } from "./page-words.ts";
import { runWords } from "./run-words.ts";
import { signInWords } from "./sign-in-words.ts";
import { terminalWords } from "./terminal-words.ts";
import { triageWords } from "./triage-words.ts";

/** Our own fixed words, in English. Another language is a file with the same keys, and a line in `words.ts`. */
export const en = {
  // The status message.
  onIt: "On it",
  threadBusy: "I'll start on this as soon as the question above is answered",
  asking: (names: string[]) => `Asking ${listed(names, "and") || "the agents"}`,
  askedFor: (terms: string[]) => `asked for ${listed(terms, "and")}`,
  writingAnswer: "Writing the answer",
  upNext: "up next",
  asked: "asked",
  answered: "answered",
  couldNotAnswer: "could not answer",
  stages: {
    sent: "asked",
    reading: "reading the tables' descriptions",
    writing: "writing SQL",
    "starting-warehouse": "SQL written · the SQL warehouse is starting",
    querying: "query running on the warehouse",
    summarizing: "query done",
    working: "working",
  } satisfies Record<Stage, string>,
  writingSummary: "writing the summary",
  rows: (count: number, shown: string) => `${shown} ${count === 1 ? "row" : "rows"}`,
  quotaRefused: "Databricks isn't taking Genie questions right now",
  quotaRate: (perMinute: number) =>
    `Genie takes only ${perMinute === 1 ? "1 question" : `${perMinute} questions`} a minute`,
  quotaYours: (why: string, place: string) => `${why}; yours is ${place}`,
  queuePlace: (place: number, wait: string) => `number ${place} in the queue, about ${wait}`,
  cancel: "Cancel",

  // The frame of an answer.
  confidence: (level: "high" | "medium" | "low") => `Confidence: ${level}`,
  source: "Source",
  sources: "Sources",
  trusted: "trusted answer",
  failedSource: (title: string, why: string) => `${title} could not answer. ${why}`,
  seeAbove: "See above.",
  agentFailed: (agent: string, why: string) => `**${agent}** could not answer: ${why}`,
  agentAsks: (agent: string, question: string) => `**${agent}** has a question: ${question}`,
  found: (rows: number) => (rows === 1 ? "I found one row." : `I found ${rows} rows.`),
  byKeywords: "the agents were chosen by keywords",
  sideBySide: "their findings are shown side by side",
  compared: "their findings were compared by rules",
  unsupported: (dropped: number) =>
    dropped === 1
      ? "I left out one sentence because no source supports it."
      : `I left out ${dropped} sentences because no source supports them.`,
  withoutModel: (how: string[]) => `Answered without a language model: ${how.join(" and ")}.`,
  filesUnread: (files: number) =>
    `I can't read files, so I didn't use the ${files === 1 ? "file" : `${files} files`} you sent.`,
  keptInMind: (text: string) => `I kept in mind what you asked me to remember: ${text}.`,
  keptUnnamed: "I kept in mind what the person who asked wants me to remember.",
  meansHere: (term: string, meaning: string, author: string) =>
    `In this channel, “${term}” means ${meaning} (says ${author}).`,
  shareAnswer: "Share this answer",
  tryAgain: "Try again",
  askAgain: "Ask again",
  editQuestion: "Edit question",
  otherAgent: "Ask another agent",
  howUnderstood: "How Genie understood this",
  editIntro: "I'll ask it as a new question, in the same conversation.",
  yourQuestion: "Your question",
  ask: "Ask",
  whoElse: (question: string) => `Who should answer “${question}”?`,
  nobodyElse: "There is no other agent I can ask for you here.",
  mayNotAsk: "You're not allowed to ask this agent here.",
  questionGone: "I no longer have that question. Please ask it again.",
  formClosed: "I couldn't open the form. Please try again.",
  redrawn: {
    table: "Here it is as a table.",
    chart: "Here it is as a chart.",
    line: "Here it is as a line chart.",
    bar: "Here it is as a bar chart.",
    pie: "Here it is as a pie chart.",
  },
  cannotRedraw: {
    table: "The last answer has no rows to show as a table.",
    chart: "I can't draw the rows of the last answer as a chart.",
    line: "I can't draw the rows of the last answer as a line chart.",
    bar: "I can't draw the rows of the last answer as a bar chart.",
    pie: "I can't draw the rows of the last answer as a pie chart.",
  },
  manyTables: "The last answer has several tables, so I can't tell which one you mean.",
  noThoughts: "Genie didn't say how it understood this question.",
  thoughts: {
    description: "What it looked up",
    understanding: "How it read the question",
    data: "Data",
    instructions: "Instructions that it followed",
    steps: "Steps",
    other: "Also",
  } satisfies Record<Thought["kind"], string>,
  sendAlert: "Send the alert",
  dropAlert: "Don't send",
  ready: (took: string) => `your answer is ready above (it took ${took}).`,
  askedBack: (took: string) => `I have a question for you above (it took ${took}).`,
  unanswered: (took: string) => `I couldn't answer your question; the reason is above (I tried for ${took}).`,

  // Conversation.
  welcome: "You're welcome.",
  hello: (introduction: string) => `Hello! ${introduction}`,
  introduction: "I pass your questions on to these data agents and bring back one answer:",
  unsure:
    "I'm not sure which of my agents can answer that. Did you mean one of these? Otherwise, please put it another way.",
  wontStart: (job: string) =>
    `All right, I'm not starting ${job}. If it has a schedule in Databricks, that still applies; you can pause it there.`,
  cannotWatch:
    "I can't keep an eye on a figure for you: I answer when I'm asked, and I send an alert when you ask me to. For one that goes out by itself, set up an alert in Databricks SQL.",
  otherThread: "If you mean an earlier question, reply in its thread: I can't see it from here.",

  // Notices.
  helpTitle: "What I can do",
  helpIntro: (agents: string) =>
    `Ask me in your own words: I'll pick the agents that can answer (${agents}), ask them all at once and give you one answer with its sources.`,
  helpLines: [
    "`ask <question>` asks a question that I might otherwise take for a command",
    "`--private` before a question: I answer you alone, and you can share the answer",
    "`agents` shows what each agent knows, with examples",
    "`jobs` lists the jobs you can start · `run <job> name=value …` starts one",
    "`runs` lists recent runs · `status [run]` shows one · `cancel [run]` stops one",
    "`cancel` stops the question I'm working on here, and so does the Cancel button",
    "⋯ below an answer: ask again, edit the question, ask another agent, or see how Genie understood it",
    "`remember <what>` keeps in mind how you want answers, or what a word means here · `memory` shows it · `forget <what>` drops it",
    "`reset` makes me forget this conversation, in Genie too",
  ],
  helpSignIn: "`login` signs you in to Databricks · `logout` signs you out · `whoami` shows who you are there",
  helpAdmin: "`clusters` lists the clusters · `sql <select>` asks the warehouse (administrators only)",
  helpItself: "`help` shows this message",
  nothingToCancel: "Nothing is running here, so there is nothing to cancel.",
  alreadyOver: "This question has already been answered or stopped.",
  stopping: (question: string | undefined) =>
    question === undefined
      ? "I'm stopping your latest question."
      : `I'm stopping your latest question here: “${question}”`,
  forgotten: "Done: I've forgotten this conversation, in Genie too. The messages above stay where they are.",
  nothingToForget:
    "There is nothing to forget here yet. To make me forget a conversation, write `reset` as a reply in its thread.",
  memoryEmpty:
    "I remember nothing yet. Say, for example, “remember that I only care about the North” or “by revenue we mean net revenue”.",
  memoryTitle: "What I remember",
  memoryOwn: "You asked me to remember:",
  memoryHere: "In this channel:",
  memoryDays: (days: number) =>
    `I forget what hasn't been used for ${days} days. Say “forget everything” and I'll forget what you asked me to remember.`,
  memorySays: (author: string) => `says ${author}`,
  rememberedForYou: (text: string) => `I'll keep that in mind for you, and for nobody else: ${text}`,
  rememberedHere: (text: string) => `Noted for everybody in this channel: ${text}`,
  forgetThis: "Forget this",
  forgetOne: (text: string) => `Forget “${text}”`,
  memoryFull: (most: number) =>
    `I can only remember ${most} things, and I have that many already. Make me forget one first.`,
  memoryTooLong: (most: number) => `That's too long to keep in mind: please say it in ${most} characters or fewer.`,
  memoryForgot: "Forgotten:",
  memoryForgotAll: "I've forgotten everything that you asked me to remember.",
  memoryNothingYours: "There was nothing of yours to forget.",
  memoryStays: "What words mean in this channel stays: it belongs to everybody here.",
  notRemembered: (words: string) => `I don't remember anything like “${words}”.`,
  whichToForget: "Which of these do you mean?",

  // By subject, a file each.
  ...homeWords,
  answers: answerWords,
  notices: noticeWords,
  jobs: jobWords,
  runs: runWords,
  triage: triageWords,
  signIn: signInWords,
  terminal: terminalWords,
  pages: pageWords,
  admin: adminWords,
};

/** Every fixed sentence. English is where nobody has said anything else. */
export type OwnWords = typeof en;
