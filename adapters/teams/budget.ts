/** Calls of one bot in one conversation (a chat, or a channel with all its threads), per ms. Edits and typing count too. */
const allowed = [
  { calls: 7, ms: 1_000 },
  { calls: 8, ms: 2_000 },
  { calls: 60, ms: 30_000 },
  { calls: 1_800, ms: 3_600_000 },
] as const;

/** The part of it that progress may use; the rest is for first signs and answers. */
const forProgress = 0.75;

const longestMs = 3_600_000;

export interface Budget {
  /** Counts one call. */
  count(conversation: string): void;
  /** How long progress has to wait, ms; 0: it may be shown now. */
  wait(conversation: string): number;
}

/** What we have sent, so that progress never uses up what answers need. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const createBudget = (now: () => number): Budget => {
  const sent = new Map<string, number[]>();

  const recent = (conversation: string): number[] => {
    const kept = (sent.get(conversation) ?? []).filter((at) => at > now() - longestMs);
    if (kept.length > 0) sent.set(conversation, kept);
    else sent.delete(conversation);
    return kept;
  };

  return {
    count: (conversation) => void sent.set(conversation, [...recent(conversation), now()]),
    wait: (conversation) => {
      const calls = recent(conversation);
      const waits = allowed.map(({ calls: most, ms }) => {
        const at = calls[calls.length - Math.floor(most * forProgress)];
        return at === undefined ? 0 : at + ms - now();
      });
      return Math.max(0, ...waits);
    },
  };
};
