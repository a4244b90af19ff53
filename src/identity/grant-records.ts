import { z } from "zod";
import type { Actor } from "../ports/actor.ts";
import { DatabricksUser, type PersonTokens } from "../ports/databricks/sign-in.ts";
import type { Records } from "../ports/stores/records.ts";
import { retention } from "../retention.ts";
import { EncryptedText, type TokenCipher } from "./token-encryption.ts";

/* What is kept of somebody's sign-in: who they are in Databricks, and their tokens, closed. */

const Kept = z.object({
  user: DatabricksUser,
  /** When they signed in, epoch ms. */
  since: z.number(),
  renewAt: z.number(),
  endsAt: z.number(),
  tokens: EncryptedText,
});

const Secrets = z.object({ access: z.string(), refresh: z.string().optional() });

/** Somebody's sign-in, opened. Lives for one call; never logged, never stored. */
export interface OpenGrant {
  user: DatabricksUser;
  since: number;
  /** From then on it is renewed, and at the latest by then, epoch ms. */
  renewAt: number;
  endsAt: number;
  access: string;
  /** Absent: it cannot be renewed. */
  refresh?: string | undefined;
  /** Of its record. */
  version: number;
}

export interface GrantRecords {
  read(actor: Actor): Promise<OpenGrant | undefined>;
  /** Over whatever was there. */
  write(actor: Actor, user: DatabricksUser, tokens: PersonTokens): Promise<void>;
  /** New tokens, only over the grant that they were made of. False: somebody signed in or out meanwhile. */
  renew(actor: Actor, grant: OpenGrant, tokens: PersonTokens): Promise<boolean>;
  /** Forgets this very grant. False: it is another one now. */
  end(actor: Actor, grant: OpenGrant): Promise<boolean>;
  remove(actor: Actor): Promise<void>;
}

/** A new token is fetched so long before the old one ends, ms. */
const renewBeforeMs = 5 * 60_000;
/** Where there is none, nothing new is begun so long before: longer than a turn takes. */
const lastUseMs = 16 * 60_000;

export const createGrantRecords = (
  records: Records,
  cipher: TokenCipher,
  host: string,
  now: () => number,
): GrantRecords => {
  const keyOf = ({ platform, tenant, user }: Actor): string =>
    `grant:${JSON.stringify([host, platform, tenant, user])}`;

  const closed = (actor: Actor, user: DatabricksUser, since: number, { access, refresh, lastsMs }: PersonTokens) => ({
    ...{ user, since },
    renewAt: now() + lastsMs - Math.min(refresh === undefined ? lastUseMs : renewBeforeMs, lastsMs / 2),
    endsAt: now() + lastsMs,
    tokens: cipher.encrypt(JSON.stringify({ access, refresh }), ownerOf(keyOf(actor), user)),
  });

  return {
    read: async (actor) => {
      const found = await records.read(keyOf(actor));
      const kept = Kept.safeParse(found?.value).data;
      const opened = kept && cipher.decrypt(kept.tokens, ownerOf(keyOf(actor), kept.user));
      if (!found || !kept || opened === undefined) return undefined;
      const { tokens: _, ...rest } = kept;
      return { ...rest, ...Secrets.parse(JSON.parse(opened)), version: found.version };
    },
    write: (actor, user, tokens) => records.write(keyOf(actor), closed(actor, user, now(), tokens), retention.grants),
    renew: (actor, { user, since, version }, tokens) =>
      records.swap(keyOf(actor), version, closed(actor, user, since, tokens), retention.grants),
    // What is left ends at once: a record can be removed only without looking at its version.
    end: (actor, { version }) => records.swap(keyOf(actor), version, "ended", 1),
    remove: (actor) => records.remove(keyOf(actor)),
  };
};

const ownerOf = (key: string, { id }: DatabricksUser): string => `${key} ${id}`;
