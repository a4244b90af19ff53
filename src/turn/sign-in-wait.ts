import { z } from "zod";
import { asProblem, type Failure } from "../errors.ts";
import { proofEveryMs } from "../identity/silent-sign-in.ts";
import { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/chat/reply.ts";
import type { Json } from "../ports/json.ts";
import { Place, PostRef } from "../ports/place.ts";
import type { Lease, Settled } from "../ports/stores/queue.ts";
import { failed } from "../reply/notices/failure-notices.ts";
import {
  goingOn,
  goingOnAsBot,
  provingWho,
  signedIn,
  signInToGoOn,
  signInTooLate,
  waitingForSignIn,
} from "../reply/sign-in-notices.ts";
import type { Step } from "../worker/worker.ts";
import { nameOf, type TurnDeps } from "./turn-deps.ts";
import { closeTurn } from "./turn-end.ts";
import { type Turn, TurnTask } from "./turn-records.ts";

/*
 * A question whose asker has to sign in first. Its turn ends with the link, so that it holds nobody up; a task of its own
 * waits for the sign-in and puts the question again, once.
 */

/** How long a question waits, ms. Longer than the link lives. */
const waitMs = 15 * 60_000;
const lookEveryMs = 1_500;

const Waiting = z.object({
  actor: Actor,
  question: z.string(),
  posted: z.object({ ref: PostRef, place: Place }),
  /** Epoch ms. */
  until: z.number(),
  orderingKey: z.string(),
  /** The task of kind `turn` that puts the question again. */
  task: TurnTask,
  /** The platform is asked first who the asker is, under this id; until then nobody sees a link. */
  silent: z.object({ id: z.string(), agents: z.array(z.string()), insists: z.boolean() }).optional(),
});
type Waiting = z.infer<typeof Waiting>;

type WaitDeps = Pick<
  TurnDeps,
  | "agents"
  | "delivery"
  | "journal"
  | "metrics"
  | "now"
  | "queue"
  | "quota"
  | "signIns"
  | "silentSignIn"
  | "tracer"
  | "turns"
>;

/** Ends a turn with the link by which its asker signs in. Repeatable: the latest link counts. */
export const waitForSignIn = async (
  deps: WaitDeps,
  turn: Turn,
  { payload }: Lease,
  agents: readonly string[],
): Promise<void> => {
  const task = TurnTask.parse(payload);
  const { actor, question, posted } = turn;
  const id = `${turn.id}:signed-in`;
  const place = task.isPrivate ? task.inbound.place : posted.place;
  // A private question has an order of its own, like one that was moved.
  const orderingKey = task.isPrivate ? id : posted.place.thread;
  const again: TurnTask = { ...task, inbound: { ...task.inbound, id, place }, isUnclear: false };
  const waiting: Waiting = {
    ...{ actor, question, posted, orderingKey, task: { ...again, isMoved: task.isMoved || task.isPrivate } },
    until: deps.now() + waitMs,
  };
  const names = agents.map((agent) => nameOf(deps, agent, actor.locale));
  const insists = agents.some(deps.signIns.insists);
  const stands = await deps.silentSignIn.look(turn.id, actor, posted.place);
  if (stands !== "over" || !insists) {
    const silent = { id: turn.id, agents: names, insists };
    await putWait(deps, `${turn.id}:sign-in`, { ...waiting, silent });
    await deps.delivery.finish(posted, provingWho(names, insists, actor.locale), turn.id);
  } else {
    const direct = await directOf(deps, actor, posted.place);
    const url = await linkFor(deps, actor, direct ?? posted.place);
    if (typeof url !== "string") {
      await deps.delivery.finish(posted, failed(url, undefined, actor.locale), turn.id);
      deps.metrics.turns.inc({ outcome: "failed" });
      return closeTurn(deps, turn, { outcome: "failed", codes: [url.code] });
    }
    await putWait(deps, `${turn.id}:sign-in`, waiting);
    await showLink(deps, turn, signInToGoOn(names, question, url, actor.locale), direct);
  }
  deps.metrics.turns.inc({ outcome: "sign-in" });
  await closeTurn(deps, turn, { outcome: "sign-in", agents });
};

const putWait = async ({ queue }: Pick<WaitDeps, "queue">, id: string, waiting: Waiting): Promise<void> => {
  const payload: Json = JSON.parse(JSON.stringify(waiting));
  await queue.put({ id, orderingKey: id, kind: "sign-in-wait", payload });
};

const directOf = async ({ delivery }: WaitDeps, actor: Actor, place: Place): Promise<Place | undefined> =>
  place.direct ? place : delivery.directPlace(actor, place);

/** A new link, or why this person cannot have one: programs that ask through the API cannot. */
const linkFor = async ({ signIns }: WaitDeps, actor: Actor, place: Place): Promise<string | Failure> => {
  try {
    return await signIns.offer(actor, place);
  } catch (thrown) {
    const { code, failure } = asProblem(thrown);
    if (code !== "login.no-email") throw thrown;
    return failure;
  }
};

/** In the message itself where only the asker reads it, else in their direct messages. */
const showLink = async (
  { delivery }: WaitDeps,
  { id, actor, posted }: Pick<Turn, "id" | "actor" | "posted">,
  link: Notice,
  direct: Place | undefined,
): Promise<void> => {
  if (posted.place.direct) return void (await delivery.finish(posted, link, id));
  const only = direct ? {} : { only: actor };
  await delivery.post(direct ?? posted.place, link, { key: `${id}:sign-in-link`, ...only });
  await delivery.finish(posted, waitingForSignIn(actor), id);
};

/** Looks whether the asker has signed in; then the question is put again, once however often this runs. */
export const signInWaitStep =
  (deps: WaitDeps): Step =>
  async (lease) => {
    const waiting = Waiting.parse(lease.payload);
    const { actor, question, posted, until, silent } = waiting;
    const stands = silent && (await deps.silentSignIn.look(silent.id, actor, posted.place));
    if (stands === "pending") return { state: "again", inMs: proofEveryMs };
    if (stands === "signed-in" || (await deps.signIns.ready(actor)))
      return goOn(deps, lease.id, waiting, goingOn(question, actor.locale));
    if (silent?.insists) return passToLink(deps, lease.id, waiting, silent.agents);
    if (silent) return goOn(deps, lease.id, waiting, goingOnAsBot(question, actor.locale));
    if (deps.now() < until) return { state: "again", inMs: lookEveryMs };
    await deps.delivery.finish(posted, signInTooLate(question, actor.locale), `${lease.id}:late`);
    return { state: "done" };
  };

/** Puts the question again. */
const goOn = async (
  { queue, delivery }: WaitDeps,
  id: string,
  { posted, orderingKey, task }: Waiting,
  notice: Notice,
): Promise<Settled> => {
  const payload: Json = JSON.parse(JSON.stringify(task));
  await queue.put({ id: task.inbound.id, orderingKey, kind: "turn", payload });
  await delivery.finish(posted, notice, `${id}:on`);
  return { state: "done" };
};

/** The platform could not tell who the asker is, so they sign in by a link; from then on a task of its own waits. */
const passToLink = async (
  deps: WaitDeps,
  id: string,
  { silent: _, ...waiting }: Waiting,
  agents: readonly string[],
): Promise<Settled> => {
  const { actor, posted, question } = waiting;
  const direct = await directOf(deps, actor, posted.place);
  const url = await linkFor(deps, actor, direct ?? posted.place);
  if (typeof url === "string") {
    const link = signInToGoOn(agents, question, url, actor.locale);
    await showLink(deps, { id: `${id}:link`, actor, posted }, link, direct);
    await putWait(deps, `${id}:link`, waiting);
  } else await deps.delivery.finish(posted, failed(url, undefined, actor.locale), `${id}:link`);
  return { state: "done" };
};

const SignedIn = z.object({ actor: Actor, place: Place, userName: z.string(), until: z.number().default(0) });

/**
 * Tells somebody, and nobody else, that they are signed in now: who it was not reads it too. The task is there before the
 * sign-in is, so it waits for it (`until`: epoch ms).
 */
export const signedInStep =
  ({ delivery, signIns, now }: Pick<TurnDeps, "delivery" | "signIns" | "now">): Step =>
  async (lease) => {
    const { actor, place, userName, until } = SignedIn.parse(lease.payload);
    if ((await signIns.who(actor))?.user.userName !== userName)
      return now() < until ? { state: "again", inMs: lookEveryMs / 3 } : { state: "done" };
    const direct = place.direct ? place : await delivery.directPlace(actor, place);
    const only = direct ? {} : { only: actor };
    await delivery.post(direct ?? place, signedIn(userName, actor.locale), { key: lease.id, ...only });
    return { state: "done" };
  };
