import { asProblem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import { placeOf, To } from "./address.ts";
import type { Connector } from "./connector/connector.ts";

/** Opens the personal chat of a person. Teams refuses that where the app is not installed for them. */
export const createDirectPlaces =
  (connector: Connector, log: Log): ChannelAdapter["directPlace"] =>
  async ({ user }, from) => {
    const { serviceUrl, tenant, bot } = To.parse(from.to);
    try {
      const conversation = await connector.openChat(serviceUrl, { bot, user, tenant });
      return placeOf({ serviceUrl, conversation, tenant, scope: "personal", bot });
    } catch (thrown) {
      const { code, retry } = asProblem(thrown);
      if (retry === "later" || code === "teams.credentials") throw thrown;
      log.info({ event: "teams.no-chat", code }, "a person's own chat could not be opened");
      return undefined;
    }
  };
