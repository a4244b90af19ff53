import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { Actor } from "../ports/actor.ts";
import { DatabricksUser } from "../ports/databricks/sign-in.ts";
import { Place } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { retention } from "../retention.ts";
import { EncryptedText } from "./token-encryption.ts";

/*
 * A sign-in on its way: the link that a person got, what the browser was sent away with, and who came back. Every name is
 * random and is kept as its hash only, so that nobody can use what the store holds.
 */

/** Who was sent a link, and where they wait. */
const SentLink = z.object({
  actor: Actor,
  place: Place,
  /** The address that the chat knows them by. */
  email: z.string().optional(),
  /** The arrival that used it. */
  usedBy: z.string().optional(),
});
export type SentLink = z.infer<typeof SentLink>;

/** A browser that was sent to Databricks. `state`: `gone` there, or `back` with a code. */
const Journey = z.object({
  link: z.string(),
  /** Of the browser's cookie. */
  browser: z.string(),
  verifier: EncryptedText,
  state: z.enum(["gone", "back"]),
});
type Journey = z.infer<typeof Journey>;

/** Somebody who came back signed in, and has not said yes yet. */
export const Arrival = z.object({
  link: z.string(),
  browser: z.string(),
  /** Who was sent the link. */
  actor: Actor,
  user: DatabricksUser,
  tokens: EncryptedText,
  at: z.number(),
  /** Somebody said yes. */
  isConfirmed: z.boolean().optional(),
});
export type Arrival = z.infer<typeof Arrival>;

interface Versioned<T> {
  value: T;
  version: number;
}

export interface SignInRecords {
  /** A new link for a person; the one before ends. Returns the secret in it. */
  send(link: SentLink): Promise<string>;
  /** By the hash of its secret. */
  link(hash: string): Promise<Versioned<SentLink> | undefined>;
  /** The arrival has used the link. False: another one was quicker. */
  use(hash: string, link: Versioned<SentLink>, arrival: string): Promise<boolean>;
  depart(hash: string, journey: Journey): Promise<void>;
  journey(hash: string): Promise<Versioned<Journey> | undefined>;
  /** The browser is back; only once. False: it was back before. */
  arrive(hash: string, journey: Versioned<Journey>): Promise<boolean>;
  keepArrival(hash: string, arrival: Arrival): Promise<void>;
  arrival(hash: string): Promise<Arrival | undefined>;
  dropArrival(hash: string): Promise<void>;
  /** The link that a person was sent ends. */
  dropLink(actor: Person): Promise<void>;
}

type Person = Pick<Actor, "platform" | "tenant" | "user">;

/** What the keys of arrivals, and of people's latest links, begin with. */
export const beginnings = { arrival: "sign-in-arrival:", latest: "sign-in-latest:" } as const;

/** An arrival is kept beyond its time, so that its tokens can be ended. */
const keptMs = retention.signIns + 6 * 3_600_000;

/** A name that nobody can guess. */
export const secretName = (): string => randomBytes(32).toString("base64url");

export const hashOf = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

export const createSignInRecords = (records: Records): SignInRecords => {
  const ttl = retention.signIns;
  const read = async <T>(schema: z.ZodType<T>, key: string): Promise<Versioned<T> | undefined> => {
    const found = await records.read(key);
    const value = schema.safeParse(found?.value).data;
    return found && value && { value, version: found.version };
  };
  const keys = {
    link: (hash: string) => `sign-in-link:${hash}`,
    latest: ({ platform, tenant, user }: Person) => `${beginnings.latest}${JSON.stringify([platform, tenant, user])}`,
    journey: (hash: string) => `sign-in-journey:${hash}`,
    arrival: (hash: string) => `${beginnings.arrival}${hash}`,
  };
  const dropLink = async (actor: Person): Promise<void> => {
    const before = z.string().safeParse((await records.read(keys.latest(actor)))?.value).data;
    if (before !== undefined) await records.remove(keys.link(before));
  };

  return {
    send: async (link) => {
      const secret = secretName();
      await dropLink(link.actor);
      await records.write(keys.link(hashOf(secret)), link, ttl);
      await records.write(keys.latest(link.actor), hashOf(secret), ttl);
      return secret;
    },
    link: (hash) => read(SentLink, keys.link(hash)),
    use: (hash, { value, version }, arrival) =>
      records.swap(keys.link(hash), version, { ...value, usedBy: arrival }, ttl),
    depart: (hash, journey) => records.write(keys.journey(hash), journey, ttl),
    journey: (hash) => read(Journey, keys.journey(hash)),
    arrive: (hash, { value, version }) => records.swap(keys.journey(hash), version, { ...value, state: "back" }, ttl),
    keepArrival: (hash, arrival) => records.write(keys.arrival(hash), arrival, keptMs),
    arrival: async (hash) => (await read(Arrival, keys.arrival(hash)))?.value,
    dropArrival: (hash) => records.remove(keys.arrival(hash)),
    dropLink,
  };
};
