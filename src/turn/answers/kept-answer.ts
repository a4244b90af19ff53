import type { z } from "zod";
import { isAdmin, isSame } from "../../access/access.ts";
import type { Access } from "../../config/config.ts";
import type { Actor } from "../../ports/actor.ts";
import type { AnswerTable } from "../../ports/chat/answer-parts.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Answer, Notice, Reply } from "../../ports/chat/reply.ts";
import type { Place, PostRef } from "../../ports/place.ts";
import { answerNotKept, answerNotShown, noMoreOfAnswer, notYourAnswer } from "../../reply/notices/answer-notices.ts";
import { PageValue } from "../../reply/tables/table-part.ts";
import { mayAskAgent, type TurnDeps } from "../turn-deps.ts";
import type { KeptAnswer, Turn } from "../turn-records.ts";
import { ownAnswerRefusal } from "./own-answers.ts";
import { agentsOf, answerOf, withRows } from "./turn-answer.ts";

type Click = Extract<Inbound, { kind: "click" }>;
type KeptDeps = Pick<TurnDeps, "access" | "agents" | "audit" | "config" | "delivery" | "results" | "signIns" | "turns">;

/** An answer that somebody may see, or what they are told instead. */
type Seen = { turn: Turn; kept: KeptAnswer; isShared: boolean } | { notice: Notice };

/**
 * The answer of a turn, for whoever is in its thread and may ask its agents; `anywhere`: also for its asker and
 * administrators elsewhere.
 */
export const seenAnswer = async (
  deps: Pick<KeptDeps, "access" | "agents" | "audit" | "config" | "signIns" | "turns">,
  { id: act, actor, place }: Pick<Click, "id" | "actor" | "place">,
  id: string,
  anywhere = false,
): Promise<Seen> => {
  const { agents, audit, config, turns } = deps;
  const [turn, kept, shared] = await Promise.all([turns.read(id), turns.keptAnswer(id), turns.shared(id)]);
  if (!turn || !kept) return { notice: answerNotKept(actor.locale) };
  const isShared = place.thread === shared?.thread;
  const isInThread = isShared || place.thread === turn.posted.place.thread;
  // What was answered in private is shown nowhere else than to its asker, whoever clicks.
  const mayElsewhere = turn.askedIn ? place.direct && isSame(turn.actor, actor) : isTheirs(turn, actor, config.access);
  const maySee = isInThread || (anywhere && mayElsewhere);
  if (!maySee) return { notice: notYourAnswer(turn.actor, actor.locale) };
  const refusal = await ownAnswerRefusal(deps, turn, kept, { actor, place });
  if (refusal) {
    // The entry of the turn tells whose it is, for as long as anybody may know.
    const parameters = { turn: turn.id };
    await audit.note({ id: act, actor, place, action: "look", parameters, outcome: "refused: somebody's own answer" });
    return { notice: refusal };
  }
  const askedIn = isSame(turn.actor, actor) ? (turn.askedIn ?? turn.posted.place) : place;
  const mayAsk = mayAskAgent({ agents, config }, { actor, place: askedIn });
  return agentsOf(kept.result).every(mayAsk) ? { turn, kept, isShared } : { notice: noMoreOfAnswer(actor.locale) };
};

const isTheirs = ({ actor: asker }: Turn, actor: Actor, access: Access): boolean =>
  isSame(asker, actor) || isAdmin(access, actor);

/** A turn as it is shown where its answer was shared: like one that was asked there. */
export const sharedTurn = (turn: Turn, place: Place): Turn => {
  const { askedIn: _, ...asked } = turn;
  return { ...asked, posted: { ...turn.posted, place } };
};

/** Clients can send any value from any message: an answer is put over a message of its own turn only. */
const isShownIn = async ({ delivery }: Pick<KeptDeps, "delivery">, { id }: Turn, on: PostRef): Promise<boolean> =>
  (await delivery.shownIn(on)) === id;

/**
 * Shows an answer that could not be shown, in the place of the message that says so. Returns what the clicker must be
 * told instead.
 */
