import type { AskRef } from "../../../src/ports/agent.ts";
import type { Records } from "../../../src/ports/records.ts";

/** Which ask a message in Genie belongs to. */
export interface Owners {
  /** The first ask that claims a message has it for ever. False: it is another ask's. */
  claim(ref: AskRef, ask: { key: string }): Promise<boolean>;
}

/** Longer than anybody looks for a question. */
const keptMs = 7 * 24 * 3_600_000;

/** Owners that all replicas know: two threads may ask the same at the same moment, each on another replica. */
export const createOwners = (records: Records): Owners => ({
  claim: async ({ conversation, message }, { key }) => {
    const name = `genie:${conversation}:${message}`;
    if (await records.add(name, key, keptMs)) return true;
    return (await records.read(name))?.value === key;
  },
});
