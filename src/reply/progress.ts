import type { Button } from "../ports/chat/button.ts";
import type { Progress, ProgressRow } from "../ports/chat/reply.ts";
import type { Stage } from "../ports/databricks/agent.ts";
import { oneLine } from "../text/shorten.ts";
import { duration } from "./format.ts";
import { grouped } from "./tables/numbers.ts";
import { separatorsIn } from "./words/locale-style.ts";
import { wordsIn } from "./words/words.ts";

/** What a stage is called in a status row. */
export const stageWords = (stage: Stage, rows: number | undefined, locale?: string): string => {
  const { stages, writingSummary } = wordsIn(locale);
  const found = rows === undefined ? "" : ` · ${rowWords(rows, locale)}`;
  switch (stage) {
    case "querying":
    case "working":
      return `${stages[stage]}${found}`;
    case "summarizing":
      return `${stages[stage]}${found} · ${writingSummary}`;
    default:
      return stages[stage];
  }
};

export const rowWords = (rows: number, locale?: string): string =>
  wordsIn(locale).rows(rows, grouped(String(rows), separatorsIn(locale)));

const cancelButton = (turn: string, locale: string | undefined): Button => ({
  action: "cancel",
  value: turn,
  label: wordsIn(locale).cancel,
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
  /** Of whoever asked. */
  locale?: string | undefined;
}): Progress => ({
  kind: "progress",
  headline: view.headline,
  ...(view.question === undefined ? {} : { question: view.question }),
  ...(view.subject === undefined ? {} : { subject: view.subject }),
  rows: view.rows ?? [],
  elapsedMs: view.elapsedMs,
  ...(view.draft === undefined ? {} : { draft: view.draft }),
  buttons: [cancelButton(view.turn, view.locale)],
});

/** Who is being asked; `why`: for what reason, in a further round. */
export const asking = (names: string[], why?: string, locale?: string): string => {
  const whom = wordsIn(locale).asking([...new Set(names)]);
  return why ? `${whom}: ${oneLine(why)}` : whom;
};

interface QuotaPlace {
  place: number;
  waitMs: number;
  refused?: true;
}

/** Why a turn's questions wait for Genie, and for how long, in one sentence. */
export const quotaWait = (waiting: readonly QuotaPlace[], perMinute: number, locale?: string): string => {
  const words = wordsIn(locale);
  const first = waiting.toSorted((one, other) => one.place - other.place)[0] ?? { place: 1, waitMs: 0 };
  const why = first.refused ? words.quotaRefused : words.quotaRate(perMinute);
  return words.quotaYours(why, placeWords(first, locale));
};

/** `number 3 in the queue, about 40 s`: rounded up, and not so finely that it changes with every refresh. */
export const placeWords = ({ place, waitMs }: QuotaPlace, locale?: string): string => {
  const stepMs = waitMs > 60_000 ? 30_000 : 5_000;
  return wordsIn(locale).queuePlace(place, duration(Math.max(1, Math.ceil(waitMs / stepMs)) * stepMs));
};
