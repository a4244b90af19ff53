import { isSame } from "../../access/access.ts";
import { asProblem } from "../../errors.ts";
import { tableFile } from "../../files/table-file.ts";
import type { ChartType } from "../../ports/chat/answer-parts.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Attachment, Notice } from "../../ports/chat/reply.ts";
import type { AskOutcome } from "../../ports/databricks/agent.ts";
import type { Table } from "../../ports/table.ts";
import { joinedTitle } from "../../reply/answer/answer-support.ts";
import { foundTables } from "../../reply/answer/found-tables.ts";
import { joinedTable } from "../../reply/answer/joined-table.ts";
import { answerNotKept } from "../../reply/notices/answer-notices.ts";
import { refused } from "../../reply/notices/failure-notices.ts";
import { fileNotAttached } from "../../reply/notices/file-notices.ts";
import { chartOf, chartWords } from "../../reply/tables/chart.ts";
import { localized } from "../../reply/tables/localized.ts";
import { shownRows } from "../../reply/tables/table-limits.ts";
import { type FileFormat, FileValue } from "../../reply/tables/table-part.ts";
import { mayAskAgent, nameOf, type TurnDeps } from "../turn-deps.ts";
import type { KeptAnswer, Turn } from "../turn-records.ts";
import type { WantedFile } from "./file-links.ts";
import { parsedValue, seenAnswer } from "./kept-answer.ts";
import { ownAnswerRefusal } from "./own-answers.ts";
import { agentsOf, withRows } from "./turn-answer.ts";

type FileDeps = Pick<
  TurnDeps,
  | "access"
  | "agents"
  | "audit"
  | "charts"
  | "config"
  | "delivery"
  | "fileLinks"
  | "log"
  | "results"
  | "signIns"
  | "turns"
>;
type MakeDeps = Pick<TurnDeps, "agents" | "charts" | "log" | "results">;
type Found = ReturnType<typeof foundTables>[number];

/**
 * Makes a file of a table and puts it where the answer is; where no files are taken, the clicker gets a link to it.
 * Everybody in the thread may. Returns what the clicker must be told.
 */
export const sendFile = async (
  deps: FileDeps,
  { id, place, ...click }: Extract<Inbound, { kind: "click" }>,
): Promise<Notice | undefined> => {
  const wanted = parsedValue(FileValue, click.value);
  if (!wanted) return answerNotKept(click.actor.locale);
  const what = JSON.stringify(["file", click.on, click.value, click.actor.user]);
  if (!(await deps.turns.first(what, id))) return undefined;
  const seen = await seenAnswer(deps, { ...click, id, place }, wanted.turn);
  if ("notice" in seen) return seen.notice;
  if (deps.delivery.takesFiles(place) === "never")
    return deps.fileLinks.offer({ file: wanted, actor: click.actor, place });
  try {
    const file = await madeFile(deps, seen, wanted);
    if (!file) return answerNotKept(click.actor.locale);
    await deps.delivery.attach(place, file, { key: `${id}:file`, again: { action: "file", value: click.value } });
    return undefined;
  } catch (thrown) {
    deps.log.warn({ event: "turn.file-not-sent", err: thrown, turn: wanted.turn }, "a file could not be attached");
    return refused(asProblem(thrown).failure, click.actor.locale);
  }
};

/** The file that a link stands for; undefined when its answer is no longer kept, or no longer for who wants it. */
export const fileOf = async (
  deps: MakeDeps & Pick<TurnDeps, "access" | "config" | "signIns" | "turns">,
  { file, actor, place }: WantedFile,
): Promise<Attachment | undefined> => {
  const [turn, kept] = await Promise.all([deps.turns.read(file.turn), deps.turns.keptAnswer(file.turn)]);
  if (!turn || !kept || (await ownAnswerRefusal(deps, turn, kept, { actor, place }))) return undefined;
  const askedIn = isSame(turn.actor, actor) ? (turn.askedIn ?? turn.posted.place) : place;
  const mayAsk = mayAskAgent(deps, { actor, place: askedIn });
  return agentsOf(kept.result).every(mayAsk) ? madeFile(deps, { turn, kept }, file) : undefined;
};

