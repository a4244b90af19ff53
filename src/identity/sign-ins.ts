import type { Config } from "../config/config.ts";
import type { Rights } from "../config/identity-config.ts";
import { Problem } from "../errors.ts";
import type { Route } from "../http/server.ts";
import type { Actor } from "../ports/actor.ts";
import type { Contact } from "../ports/chat/channel.ts";
import type { TakeProof } from "../ports/chat/proof.ts";
import type { AskRights } from "../ports/databricks/identity.ts";
import type { DatabricksUser } from "../ports/databricks/sign-in.ts";
import type { Place } from "../ports/place.ts";
import type { Step } from "../worker/worker.ts";
import type { Grants } from "./grants.ts";
import type { Issuer } from "./issuer.ts";
import { startPath } from "./pages/sign-in-routes.ts";
import type { Proofs } from "./proofs.ts";
import type { SignInRecords } from "./sign-in-records.ts";

/** Whom people are in Databricks, as far as agents are asked with their own rights. */
export interface SignIns {
  /** Whether people can sign in at all. */
  readonly isOn: boolean;
  /** With whose rights an agent is asked for somebody. Looks whether their sign-in still works. */
  rights(actor: Actor, agent: string): Promise<AskRights>;
  /** With whose rights a run of a job is started for somebody, by what the job says. */
  jobRights(actor: Actor, job: { rights?: Rights | undefined }): Promise<AskRights>;
  /** A link by which this person, and nobody else, can sign in for a while; earlier ones end. */
  offer(actor: Actor, place: Place): Promise<string>;
  /**
   * Asks the platform itself who somebody is, where it can: what a notice has as its `proof`. Undefined: only a link
   * helps.
   */
  ask(actor: Actor, place: Place): Promise<string | undefined>;
  /** Signs somebody in for whom the bot itself may vouch. False: it may not, or Databricks does not believe it. */
  vouch(actor: Actor, place: Place): Promise<boolean>;
  /** Whether nothing more comes of such an ask. */
  isRefused(ask: string): Promise<boolean>;
  take: TakeProof;
  /** Who somebody is signed in as. */
  who(actor: Actor): Promise<{ user: DatabricksUser; since: number } | undefined>;
  /** Who somebody is signed in as, if it still works. */
  ready(actor: Actor): Promise<DatabricksUser | undefined>;
  /** Signs somebody out. Who they were. */
  forget(actor: Actor): Promise<DatabricksUser | undefined>;
  /** By method and path. */
  routes: [route: string, route: Route][];
  /** Of sign-ins that end by themselves: their people have left, or nobody confirmed them. */
  steps: Readonly<Record<"departure" | "unconfirmed-sign-in", Step>>;
}

export interface SignInsDeps {
  config: Pick<Config, "agents" | "identity">;
  publicUrl: string;
  grants: Grants;
  records: SignInRecords;
  routes: SignIns["routes"];
  steps: SignIns["steps"];
  proofs: Proofs;
  /** Absent: the bot vouches for nobody. */
  issuer: Issuer | undefined;
  /** Whether the platform can tell who reads a place. */
  proves(place: Place): boolean;
  /** Whether one person stands behind an actor. Behind the key of a program there may be many. */
  isPerson(actor: Actor): boolean;
  /** What the chat knows of somebody. */
  contactOf(actor: Actor, place: Place): Promise<Contact>;
}

export const createSignIns = (deps: SignInsDeps): SignIns => {
  const { config, publicUrl, grants, records, routes, steps, proofs, contactOf, isPerson } = deps;
  const modes = new Map(config.agents.map(({ id, rights }) => [id, rights ?? config.identity.rights]));
  const by = async (mode: Rights, actor: Actor): Promise<AskRights> => {
    if (mode === "service") return { kind: "bot" };
    const user = isPerson(actor) ? await grants.ready(actor) : undefined;
    if (user) return { kind: "own", as: user.id };
    return mode === "user" ? { kind: "sign-in" } : { kind: "bot", insteadOfOwn: true };
  };
  return {
    isOn: true,
    routes,
    steps,
    // Of an agent that is no longer configured nobody knows how it was to be asked.
    rights: (actor, agent) => by(modes.get(agent) ?? "user", actor),
    jobRights: (actor, { rights = "service" }) => by(rights, actor),
    offer: async (actor, place) => {
      // One person's sign-in would answer everybody behind this actor.
      if (!isPerson(actor)) throw Problem.of("login.no-email", {});
      const { name = actor.name, email } = await contactOf(actor, place);
      if (config.identity.match_email && email === undefined) throw Problem.of("login.no-email", {});
      const secret = await records.send({
        ...{ actor: { ...actor, ...(name !== undefined && { name }) }, place },
        ...(email !== undefined && { email }),
      });
      const base = publicUrl.endsWith("/") ? publicUrl : `${publicUrl}/`;
      return new URL(`${startPath.slice(1)}?t=${secret}`, base).href;
    },
    ask: async (actor, place) => {
      if (!isPerson(actor) || !deps.proves(place)) return undefined;
      const { email } = await contactOf(actor, place);
      return proofs.ask({ actor, place, email });
    },
    vouch: async (actor, place) => {
      if (!deps.issuer || !isPerson(actor)) return false;
      const { email } = await contactOf(actor, place);
      const text = email === undefined ? undefined : deps.issuer.vouchFor(email);
      const ask = text === undefined ? undefined : await proofs.ask({ actor, place, email });
      if (text === undefined || ask === undefined) return false;
      return proofs.take({ actor, place, ask, token: { kind: "assertion", text } });
    },
    isRefused: proofs.isRefused,
    take: proofs.take,
    who: async (actor) => (isPerson(actor) ? grants.who(actor) : undefined),
    ready: async (actor) => (isPerson(actor) ? grants.ready(actor) : undefined),
    forget: grants.forget,
  };
};

/** Everything is asked with the bot's own rights, so nobody signs in. */
export const noSignIns: SignIns = {
  isOn: false,
  routes: [],
  rights: async () => ({ kind: "bot" }),
  jobRights: async () => ({ kind: "bot" }),
  offer: async () => {
    throw Problem.of("login.off", {});
  },
  ask: async () => undefined,
  vouch: async () => false,
  isRefused: async () => true,
  take: async () => false,
  who: async () => undefined,
  ready: async () => undefined,
  forget: async () => undefined,
  steps: { departure: async () => ({ state: "done" }), "unconfirmed-sign-in": async () => ({ state: "done" }) },
};
