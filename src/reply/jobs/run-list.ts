import type { Answer, Table } from "../../ports/chat/reply.ts";
import type { Run } from "../../ports/databricks/run.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { duration, markdownLink } from "../format.ts";
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
  const { run, now } = view;
  const isOver = run.state === "ended";
  const going = `**${view.name}** is ${goingWords[run.state]}, ${duration(elapsed(run, now))} so far.`;
  const queue = run.state === "queued" && run.queued ? ` It's waiting because ${run.queued}.` : "";
  const message = isOver && run.outcome !== "success" && run.message && !why ? ` ${run.message.slice(0, 500)}` : "";
  const sign = isOver ? `${signs[run.outcome ?? "failed"]} ` : "";
  return {
    kind: "answer",
    factual: true,
    markdown: [
      `${sign}${isOver ? endSentence(view) : going}${queue}${message} ${linkText(run.url)}`,
      why && whyText(why),
    ]
      .filter(Boolean)
      .join("\n\n"),
    tables: run.tasks.length > 1 ? [{ title: "Tasks", table: taskTable(run, now) }] : [],
    sources: [],
    notes: [runLine(view)],
    elapsedMs: 0,
    buttons: !isOver && mayCancel ? [cancelRun(run.run)] : [],
  };
};

const whyText = ({ cause, evidence }: Why): string => {
  const words = evidence.map((line) => shortened(oneLine(line), 400)).join("\n");
  return [`**Why:** ${escapeMarkdown(shortened(oneLine(cause), 400))}`, words && fenced(words)]
    .filter(Boolean)
    .join("\n\n");
};

/** Why the last failed run of a job failed, and how the job stands since. */
export const failureTold = (view: RunView, why: Why | undefined, later: Run | undefined): Answer => {
  const answer = runStatus(view, false, why);
  const since = later
    ? laterWords(later, view)
    : `It hasn't run again since ${moment(view.run.endedAt ?? 0, view.zone)}.`;
  return { ...answer, markdown: `${answer.markdown}\n\n${since}` };
};

const laterWords = (later: Run, { now, zone }: RunView): string => {
  const link = later.url ? markdownLink(`run ${later.run}`, later.url) : `run ${later.run}`;
  if (later.state !== "ended") return `It's at it again: ${link} is ${goingWords[later.state]}.`;
  const sign = signs[later.outcome ?? "failed"];
  return `${sign} Since then ${link} ${outcomeWords(later, now)}, started ${moment(later.startedAt, zone)}.`;
};

const goingWords: Record<Run["state"], string> = {
  queued: "in the queue",
  waiting: "waiting",
  starting: "starting",
  running: "running",
  stopping: "finishing",
  ended: "over",
};

const runLine = ({ run, starter, parameters, zone }: RunView): string =>
  [
    `Run ${run.run}`,
    `started ${moment(run.startedAt, zone)}`,
    starter ? `by ${starter.name ?? "somebody here"}` : run.creator && `by ${creatorName(run.creator)}`,
    ...parameterWords(parameters),
  ]
    .filter(Boolean)
    .join(" · ");

/** `2026-01-31 17:05 UTC`, or in the zone of the person who reads it: `2026-01-31 18:05`. */
export const moment = (at: number, zone?: string): string => {
  if (zone === undefined) return `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;
  const style = { dateStyle: "short", timeStyle: "short", timeZone: zone } as const;
  return new Intl.DateTimeFormat("sv-SE", style).format(at);
};

const taskTable = ({ tasks }: Run, now: number): Table => {
  const rows = tasks.map((task) => [task.key, taskWords(task, now)]);
  const columns = ["task", "state"].map((name) => ({ name, type: "text" as const }));
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
}

/** Runs one below the other, newest first. */
export const runList = ({ views, mine, failed, causes }: RunListView): Answer => ({
  kind: "answer",
  factual: true,
  markdown: [`**${titleOf(mine, failed)}**`, views.map((view) => listLine(view, mine, causes)).join("\n")].join("\n\n"),
  tables: [],
  sources: [],
  notes: [],
  elapsedMs: 0,
  buttons: [],
});

const titleOf = (mine: boolean, failed: boolean): string => {
  if (mine) return failed ? "Started by you and failed in the last 24 hours" : "Started by you in the last 24 hours";
  return failed ? "Failed in the last 24 hours" : "Latest runs";
};

const listLine = (
  { run, name, starter, now, zone }: RunView,
  mine: boolean,
  causes: ReadonlyMap<string, string>,
): string => {
  const sign = run.state === "ended" ? signs[run.outcome ?? "failed"] : "▶️";
  const who = starter ? (starter.name ?? "somebody here") : creatorName(run.creator);
  const link = run.url ? markdownLink(`run ${run.run}`, run.url) : `run ${run.run}`;
  const facts = [outcomeWords(run, now), `started ${moment(run.startedAt, zone)}`, !mine && who && `by ${who}`, link];
  const cause = causes.get(run.run);
  return `- ${sign} **${name}** ${facts.filter(Boolean).join(" · ")}${cause ? `: ${escapeMarkdown(shortened(oneLine(cause), 300))}` : ""}`;
};

/** The state of a run, or how it ended. */
export const outcomeWords = (run: Run, now: number): string =>
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
  );
