import type { Stage } from "../ports/agent.ts";
import type { Button, Progress, ProgressRow } from "../ports/reply.ts";
import { duration } from "./format.ts";

/** What a stage is called in a status row. */
export const stageWords = (stage: Stage, rows: number | undefined): string => {
  const found = rows === undefined ? "" : ` · ${rowWords(rows)}`;
  switch (stage) {
    case "sent":
      return "asked";
    case "reading":
      return "reading the tables' descriptions";
    case "writing":
      return "writing SQL";
    case "starting-warehouse":
      return "SQL written · the SQL warehouse is starting";
    case "querying":
      return `query running on the warehouse${found}`;
    case "summarizing":
      return `query done${found} · writing the summary`;
    case "working":
      return `working${found}`;
  }
};

export const rowWords = (rows: number): string => `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}`;

const cancelButton = (turn: string): Button => ({
  action: "cancel",
  value: turn,
  label: "Cancel",
  style: "danger",
});

/** The status message of a turn. */
export const progress = (view: {
  turn: string;
  headline: string;
  question?: string | undefined;
  subject?: string | undefined;
  rows?: ProgressRow[];
  elapsedMs: number;
  draft?: string | undefined;
}): Progress => ({
  kind: "progress",
  headline: view.headline,
  ...(view.question === undefined ? {} : { question: view.question }),
  ...(view.subject === undefined ? {} : { subject: view.subject }),
  rows: view.rows ?? [],
  elapsedMs: view.elapsedMs,
  ...(view.draft === undefined ? {} : { draft: view.draft }),
  buttons: [cancelButton(view.turn)],
});

/** Whom we are asking, in one sentence. */
export const asking = (names: string[]): string => {
  const unique = [...new Set(names)];
  const last = unique.pop() ?? "the agents";
  return unique.length === 0 ? `Asking ${last}` : `Asking ${unique.join(", ")} and ${last}`;
};

interface QuotaPlace {
  place: number;
  waitMs: number;
  refused?: true;
}

/** Where a turn's questions stand in the workspace's line, and why there is one, in one sentence. */
export const quotaWait = (line: readonly QuotaPlace[], perMinute: number): string => {
  const first = line.toSorted((one, other) => one.place - other.place)[0] ?? { place: 1, waitMs: 0 };
  if (first.refused) return `Databricks takes no Genie questions for the moment; in line: ${placeWords(first)}`;
  const rate = perMinute === 1 ? "1 question" : `${perMinute} questions`;
  return `In line for Genie: ${placeWords(first)} (Databricks takes ${rate} a minute)`;
};

/** Rounded up, and not so finely that it changes with every look. */
export const placeWords = ({ place, waitMs }: QuotaPlace): string => {
  const stepMs = waitMs > 60_000 ? 30_000 : 5_000;
  return `place ${place}, about ${duration(Math.max(1, Math.ceil(waitMs / stepMs)) * stepMs)}`;
};
