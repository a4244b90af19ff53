import { Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { Actor } from "../ports/actor.ts";
import type { Credentials } from "../ports/databricks/identity.ts";
import type { DatabricksUser, PersonTokens, SignInService } from "../ports/databricks/sign-in.ts";
import type { Records } from "../ports/stores/records.ts";
import { type Timing, timing } from "../resilience/retry.ts";
import { createGrantRecords } from "./grant-records.ts";
import { createRenewal } from "./renewal.ts";
import type { TokenCipher } from "./token-encryption.ts";

/** The sign-ins of people: kept, renewed, forgotten. */
export interface Grants {
  /** Who somebody is signed in as, and since when; it may have ended without anybody knowing. */
  who(actor: Actor): Promise<{ user: DatabricksUser; since: number } | undefined>;
  /** Who somebody is signed in as, once it is sure that their tokens work or have been renewed. */
  ready(actor: Actor): Promise<DatabricksUser | undefined>;
  /** Problem `login.needed`: signed out. `login.other-user`: signed in as somebody else than `as`. */
  credentials(actor: Actor, as: string): Credentials;
  /** In place of an earlier sign-in, which ends. */
  save(actor: Actor, user: DatabricksUser, tokens: PersonTokens): Promise<void>;
  /** Signs somebody out, here and where the service can. Who they were; undefined: they were not signed in. */
  forget(actor: Actor): Promise<DatabricksUser | undefined>;
}

export interface GrantsDeps extends Partial<Timing> {
  records: Records;
  cipher: TokenCipher;
  service: Pick<SignInService, "refresh" | "revoke">;
  /** The workspace that the tokens are for. */
  host: string;
  log: Log;
}

export const createGrants = (deps: GrantsDeps): Grants => {
  const { records, service, log, host } = deps;
  const time = timing(deps);
  const grants = createGrantRecords(records, deps.cipher, host, time.now);
  const current = createRenewal({ records, grants, service, log, host, time });

  return {
    who: async (actor) => {
      const grant = await grants.read(actor);
      return grant && { user: grant.user, since: grant.since };
    },
    ready: async (actor) => {
      const grant = await current(actor);
      // What cannot be renewed serves what was begun with it, until it ends.
      const isReady = grant && (grant.refresh !== undefined || time.now() < grant.renewAt);
      return isReady ? grant.user : undefined;
    },
    credentials: (actor, as) => {
      let refused: string | undefined;
      return {
        token: async () => {
          const grant = await current(actor, refused);
          if (!grant) throw Problem.of("login.needed", {});
          if (grant.user.id !== as) throw Problem.of("login.other-user", { user: grant.user.userName });
          return grant.access;
        },
        forget: (token) => {
          refused = token;
          return true;
        },
      };
    },
    save: async (actor, user, tokens) => {
      const before = await grants.read(actor);
      await grants.write(actor, user, tokens);
      const isOther = before && (before.refresh !== tokens.refresh || before.access !== tokens.access);
      if (isOther) await service.revoke(before.refresh ?? before.access);
    },
    forget: async (actor) => {
      let user: DatabricksUser | undefined;
      for (;;) {
        const grant = await grants.read(actor);
        if (!grant) break;
        user ??= grant.user;
        // First: a process that dies in between does it once more. Again, when the grant was renewed meanwhile.
        await service.revoke(grant.refresh ?? grant.access);
        if (await grants.end(actor, grant)) return user;
      }
      // Also what can no longer be opened.
      await grants.remove(actor);
      return user;
    },
  };
};
