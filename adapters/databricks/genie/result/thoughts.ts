import type { Thought } from "../../../../src/ports/databricks/agent.ts";
import { lookup } from "../../../../src/text/lookup.ts";
import { shortened } from "../../../../src/text/shorten.ts";
import type { Query } from "./message.ts";

const mostThoughts = 6;
/** Characters of each. */
const longest = 600;

/** How Genie came to a query, as far as it says so: its thoughts in their order, bounded. */
export const thoughtsOf = ({ thoughts }: Pick<Query, "thoughts">): Thought[] =>
  (thoughts ?? [])
    .map(({ thought_type, content }) => ({
      kind: kinds(thought_type ?? "") ?? ("other" as const),
      text: shortened((content ?? "").slice(0, 2 * longest).trim(), longest),
    }))
    .filter(({ text }) => text !== "")
    .slice(0, mostThoughts);

const kinds = lookup<Thought["kind"]>({
  THOUGHT_TYPE_DESCRIPTION: "description",
  THOUGHT_TYPE_UNDERSTANDING: "understanding",
  THOUGHT_TYPE_DATA_SOURCING: "data",
  THOUGHT_TYPE_INSTRUCTIONS: "instructions",
  THOUGHT_TYPE_STEPS: "steps",
});
