import { z } from "zod";
import { asProblem, type Failure } from "../errors.ts";
import { Actor } from "../ports/actor.ts";
import type { Notice } from "../ports/chat/reply.ts";
import type { Json } from "../ports/json.ts";
import { Place, PostRef } from "../ports/place.ts";
import type { Lease, Settled } from "../ports/stores/queue.ts";
import { failed } from "../reply/notices/failure-notices.ts";
import {
  goingOn,
  provingWho,
  signedIn,
  signInToGoOn,
  signInTooLate,
  waitingForSignIn,
  whoAreYou,
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
/** How long clients have to prove who their person is, ms, and how often that is looked at. */
const proofMs = 12_000;
const proofEveryMs = 400;

const Waiting = z.object({
  actor: Actor,
  question: z.string(),
  posted: z.object({ ref: PostRef, place: Place }),
  /** Epoch ms. */
  until: z.number(),
  orderingKey: z.string(),
  /** The task of kind `turn` that puts the question again. */
  task: TurnTask,
  /** The platform is asked first who the asker is; until then (epoch ms) nobody sees a link. */
  proof: z
    .object({ ask: z.string(), key: z.string(), place: Place, until: z.number(), agents: z.array(z.string()) })
    .optional(),
});
type Waiting = z.infer<typeof Waiting>;

type WaitDeps = Pick<
  TurnDeps,
  "agents" | "delivery" | "journal" | "metrics" | "now" | "queue" | "quota" | "signIns" | "tracer" | "turns"
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
  const direct = posted.place.direct ? posted.place : await deps.delivery.directPlace(actor, posted.place);
  const names = agents.map((agent) => nameOf(deps, agent, actor.locale));
  const isVouched = await deps.signIns.vouch(actor, direct ?? posted.place);
  const proof = !isVouched && direct ? await askPlatform(deps, turn, direct, names) : undefined;
  if (isVouched || proof) {
    await putWait(deps, `${turn.id}:sign-in`, { ...waiting, ...(proof && { proof }) });
    await deps.delivery.finish(posted, provingWho(names, actor.locale), turn.id);
  } else {
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

/** Asks the platform who somebody is, in their own chat. Undefined: it cannot tell, or not now. */
const askPlatform = async (
  { signIns, delivery, now }: WaitDeps,
  { id, actor }: Turn,
  place: Place,
  agents: string[],
): Promise<Waiting["proof"]> => {
  const key = `${id}:proof`;
  try {
    const ask = await signIns.ask(actor, place);
    if (ask === undefined) return undefined;
    await delivery.post(place, whoAreYou(ask, actor.locale), { key });
    return { ask, key, place, until: now() + proofMs, agents };
  } catch (thrown) {
    if (!asProblem(thrown).code.startsWith("login.")) throw thrown;
    return undefined;
  }
};

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
    const { actor, question, posted, until, orderingKey, task, proof } = waiting;
    if (await deps.signIns.ready(actor)) {
      await deps.queue.put({
        id: task.inbound.id,
        orderingKey,
        kind: "turn",
        payload: JSON.parse(JSON.stringify(task)),
      });
      if (proof) await dropCard(deps, actor, proof);
      await deps.delivery.finish(posted, goingOn(question, actor.locale), `${lease.id}:on`);
      return { state: "done" };
    }
    if (proof) {
      const isOver = deps.now() >= proof.until || (await deps.signIns.isRefused(proof.ask));
      return isOver ? passToLink(deps, lease.id, waiting, proof) : { state: "again", inMs: proofEveryMs };
    }
    if (deps.now() < until) return { state: "again", inMs: lookEveryMs };
    await deps.delivery.finish(posted, signInTooLate(question, actor.locale), `${lease.id}:late`);
    return { state: "done" };
  };

/** The platform could not tell who the asker is, so they sign in by a link; from then on a task without a proof waits. */
const passToLink = async (
  deps: WaitDeps,
  id: string,
  { proof: _, ...waiting }: Waiting,
  proof: NonNullable<Waiting["proof"]>,
): Promise<Settled> => {
  const { actor, posted, question } = waiting;
  const url = await linkFor(deps, actor, proof.place);
  if (typeof url === "string") {
    const link = signInToGoOn(proof.agents, question, url, actor.locale);
    await showLink(deps, { id: `${id}:link`, actor, posted }, link, proof.place);
    await putWait(deps, `${id}:link`, waiting);
  } else await deps.delivery.finish(posted, failed(url, undefined, actor.locale), `${id}:link`);
  await dropCard(deps, actor, proof);
  return { state: "done" };
};

/** What has been answered, or was in vain. */
const dropCard = async (
  { delivery }: WaitDeps,
  { locale }: Actor,
  { ask, key, place }: NonNullable<Waiting["proof"]>,
): Promise<void> => {
  const { ref } = await delivery.post(place, whoAreYou(ask, locale), { key });
  await delivery.remove(ref).catch(() => false);
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