/** A table of an answer as a file. Undefined: the answer has no such table. */
const madeFile = async (
  deps: MakeDeps,
  { turn, kept }: { turn: Turn; kept: KeptAnswer },
  { table: index, format, as }: FileValue,
): Promise<Attachment | undefined> => {
  const whole = withRows(kept.result, await deps.results.of(turn.id, kept));
  if (whole.kind !== "answer") return undefined;
  const all = foundTables(whole, (agent) => nameOf(deps, agent, turn.actor.locale));
  const { locale } = turn.actor;
  const found = all[index];
  if (format === "png") return found && drawn(deps, localized(found.table, locale), found.finding.agent, as);
  if (!found) return index === all.length ? joinedFile(deps, whole.outcomes, format, locale) : undefined;
  const table = found.table.truncated ? await uncut(deps, kept, found) : found.table;
  const name = index === 0 ? found.finding.agent : `${found.finding.agent}-${index + 1}`;
  return tableFile({ title: found.title, table: localized(table, locale) }, format, name);
};

/** A table as the image of a chart; undefined where it cannot be drawn. */
const drawn = async (
  { charts }: MakeDeps,
  table: Table,
  name: string,
  as?: ChartType,
): Promise<Attachment | undefined> => {
  const [chart] = chartOf(table, as, table.locale);
  if (!chart) return undefined;
  const content = await charts.paint(chart);
  return { name: `${name}.png`, title: chart.title, contentType: "image/png", content, alt: chartWords(chart) };
};

/** The table of what several findings have in common comes after those of the findings. */
const joinedFile = async (
  deps: MakeDeps,
  outcomes: AskOutcome[],
  format: Exclude<FileFormat, "png">,
  locale: string | undefined,
): Promise<Attachment | undefined> => {
  const joined = joinedTable(outcomes, (agent) => nameOf(deps, agent, locale), locale);
  return (
    joined &&
    tableFile({ title: joinedTitle(joined, locale), table: localized(joined.table, locale) }, format, joined.kind)
  );
};

/** Genie cuts a result at 5,000 rows. The file says so if the others cannot be had. */
const uncut = async ({ agents, log }: MakeDeps, { asks }: KeptAnswer, { key, query, table }: Found): Promise<Table> => {
  const asked = asks.find(({ ask }) => ask.key === key);
  const agent = asked && agents.get(asked.ask.agent)?.agent;
  if (!agent) return table;
  try {
    return await agent.allRows(asked.ref, asked.ask, query);
  } catch (thrown) {
    log.warn(
      { event: "turn.rows-not-downloaded", err: thrown, ask: key },
      "the other rows could not be fetched; the file has the first ones only",
    );
    return table;
  }
};

/**
 * Attaches every table of which a message shows only the first rows, where files disturb nobody. The thread is told of a
 * file that cannot be attached.
 */
export const attachTables = async (deps: FileDeps, turn: Turn, kept: KeptAnswer): Promise<void> => {
  const { place } = turn.posted;
  if (kept.result.kind !== "answer" || deps.delivery.takesFiles(place) !== "unasked") return;
  for (const [index, found] of foundTables(kept.result, (agent) => nameOf(deps, agent, turn.actor.locale)).entries()) {
    if (found.table.total <= shownRows) continue;
    try {
      const file = await madeFile(deps, { turn, kept }, { turn: turn.id, table: index, format: "csv" });
      if (file) await deps.delivery.attach(place, file, { key: `${turn.id}:file:${index}` });
    } catch (thrown) {
      deps.log.warn({ event: "turn.table-not-attached", err: thrown, turn: turn.id }, "the rows could not be attached");
      await tellMissing(deps, turn, found, index);
    }
  }
};

const tellMissing = async (deps: FileDeps, turn: Turn, { finding, table }: Found, index: number): Promise<void> => {
  const notice = fileNotAttached(
    nameOf(deps, finding.agent, turn.actor.locale),
    table.total,
    finding.link,
    turn.actor.locale,
  );
  try {
    await deps.delivery.post(turn.posted.place, notice, { key: `${turn.id}:no-file:${index}` });
  } catch (thrown) {
    deps.log.warn(
      { event: "turn.no-file-not-told", err: thrown, turn: turn.id },
      "the asker couldn't be told that either",
    );
  }
};
