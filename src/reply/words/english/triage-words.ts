import type { FailureClass, Priority, TriageAction } from "../../../config/triage-config.ts";

/* What we say about runs that failed: their card, its buttons and forms, mails, the daily digest. */

export const triageWords = {
  why: "Why:",
  guess: "(a guess by the language model)",
  otherwise: (failure: string) => `The language model sees another kind of failure: ${failure}.`,
  greenAgain: (name: string, run: string, time: string) =>
    `**${name}** is green again. Run ${run} had failed after ${time}.`,
  sameWay: (count: number, at: string) => `**${count} runs** failed in the same way, the last one at ${at}.`,
  since: "Since:",
  firstFailure: (success: string) => `first failure; ${success}`,
  inARow: (at: string, failures: number, success: string) => `${at}, ${failures} failures in a row; ${success}`,
  noSuccess: "I can't see an earlier success",
  lastSuccess: (at: string) => `last success ${at}`,
  seenBefore: "Seen before:",
  before: (count: number, mended: number) =>
    `${times(count)} in the last 30 days${mended === 0 ? "" : `; running it again helped ${times(mended)}`}`,
  owner: "Owner:",
  run: "Run:",
  suggestion: "Suggestion:",
  attempt: (attempt: number, attempts: number) => `, attempt ${attempt} of ${attempts}`,
  priorityOf: (priority: string) => `${priority} priority`,
  priorities: { low: "low", medium: "medium", high: "high", critical: "critical" } satisfies Record<Priority, string>,
  actions: {
    repair: "repair the failed tasks",
    retry: "run it again",
    "retry-with": "run it again with other parameters",
    email: "write to whoever owns it",
    escalate: "call whoever is on call",
    ignore: "nothing",
  } satisfies Record<TriageAction, string>,
  classes: {
    timeout: "timeout",
    resource: "resource",
    permission: "permission",
    syntax: "syntax",
    network: "network",
    data: "data",
    cluster: "cluster",
    cancelled: "cancelled",
    skipped: "skipped",
    unknown: "unknown",
  } satisfies Record<FailureClass, string>,
  trace: (run: string, name: string) => `The end of the trace of run ${run} of **${name}**:`,
  noTrace: (run: string, name: string) => `Run ${run} of **${name}** left no trace.`,

  buttons: {
    repair: "Repair failed tasks",
    retry: "Retry",
    retryWith: "Retry with parameters",
    email: "E-mail",
    escalate: "Escalate",
    ignore: "Ignore",
    heed: "Stop ignoring",
    trace: "Show trace",
    sendAgain: "Send again",
    wrong: "👎 It was really …",
    send: "Send",
    save: "Save",
  },
  gone: "I no longer know this failure: it was too long ago.",
  notYours: (name: string) =>
    `You can't act on failures of ${name}. The person who started the run, administrators, and the people in triage.allow can.`,
  takenAlready: (name: string, who: string | undefined) =>
    `${who ?? "This job's policy"} is already running ${name} again.`,
  onItsCard: (name: string) => `I'm on it. The card of this failure of ${name} shows how it goes.`,
  settledAlready: (name: string) => `There is nothing more to do here: this failure of ${name} has been dealt with.`,
  clickAgain: "I couldn't open the form in time. Please click once more.",
  somebody: "Somebody",
  repairing: (who: string | undefined, run: string, name: string) =>
    `${who === undefined ? "As this job's policy says, I'm" : `${who} is`} repairing run ${run} of **${name}**: the failed tasks are running again.`,
  running: (who: string | undefined, run: string, name: string) =>
    `${who === undefined ? "As this job's policy says, I'm" : `${who} is`} running **${name}** again, as run ${run}.`,
  ignoreTitle: "Ignore this failure",
  ignoreIntro: (name: string) => `I won't bring this failure of ${name} up again for 30 days. Why doesn't it matter?`,
  reason: "Reason",
  noReason: "no reason given",
  emailTitle: "E-mail about a failure",
  emailIntro: "This is a draft. Change what you like; it is sent when you click Send.",
  to: "To",
  toHint: "One address, or several with commas",
  subject: "Subject",
  text: "Text",
  beingSent: "I'm sending the e-mail. The card says how it went.",
  nobodyOnCall: "Nobody is on call: an administrator can set a channel or addresses (setting triage.on_call).",
  notYet: (name: string) => `I haven't run **${name}** again yet:`,
  mayHelp: "These values may help.",
  judgeTitle: "What was it really?",
  judgeIntro: "I keep your answer: it shows where I was wrong.",
  kind: "Kind of failure",
  needsHelp: (who: string | undefined, priority: string) =>
    `${who === undefined ? "I couldn't fix this on my own" : `${who} needs help with this`} (${priority} priority)`,

  mail: {
    ended: (what: string, time: string, at: string) => `${what} after ${time}, at ${at}.`,
    why: (cause: string) => `Why: ${cause}`,
    kind: (failure: string, priority: string) => `Kind of failure: ${failure}, ${priority} priority`,
    trace: (run: string) => `The end of the trace of run ${run}:`,
    run: (run: string) => `Run: ${run}`,
    startedBy: (who: string | undefined) => `Started by: ${who ?? "a schedule or somebody else"}`,
    since: (at: string, failures: number) =>
      `Failing since: ${at}${failures > 1 ? `, ${failures} times in a row` : ""}`,
    owner: (owner: string) => `Whom to ask: ${owner}`,
    tried: "What has been done so far:",
    nothingTried: "Nothing has been tried yet.",
    open: "Open the run in Databricks",
  },

  digest: {
    title: "Failed in the last 24 hours",
    nothing: "Nothing failed.",
    times: (count: number) => times(count),
    more: (count: number) => `and ${count} more ${count === 1 ? "kind" : "kinds"} of failure`,
    job: (number: string) => `job ${number}`,
    standings: {
      open: "still open",
      green: "green again",
      "failed again": "failed again after a retry",
      ignored: "ignored",
    },
  },
};

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}
