import type { Failure } from "../errors.ts";
import type { Answer, Notice, Table } from "../ports/chat/reply.ts";
import type { Cluster } from "../ports/databricks/cluster.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { duration, markdownLink, rowCount } from "./format.ts";

/* What administrators are told of clusters and of statements on the warehouse. */

const notice = (tone: Notice["tone"], markdown: string, more: Partial<Notice> = {}): Notice => ({
  ...{ kind: "notice", tone, markdown, buttons: [] },
  ...more,
});

export const notDone = ({ sentence, code }: Failure): Notice => notice("warning", sentence, { code });

/** Clusters that a list names; of those that have stopped fewer, for there are many. */
const most = { named: 20, stopped: 5 };

/** The clusters, those that run first. */
export const clusterList = (clusters: readonly Cluster[], now: number): Notice => {
  if (clusters.length === 0) return notice("info", "There are no clusters that the bot can see.");
  const stopped = clusters.filter(({ state }) => state === "stopped");
  const others = clusters.filter(({ state }) => state !== "stopped");
  const shown = [...others.slice(0, most.named), ...stopped.slice(0, most.stopped)];
  const hidden = clusters.length - shown.length;
  const lines = shown.map((cluster) => `- ${clusterLine(cluster, now)}`);
  if (hidden > 0) lines.push(`- … and ${hidden} more, most of which have stopped`);
  const running = clusters.filter(({ state }) => state === "running").length;
  const title = `${running} of ${clusters.length} ${clusters.length === 1 ? "cluster" : "clusters"} running`;
  return notice("info", lines.join("\n"), { title });
};

const clusterLine = ({ name, url, state, source, creator, startedAt }: Cluster, now: number): string => {
  const label = shortened(oneLine(name), 80);
  const link = url ? markdownLink(label, url) : label;
  const since = startedAt && state !== "stopped" ? `, started ${duration(now - startedAt)} ago` : "";
  const by = creator ? ` by ${shortened(creator, 80)}` : "";
  return `${marks[state]} **${link}** ${state}${since}${by} (${kinds.get(source) ?? source})`;
};

const marks: Record<Cluster["state"], string> = {
  running: "🟢",
  resizing: "🟢",
  starting: "🟡",
  stopping: "🟡",
  stopped: "⚪",
  failed: "🔴",
  unknown: "⚪",
};

const kinds: ReadonlyMap<string, string> = new Map([
  ["UI", "made by hand"],
  ["API", "made by a program"],
  ["JOB", "for a job"],
  ["PIPELINE", "for a pipeline"],
  ["PIPELINE_MAINTENANCE", "for a pipeline"],
  ["SQL", "for SQL"],
  ["MODELS", "for a model"],
]);

export const whichStatement = notice("info", "Which statement? For example: `sql select count(*) from sales.orders`");

export const statementRuns = (id: string): Notice =>
  notice("info", "The statement is running on the SQL warehouse. I'll show you the rows as soon as they are there.", {
    buttons: [{ action: "cancel-sql", value: id, label: "Cancel", style: "danger" }],
  });

export const statementStops = notice("info", "I'm stopping the statement.");

export const statementOver = notice("info", "There is nothing to stop: the statement has ended.");

export const statementCancelled = notice("info", "The statement was stopped before it had finished.");

/** The rows of a statement, for the person who asked for them. */
export const rowsOf = (
  sql: string,
  table: Table,
  { elapsedMs, attached }: { elapsedMs: number; attached: boolean },
): Answer => {
  const notes = [
    ...(table.truncated ? ["These are the first rows only: I stop at 1,000."] : []),
    ...(attached ? ["The attached file has all the rows that I fetched."] : []),
  ];
  const count = table.truncated ? `The first ${rowCount(table.rows.length)}` : rowCount(table.total);
  return {
    kind: "answer",
    factual: true,
    question: shortened(oneLine(sql), 300),
    markdown: `${count} after ${duration(elapsedMs)}.`,
    tables: table.columns.length > 0 ? [{ title: "Result", table }] : [],
    sources: [],
    notes,
    elapsedMs,
    buttons: [],
  };
};
