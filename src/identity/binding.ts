import { Problem } from "../errors.ts";
import type { Actor } from "../ports/actor.ts";
import type { Arrived } from "../ports/databricks/sign-in.ts";
import type { Grants } from "./grants.ts";

/* Which Databricks user may be bound to which person in the chat. The same for every way of signing in. */

export interface BindingRules {
  /** Only the Databricks user may be bound whose address the chat knows the person by. */
  matchEmail: boolean;
  grants: Pick<Grants, "who">;
}

/** Why this Databricks user may not be bound to this person; undefined: it may. */
export const mismatch = async (
  { matchEmail, grants }: BindingRules,
  { actor, email }: { actor: Actor; email?: string | undefined },
  { active, emails, id, userName }: Arrived,
): Promise<Problem | undefined> => {
  if (!active) return Problem.of("login.inactive", { user: userName });
  if (matchEmail && email === undefined) return Problem.of("login.no-email", {});
  const isKnownAs = emails.some((one) => one.toLowerCase() === email?.toLowerCase());
  if (matchEmail && !isKnownAs) return Problem.of("login.mismatch", { user: userName, email: email ?? "" });
  return boundToOther(grants, actor, id);
};

/** Somebody who is signed in stays who they are until they sign out. */
export const boundToOther = async (
  grants: BindingRules["grants"],
  actor: Actor,
  id: string,
): Promise<Problem | undefined> => {
  const before = await grants.who(actor);
  return before && before.user.id !== id ? Problem.of("login.logout-first", { user: before.user.userName }) : undefined;
};
