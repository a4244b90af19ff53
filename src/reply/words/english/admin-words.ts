import type { Cluster } from "../../../ports/databricks/cluster.ts";

/* What administrators are told of clusters and of statements on the warehouse. */

export const adminWords = {
  noClusters: "I can't see any clusters.",
  moreClusters: (count: number) => `… and ${count} more, mostly stopped`,
  clustersRunning: (running: number, all: number) =>
    `${running} of ${all} ${all === 1 ? "cluster" : "clusters"} running`,
  states: {
    running: "running",
    resizing: "resizing",
    starting: "starting",
    stopping: "stopping",
    stopped: "stopped",
    failed: "failed",
    unknown: "unknown",
  } satisfies Record<Cluster["state"], string>,
  startedAgo: (time: string) => `, started ${time} ago`,
  by: (who: string) => ` by ${who}`,
  kinds: {
    UI: "made by hand",
    API: "made by a program",
    JOB: "for a job",
    PIPELINE: "for a pipeline",
    PIPELINE_MAINTENANCE: "for a pipeline",
    SQL: "for SQL",
    MODELS: "for a model",
  },
  whichStatement: "Which statement? For example: `sql select count(*) from sales.orders`",
  statementRuns: "The statement is running on the SQL warehouse. I'll show you the rows as soon as I have them.",
  statementStops: "I'm stopping the statement.",
  statementOver: "There is nothing to stop: the statement has ended.",
  statementCancelled: "The statement was stopped before it finished.",
  firstOnly: "These are the first rows only: I stop at 1,000.",
  attached: "The attached file has all the rows that I fetched.",
  first: (rows: string) => `The first ${rows}`,
  rowsAfter: (rows: string, time: string) => `${rows} after ${time}.`,
};
