import type { ChannelModule } from "../src/ports/chat/channel-module.ts";
import { apiModule } from "./api/module.ts";
import { slackModule } from "./slack/module.ts";
import { teamsModule } from "./teams/module.ts";

/** Every channel there is. A new one is a folder with its module, and a line here. */
export const channelModules: readonly ChannelModule[] = [slackModule, teamsModule, apiModule];
