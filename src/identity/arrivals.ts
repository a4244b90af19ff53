import { z } from "zod";
import type { Actor } from "../ports/actor.ts";
import type { DatabricksUser, PersonTokens, SignInService } from "../ports/databricks/sign-in.ts";
import type { Step } from "../worker/worker.ts";
import type { Grants } from "./grants.ts";
import type { Arrival, SignInRecords } from "./sign-in-records.ts";
import type { TokenCipher } from "./token-encryption.ts";

/* Those who came back from Databricks. The tokens of one that nobody confirms are ended there, not only forgotten here. */

export interface ArrivalDeps {
  records: SignInRecords;
  service: Pick<SignInService, "revoke">;
  grants: Pick<Grants, "who">;
  cipher: TokenCipher;
}

const Kept = z.object({ access: z.string(), refresh: z.string().optional(), lastsMs: z.number() });

export const arrivalOwner = (name: string, { id }: DatabricksUser): string => `${name} ${id}`;

/** Undefined: they can no longer be opened. */
export const tokensOf = (cipher: TokenCipher, name: string, { tokens, user }: Arrival): PersonTokens | undefined => {
  const opened = cipher.decrypt(tokens, arrivalOwner(name, user));
  return opened === undefined ? undefined : Kept.parse(JSON.parse(opened));
};

/** Whether an arrival is somebody's sign-in now. It may have been renewed since. */
export const isSaved = async (grants: ArrivalDeps["grants"], actor: Actor, { user, at }: Arrival): Promise<boolean> => {
  const before = await grants.who(actor);
  return before !== undefined && before.user.id === user.id && before.since >= at;
};

/** Forgets an arrival and ends its tokens, unless they are somebody's sign-in. Repeatable. */
export const dropArrival = async (
  { records, service, grants, cipher }: ArrivalDeps,
  name: string,
  arrival: Arrival,
): Promise<void> => {
  const isInUse = arrival.isConfirmed === true && (await isSaved(grants, arrival.actor, arrival));
  const tokens = tokensOf(cipher, name, arrival);
  // First: a process that dies in between does it once more.
  if (tokens && !isInUse) await service.revoke(tokens.refresh ?? tokens.access);
  await records.dropArrival(name);
};

const Expected = z.object({ name: z.string(), until: z.number() });

/** The end of an arrival that nobody said yes to. */
export const unconfirmedStep =
  (deps: ArrivalDeps & { now: () => number }): Step =>
  async ({ payload }) => {
    const { name, until } = Expected.parse(payload);
    const leftMs = until - deps.now();
    if (leftMs > 0) return { state: "again", inMs: leftMs };
    const arrival = await deps.records.arrival(name);
    if (arrival) await dropArrival(deps, name, arrival);
    return { state: "done" };
  };
