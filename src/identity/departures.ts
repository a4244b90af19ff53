import { z } from "zod";
import type { Audit } from "../audit/audit-log.ts";
import type { Log } from "../logging/log.ts";
import type { Actor } from "../ports/actor.ts";
import { Departure } from "../ports/chat/departure.ts";
import type { Records } from "../ports/stores/records.ts";
import type { Step } from "../worker/worker.ts";
import { type ArrivalDeps, dropArrival } from "./arrivals.ts";
import type { Grants } from "./grants.ts";
import { dropAsks } from "./proofs.ts";
import { Arrival, beginnings } from "./sign-in-records.ts";

/* The end of everything that people gave us by signing in, when they or the app are gone. */

export interface LeavingDeps extends Omit<ArrivalDeps, "grants"> {
  grants: Pick<Grants, "forget" | "who">;
  /** All that is kept. */
  store: Records;
}

type Leaving = Pick<Departure, "platform" | "tenant" | "users">;

/**
 * Ends people's links, arrivals and sign-ins, in this order, so that no link can still make a sign-in. Who was signed in,
 * by their Databricks user names. Repeatable.
 */
export const signOutAll = async (
  deps: LeavingDeps,
  leaving: Leaving,
): Promise<{ actor: Actor; userName: string }[]> => {
  const { people, arrivals } = await lookFor(deps.store, leaving);
  for (const actor of people) {
    await deps.records.dropLink(actor);
    await dropAsks(deps.store, actor);
  }
  for (const [name, arrival] of arrivals) await dropArrival(deps, name, arrival);
  const signedOut: { actor: Actor; userName: string }[] = [];
  for (const actor of people) {
    const user = await deps.grants.forget(actor);
    if (user) signedOut.push({ actor, userName: user.userName });
  }
  return signedOut;
};

/** The people who leave, as far as they are named or anything is kept of their sign-ins, and those on their way. */
const lookFor = async (store: Records, { platform, tenant, users }: Leaving) => {
  const isLeaving = (one: Actor): boolean =>
    one.platform === platform && one.tenant === tenant && (users?.includes(one.user) ?? true);
  const people = new Map((users ?? []).map((user): [string, Actor] => [user, { platform, tenant, user }]));
  const arrivals = new Map<string, Arrival>();
  for await (const { key, value } of store.scan()) {
    const actor = actorIn(key);
    if (actor && isLeaving(actor)) people.set(actor.user, actor);
    const arrival = key.startsWith(beginnings.arrival) ? Arrival.safeParse(value).data : undefined;
    if (arrival && isLeaving(arrival.actor)) arrivals.set(key.slice(beginnings.arrival.length), arrival);
  }
  return { people: [...people.values()], arrivals };
};

const named = z.array(z.string()).min(3);

/** Whose sign-in or latest link it is, by the end of the list in its key. */
const actorIn = (key: string): Actor | undefined => {
  const beginning = [beginnings.latest, "grant:", "proof-asks:"].find((one) => key.startsWith(one));
  if (beginning === undefined) return undefined;
  const [platform = "", tenant = "", user = ""] = named.parse(JSON.parse(key.slice(beginning.length))).slice(-3);
  return { platform, tenant, user };
};

/** Somebody left, or the app is gone: nobody can tell us by the chat any more, so it is noted and not told. */
export const departureStep =
  (deps: LeavingDeps & { audit: Audit; log: Log }): Step =>
  async ({ id, payload }) => {
    const { platform, tenant, users } = Departure.parse(payload);
    const signedOut = await signOutAll(deps, { platform, tenant, users });
    for (const { actor, userName } of signedOut)
      await deps.audit.note({
        id: `${id}:${actor.user}`,
        actor,
        place: { platform, channelId: "", thread: "" },
        action: "logout",
        outcome: users ? "signed out: the person has left" : "signed out: the app was removed",
        parameters: { user: userName },
      });
    const count = signedOut.length;
    deps.log.info(
      { event: "login.left", platform, everybody: users === undefined, count },
      "sign-ins of people who left were removed",
    );
    return { state: "done" };
  };
