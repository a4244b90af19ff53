import { z } from "zod";
import { isAdmin, isSame, refusal } from "../access.ts";
import { type Actor, Inbound } from "../ports.ts";
import * as notices from "../reply/notices.ts";
import type { Notice } from "../reply/reply.ts";
import type { Step } from "../worker.ts";
import type { TurnDeps } from "./deps.ts";
import { showCancelled } from "./finish.ts";
import { parseWords } from "./words.ts";

const Aside = z.object({ inbound: Inbound });

/** Commands, clicks and the platform's Stop control: everything that acts at once, beside the thread's queue. */
export const asideStep =
  (deps: TurnDeps): Step =>
  async (lease) => {
    const { inbound } = Aside.parse(lease.payload);
    const refusedFor = refusal(deps.config.access, inbound);
    if (refusedFor && inbound.kind === "install") return { state: "done" };
    const reply = refusedFor ? notices.refused(refusedFor.failure) : await act(deps, inbound);
    if (reply) {
      const only = refusedFor || isPrivate(inbound) ? { only: inbound.actor } : {};
      await deps.delivery.open(inbound.place, reply, { key: inbound.id, ...only });
    }
    return { state: "done" };
  };

const act = async (deps: TurnDeps, inbound: Inbound): Promise<Notice | undefined> => {
  switch (inbound.kind) {
    case "message":
      return command(deps, inbound);
    case "click":
      return click(deps, inbound);
    case "stop":
      return cancel(deps, inbound.actor, await deps.turns.active(inbound.place.thread));
    case "install":
      return notices.help([...deps.agents.values()].map(({ profile }) => profile));
    case "form":
      return undefined;
  }
};

const command = async (deps: TurnDeps, inbound: Extract<Inbound, { kind: "message" }>): Promise<Notice | undefined> => {
  const words = parseWords(inbound.text, inbound.entry === "command" ? "command" : "sentence");
  const profiles = [...deps.agents.values()].map(({ profile }) => profile);
  const { thread } = inbound.place;
  switch (words.verb) {
    case "help":
      return notices.help(profiles);
    case "agents":
      return notices.agentList(profiles);
    case "reset":
      return reset(deps, inbound);
    case "cancel":
      return cancel(deps, inbound.actor, await deps.turns.active(thread));
    case "jobs":
    case "run":
    case "runs":
    case "status":
      return notices.noJobs;
    case "ask":
      return undefined;
  }
};

const click = async (deps: TurnDeps, inbound: Extract<Inbound, { kind: "click" }>): Promise<Notice | undefined> => {
  if (inbound.action === "cancel") return cancel(deps, inbound.actor, inbound.value);
  if (inbound.action === "ask") {
    const { id, place, actor, external, value } = inbound;
    const message: Inbound = {
      kind: "message",
      id: `${id}:ask`,
      place,
      actor,
      external,
      text: value,
      entry: "mention",
    };
    const payload = { inbound: message, question: value };
    await deps.queue.put({ id: message.id, lane: place.thread, kind: "turn", payload });
  }
  return undefined;
};

/** Asks a turn to stop; its own step says in the message what was stopped. Returns only what the clicker must be told. */
const cancel = async (deps: TurnDeps, by: Actor, id: string | undefined): Promise<Notice | undefined> => {
  const turn = id === undefined ? undefined : await deps.turns.read(id);
  if (!turn) return notices.nothingToCancel;
  if (!isSame(turn.actor, by) && !isAdmin(deps.config.access, by)) return notices.notYours(turn.actor);
  if (turn.phase === "closed") return notices.alreadyOver;
  await deps.turns.cancel(turn.id, by);
  const mark = await deps.turns.cancelled(turn.id);
  if (turn.phase === "line" && mark) await showCancelled(deps, turn, mark);
  else await deps.queue.put({ id: `halt:${turn.id}`, lane: `halt:${turn.id}`, kind: "halt", payload: turn.id });
  return undefined;
};

/** How soon and how often a turn that was cancelled is pushed again, until it has ended. */
const pushEveryMs = 300;
const pushes = 20;

/**
 * Pushes a cancelled turn to its end. Its step may be anywhere: at work here, at work on another replica (which looks
 * for the mark by itself), held back until its next check, or between two of these: so it is pushed until it has ended.
 */
export const haltStep =
  (deps: TurnDeps): Step =>
  async (lease) => {
    const turn = await deps.turns.read(z.string().parse(lease.payload));
    if (!turn || turn.phase === "closed" || lease.run > pushes) return { state: "done" };
    deps.interrupts.interrupt(turn.id);
    await deps.queue.wake(turn.task);
    return { state: "again", inMs: pushEveryMs };
  };

/** Stops what runs in the thread, then forgets it in the thread's own order. */
const reset = async (deps: TurnDeps, inbound: Inbound): Promise<undefined> => {
  const { thread } = inbound.place;
  await cancel(deps, inbound.actor, await deps.turns.active(thread));
  await deps.queue.put({ id: `${inbound.id}:forget`, lane: thread, kind: "forget", payload: { inbound } });
};

/** Forgets a thread: our history of it and the agents' conversations. */
export const forgetStep =
  (deps: TurnDeps): Step =>
  async (lease) => {
    const { inbound } = Aside.parse(lease.payload);
    await deps.supervisor.forget(inbound.place.thread);
    await deps.delivery.open(inbound.place, notices.forgotten, {
      key: inbound.id,
      ...(isPrivate(inbound) ? { only: inbound.actor } : {}),
    });
    return { state: "done" };
  };

/** Answers to slash commands and remarks on clicks are for one person only; a welcome is for all. */
const isPrivate = (inbound: Inbound): boolean =>
  !inbound.place.direct && inbound.kind !== "install" && (inbound.kind !== "message" || inbound.entry === "command");
