import { channelContract } from "../../contract/channel.ts";
import { slackKind } from "../../support/slack-bench.ts";

channelContract(slackKind);
