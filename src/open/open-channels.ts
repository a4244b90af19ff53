import type { terminal } from "../../adapters/terminal/terminal-channel.ts";
import type { Config } from "../config/config.ts";
import type { Log } from "../logging/log.ts";
import type { Platform } from "../ports/actor.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { ChannelProfile } from "../ports/chat/channel-module.ts";
import type { TakeProof } from "../ports/chat/proof.ts";
import type { Stores } from "../ports/stores/stores.ts";
import { type Breaker, guardedChannel } from "../resilience/breaker.ts";

/** A platform and the channel adapter that speaks to it. */
export interface OpenChannel {
  profile: ChannelProfile;
  channel: ChannelAdapter;
}

/** The channels that are on, each behind its breaker. */
export const openChannels = (
  { channels }: Config,
  stores: Promise<Stores>,
  log: Log,
  { breakers, take }: { breakers: ReadonlyMap<Platform, Breaker>; take: TakeProof },
): Promise<OpenChannel[]> => {
  const records = async () => (await stores).records;
  return Promise.all(
    [...channels.values()].map(async ({ profile, open }) => {
      const channel = await open({ log, records, take });
      const breaker = breakers.get(profile.platform);
      return { profile, channel: breaker ? guardedChannel(channel, breaker) : channel };
    }),
  );
};

/** The terminal at which somebody sits. */
export const openTerminal = async (
  options: Parameters<typeof terminal>[0],
): Promise<OpenChannel & { channel: ReturnType<typeof terminal> }> => {
  const { terminal, terminalProfile } = await import("../../adapters/terminal/terminal-channel.ts");
  return { profile: terminalProfile, channel: terminal(options) };
};
