import { randomUUID } from "node:crypto";
import { z } from "zod";
import { asProblem, Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Actor } from "../ports/actor.ts";
import type { SignInService } from "../ports/databricks/sign-in.ts";
import type { Records } from "../ports/stores/records.ts";
import { retry, type Timing } from "../resilience/retry.ts";
import type { GrantRecords, OpenGrant } from "./grant-records.ts";

export interface RenewalDeps {
  records: Records;
  grants: GrantRecords;
  time: Timing;
  service: Pick<SignInService, "refresh" | "revoke">;
  /** The workspace that the tokens are for. */
  host: string;
  log: Log;
}

/** Somebody's grant, renewed if it has to be or if its token was refused; undefined: they are signed out. */
export type Renewal = (actor: Actor, refused?: string) => Promise<OpenGrant | undefined>;

/** Longer than a refresh may take, so that nobody else begins one meanwhile, ms. */
const lockMs = 45_000;
const lookEveryMs = 150;
/** New tokens exist nowhere else: a store that is away is tried for so long, ms. */
const saveForMs = 20_000;

/**
 * One refresh at a time for each person, over all replicas: the lock is a record. Under the lock the grant is read again,
 * because the token that somebody else has used is worth nothing. New tokens are stored over the old ones before anybody
 * gets to use them, and only if the old ones are still there: who signs out meanwhile stays signed out.
 */
export const createRenewal = ({ records, grants, service, log, host, time }: RenewalDeps): Renewal => {
  const renewals = new Map<string, Promise<OpenGrant | undefined>>();

  const isGood = (grant: OpenGrant, refused: string | undefined): boolean =>
    grant.access !== refused && time.now() < grant.renewAt;
  /** It is time for a new one, but this one still works. */
  const isUsable = (grant: OpenGrant, refused: string | undefined): boolean =>
    grant.access !== refused && time.now() < grant.endsAt;

  const refresh = async (actor: Actor, refused: string | undefined): Promise<OpenGrant | undefined> => {
    const grant = await grants.read(actor);
    if (!grant || isGood(grant, refused)) return grant;
    if (grant.refresh === undefined) {
      if (isUsable(grant, refused)) return grant;
      return (await grants.end(actor, grant)) ? undefined : grants.read(actor);
    }
    try {
      const tokens = await service.refresh(grant.refresh);
      const save = () => grants.renew(actor, grant, tokens);
      const isSaved = await retry(save, { time, withinMs: saveForMs });
      const kept = await grants.read(actor);
      // A write whose answer was lost has been carried out: then the second one is told that it came too late.
      if (!isSaved && kept?.refresh !== tokens.refresh) await service.revoke(tokens.refresh ?? tokens.access);
      log.debug({ event: "login.renewed", user: grant.user.id }, "a sign-in was renewed");
      return kept;
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.code === "login.ended") {
        log.info({ event: "login.ended", user: grant.user.id }, "a sign-in has ended: its refresh token is dead");
        return (await grants.end(actor, grant)) ? undefined : grants.read(actor);
      }
      if (!isUsable(grant, refused)) throw problem;
      log.warn({ event: "login.not-renewed", code: problem.code, user: grant.user.id }, "a sign-in is renewed later");
      return grant;
    }
  };

  const locked = async (actor: Actor, refused: string | undefined): Promise<OpenGrant | undefined> => {
    const end = time.now() + 2 * lockMs;
    for (;;) {
      const lock = await takeLock(records, lockKey(host, actor));
      if (lock) return refresh(actor, refused).finally(() => lock.release().catch(() => undefined));
      const grant = await grants.read(actor);
      if (!grant || isUsable(grant, refused)) return grant;
      if (time.now() > end) throw Problem.of("login.busy", {}, { retry: "later" });
      await time.sleep(lookEveryMs);
    }
  };

  return async (actor, refused) => {
    const grant = await grants.read(actor);
    if (!grant || isGood(grant, refused)) return grant;
    const key = lockKey(host, actor);
    const begun = renewals.get(key) ?? locked(actor, refused).finally(() => renewals.delete(key));
    renewals.set(key, begun);
    const renewed = await begun;
    // What was under way may have been begun before this token was refused.
    return renewed && renewed.access === refused ? locked(actor, refused) : renewed;
  };
};

const lockKey = (host: string, { platform, tenant, user }: Actor): string =>
  `grant-lock:${JSON.stringify([host, platform, tenant, user])}`;

interface Lock {
  release(): Promise<unknown>;
}

/** Undefined: somebody else has it. It ends by itself when its holder dies. */
const takeLock = async (records: Records, key: string): Promise<Lock | undefined> => {
  const holder = randomUUID();
  if (!(await records.add(key, holder, lockMs))) return undefined;
  return {
    release: async () => {
      const found = await records.read(key);
      if (found && z.string().safeParse(found.value).data === holder) await records.swap(key, found.version, holder, 1);
    },
  };
};
