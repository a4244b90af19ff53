import { channelContract } from "../../contract/channel.ts";
import { slackKind } from "../../support/slack/slack-bench.ts";

channelContract(slackKind);
