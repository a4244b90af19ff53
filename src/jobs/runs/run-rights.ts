import { asProblem } from "../../errors.ts";
import type { Actor } from "../../ports/actor.ts";
import { type Caller, callerOf } from "../../ports/databricks/identity.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Place } from "../../ports/place.ts";

/*
 * A run that was started as a person is looked at as that person. Once they are signed out, or signed in as somebody else,
 * the bot looks with its own rights, as far as these go: looking only, never doing.
 */

/** As whom a run was started; `as` absent: as the bot. */
export interface StartedAs {
  starter?: Actor | undefined;
  as?: string | undefined;
}

export interface Look<T> {
  found: T;
  /** The bot looked, because the starter's sign-in is gone. */
  isSignedOut: boolean;
}

export const lookAs = async <T>({ starter, as }: StartedAs, look: (caller: Caller) => Promise<T>): Promise<Look<T>> => {
  if (as === undefined) return { found: await look(callerOf(starter)), isSignedOut: false };
  try {
    return { found: await look(callerOf(starter, as)), isSignedOut: false };
  } catch (thrown) {
    if (!isSignedOut(thrown)) throw thrown;
    return { found: await look(callerOf(starter)), isSignedOut: true };
  }
};

/**
 * What a run that was started as a person has left behind is read with their rights, so among others nothing is said of it
 * but how it goes.
 */
export const hidesResults = ({ as }: StartedAs, { direct }: Pick<Place, "direct">): boolean =>
  as !== undefined && !direct;

/** The run without what it says itself. */
export const withoutMessage = ({ message: _, ...run }: Run): Run => run;

const isSignedOut = (thrown: unknown): boolean =>
  ["login.needed", "login.other-user", "login.ended"].includes(asProblem(thrown).code);
