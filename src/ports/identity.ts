import type { Actor } from "./actor.ts";

/** On whose behalf a call is made. `bot`: nobody asked for this very call (polling, lists, health). */
export type Caller = { kind: "person"; actor: Actor } | { kind: "bot" };

export const bot: Caller = { kind: "bot" };

/** A call that this person asked for; `undefined`: nobody here did. */
export const callerOf = (actor: Actor | undefined): Caller => (actor ? { kind: "person", actor } : bot);

/** The tokens of one identity in Databricks. */
export interface Credentials {
  /** A token that is good now. Problem `databricks.unauthorized` when none can be had. */
  token(): Promise<string>;
  /** Drops a token that the service refused. False: there is no other one to get. */
  forget(token: string): boolean;
}

/** With whose credentials a call to Databricks is made. Mode `service`: with the bot's own, whoever the caller is. */
export interface Identity {
  readonly mode: "service";
  credentials(caller: Caller): Promise<Credentials>;
}
