import type { Actor } from "../../ports/actor.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Reader } from "../reader.ts";
import { moment } from "../words/locale-style.ts";
import { wordsIn } from "../words/words.ts";
import { commandButton } from "./job-notices.ts";
import { cancelRun, linkText, type RunView } from "./run-card.ts";
import { endSentence } from "./run-end-card.ts";
import { outcomeWords } from "./run-list.ts";

/* What we say about stopping runs, and about runs that there are not. */

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = []): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons,
});

const said = ({ locale }: Reader) => wordsIn(locale).runs;

/** The person did not say so in so many words. */
export const confirmCancel = (name: string, run: string, to: Reader): Notice =>
  notice("info", said(to).confirmCancel(name, run), [cancelRun(run, to)]);

export const stoppingNow = (name: string, run: string, to: Reader): Notice =>
  notice("info", said(to).stoppingNow(name, run));

export const stoppingAlready = (name: string, run: string, to: Reader): Notice =>
  notice("info", said(to).stoppingAlready(name, run));

/** A run that was started elsewhere has a card from now on. */
export const adopted = (name: string, run: string, url: string | undefined, to: Reader): Notice =>
  notice("info", `${said(to).adopted(name, run)} ${linkText(url, to)}`);

export const nothingRuns = (to: Reader): Notice => notice("info", said(to).nothingRuns);

export const notRunning = (name: string, to: Reader): Notice => notice("info", said(to).notRunning(name));

export const whichRun = (name: string, runs: readonly Run[], now: number, to: Reader): Notice => {
  const words = said(to);
  const lines = runs.map((run) => `- ${words.listed(run.run, outcomeWords(run, now, to), moment(run.startedAt, to))}`);
  const buttons = runs.map(({ run }) => commandButton(`cancel ${run}`, words.cancelOne(run)));
  return notice("info", `${words.several(name)}\n\n${lines.join("\n")}`, buttons);
};

export const notYourRun = (name: string, starter: Actor | undefined, to: Reader): Notice =>
  notice("warning", said(to).notYours(name, starter?.name));

export const endedMeanwhile = (view: Pick<RunView, "run" | "name" | "now" | "to">): Notice =>
  notice("info", said(view.to).endedMeanwhile(endSentence(view), view.run.run));

/** The same for a run that does not exist and for one that the person may not see. */
export const unknownRun = (run: string, to: Reader): Notice => notice("warning", said(to).unknown(run.slice(0, 40)));

/** For administrators, who may know of it. */
export const unlistedRun = (run: string, to: Reader): Notice => notice("warning", said(to).unlisted(run));

export const noRuns = (
  { mine, failed, name }: { mine: boolean; failed: boolean; name: string | undefined },
  to: Reader,
): Notice => {
  const words = said(to);
  if (failed) return notice("success", words.noneFailed(name));
  if (name && !mine) return neverRan(name, to);
  return notice("info", mine ? words.noneMine : words.noneLately);
};

export const neverFailed = (name: string, runs: number, to: Reader): Notice =>
  notice("success", said(to).neverFailed(name, runs));

export const neverRan = (name: string, to: Reader): Notice => notice("info", said(to).neverRan(name));
