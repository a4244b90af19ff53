import { channelContract } from "../../contract/channel.ts";
import { closeShared, teamsKind } from "../../support/teams/teams-bench.ts";

afterAll(closeShared);

channelContract(teamsKind("Analytics"));
channelContract(teamsKind("planning"));
