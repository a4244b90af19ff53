import { z } from "zod";
import { isAdmin, isSame, refusal } from "../access.ts";
import type { Failure } from "../errors.ts";
import type { JobWords } from "../jobs/job-order.ts";
import { orderOf } from "../jobs/job-order.ts";
import type { Actor } from "../ports/actor.ts";
import type { AgentProfile } from "../ports/agent.ts";
import { Inbound } from "../ports/inbound.ts";
import type { Lease } from "../ports/queue.ts";
import type { Notice, Reply } from "../ports/reply.ts";
import * as notices from "../reply/notices.ts";
import type { Step } from "../worker.ts";
import { parseWords } from "./command-words.ts";
import type { TurnDeps } from "./turn-deps.ts";
import { showCancelled } from "./turn-end.ts";
import type { Turn } from "./turn-records.ts";

const InteractionTask = z.object({ inbound: Inbound });

/** Commands, clicks and the platform's Stop control: everything that acts at once, beside the thread's queue. */
export const interactionStep =
  (deps: TurnDeps): Step =>
  async (lease) => {
    const { inbound } = InteractionTask.parse(lease.payload);
    const refusedFor = refusal(deps.config.access, inbound);
    if (refusedFor && inbound.kind === "install") return { state: "done" };
    if (await isEarly(deps, inbound, lease.attempt)) return { state: "again", inMs: earlyMs };
    const reply = refusedFor ? notices.refused(refusedFor.failure) : await act(deps, inbound);
    if (reply) {
      const only = refusedFor || isPrivate(inbound) ? { only: inbound.actor } : {};
      await deps.delivery.post(inbound.place, reply, { key: inbound.id, ...only });
    }
    return { state: "done" };
  };

const earlyMs = 300;
const mostEarly = 40;

/** True for a Cancel on a first sign whose turn is not written down yet: its replica may have died in between. */
const isEarly = async (deps: TurnDeps, inbound: Inbound, run: number): Promise<boolean> =>
  inbound.kind === "click" &&
  inbound.action === "cancel" &&
  run <= mostEarly &&
  (await deps.turns.read(inbound.value)) === undefined;

const act = async (deps: TurnDeps, inbound: Inbound): Promise<Reply | undefined> => {
  switch (inbound.kind) {
    case "message":
      return command(deps, inbound);
    case "click":
      return click(deps, inbound);
    case "stop":
      return cancel(deps, inbound.actor, await deps.turns.active(inbound.place.thread));
    case "install":
      return notices.help(profilesOf(deps), inbound.place.platform);
    case "form":
      return deps.jobs.form(inbound);
  }
};

type Message = Extract<Inbound, { kind: "message" }>;
type Click = Extract<Inbound, { kind: "click" }>;

const profilesOf = (deps: TurnDeps): AgentProfile[] => [...deps.agents.values()].map(({ profile }) => profile);

const command = async (deps: TurnDeps, inbound: Message): Promise<Reply | undefined> => {
  const words = parseWords(inbound.text, inbound.entry === "command" ? "command" : "sentence", deps.jobs.names());
  switch (words.verb) {
    case "help":
      return notices.help(profilesOf(deps), inbound.place.platform);
    case "agents":
      return notices.agentList(profilesOf(deps));
    case "reset":
      return reset(deps, inbound);
    case "misspelt":
      return notices.didYouMean(words);
    case "cancel":
      return words.target === "" ? cancelHere(deps, inbound) : order(deps, inbound, words);
    case "jobs":
    case "run":
    case "runs":
    case "status":
      return order(deps, inbound, words);
    case "ask":
      return undefined;
  }
};

const order = (deps: TurnDeps, { id, actor, place, text, trigger }: Message, words: JobWords) =>
  deps.jobs.execute(orderOf(words), { id, actor, place, words: text, supervised: false, trigger });

/** What goes on here: the thread's question, else its latest run, else what the person asked last in this channel. */
const cancelHere = async (deps: TurnDeps, inbound: Message): Promise<Reply | undefined> => {
  const { actor, place } = inbound;
  const here = await goingOn(deps, await deps.turns.active(place.thread));
  if (here) return cancel(deps, actor, here.id);
  if (await deps.jobs.activeRun(place.thread)) return order(deps, inbound, { verb: "cancel", target: "" });
  // A command, and a message outside of any thread, are no part of the thread that they are about.
  if (await deps.turns.joined(place.thread)) return notices.nothingToCancel;
  const own = await goingOn(deps, await deps.turns.latest(actor, place.channelId));
  if (!own) return notices.nothingToCancel;
  return (await cancel(deps, actor, own.id)) ?? notices.cancelling(own.question);
};

