/* What we say about jobs before a run goes: lists, forms, questions, refusals. */

export const jobWords = {
  none: "I don't have any jobs yet. An administrator can add them under `jobs` in concierge.yaml.",
  nothingToStart: "There are no jobs you can start from here.",
  more: (count: number) => `… and ${count} more`,
  count: (count: number) => (count === 1 ? "One job" : `${count} jobs`),
  noneFits: (word: string) => `No job matches “${word}”.`,
  parameters: (names: string) => `Parameters: ${names}.`,
  isRequired: (name: string) => `${name} (required)`,
  startsWith: (values: string) => `A click starts the job with ${values}.`,
  run: (name: string) => `Run ${name}`,
  whichOf: (text: string) => `Which job do you mean by “${text}”?`,
  unknown: (text: string) => `I don't know a job called “${text}”. These are the ones I know:`,
  which: "Which job?",

  startTitle: (name: string) => `Start ${name}?`,
  start: "Start",
  dontStart: "Don't start",
  next: "Next",
  fillIn: "Fill in",
  whoDecides: (who: string | undefined, until: string) =>
    `Only ${who ?? "the person who asked"} or an administrator can decide. This expires at ${until}.`,
  onlyNow:
    "I start a job right away and only once: I can't do it later, repeatedly or on a condition. Schedules are set up in Databricks.",
  repeated: "You asked for the same thing a moment ago. Should I start it once more?",
  guessed: "(my guess; you didn't specify this)",
  notYet: (name: string) => `I haven't started **${name}** yet:`,
  formOpen: (name: string) => `**${name}** needs a few values first. Please fill in the form.`,
  formIntro: (name: string) => `${name} needs a few values.`,
  formSent: (name: string) => `Thanks, I've got your values for **${name}**.`,
  starting: (name: string, run: string) => `**${name}** is starting as run ${run}.`,
  declined: (name: string, who: string | undefined) =>
    `**${name}** was not started${who === undefined ? "" : `: ${who} decided against it`}.`,
  expired: (name: string) => `**${name}** wasn't started because the request expired.`,
  notYourDecision: (who: string | undefined) =>
    `Only ${who ?? "the person who asked"} or an administrator can decide about this job.`,
  decided: "This request has already been answered, or it has expired.",
  yes: "Yes",
  no: "No",
  pleaseFill: "Please fill this in.",
  close: "Close",
  moreValues: (count: number) =>
    `${count === 1 ? "One more value does" : `${count} more values do`} not fit here. You can set ${count === 1 ? "it" : "them"} after the job's name, as name=value.`,
};
