export interface Session {
  channel: string;
  thread_ts: string;
  /** What `assistant.threads.setStatus` says; empty: nothing is shown. */
  status: string;
  loading_messages: string[];
  /** State of the agent session; absent: there is none. */
  session?: "active" | "processing" | "suspended" | "closed";
  title: string;
  prompts: { title: string; message: string }[];
}

/** Slack removes a status if nothing is posted for two minutes. */
const statusMs = 120_000;

export type Sessions = ReturnType<typeof createSessions>;

/** What Slack shows about a thread besides its messages: status line, agent session, title, suggested prompts. */
export const createSessions = (now: () => number) => {
  const sessions = new Map<string, Session & { statusAt: number }>();

  const update = (channel: string, threadTs: string, change: Partial<Session>): Session => {
    const key = `${channel} ${threadTs}`;
    const before = sessions.get(key);
    const after = {
      channel,
      thread_ts: threadTs,
      status: "",
      loading_messages: [],
      title: "",
      prompts: [],
      ...before,
      ...change,
      statusAt: change.status === undefined ? (before?.statusAt ?? 0) : now(),
    };
    sessions.set(key, after);
    return after;
  };

  return {
    update,
    get: (channel: string, threadTs: string): Session | undefined => sessions.get(`${channel} ${threadTs}`),
    /** A message of the bot removes the status of its thread. */
    answered: (channel: string, threadTs: string | null): void => {
      if (threadTs && sessions.get(`${channel} ${threadTs}`)?.status) update(channel, threadTs, { status: "" });
    },
    list: (channel: string): Session[] =>
      [...sessions.values()]
        .filter((one) => one.channel === channel)
        .map(({ statusAt, ...one }) => (now() - statusAt > statusMs ? { ...one, status: "" } : one)),
    reset: (): void => sessions.clear(),
  };
};
