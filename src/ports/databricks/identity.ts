import type { Actor } from "../actor.ts";

/**
 * On whose behalf a call is made, and with whose rights. `as`: with those of this Databricks user (its id there), whom
 * the person is signed in as; without it, with the bot's own. `bot`: nobody asked for this very call (polling, lists,
 * health).
 */
export type Caller = { kind: "person"; actor: Actor; as?: string | undefined } | { kind: "bot" };

export const bot: Caller = { kind: "bot" };

/** A call that this person asked for; `undefined`: nobody here did. */
export const callerOf = (actor: Actor | undefined, as?: string): Caller =>
  actor ? { kind: "person", actor, ...(as !== undefined && { as }) } : bot;

/** The tokens of one identity in Databricks. */
export interface Credentials {
  /** A token that is good now. Problem `databricks.unauthorized` or `login.*` when none can be had. */
  token(): Promise<string>;
  /** Drops a token that the service refused. False: there is no other one to get. */
  forget(token: string): boolean;
}

/** With whose credentials a call to Databricks is made. A caller with `as` never gets the bot's. */
export interface Identity {
  credentials(caller: Caller): Promise<Credentials>;
}

/** With whose rights an agent is asked: the bot's, those of a Databricks user, or the asker has to sign in first. */
export type AskRights =
  /** `insteadOfOwn`: the asker could sign in, and has not. */
  | { kind: "bot"; insteadOfOwn?: boolean }
  | { kind: "own"; as: string }
  /** `isOptional`: the platform is asked who they are, and if it cannot tell, they are answered with the bot's. */
  | { kind: "sign-in"; isOptional?: boolean };
