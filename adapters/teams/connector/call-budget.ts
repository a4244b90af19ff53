/** What Teams allows one bot in one conversation (a chat, or a channel with all its threads). Edits and typing count too. */
const allowed = [
  { calls: 7, ms: 1_000 },
  { calls: 8, ms: 2_000 },
  { calls: 60, ms: 30_000 },
  { calls: 1_800, ms: 3_600_000 },
] as const;

/** The share that progress may use. First signs and answers need the remainder. */
const forProgress = 0.75;

const longestMs = 3_600_000;

interface CallBudget {
  /** Counts one call. */
  count(conversation: string): void;
  /** How long progress has to wait, ms; 0: it may be shown now. */
  wait(conversation: string): number;
}

/** Counts our calls, so that progress leaves enough of them for answers. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const createCallBudget = (now: () => number): CallBudget => {
  /** Times of calls by conversation, the latest conversation last. */
  const sent = new Map<string, number[]>();

  const recent = (conversation: string): number[] =>
    (sent.get(conversation) ?? []).filter((at) => at > now() - longestMs);

  const forgetOld = (): void => {
    for (const [conversation, calls] of sent) {
      if ((calls.at(-1) ?? 0) > now() - longestMs) return;
      sent.delete(conversation);
    }
  };

  const count = (conversation: string): void => {
    const calls = [...recent(conversation), now()];
    sent.delete(conversation);
    sent.set(conversation, calls);
    forgetOld();
  };

  const wait = (conversation: string): number => {
    const calls = recent(conversation);
    const waits = allowed.map(({ calls: most, ms }) => {
      const at = calls[calls.length - Math.floor(most * forProgress)];
      return at === undefined ? 0 : at + ms - now();
    });
    return Math.max(0, ...waits);
  };

  return { count, wait };
};
