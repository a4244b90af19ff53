import { asProblem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Actor, Platform } from "../ports/actor.ts";
import type { Contact } from "../ports/chat/channel.ts";
import type { DatabricksUser } from "../ports/databricks/sign-in.ts";
import type { Place } from "../ports/place.ts";
import type { Grants } from "./grants.ts";
import type { Issuer } from "./issuer.ts";
import type { Proofs } from "./proofs.ts";

export interface VouchingDeps {
  grants: Grants;
  proofs: Proofs;
  /** Absent: the bot vouches for nobody. */
  issuer: Issuer | undefined;
  dropAsks(actor: Actor): Promise<void>;
  /** Whether a platform can tell who somebody is. */
  provesPeople(platform: Platform): boolean;
  /** What the chat knows of somebody. */
  contactOf(actor: Actor, place: Place): Promise<Contact>;
  log: Log;
}

/**
 * Signs people in for whom the bot itself may vouch. Undefined: it may not, or Databricks does not believe it. A platform
 * that can tell who somebody is does so itself.
 */
export const createVouching = (deps: VouchingDeps) => {
  const { issuer, proofs, grants, contactOf, log } = deps;
  const begun = new Map<string, Promise<DatabricksUser | undefined>>();

  const vouch = async (actor: Actor, place: Place): Promise<DatabricksUser | undefined> => {
    if (!issuer || !(await proofs.mayAsk(actor))) return undefined;
    const { email } = await contactOf(actor, place);
    const text = email === undefined ? undefined : issuer.vouchFor(email);
    const ask = text === undefined ? undefined : await proofs.ask({ actor, place, email });
    if (text === undefined || ask === undefined) return undefined;
    if (!(await proofs.take({ actor, place, ask, token: { kind: "assertion", text } }))) return undefined;
    // Nobody but us has said who they are, so they have to be that still: accounts are switched off at any moment.
    if ((await contactOf(actor, place)).email === email) return grants.ready(actor);
    await deps.dropAsks(actor);
    await grants.forget(actor);
    return undefined;
  };

  return (actor: Actor, place: Place): Promise<DatabricksUser | undefined> => {
    if (!issuer || deps.provesPeople(actor.platform)) return Promise.resolve(undefined);
    // Several agents of one question are asked at the same time.
    const key = JSON.stringify([actor.platform, actor.tenant, actor.user]);
    const vouching =
      begun.get(key) ??
      vouch(actor, place)
        .catch((thrown: unknown) => {
          const problem = asProblem(thrown);
          if (problem.retry === "later") throw problem;
          log.warn(
            { event: "login.not-vouched", err: problem, platform: actor.platform },
            "Databricks did not accept the bot's word for a person",
          );
          return undefined;
        })
        .finally(() => begun.delete(key));
    begun.set(key, vouching);
    return vouching;
  };
};
