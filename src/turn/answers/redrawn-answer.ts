import { z } from "zod";
import { ChartType } from "../../ports/chat/answer-parts.ts";
import { Inbound } from "../../ports/chat/inbound.ts";
import type { Answer, Notice, Reply } from "../../ports/chat/reply.ts";
import type { Task } from "../../ports/stores/queue.ts";
import { foundTables } from "../../reply/answer/found-tables.ts";
import type { TurnResult } from "../../reply/answer/turn-result.ts";
import { refused } from "../../reply/notices/failure-notices.ts";
import { notice } from "../../reply/notices/notice.ts";
import { chartsOf } from "../../reply/tables/chart.ts";
import type { PageValue } from "../../reply/tables/table-part.ts";
import { wordsIn } from "../../reply/words/words.ts";
import type { AskedView } from "../../text/asked-view.ts";
import type { Step } from "../../worker/worker.ts";
import { putQuestion } from "../question-task.ts";
import { nameOf, type TurnDeps } from "../turn-deps.ts";
import type { Turn } from "../turn-records.ts";
import { seenAnswer, sharedTurn } from "./kept-answer.ts";
import { answerOf, withRows } from "./turn-answer.ts";

/* "As a pie chart", written below an answer: its rows in another form. Nobody is asked again. */

const ViewTask = z.object({
  inbound: Inbound,
  view: z.object({ display: z.enum(["table", "chart"]), chart: ChartType.optional() }),
});

/** Waits its turn in the thread: it may be about the answer that is being made. */
export const viewTask = (inbound: Extract<Inbound, { kind: "message" }>, view: AskedView): Task => ({
  id: `${inbound.id}:view`,
  orderingKey: inbound.place.thread,
  kind: "view",
  payload: { inbound, view: { ...view } },
});

type ViewDeps = Pick<
  TurnDeps,
  "access" | "agents" | "audit" | "config" | "delivery" | "localeOf" | "queue" | "results" | "signIns" | "turns"
>;

/** Posts the last answer of the thread in the form that was asked for. In a thread without one the words are a question. */
export const viewStep =
  (deps: ViewDeps): Step =>
  async (lease) => {
    const { inbound, view } = ViewTask.parse(lease.payload);
    const { actor, place } = inbound;
    const locale = actor.locale ?? (await deps.localeOf(actor));
    const refusal = await deps.access.refusal(inbound);
    if (refusal) return posted(deps, inbound, { reply: refused(refusal.failure, locale), isForAll: false });
    const last = await deps.turns.active(place.thread);
    if (last !== undefined && (await deps.turns.keptAnswer(last)))
      return posted(deps, inbound, await redrawn(deps, inbound, last, { ...view, locale }));
    if (inbound.kind === "message" && inbound.entry !== "followup")
      await putQuestion(deps, inbound, inbound.text.trim());
    return { state: "done" };
  };

interface Drawn {
  reply: Reply;
  isForAll: boolean;
  /** The turn whose answer it shows. */
  shows?: string;
}

const posted = async (
  { delivery }: ViewDeps,
  { id, place, actor }: Inbound,
  { reply, isForAll, shows }: Drawn,
): Promise<{ state: "done" }> => {
  const only = isForAll || place.direct ? {} : { only: actor };
  await delivery.post(place, reply, { key: `${id}:view`, ...only, ...(shows !== undefined && { shows }) });
  return { state: "done" };
};

type Wanted = z.infer<typeof ViewTask>["view"] & { locale: string | undefined };

const redrawn = async (deps: ViewDeps, inbound: Inbound, last: string, wanted: Wanted): Promise<Drawn> => {
  const seen = await seenAnswer(deps, inbound, last);
  if ("notice" in seen) return { reply: seen.notice, isForAll: false };
  const { kept, isShared } = seen;
  const result = withRows(kept.result, await deps.results.of(last, kept));
  const page = pageOf(deps, result, last, wanted);
  if ("kind" in page) return { reply: page, isForAll: true };
  const turn = isShared ? sharedTurn(seen.turn, inbound.place) : seen.turn;
  const whole = answerOf(deps, turn, result, kept.elapsedMs, page);
  return { reply: whole.kind === "answer" ? rowsOf(whole, page, wanted) : whole, isForAll: true, shows: last };
};

/** How the one table of an answer is to be shown, or why that is not possible. */
const pageOf = (
  deps: Pick<TurnDeps, "agents">,
  result: TurnResult,
  turn: Turn["id"],
  { display, chart, locale }: Wanted,
): Extract<PageValue, { as: unknown }> | Notice => {
  const words = wordsIn(locale);
  const found = result.kind === "answer" ? foundTables(result, (agent) => nameOf(deps, agent, locale)) : [];
  const [only] = found;
  if (found.length > 1) return notice("info", words.manyTables);
  const charts = only && only.finding.table === only.table ? chartsOf(only.table) : [];
  const as = display === "table" ? "table" : charts.find((one) => chart === undefined || one === chart);
  return only && as ? { turn, table: 0, as } : notice("info", words.cannotRedraw[chart ?? display]);
};

/** The rows and where they come from: what the answer says stands above. */
const rowsOf = (whole: Answer, { as }: { as: ChartType | "table" }, { display, locale }: Wanted): Answer => {
  const { rated: _, confidence: __, question: ___, menu: ____, folded, ...answer } = whole;
  const words = wordsIn(locale).redrawn;
  return {
    ...answer,
    markdown: words[display === "table" ? "table" : as],
    ...(folded && folded.tables.length > 0 ? { folded: { ...folded, markdown: "" } } : {}),
    notes: [],
    elapsedMs: 0,
    buttons: [],
  };
};
