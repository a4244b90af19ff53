import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import { Address, linkOf, placeOfChannel, placeOfCommand, postKey, teamOf } from "./address.ts";
import { createChannelInfo } from "./channel-info.ts";
import { createFiles } from "./files.ts";
import { createHome } from "./home.ts";
import { createIntake, type IntakeDeps } from "./inbound/intake.ts";
import type { Installation } from "./inbound/organisation.ts";
import { createMembers } from "./members.ts";
import { createPosts } from "./posts.ts";
import { callSlack, refusalCode } from "./problems.ts";
import { createForms } from "./render/form.ts";
import { split } from "./render/split.ts";
import { webClient } from "./sdk.ts";

type SlackDeps = Omit<IntakeDeps, "now" | "installation"> & { now?: () => number };

/** Slack, over HTTP or (with an app-level token) Socket Mode, for one workspace. */
export const slack = (deps: SlackDeps): ChannelAdapter => {
  const installation: Installation = {};
  const now = deps.now ?? Date.now;
  const web = webClient(deps);
  const infoOf = createChannelInfo({ web, now });
  const intake = createIntake({ ...deps, now, installation: () => installation });

  const identify = async (): Promise<Installation> => {
    const { team_id, user_id, enterprise_id, url } = await callSlack("auth.test", async () =>
      Identity.parse(await web.auth.test()),
    );
    return Object.assign(installation, { team: team_id, bot: user_id, enterprise: enterprise_id ?? undefined, url });
  };
  const connect: ChannelAdapter["connect"] = async (accept) => {
    await identify();
    try {
      await intake.open(accept);
    } catch (thrown) {
      throw socketProblem(thrown);
    }
  };

  return {
    platform: "slack",
    hasPeople: true,
    provesPeople: false,
    // chat.update is tier 3: about fifty a minute and workspace.
    editLimits: { editEveryMs: 2_000, editsPerMinute: 50 },
    receive: intake.receive,
    connect,
    split,
    ...createPosts({ web, log: deps.log, installation, infoOf }),
    ...createFiles(web),
    ...createForms(web),
    ...createHome({ web, now }),
    linkTo: (ref) => linkOf(ref, installation.url),
    placeOf: (id) =>
      installation.team && /^[CG][A-Z0-9]+$/.test(id) ? placeOfChannel(installation.team, id) : undefined,
    ...createMembers({ web, installation: async () => (installation.team ? installation : identify()), now }),
    isShared: async ({ direct, to }) => {
      const { channel, asker } = Address.parse(to);
      // conversations.ts sends the answer to a command into the asker's direct messages where the channel is shared.
      return !direct && asker === undefined && (await infoOf(channel)).isShared;
    },
    // Slack tells of each person whether they are a guest, but of no channel whether guests are in it.
    hasGuests: async () => false,
    // Like the answer to a command: conversations.ts opens the direct message.
    directPlace: async ({ user }, from) => placeOfCommand(teamOf(from), user, "direct", user),
    postKey,
    close: intake.close,
  };
};

const Identity = z.object({
  team_id: z.string(),
  user_id: z.string(),
  enterprise_id: z.string().nullish(),
  url: z.url().optional().catch(undefined),
});

const socketProblem = (thrown: unknown): Problem =>
  Problem.of(
    "slack.socket",
    {},
    { detail: refusalCode(thrown) ?? (thrown instanceof Error ? thrown.message : String(thrown)), cause: thrown },
  );
