import type { Stage } from "../ports/agent.ts";
import type { Button, Progress, ProgressRow } from "../ports/reply.ts";
import { oneLine } from "../text/shorten.ts";
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
/** Who is being asked; `why`: for what reason, in a further round. */
export const asking = (names: string[], why?: string): string => {
  const whom = askingWhom(names);
  return why ? `${whom}: ${oneLine(why)}` : whom;
};

const askingWhom = (names: string[]): string => {
  const unique = [...new Set(names)];
  const last = unique.pop() ?? "the agents";
  return unique.length === 0 ? `Asking ${last}` : `Asking ${unique.join(", ")} and ${last}`;
};

interface QuotaPlace {
  place: number;
  waitMs: number;
  refused?: true;
}

/** Why a turn's questions wait for Genie, and for how long, in one sentence. */
export const quotaWait = (waiting: readonly QuotaPlace[], perMinute: number): string => {
  const first = waiting.toSorted((one, other) => one.place - other.place)[0] ?? { place: 1, waitMs: 0 };
  const rate = perMinute === 1 ? "1 question" : `${perMinute} questions`;
  const why = first.refused ? "Databricks isn't taking Genie questions right now" : `Genie takes only ${rate} a minute`;
  return `${why}; yours is ${placeWords(first)}`;
};

/** `number 3 in the queue, about 40 s`: rounded up, and not so finely that it changes with every refresh. */
export const placeWords = ({ place, waitMs }: QuotaPlace): string => {
  const stepMs = waitMs > 60_000 ? 30_000 : 5_000;
  return `number ${place} in the queue, about ${duration(Math.max(1, Math.ceil(waitMs / stepMs)) * stepMs)}`;
};
