import type { Run, RunOutcome, RunTask } from "../../../ports/databricks/run.ts";

/* What we say about runs: their card, their end, lists of them, and stopping them. */

const partsFailed = "See above for what went wrong.";

export const runWords = {
  cancel: "Cancel run",
  cancelOne: (run: string) => `Cancel run ${run}`,
  again: "Run again",
  askAgain: "Ask again",
  open: "Open in Databricks",
  stopping: (name: string) => `${name}: stopping…`,
  /** What a card says of a run; so Databricks calls also the last moments of a run that ends by itself `stopping`. */
  cardStates: {
    queued: "waiting in the queue",
    waiting: "waiting",
    starting: "starting",
    running: "running",
    stopping: "finishing",
    ended: "ended",
  } satisfies Record<Run["state"], string>,
  taskStates: {
    queued: "in the queue",
    waiting: "waiting for earlier tasks",
    starting: "starting",
    running: "running",
    stopping: "finishing",
  } satisfies Record<Exclude<RunTask["state"], "ended">, string>,
  /** How a task or run ended, in a word or two. */
  ends: {
    success: "done",
    partly: "finished with failures",
    failed: "failed",
    timeout: "timed out",
    cancelled: "cancelled",
    skipped: "skipped",
  } satisfies Record<RunOutcome, string>,
  waitsBecause: (why: string) => `It's waiting because ${why}.`,
  tasksFinished: (done: number, all: number) => `${done} of ${all} tasks finished`,
  rest: (time: string) => `about ${time} left, judging by earlier runs`,
  usually: (time: string) => `it usually takes ${time}`,
  number: (run: string) => `Run ${run}`,
  startedBy: (who: string) => `started by ${who}`,
  servicePrincipal: "a service principal",
  you: "you",
  somebodyHere: "somebody here",

  succeeded: (job: string, time: string) => `${job} succeeded after ${time}.`,
  partly: (job: string, time: string) => `${job} finished after ${time}, but some of its tasks failed.`,
  timedOut: (job: string, time: string) => `${job} timed out after ${time}.`,
  cancelled: (
    job: string,
    time: string,
    who: string | undefined,
    finished: { done: number; all: number } | undefined,
  ) =>
    `${job} was cancelled${who === undefined ? "" : ` by ${who}`} after ${time}${finished ? `; ${finished.done} of ${finished.all} tasks had finished` : ""}.`,
  skipped: (job: string) => `${job} did not run.`,
  failed: (job: string, time: string) => `${job} failed after ${time}.`,
  taskEnded: (task: string, how: string) => `Task ${task} ${how}`,
  fetching: "I'm still fetching the task results.",
  resultsElsewhere: (who: string | undefined) =>
    `Its results go to ${who ?? "whoever started it"} in a direct message, because the run was started with that person's own rights.`,
  cutOutput: "Databricks cut this output short.",
  whatIsAbove: {
    success: "The result is above.",
    partly: partsFailed,
    failed: partsFailed,
    timeout: partsFailed,
    cancelled: "",
    skipped: "The reason is above.",
  } satisfies Record<RunOutcome, string>,
  gone: (name: string, run: string) =>
    `I can no longer see run ${run} of **${name}** in Databricks: it was deleted, or I lost permission to see it, so I can't tell how it ended.`,
  hidden: (name: string, run: string, who: string | undefined) =>
    `I can no longer follow run ${run} of **${name}**. It was started with the rights of ${who ?? "the person who asked for it"}, who is no longer signed in to Databricks, and I'm not allowed to see it with my own. It continues there. After \`login\`, \`status ${run}\` shows it.`,
  signedOut: (who: string | undefined) =>
    `${who ?? "Whoever started it"} is no longer signed in to Databricks, so I'm watching it with my own rights, and they don't let me stop it`,
  wasStartedBy: (who: string) => `It was started by ${who}.`,

  confirmCancel: (name: string, run: string) => `Should I cancel run ${run} of **${name}**?`,
  stoppingNow: (name: string, run: string) =>
    `Stopping run ${run} of **${name}**. I'll update its card when it has stopped.`,
  stoppingAlready: (name: string, run: string) => `Run ${run} of **${name}** is already being stopped.`,
  adopted: (name: string, run: string) => `Stopping run ${run} of **${name}**, which was started elsewhere.`,
  nothingRuns: "No run is in progress in this thread, so there is nothing to cancel.",
  notRunning: (name: string) => `**${name}** isn't running at the moment.`,
  several: (name: string) => `Several runs of **${name}** are in progress. Which one do you mean?`,
  listed: (run: string, state: string, at: string) => `Run ${run}: ${state}, started ${at}`,
  notYours: (name: string, who: string | undefined) =>
    `Only ${who ?? "the person who started it"} or an administrator can cancel a run of ${name}.`,
  endedMeanwhile: (sentence: string, run: string) => `There is nothing to cancel: ${sentence} That was run ${run}.`,
  unknown: (run: string) =>
    `I can't find run ${run} among the runs you can see. Check the number; \`runs\` lists the latest ones.`,
  unlisted: (run: string) => `Run ${run} belongs to a job that isn't on my list, so I can't show or cancel it.`,

  noneFailed: (name: string | undefined) =>
    `Nothing${name === undefined ? "" : ` of **${name}**`} has failed in the last 24 hours.`,
  noneMine: "You haven't started any jobs here in the last 24 hours.",
  noneLately: "None of the jobs you can see has run lately.",
  neverFailed: (name: string, runs: number) =>
    `**${name}** hasn't failed: ${runs === 1 ? "its only run did not" : `none of its last ${runs} runs did`}.`,
  neverRan: (name: string) => `**${name}** hasn't run in the last 60 days.`,

  going: (name: string, state: string, time: string) => `**${name}** is ${state}, ${time} so far.`,
  goingStates: {
    queued: "in the queue",
    waiting: "waiting",
    starting: "starting",
    running: "running",
    stopping: "finishing",
    ended: "over",
  } satisfies Record<Run["state"], string>,
  why: "Why:",
  tasks: "Tasks",
  task: "task",
  state: "state",
  notSince: (at: string) => `It hasn't run again since ${at}.`,
  atItAgain: (run: string, state: string) => `There is a new run: ${run} is ${state}.`,
  sinceThen: (run: string, state: string, at: string) => `Since then ${run} ${state}, started ${at}.`,
  linked: (run: string) => `run ${run}`,
  startedAt: (at: string) => `started ${at}`,
  by: (who: string) => `by ${who}`,
  lists: {
    mineFailed: "Started by you and failed in the last 24 hours",
    mine: "Started by you in the last 24 hours",
    failed: "Failed in the last 24 hours",
    askWhy: "Ask why one of them failed, by its name, to repair it or to run it again.",
    latest: "Latest runs",
    idle: "Nothing is running right now.",
  },
};
