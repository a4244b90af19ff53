import { setTimeout as sleep } from "node:timers/promises";
import type { Actor } from "../ports/actor.ts";
import type { Inbound } from "../ports/chat/inbound.ts";
import type { Lease } from "../ports/stores/queue.ts";
import { refused } from "../reply/notices/failure-notices.ts";
import { answeredPrivately, noDirectChat } from "../reply/notices/private-notices.ts";
import { progress } from "../reply/progress.ts";
import { wordsIn } from "../reply/words/words.ts";
import type { Step } from "../worker/worker.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { echoOf, type Turn, TurnTask } from "./turn-records.ts";
import { traceFirstSign } from "./turn-trace.ts";

/**
 * The turn of a task: as it was recorded, or a new one whose first sign is posted now. Undefined when it ends here: the
 * asker was refused, or the turn goes on in the thread that its first message has just opened.
 */
export const beginTurn = async (deps: TurnDeps, lease: Lease, task: TurnTask): Promise<Turn | undefined> => {
  const { inbound, question, isClicked, isPrivate, isMoved } = task;
  const known = await deps.turns.read(inbound.id);
  if (known && known.phase !== "queued") return known;
  if (await refuse(deps, inbound, known)) return undefined;
  const turn =
    known ?? (await firstSign(deps, lease, { inbound, question, isClicked, isPrivate, isMoved, headline: "onIt" }));
  if (!turn) return undefined;
  const { thread } = turn.posted.place;
  if (thread !== lease.orderingKey) {
    await deps.queue.put({ id: `${lease.id}:root`, orderingKey: thread, kind: lease.kind, payload: lease.payload });
    return undefined;
  }
  const open: Turn = { ...turn, task: lease.id, phase: "open" };
  await Promise.all([
    deps.turns.write(open),
    deps.turns.setActive(thread, turn.id),
    deps.turns.setLatest(turn.actor, inbound.place.channelId, turn.id),
    deps.turns.noteAsked(turn.actor, turn.id),
    deps.turns.join(thread, turn.actor),
  ]);
  return open;
};

/** Tells somebody whose thread is busy that the question has to wait. */
export const busyThreadStep =
  (deps: TurnDeps): Step =>
  async (lease) => {
    const { inbound, question, isClicked, isPrivate, isMoved } = TurnTask.parse(lease.payload);
    if ((await deps.access.refusal(inbound)) || (await deps.turns.read(inbound.id))) return { state: "done" };
    const turn = await firstSign(deps, lease, {
      inbound,
      question,
      isClicked,
      isPrivate,
      isMoved,
      headline: "threadBusy",
    });
    if (!turn) return { state: "done" };
    await deps.turns.add({ ...turn, task: inbound.id });
    await deps.turns.setLatest(turn.actor, inbound.place.channelId, turn.id);
    return { state: "done" };
  };

/** `waiting`: the question has a message that says that it waits. */
const refuse = async (deps: TurnDeps, inbound: Inbound, waiting: Turn | undefined): Promise<boolean> => {
  const problem = await deps.access.refusal(inbound);
  if (!problem) return false;
  deps.metrics.turns.inc({ outcome: "refused" });
  const { id, actor, place } = inbound;
  await deps.audit.note({ id, actor, place, action: "ask", outcome: `refused: ${problem.code}` });
  const reply = refused(problem.failure, await deps.localeOf(actor));
  if (waiting) {
    await deps.delivery.finish(waiting.posted, reply, id);
    await deps.turns.write({ ...waiting, phase: "closed" });
  } else await deps.delivery.post(place, reply, { key: id, only: actor });
  return true;
};

interface FirstSign {
  inbound: Inbound;
  question: string;
  isClicked: boolean;
  isPrivate: boolean;
  isMoved: boolean;
  headline: "onIt" | "threadBusy";
}

const firstSign = async (
  deps: TurnDeps,
  lease: Lease,
  { inbound, question, isClicked, isPrivate, isMoved, headline }: FirstSign,
): Promise<Turn | undefined> => {
  const actor = await withLanguage(deps, inbound.actor, question);
  const { locale } = actor;
  const place = isPrivate ? await deps.delivery.directPlace(actor, inbound.place) : inbound.place;
  if (!place) return tellNoChat(deps, { ...inbound, actor });
  const echo = isPrivate || isClicked || (inbound.kind === "message" && inbound.entry === "command");
  const shown = echo ? echoOf({ echo, question, actor, place }) : { subject: question };
  const view = progress({ turn: inbound.id, headline: wordsIn(locale)[headline], ...shown, elapsedMs: 0, locale });
  const posted = await deps.delivery.post(place, view, { key: inbound.id });
  if (isPrivate && !isMoved)
    await deps.delivery.post(inbound.place, answeredPrivately(locale), { key: `${inbound.id}:private`, only: actor });
  traceFirstSign(deps, inbound.id, lease.storedAt);
  if (lease.attempt === 1) deps.metrics.firstSign.observe((deps.now() - lease.storedAt) / 1_000);
  return {
    id: inbound.id,
    task: lease.id,
    actor,
    question,
    echo,
    startedAt: lease.storedAt,
    posted,
    ...(isPrivate && { askedIn: inbound.place }),
    external: inbound.external,
    phase: "queued",
    round: 0,
    asks: [],
    past: [],
    awaitingQuota: [],
    ...withIt(inbound),
  };
};

/** What came with the words of a question. */
const withIt = (inbound: Inbound): Pick<Turn, "files" | "attached"> => {
  const { files = 0, attached = [] } = inbound.kind === "message" ? inbound : {};
  return { files, ...(attached.length > 0 && { attached }) };
};

/** The asker with the language that they want, if that is known at once: the first sign waits for nobody. */
const withLanguage = async ({ localeOf }: TurnDeps, actor: Actor, question: string): Promise<Actor> => {
  const locale = await Promise.race([localeOf(actor, question), sleep(soonMs, undefined, { ref: false })]);
  if (locale) return { ...actor, locale };
  const { locale: _, ...others } = actor;
  return others;
};

const soonMs = 80;

/** Nothing of the question is shown in the channel: it was asked in private. */
const tellNoChat = async (
  { delivery, metrics }: Pick<TurnDeps, "delivery" | "metrics">,
  { id, place, actor }: Inbound,
): Promise<undefined> => {
  metrics.turns.inc({ outcome: "refused" });
  await delivery.post(place, noDirectChat(actor.locale), { key: `${id}:private`, only: actor });
};
