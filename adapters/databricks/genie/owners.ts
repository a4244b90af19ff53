import type { AskRef } from "../../../src/ports/databricks/agent.ts";
import type { Records } from "../../../src/ports/stores/records.ts";
import { retention } from "../../../src/retention.ts";

/** Which ask a message in Genie belongs to. */
export interface Owners {
  /** The first ask that claims a message keeps it. False: it belongs to another ask. */
  claim(ref: AskRef, ask: { key: string }): Promise<boolean>;
}

/** Owners shared by all replicas: two threads may ask the same at the same moment on different replicas. */
export const createOwners = (records: Records): Owners => ({
  claim: async ({ conversation, message }, { key }) => {
    const name = `genie:${conversation}:${message}`;
    if (await records.add(name, key, retention.genieOwners)) return true;
    return (await records.read(name))?.value === key;
  },
});
