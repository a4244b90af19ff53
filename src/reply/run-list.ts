import type { Answer, Table } from "../ports/reply.ts";
import type { Run } from "../ports/run.ts";
import { duration } from "./format.ts";
import { cancelRun, elapsed, linkText, parameterWords, type RunView, taskWords } from "./run-card.ts";
import { endSentence } from "./run-end-card.ts";

/* Answers to questions about runs. */

/** The current state of one run. */
export const runStatus = (view: RunView, mayCancel: boolean): Answer => {
  const { run, now } = view;
  const isOver = run.state === "ended";
  const going = `**${view.name}** is ${goingWords[run.state]}, ${duration(elapsed(run, now))} so far.`;
  const why = run.state === "queued" && run.queued ? ` It's waiting because ${run.queued}.` : "";
  const message = isOver && run.outcome !== "success" && run.message ? ` ${run.message.slice(0, 500)}` : "";
  return {
    kind: "answer",
    factual: true,
    markdown: `${isOver ? endSentence(view) : going}${why}${message} ${linkText(run.url)}`,
    tables: run.tasks.length > 1 ? [{ title: "Tasks", table: taskTable(run, now) }] : [],
    sources: [],
    notes: [runLine(view)],
    elapsedMs: 0,
    buttons: !isOver && mayCancel ? [cancelRun(run.run)] : [],
  };
};

const goingWords: Record<Run["state"], string> = {
  queued: "in the queue",
  waiting: "waiting",
  starting: "starting",
  running: "running",
  stopping: "stopping",
  ended: "over",
};

const runLine = ({ run, starter, parameters }: RunView): string =>
  [
    `Run ${run.run}`,
    `started ${moment(run.startedAt)}`,
    starter ? `by ${starter.name ?? "somebody here"}` : run.creator && `by ${run.creator}`,
    ...parameterWords(parameters),
  ]
    .filter(Boolean)
    .join(" · ");

/** `2026-01-31 17:05 UTC`. */
export const moment = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace("T", " ")} UTC`;

const taskTable = ({ tasks }: Run, now: number): Table =>
  table(
    ["task", "state"],
    tasks.map((task) => [task.key, taskWords(task, now)]),
  );

const table = (names: string[], rows: string[][]): Table => ({
  columns: names.map((name) => ({ name, type: "text" })),
  rows,
  total: rows.length,
  truncated: false,
});

/** Runs side by side, newest first. `mine`: the reader started all of them in the last 24 hours. */
export const runList = (views: readonly RunView[], mine: boolean): Answer => {
  const names = ["job", "run", "state", "started (UTC)", ...(mine ? [] : ["by"])];
  const rows = views.map(({ run, name, starter, now }) => {
    const who = starter ? (starter.name ?? "somebody here") : (run.creator ?? "");
    return [name, run.run, outcomeWords(run, now), moment(run.startedAt).replace(" UTC", ""), ...(mine ? [] : [who])];
  });
  return {
    kind: "answer",
    factual: true,
    markdown: mine ? "**Started by you in the last 24 hours**" : "**Latest runs**",
    tables: [{ title: views.length === 1 ? "One run" : `${views.length} runs`, table: table(names, rows) }],
    sources: [],
    notes: [],
    elapsedMs: 0,
    buttons: [],
  };
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
