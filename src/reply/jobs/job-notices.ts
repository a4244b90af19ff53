import type { JobConfig } from "../../config/config.ts";
import type { Failure } from "../../errors.ts";
import type { Actor } from "../../ports/actor.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { shortened } from "../../text/shorten.ts";
import type { Reader } from "../reader.ts";
import { clockTime } from "../words/locale-style.ts";
import { failureIn, phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";
import { cancelRun, linkText, parameterWords } from "./run-card.ts";

/* Every sentence about jobs until a run goes. */

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = [], title?: string): Notice => ({
  kind: "notice",
  tone,
  ...(title === undefined ? {} : { title }),
  markdown,
  buttons,
});

const said = ({ locale }: Reader) => wordsIn(locale).jobs;

/** A click that says these words of a command. */
export const commandButton = (words: string, label: string): Button => ({
  action: "command",
  value: words,
  label: label.length > 75 ? `${label.slice(0, 74)}…` : label,
});

/** Characters of the words that a button can say. */
export const mostButtonWords = 2_000;

/** A button for each job; words that no button can say get none. */
const buttonsFor = (
  jobs: readonly JobConfig[],
  wordsOf: (job: JobConfig) => string,
  labelOf: (job: JobConfig) => string,
): Button[] =>
  jobs
    .map((job) => ({ label: labelOf(job), words: wordsOf(job) }))
    .filter(({ words }) => words.length <= mostButtonWords)
    .map(({ label, words }) => commandButton(words, label));

export const noJobs = (to: Reader): Notice => notice("info", said(to).none);

/** Jobs that a list names; more would not fit one message. */
const listedJobs = 25;

/** How jobs are offered: the words of the click and, where it starts a job, the values that it does so with. */
export interface Offers {
  wordsOf: (job: JobConfig) => string;
  given?: Readonly<Record<string, string>>;
  to: Reader;
}

/** What a click starts the offered jobs with; empty where the person said no values. */
const givenLine = ({ given, to }: Offers): string => {
  const values = parameterWords(given ?? {}).join(", ");
  return values && `\n\n${said(to).startsWith(values)}`;
};

/** What this person may start here. `missed`: nothing fits these words, so these are all. */
export const jobList = (jobs: readonly JobConfig[], offers: Offers & { missed?: string | undefined }): Notice => {
  const { wordsOf, to, missed } = offers;
  const words = said(to);
  if (jobs.length === 0) return notice("info", words.nothingToStart);
  const lines = jobs.slice(0, listedJobs).map((job) => {
    return `- **${job.name}** (\`${job.id}\`): ${shortened(job.description, 200)}${parameterList(job, to)}`;
  });
  if (jobs.length > listedJobs) lines.push(`- ${words.more(jobs.length - listedJobs)}`);
  const buttons = buttonsFor(jobs.slice(0, 5), wordsOf, ({ name }) => words.run(name));
  const title = missed ? `${words.noneFits(missed.slice(0, 100))} ` : "";
  return notice("info", lines.join("\n") + givenLine(offers), buttons, `${title}${words.count(jobs.length)}`);
};

const parameterList = ({ parameters }: JobConfig, to: Reader): string => {
  const names = Object.entries(parameters)
    .filter(([name]) => name !== "user_request")
    .map(([name, { required, default: usual }]) => {
      if (usual !== undefined) return `${name} (${usual})`;
      return required ? said(to).isRequired(name) : name;
    });
  return names.length > 0 ? ` ${said(to).parameters(names.join(", "))}` : "";
};

/** The name fits no job, or several. */
export const whichJob = (
  text: string,
  choices: readonly JobConfig[],
  offers: Offers & { all: readonly JobConfig[] },
): Notice => {
  const { all, wordsOf, to } = offers;
  const words = said(to);
  const offered = (choices.length > 0 ? choices : all).slice(0, 5);
  const buttons = buttonsFor(offered, wordsOf, ({ name }) => name);
  if (all.length === 0) return noJobs(to);
  const asked = text.slice(0, 100);
  if (choices.length > 0) return notice("info", words.whichOf(asked) + givenLine(offers), buttons);
  return text
    ? notice("warning", words.unknown(asked) + givenLine(offers), buttons)
    : notice("info", words.which + givenLine(offers), buttons);
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
  /** It was wished for another time, or several times. */
  isForLater: boolean;
  until: number;
  to: Reader;
}): Notice => {
  const { proposal, job, values, proposed, asker, isRepeated, isForLater, to } = view;
  const words = said(to);
  const lines = Object.entries(values).flatMap(([name, value]) =>
    parameterWords({ [name]: value }).map((line) => `- ${line}${proposed.includes(name) ? ` _${words.guessed}_` : ""}`),
  );
  const who = words.whoDecides(asker.name, clockTime(view.until, to));
  return notice(
    "info",
    [isRepeated && words.repeated, isForLater && words.onlyNow, job.description, lines.join("\n"), `_${who}_`]
      .filter(Boolean)
      .join("\n\n"),
    [
      { action: "job-start", value: proposal, label: words.start, style: "primary" },
      { action: "job-decline", value: proposal, label: words.dontStart },
    ],
    words.startTitle(job.name),
  );
};

/** What is missing or wrong, and how to fix it. */
export const formNotice = (
  job: JobConfig,
  complaints: readonly { name: string; wrong: string }[],
  proposal: string,
  to: Reader,
): Notice => {
  const lines = complaints.map(({ name, wrong }) => `- **${name}** ${phraseIn(wrong, to.locale)}`);
  return notice("warning", `${said(to).notYet(job.name)}\n${lines.join("\n")}`, [fillIn(proposal, to)]);
};

/** A form is open, beside this message. */
export const formOpen = (job: JobConfig, proposal: string, to: Reader): Notice =>
  notice("info", said(to).formOpen(job.name), [fillIn(proposal, to)]);

/** Stands where a form was. */
export const formSent = (name: string, to: Reader): Notice => notice("info", said(to).formSent(name));

const fillIn = (proposal: string, to: Reader): Button => ({
  action: "job-form",
  value: proposal,
  label: said(to).fillIn,
  style: "primary",
});

export const started = (view: { name: string; run: string; url: string | undefined; to: Reader }): Notice =>
  notice("info", `${said(view.to).starting(view.name, view.run)} ${linkText(view.url, view.to)}`, [
    cancelRun(view.run, view.to),
  ]);

export const notDone = (failure: Failure, to: Reader): Notice => ({
  ...notice("warning", failureIn(failure, to.locale)),
  code: failure.code,
});

export const declined = (name: string, by: Actor, to: Reader): Notice =>
  notice("info", said(to).declined(name, by.name || undefined));

export const expired = (name: string, job: string, to: Reader): Notice =>
  notice("info", said(to).expired(name), [commandButton(`run ${job}`, wordsIn(to.locale).askAgain)]);

export const notYourDecision = (asker: Actor, to: Reader): Notice =>
  notice("warning", said(to).notYourDecision(asker.name));

export const decided = (to: Reader): Notice => notice("info", said(to).decided);
