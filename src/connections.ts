import { asProblem, type Problem } from "./errors.ts";
import type { Log } from "./logging/log.ts";
import type { OpenChannel } from "./open/open-channels.ts";
import type { Accept } from "./ports/chat/inbound.ts";

/** The channels' connections to their platforms. */
export interface Connections {
  /** Connects every channel. A wrong credential rejects; a service that is away is tried again, and the others go on. */
  open(): Promise<void>;
  /** What is not connected yet, in a sentence each. */
  complaints(): string[];
  /** Tries nothing again from now on. */
  close(): void;
}

/** How often a channel whose service is away is tried again, ms. */
const reconnectMs = 5_000;

export const createConnections = (channels: readonly OpenChannel[], accept: Accept, log: Log): Connections => {
  const unconnected = new Map<string, string>();
  const timers = new Set<NodeJS.Timeout>();

  /** Undefined: connected. */
  const connect = async ({ profile: { platform, title }, channel }: OpenChannel): Promise<Problem | undefined> => {
    try {
      await channel.connect(accept);
      unconnected.delete(platform);
      return undefined;
    } catch (thrown) {
      const problem = asProblem(thrown);
      unconnected.set(platform, `${title} is not connected yet: ${problem.sentence}`);
      return problem;
    }
  };

  const retryLater = (channel: OpenChannel): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      void connect(channel).then((problem) => report(channel, problem));
    }, reconnectMs).unref();
    timers.add(timer);
  };

  const report = (channel: OpenChannel, problem: Problem | undefined): void => {
    const { platform, title } = channel.profile;
    if (!problem) log.info({ event: "channel.connected", platform }, `${title} is connected`);
    else if (problem.retry === "never")
      log.error(
        { event: "channel.refused", platform, err: problem },
        `${title} rejects my credentials; correct them and restart me`,
      );
    else retryLater(channel);
  };

  const open = async (channel: OpenChannel): Promise<void> => {
    const problem = await connect(channel);
    if (!problem) return;
    if (problem.retry === "never") throw problem;
    const { platform, title } = channel.profile;
    log.warn(
      { event: "channel.unreachable", platform, err: problem },
      `${title} can't be reached. I'll keep trying; the other channels work.`,
    );
    retryLater(channel);
  };

  return {
    open: async () => {
      await Promise.all(channels.map(open));
    },
    complaints: () => [...unconnected.values()],
    close: () => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
};
