import type { Owners } from "../../adapters/databricks/genie/owners.ts";

/** Owners for agents that share this value, as replicas share a store. */
export const ownersHere = (): Owners => {
  const owned = new Map<string, string>();
  return {
    claim: async ({ message }, { key }) => {
      const owner = owned.get(message) ?? key;
      owned.set(message, owner);
      return owner === key;
    },
  };
};