export const showKeptAnswer = async (deps: KeptDeps, click: Click): Promise<Notice | undefined> => {
  const { id, value, on, place } = click;
  const seen = await seenAnswer(deps, click, value, true);
  if ("notice" in seen) return seen.notice;
  const { turn, kept } = seen;
  if (!(await isShownIn(deps, turn, on))) return answerNotKept(click.actor.locale);
  const reply = answerOf(deps, turn, kept.result, kept.elapsedMs);
  await deps.delivery.finish({ ref: on, place }, reply, `${turn.id}:shown:${id}`, {
    giveUp: async () => answerNotShown(turn.id, turn.actor.locale),
    shows: turn.id,
  });
  return undefined;
};

/**
 * Turns the page of a table, in the message that holds it. Everybody in the thread may: it shows what they can see
 * anyway. Returns what the clicker must be told instead.
 */
export const turnPage = async (deps: KeptDeps, click: Click): Promise<Notice | undefined> => {
  const page = parsedValue(PageValue, click.value);
  if (!page) return answerNotKept(click.actor.locale);
  const seen = await seenAnswer(deps, click, page.turn);
  if ("notice" in seen) return seen.notice;
  const { kept } = seen;
  if (!(await isShownIn(deps, seen.turn, click.on))) return answerNotKept(click.actor.locale);
  const turn = seen.isShared ? sharedTurn(seen.turn, click.place) : seen.turn;
  const result = withRows(kept.result, await deps.results.of(turn.id, kept));
  const reply = (at?: PageValue): Reply => answerOf(deps, turn, result, kept.elapsedMs, at);
  const part = messageWith(deps, turn, reply(), reply(page), page.table);
  if (!part) return answerNotKept(click.actor.locale);
  await deps.delivery.update({ ref: click.on, place: click.place }, part, {
    key: `${turn.id}:page:${click.id}`,
    shows: turn.id,
  });
  return undefined;
};

/** The message of an answer that holds a table. What stands around the table there stays, so a page may get fewer rows. */
const messageWith = (
  { delivery }: Pick<KeptDeps, "delivery">,
  { posted }: Turn,
  first: Reply,
  paged: Reply,
  table: number,
): Answer | undefined => {
  if (paged.kind !== "answer") return undefined;
  const wanted = tablesOf(paged).find(({ part }) => part?.index === table)?.table.rows.length ?? 0;
  if (wanted === 0) return undefined;
  const partsOf = (reply: Reply): Reply[] => delivery.split(posted.place.platform, reply);
  const shape = shapeOf(partsOf(first));
  for (let most = wanted; ; most = Math.floor(most / 2)) {
    const parts = partsOf(withRowsAtMost(paged, table, most));
    if (most > 1 && shapeOf(parts) !== shape) continue;
    return parts.filter(isAnswer).find((answer) => tablesOf(answer).some(({ part }) => part?.index === table));
  }
};

const tablesOf = ({ tables, folded }: Answer): AnswerTable[] => [...tables, ...(folded?.tables ?? [])];

const isAnswer = (reply: Reply): reply is Answer => reply.kind === "answer";

/** What stands in each message besides the rows of tables. */
const shapeOf = (parts: Reply[]): string =>
  JSON.stringify(
    parts.map((part) =>
      isAnswer(part)
        ? [part.markdown, tablesOf(part).length, part.sources.length, part.notes, part.buttons.length]
        : [],
    ),
  );

const withRowsAtMost = (answer: Answer, index: number, most: number): Answer => {
  const cut = (item: AnswerTable): AnswerTable => (item.part?.index === index ? cutTo(item, most) : item);
  const { tables, folded } = answer;
  return {
    ...answer,
    tables: tables.map(cut),
    ...(folded && { folded: { ...folded, tables: folded.tables.map(cut) } }),
  };
};

const cutTo = ({ title, table, part }: AnswerTable, most: number): AnswerTable => {
  const keepsLast = part?.keeps === "last";
  const rows = keepsLast ? table.rows.slice(-most) : table.rows.slice(0, most);
  const skipped = keepsLast ? table.rows.length - rows.length : 0;
  return { title, table: { ...table, rows }, ...(part ? { part: { ...part, from: part.from + skipped } } : {}) };
};

/** The value of a button, if it is one of ours: clients can send any. */
export const parsedValue = <T>(schema: z.ZodType<T>, value: string): T | undefined => {
  try {
    return schema.safeParse(JSON.parse(value)).data;
  } catch {
    return undefined;
  }
};
