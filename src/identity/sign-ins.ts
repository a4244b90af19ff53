import type { Config } from "../config/config.ts";
import type { Rights } from "../config/identity-config.ts";
import { Problem } from "../errors.ts";
import type { Route } from "../http/server.ts";
import type { Actor } from "../ports/actor.ts";
import type { TakeProof } from "../ports/chat/proof.ts";
import type { AskRights } from "../ports/databricks/identity.ts";
import type { DatabricksUser } from "../ports/databricks/sign-in.ts";
import type { Place } from "../ports/place.ts";
import type { Step } from "../worker/worker.ts";
import { startPath } from "./pages/sign-in-routes.ts";
import type { SignInRecords } from "./sign-in-records.ts";
import { createVouching, type VouchingDeps } from "./vouching.ts";

/** Whom people are in Databricks, as far as agents are asked with their own rights. */
export interface SignIns {
  /** Whether people can sign in at all. */
  readonly isOn: boolean;
  /**
   * With whose rights an agent is asked for somebody. Looks whether their sign-in still works, and signs them in where
   * the bot itself may vouch for them.
   */
  rights(actor: Actor, agent: string, place: Place): Promise<AskRights>;
  /** With whose rights something is done about a job for somebody, by what the job says. Like `rights`. */
  jobRights(actor: Actor, job: { rights?: Rights | undefined }, place: Place): Promise<AskRights>;
  /** Whether nobody is answered by this agent with the bot's rights. */
  insists(agent: string): boolean;
  /** A link by which this person, and nobody else, can sign in for a while; earlier ones end. */
  offer(actor: Actor, place: Place): Promise<string>;
  /**
   * Asks the platform itself who somebody is, where it can: what a notice has as its `proof`. Undefined: only a link
   * helps.
   */
  ask(actor: Actor, place: Place): Promise<string | undefined>;
  /** Whether nothing more comes of such an ask. */
  isRefused(ask: string): Promise<boolean>;
  /** Nothing came of asking the platform, or it could not be asked: it is not asked again for a while. */
  giveUp(actor: Actor): Promise<void>;
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

export interface SignInsDeps extends VouchingDeps {
  config: Pick<Config, "agents" | "identity">;
  publicUrl: string;
  records: SignInRecords;
  routes: SignIns["routes"];
  steps: SignIns["steps"];
  /** Whether one person stands behind an actor. Behind the key of a program there may be many. */
  isPerson(actor: Actor): boolean;
}

export const createSignIns = (deps: SignInsDeps): SignIns => {
  const { config, publicUrl, grants, records, routes, steps, proofs, contactOf, isPerson } = deps;
  const modes = new Map(config.agents.map(({ id, rights }) => [id, rights ?? config.identity.rights]));
  // Of an agent that is no longer configured nobody knows how it was to be asked.
  const modeOf = (agent: string): Rights => modes.get(agent) ?? "user";
  const vouch = createVouching(deps);
  const by = async (mode: Rights, actor: Actor, place: Place): Promise<AskRights> => {
    if (mode === "service") return { kind: "bot" };
    const user = isPerson(actor) ? ((await grants.ready(actor)) ?? (await vouch(actor, place))) : undefined;
    if (user) return { kind: "own", as: user.id };
    if (mode === "user") return { kind: "sign-in" };
    const mayProve = isPerson(actor) && deps.provesPeople(actor.platform) && (await proofs.mayAsk(actor));
    return mayProve ? { kind: "sign-in", isOptional: true } : { kind: "bot", insteadOfOwn: true };
  };
  return {
    isOn: true,
    routes,
    steps,
    rights: (actor, agent, place) => by(modeOf(agent), actor, place),
    jobRights: (actor, { rights = "service" }, place) => by(rights, actor, place),
    insists: (agent) => modeOf(agent) === "user",
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
      if (!isPerson(actor) || !place.direct || !deps.provesPeople(actor.platform)) return undefined;
      const { email } = await contactOf(actor, place);
      // The platform vouches for an address of members only: guests and strangers sign in by hand, if at all.
      return email === undefined ? undefined : proofs.ask({ actor, place, email });
    },
    isRefused: proofs.isRefused,
    giveUp: proofs.giveUp,
    take: proofs.take,
    who: async (actor) => (isPerson(actor) ? grants.who(actor) : undefined),
    ready: async (actor) => (isPerson(actor) ? grants.ready(actor) : undefined),
    forget: async (actor) => {
      // First: what a client still brings must not sign them in again.
      await deps.dropAsks(actor);
      return grants.forget(actor);
    },
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
  insists: () => false,
  isRefused: async () => true,
  giveUp: async () => undefined,
  take: async () => false,
  who: async () => undefined,
  ready: async () => undefined,
  forget: async () => undefined,
  steps: { departure: async () => ({ state: "done" }), "unconfirmed-sign-in": async () => ({ state: "done" }) },
};
