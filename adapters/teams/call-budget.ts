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

export interface CallBudget {
  /** Counts one call. */
  count(conversation: string): void;
  /** How long progress has to wait, ms; 0: it may be shown now. */
  wait(conversation: string): number;
}

/** What we have sent, so that progress never uses up what answers need. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
export const createCallBudget = (now: () => number): CallBudget => {
  /** When calls were made, by conversation; the one that was called last comes last. */
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