const goingOn = async (deps: TurnDeps, id: string | undefined): Promise<Turn | undefined> => {
  const turn = id === undefined ? undefined : await deps.turns.read(id);
  return turn?.phase === "closed" ? undefined : turn;
};

const click = async (deps: TurnDeps, inbound: Click): Promise<Reply | undefined> => {
  switch (inbound.action) {
    case "cancel":
      return cancel(deps, inbound.actor, inbound.value);
    case "ask":
      return ask(deps, { ...saying(inbound, "mention"), id: `${inbound.id}:ask` });
    case "command": {
      const what = JSON.stringify([inbound.on, inbound.value, inbound.actor.user]);
      return (await deps.turns.first(what, inbound.id)) ? command(deps, saying(inbound, "command")) : undefined;
    }
    default:
      return (await deps.jobs.click(inbound)) || undefined;
  }
};

/** The message that a click stands for. */
const saying = ({ id, place, actor, external, trigger, value }: Click, entry: "mention" | "command"): Message => ({
  kind: "message",
  id,
  place,
  actor,
  external,
  ...(trigger && { trigger }),
  text: value,
  entry,
});

const ask = async ({ queue }: TurnDeps, inbound: Message): Promise<undefined> => {
  const payload = { inbound, question: inbound.text };
  await queue.put({ id: inbound.id, orderingKey: inbound.place.thread, kind: "turn", payload });
};

/** Asks a turn to stop; its own step says in the message what was stopped. Returns only what the clicker must be told. */
const cancel = async (deps: TurnDeps, by: Actor, id: string | undefined): Promise<Notice | undefined> => {
  const turn = id === undefined ? undefined : await deps.turns.read(id);
  if (!turn) return notices.nothingToCancel;
  if (!isSame(turn.actor, by) && !isAdmin(deps.config.access, by)) return notices.notYours(turn.actor);
  if (turn.phase === "closed") return notices.alreadyOver;
  await deps.turns.cancel(turn.id, by);
  const mark = await deps.turns.cancelled(turn.id);
  if (turn.phase === "queued" && mark) await showCancelled(deps, turn, mark);
  else
    await deps.queue.put({
      id: `stop-turn:${turn.id}`,
      orderingKey: `stop-turn:${turn.id}`,
      kind: "stop-turn",
      payload: turn.id,
    });
  return undefined;
};

/** How soon and how often a turn that was cancelled is pushed again, until it has ended. */
const pushEveryMs = 300;
const pushes = 20;

/**
 * Pushes a cancelled turn to its end. Its step may be anywhere: at work here, at work on another replica (which looks
 * for the mark by itself), held back until its next check, or between two of these: so it is pushed until it has ended.
 */
export const stopTurnStep =
  (deps: TurnDeps): Step =>
  async (lease) => {
    const turn = await deps.turns.read(z.string().parse(lease.payload));
    if (!turn || turn.phase === "closed" || lease.attempt > pushes) return { state: "done" };
    deps.interrupts.interrupt(turn.id);
    await deps.queue.wake(turn.task);
    return { state: "again", inMs: pushEveryMs };
  };

/** The last word when such an act could not be carried out. */
export const failInteraction = async (deps: TurnDeps, lease: Lease, failure: Failure): Promise<void> => {
  const { inbound } = InteractionTask.parse(lease.payload);
  if (inbound.kind === "install") return;
  const only = inbound.place.direct ? {} : { only: inbound.actor };
  await deps.delivery.post(inbound.place, notices.failed(failure, undefined), { key: `${inbound.id}:failed`, ...only });
};

/** Stops what runs in the thread, then forgets it in the thread's own order. */
const reset = async (deps: TurnDeps, inbound: Inbound): Promise<Notice | undefined> => {
  const { thread } = inbound.place;
  if (!(await deps.turns.joined(thread))) return notices.nothingToForget;
  await cancel(deps, inbound.actor, await deps.turns.active(thread));
  await deps.queue.put({ id: `${inbound.id}:forget`, orderingKey: thread, kind: "forget", payload: { inbound } });
  return undefined;
};

/** Forgets a thread: our history of it and the agents' conversations. */
export const forgetStep =
  (deps: TurnDeps): Step =>
  async (lease) => {
    const { inbound } = InteractionTask.parse(lease.payload);
    await deps.supervisor.forget(inbound.place.thread);
    await deps.delivery.post(inbound.place, notices.forgotten, {
      key: inbound.id,
      ...(isPrivate(inbound) ? { only: inbound.actor } : {}),
    });
    return { state: "done" };
  };

/** Answers to slash commands and remarks on clicks are for one person only; a welcome is for all. */
const isPrivate = (inbound: Inbound): boolean =>
  !inbound.place.direct && inbound.kind !== "install" && (inbound.kind !== "message" || inbound.entry === "command");
