import type { Answer } from "../../ports/chat/reply.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Table } from "../../ports/table.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration, markdownLink } from "../format.ts";
import type { Reader } from "../reader.ts";
import { moment } from "../words/locale-style.ts";
import { causeIn, phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";
import {
  cancelRun,
  creatorName,
  elapsed,
  linkText,
  parameterWords,
  type RunView,
  signs,
  taskWords,
} from "./run-card.ts";
import { endSentence, fenced } from "./run-end-card.ts";

/* Answers to questions about runs. */

/** Why a run failed. */
export interface Why {
  cause: string;
  evidence: readonly string[];
}

/** The current state of one run. */
export const runStatus = (view: RunView, mayCancel: boolean, why?: Why): Answer => {
  const { run, now, to } = view;
  const words = said(to);
  const isOver = run.state === "ended";
  const going = words.going(view.name, words.goingStates[run.state], duration(elapsed(run, now)));
  const queue = run.state === "queued" && run.queued ? ` ${words.waitsBecause(phraseIn(run.queued, to.locale))}` : "";
  const message = isOver && run.outcome !== "success" && run.message && !why ? ` ${run.message.slice(0, 500)}` : "";
  const sign = isOver ? `${signs[run.outcome ?? "failed"]} ` : "";
  return {
    kind: "answer",
    factual: true,
    markdown: [
      `${sign}${isOver ? endSentence(view) : going}${queue}${message} ${linkText(run.url, to)}`,
      why && whyText(why, to),
    ]
      .filter(Boolean)
      .join("\n\n"),
    tables: run.tasks.length > 1 ? [{ title: words.tasks, table: taskTable(run, now, to) }] : [],
    sources: [],
    notes: [runLine(view)],
    elapsedMs: 0,
    buttons: !isOver && mayCancel ? [cancelRun(run.run, to)] : [],
  };
};

const said = ({ locale }: Reader) => wordsIn(locale).runs;

const whyText = ({ cause, evidence }: Why, to: Reader): string => {
  const words = evidence.map((line) => shortened(oneLine(phraseIn(line, to.locale)), 400)).join("\n");
  const why = escapeMarkdown(shortened(oneLine(causeIn(cause, to.locale)), 400));
  return [`**${said(to).why}** ${why}`, words && fenced(words)].filter(Boolean).join("\n\n");
};

/** Why the last failed run of a job failed, and how the job stands since. */
export const failureAnswer = (view: RunView, why: Why | undefined, later: Run | undefined): Answer => {
  const answer = runStatus(view, false, why);
  const since = later ? laterWords(later, view) : said(view.to).notSince(moment(view.run.endedAt ?? 0, view.to));
  return { ...answer, markdown: `${answer.markdown}\n\n${since}` };
};

const laterWords = (later: Run, { now, to }: RunView): string => {
  const words = said(to);
  const link = linkedRun(later, to);
  if (later.state !== "ended") return words.atItAgain(link, words.goingStates[later.state]);
  const sign = signs[later.outcome ?? "failed"];
  return `${sign} ${words.sinceThen(link, outcomeWords(later, now, to), moment(later.startedAt, to))}`;
};

const linkedRun = ({ run, url }: Run, to: Reader): string => {
  const label = said(to).linked(run);
  return url ? markdownLink(label, url) : label;
};

const runLine = (view: RunView): string => {
  const { run, parameters, to } = view;
  const words = said(to);
  const who = starterOf(view);
  return [words.number(run.run), words.startedAt(moment(run.startedAt, to)), who && words.by(who)]
    .concat(parameterWords(parameters))
    .filter(Boolean)
    .join(" · ");
};

const starterOf = ({ run, starter, to }: RunView): string | undefined =>
  starter ? (starter.name ?? said(to).somebodyHere) : creatorName(run.creator, to);

const taskTable = ({ tasks }: Run, now: number, to: Reader): Table => {
  const rows = tasks.map((task) => [task.key, taskWords(task, now, to)]);
  const columns = [said(to).task, said(to).state].map((name) => ({ name, type: "text" as const }));
  return { columns, rows, total: rows.length, truncated: false };
};

export interface RunListView {
  views: readonly RunView[];
  /** The reader started all of them in the last 24 hours. */
  mine: boolean;
  /** All of them failed in the last 24 hours. */
  failed: boolean;
  /** Why runs failed, by their number. */
  causes: ReadonlyMap<string, string>;
  to: Reader;
}

/** Runs one below the other, newest first. */
export const runList = ({ views, mine, failed, causes, to }: RunListView): Answer => ({
  kind: "answer",
  factual: true,
  markdown: [
    `**${titleOf(mine, failed, to)}**`,
    !mine && !failed && views.every(({ run }) => run.state === "ended") && said(to).lists.idle,
    views.map((view) => listLine(view, mine, causes)).join("\n"),
  ]
    .filter(Boolean)
    .join("\n\n"),
  tables: [],
  sources: [],
  notes: failed ? [said(to).lists.askWhy] : [],
  elapsedMs: 0,
  buttons: [],
});

const titleOf = (mine: boolean, failed: boolean, to: Reader): string => {
  const { lists } = said(to);
  if (mine) return failed ? lists.mineFailed : lists.mine;
  return failed ? lists.failed : lists.latest;
};

const listLine = (view: RunView, mine: boolean, causes: ReadonlyMap<string, string>): string => {
  const { run, name, now, to } = view;
  const words = said(to);
  const sign = run.state === "ended" ? signs[run.outcome ?? "failed"] : "▶️";
  const who = starterOf(view);
  const at = words.startedAt(moment(run.startedAt, to));
  const facts = [outcomeWords(run, now, to), at, !mine && who && words.by(who), linkedRun(run, to)];
  const cause = causes.get(run.run);
  const why = cause ? `: ${escapeMarkdown(shortened(oneLine(causeIn(cause, to.locale)), 300))}` : "";
  return `- ${sign} **${name}** ${facts.filter(Boolean).join(" · ")}${why}`;
};

/** The state of a run, or how it ended. */
export const outcomeWords = (run: Run, now: number, to: Reader): string =>
  taskWords(
    {
      key: "",
      run: run.run,
      state: run.state === "waiting" ? "queued" : run.state,
      outcome: run.outcome,
      startedAt: run.startedAt,
      endedAt: run.endedAt,
    },
    now,
    to,
  );
