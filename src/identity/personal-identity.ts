import { Problem } from "../errors.ts";
import type { Credentials, Identity } from "../ports/databricks/identity.ts";
import type { Grants } from "./grants.ts";

/** The bot's own credentials, and those of a person for a call that is made as that person: never the bot's instead. */
export const personalIdentity = (own: Credentials, grants: () => Promise<Grants | undefined>): Identity => ({
  credentials: async (caller) => {
    if (caller.kind === "bot" || caller.as === undefined) return own;
    const known = await grants();
    if (!known) throw Problem.of("login.needed", {});
    return known.credentials(caller.actor, caller.as);
  },
});
