import type { Journal } from "../ports/stores/journal.ts";

/** A journal of which nobody reads what is older than it is kept: stores take it away little by little, as they are used. */
export const withinDays = (journal: Journal, keptMs: number, now: () => number): Journal => ({
  ...journal,
  query: ({ from = 0, ...query }) => journal.query({ ...query, from: Math.max(from, now() - keptMs) }),
});
