import type { JobConfig } from "../../config/config.ts";
import type { Failure } from "../../errors.ts";
import type { Actor } from "../../ports/actor.ts";
import type { Button, Notice } from "../../ports/chat/reply.ts";
import type { Run } from "../../ports/databricks/run.ts";
import { shortened } from "../../text/shorten.ts";
import { cancelRun, linkText, parameterWords, type RunView } from "./run-card.ts";
import { endSentence } from "./run-end-card.ts";
import { moment, outcomeWords } from "./run-list.ts";

/*
 * Every sentence about jobs, besides the card of a run and the answers to questions about runs.
 */

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = [], title?: string): Notice => ({
  kind: "notice",
  tone,
  ...(title === undefined ? {} : { title }),
  markdown,
  buttons,
});

/** A click that says these words of a command. */
export const commandButton = (words: string, label: string): Button => ({
  action: "command",
  value: words,
  label: label.length > 75 ? `${label.slice(0, 74)}…` : label,
});

export const noJobs = notice(
  "info",
  "I don't have any jobs yet. An administrator can add them under `jobs` in concierge.yaml.",
);

/** Jobs that a list names; more would not fit one message. */
const listedJobs = 25;

/** What this person may start here. `word`: nothing fits it, so these are all. */
export const jobList = (jobs: readonly JobConfig[], word?: string): Notice => {
  if (jobs.length === 0) return notice("info", "There are no jobs you can start from here.");
  const lines = jobs.slice(0, listedJobs).map((job) => {
    return `- **${job.name}** (\`${job.id}\`): ${shortened(job.description, 200)}${parameterList(job)}`;
  });
  if (jobs.length > listedJobs) lines.push(`- … and ${jobs.length - listedJobs} more`);
  const buttons = jobs.slice(0, 5).map(({ id, name }) => commandButton(`run ${id}`, `Run ${name}`));
  const title = jobs.length === 1 ? "One job" : `${jobs.length} jobs`;
  const missed = word ? `No job fits “${word.slice(0, 100)}”. ` : "";
  return notice("info", lines.join("\n"), buttons, `${missed}${title}`);
};

const parameterList = ({ parameters }: JobConfig): string => {
  const names = Object.entries(parameters)
    .filter(([name]) => name !== "user_request")
    .map(([name, { required, default: usual }]) => {
      if (usual !== undefined) return `${name} (${usual})`;
      return required ? `${name} (required)` : name;
    });
  return names.length > 0 ? ` Parameters: ${names.join(", ")}.` : "";
};

/** The name fits no job, or several. */
export const whichJob = (
  text: string,
  choices: readonly JobConfig[],
  all: readonly JobConfig[],
  wordsOf: (job: JobConfig) => string,
): Notice => {
  const offered = (choices.length > 0 ? choices : all).slice(0, 5);
  const buttons = offered.map((job) => commandButton(wordsOf(job), job.name));
  if (all.length === 0) return noJobs;
  if (choices.length > 0) return notice("info", `Which job do you mean by “${text.slice(0, 100)}”?`, buttons);
  return text
    ? notice("warning", `I don't know a job called “${text.slice(0, 100)}”. These are the ones I know:`, buttons)
    : notice("info", "Which job?", buttons);
};

/** The words in which a proposal is put to the person. */
export const confirmCard = (view: {
  proposal: string;
  job: JobConfig;
  values: Readonly<Record<string, string>>;
  /** Names of values that the person did not give. */
  proposed: readonly string[];
  asker: Actor;
  /** The same was ordered a moment ago. */
  isRepeated: boolean;
  until: number;
}): Notice => {
  const { proposal, job, values, proposed, asker, isRepeated } = view;
  const lines = Object.entries(values).flatMap(([name, value]) =>
    parameterWords({ [name]: value }).map((line) => `- ${line}${proposed.includes(name) ? ` _${suggested}_` : ""}`),
  );
  const who = `Only ${asker.name ?? "the person who asked"} or an administrator can decide. This expires at ${clock(view.until, asker.zone)}.`;
  return notice(
    "info",
    [isRepeated && repeated, job.description, lines.join("\n"), `_${who}_`].filter(Boolean).join("\n\n"),
    [
      { action: "job-start", value: proposal, label: "Start", style: "primary" },
      { action: "job-decline", value: proposal, label: "Don't start" },
    ],
    `Start ${job.name}?`,
  );
};

const repeated = "You asked for the same thing a moment ago. Should I start it once more?";
const suggested = "(my guess; you didn't specify this)";

/** `14:05 UTC`, or in the zone of the person who decides, which is named for those who read along. */
const clock = (at: number, zone: string | undefined): string =>
  zone === undefined ? `${moment(at).slice(11)}` : `${moment(at, zone).slice(11)} (${zone.replaceAll("_", " ")})`;

