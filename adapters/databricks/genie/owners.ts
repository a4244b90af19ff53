import type { AskRef } from "../../../src/ports/agent.ts";
import type { Records } from "../../../src/ports/records.ts";
import { retention } from "../../../src/retention.ts";

/** Which ask a message in Genie belongs to. */
export interface Owners {
  /** The first ask that claims a message has it for ever. False: it is another ask's. */
  claim(ref: AskRef, ask: { key: string }): Promise<boolean>;
}

/** Owners that all replicas know: two threads may ask the same at the same moment, each on another replica. */
export const createOwners = (records: Records): Owners => ({
  claim: async ({ conversation, message }, { key }) => {
    const name = `genie:${conversation}:${message}`;
    if (await records.add(name, key, retention.genieOwners)) return true;
    return (await records.read(name))?.value === key;
  },
});