/** What is missing or wrong, and how to fix it. */
export const formNotice = (
  job: JobConfig,
  complaints: readonly { name: string; wrong: string }[],
  proposal: string,
): Notice => {
  const lines = complaints.map(({ name, wrong }) => `- **${name}** ${wrong}`);
  return notice("warning", `I haven't started **${job.name}** yet:\n${lines.join("\n")}`, [fillIn(proposal)]);
};

/** A form is open, beside this message. */
export const formOpen = (job: JobConfig, proposal: string): Notice =>
  notice("info", `**${job.name}** needs a few values first. Please fill in the form.`, [fillIn(proposal)]);

/** Stands where a form was. */
export const formSent = (name: string): Notice => notice("info", `Thanks, I've got your values for **${name}**.`);

const fillIn = (proposal: string): Button => ({
  action: "job-form",
  value: proposal,
  label: "Fill in",
  style: "primary",
});

export const started = (view: { name: string; run: string; url: string | undefined }): Notice => {
  return notice("info", `**${view.name}** is starting as run ${view.run}. ${linkText(view.url)}`, [
    cancelRun(view.run),
  ]);
};

export const notDone = (failure: Failure): Notice => ({
  ...notice("warning", failure.sentence),
  code: failure.code,
});

export const declined = (name: string, by: Actor): Notice =>
  notice("info", `**${name}** was not started${by.name ? `: ${by.name} decided against it` : ""}.`);

export const expired = (name: string, job: string): Notice =>
  notice("info", `**${name}** wasn't started because the request expired.`, [commandButton(`run ${job}`, "Ask again")]);

export const notYourDecision = (asker: Actor): Notice =>
  notice("warning", `Only ${asker.name ?? "the person who asked"} or an administrator can decide about this job.`);

export const decided = notice("info", "This request has already been answered, or it has expired.");

/** The person did not say so in so many words. */
export const confirmCancel = (name: string, run: string): Notice =>
  notice("info", `Should I cancel run ${run} of **${name}**?`, [cancelRun(run)]);

export const stoppingNow = (name: string, run: string): Notice =>
  notice("info", `Stopping run ${run} of **${name}**. I'll update its card when it has stopped.`);

export const stoppingAlready = (name: string, run: string): Notice =>
  notice("info", `Run ${run} of **${name}** is already being stopped.`);

/** A run that was started elsewhere has a card from now on. */
export const adopted = (name: string, run: string, url: string | undefined): Notice =>
  notice("info", `Stopping run ${run} of **${name}**, which was started elsewhere. ${linkText(url)}`);

export const nothingRuns = notice("info", "No run is in progress in this thread, so there is nothing to cancel.");

export const notRunning = (name: string): Notice => notice("info", `**${name}** isn't running at the moment.`);

export const whichRun = (name: string, runs: readonly Run[], now: number): Notice => {
  const lines = runs.map((run) => `- Run ${run.run}: ${outcomeWords(run, now)}, started ${moment(run.startedAt)}`);
  const buttons = runs.map(({ run }) => commandButton(`cancel ${run}`, `Cancel run ${run}`));
  return notice(
    "info",
    `Several runs of **${name}** are in progress. Which one do you mean?\n\n${lines.join("\n")}`,
    buttons,
  );
};

export const notYourRun = (name: string, starter: Actor | undefined): Notice =>
  notice(
    "warning",
    `Only ${starter?.name ?? "the person who started it"} or an administrator can cancel a run of ${name}.`,
  );

export const endedMeanwhile = (view: Pick<RunView, "run" | "name" | "now">): Notice =>
  notice("info", `There is nothing to cancel: ${endSentence(view)} That was run ${view.run.run}.`);

/** The same for a run that does not exist and for one that the person may not see. */
export const unknownRun = (run: string): Notice =>
  notice(
    "warning",
    `I can't find run ${run.slice(0, 40)} among the runs you can see. Check the number; \`runs\` lists the latest ones.`,
  );

/** For administrators, who may know of it. */
export const unlistedRun = (run: string): Notice =>
  notice("warning", `Run ${run} belongs to a job that isn't on my list, so I can't show or cancel it.`);

export const noRuns = (mine: boolean, failed = false, name?: string): Notice => {
  if (failed) return notice("success", `Nothing${name ? ` of **${name}**` : ""} has failed in the last 24 hours.`);
  if (name && !mine) return neverRan(name);
  return notice(
    "info",
    mine ? "You haven't started any jobs here in the last 24 hours." : "None of the jobs you can see has run lately.",
  );
};

export const neverFailed = (name: string, runs: number): Notice =>
  notice("success", `**${name}** hasn't failed: ${runs === 1 ? "its only run" : `none of its last ${runs} runs`} did.`);

export const neverRan = (name: string): Notice => notice("info", `**${name}** hasn't run in the last 60 days.`);
