import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { ChannelAdapter } from "../../src/ports/chat/channel.ts";
import type { TakeProof } from "../../src/ports/chat/proof.ts";
import type { Notice } from "../../src/ports/chat/reply.ts";
import { linkOf, placeOfConversation, postKey, type To } from "./address.ts";
import { type Cloud, cloudOf } from "./connector/clouds.ts";
import { createConnector } from "./connector/connector.ts";
import { type Credentials, createCredentials } from "./connector/credentials.ts";
import { connectorKeys } from "./connector/sdk.ts";
import { trustedServiceUrls, trustedUploads } from "./connector/service-urls.ts";
import { createDirectPlaces } from "./direct-places.ts";
import { createIntake } from "./inbound/intake.ts";
import { createTokenCheck } from "./inbound/token-check.ts";
import { createMembership } from "./membership.ts";
import { createPosts } from "./posts.ts";
import { split } from "./render/split.ts";
import { onBehalfOf } from "./sso/on-behalf-of.ts";
import { createPersonTokenCheck } from "./sso/person-token.ts";
import { signInCard } from "./sso/sign-in-card.ts";
import { createSso } from "./sso/sso.ts";
import { createTokenService } from "./sso/token-service.ts";

export interface TeamsDeps {
  /** Empty with `anonymous`: no identity, for development. */
  appId: string;
  appPassword?: string | undefined;
  appType: "MultiTenant" | "SingleTenant" | "UserAssignedMSI";
  /** The bot's own tenant. */
  tenantId?: string | undefined;
  /** Where the Bot Connector announces its keys, and where tokens are given; for other clouds. */
  metadataUrl?: string | undefined;
  loginUrl?: string | undefined;
  /** Service URLs besides Microsoft's own. */
  serviceUrls: readonly string[];
  /** How Teams signs people in by itself; absent: it does not. */
  sso?: { way: "federation" | "on-behalf-of"; connection: string; tokenServiceUrl?: string | undefined } | undefined;
  /** Takes what Teams proves of people. */
  take?: TakeProof | undefined;
  /** Believe activities without a token, when there is no app id. */
  anonymous: boolean;
  /** Tenants whose people may write to us. Absent or empty: the bot's own for a single-tenant bot, else all. */
  tenants?: readonly string[] | undefined;
  log: Log;
  now?: () => number;
  /** How long a call to Teams may take, ms. */
  answerMs?: number;
}

/** Microsoft Teams: personal chats, group chats and team channels, for one bot registration. */
export const teams = (deps: TeamsDeps): ChannelAdapter => {
  const { log, appId, anonymous, answerMs, now = Date.now } = deps;
  if (!appId && !anonymous) throw missingAppIdProblem();
  const cloud = cloudOf(deps);
  const tenants = tenantsOf(deps);
  const home = homeOf(deps, cloud, tenants);
  const isTrusted = trustedServiceUrls(deps.serviceUrls);
  const credentials = createCredentials({ ...deps, ...cloud, now });
  const connector = createConnector({ credentials, isTrusted, now, answerMs });
  const keys = connectorKeys(cloud.metadataUrl, now);
  const check = appId ? createTokenCheck({ keys, issuer: cloud.audience, audience: appId, now }) : undefined;
  const signIn = signInOf(deps, cloud, credentials);
  const intake = createIntake({ check, isTrusted, tenants, signIn: signIn?.sso.answer, log });

  return {
    platform: "teams",
    hasPeople: true,
    provesPeople: signIn !== undefined,
    // A conversation takes 1,800 edits an hour, one per two seconds. A tenant takes thirty calls a second; half of them
    // are left for posts and answers. call-budget.ts keeps to the limits of each conversation.
    editLimits: { editEveryMs: 2_000, editsPerMinute: 900 },
    receive: intake.receive,
    refuse: intake.refuse,
    connect: async () => {
      await Promise.all([intake.open(), credentials.token()]);
    },
    split,
    ...createPosts({
      connector,
      signInCard: signIn?.card,
      isUploadTrusted: trustedUploads(deps.serviceUrls),
      log,
      now,
    }),
    // A personal chat has no page of ours, and no place for prompts but the app's own list of commands.
    showHome: async () => false,
    suggest: async () => {},
    linkTo: linkOf,
    placeOf: (id) => (home ? placeOfConversation(id, home) : undefined),
    ...createMembership(connector, now),
    // It comes with what they write.
    zone: async ({ zone }) => zone,
    locale: async ({ locale }) => locale,
    directPlace: createDirectPlaces(connector, log),
    postKey,
    close: async () => {},
  };
};

/** The sign-in by Teams itself, as far as it is set up. */
const signInOf = (deps: TeamsDeps, cloud: Cloud, credentials: Credentials) => {
  const { sso: settings, take, appId, appPassword = "", tenantId: tenant, log, now = Date.now } = deps;
  if (!settings || !take || !tenant) return undefined;
  const { loginUrl } = cloud;
  const { connection, tokenServiceUrl: url = cloud.tokenServiceUrl } = settings;
  const keys = connectorKeys(`${new URL(loginUrl).origin}/${tenant}/v2.0/.well-known/openid-configuration`, now);
  const service = createTokenService({ url, connection, appId, credentials });
  return {
    sso: createSso({
      ...{ connection, service, take, log },
      check: createPersonTokenCheck({ keys, appId, tenant, loginUrl, now }),
      onBehalfOf:
        settings.way === "on-behalf-of"
          ? (token) => onBehalfOf({ appId, appPassword, tenant, loginUrl }, token)
          : undefined,
    }),
    card: async (to: To, notice: Notice, proof: NonNullable<Notice["proof"]>) =>
      signInCard(notice, { ...proof, connection, resource: await service.resource(to) }),
  };
};

/** Without an app id we would accept tokens for any bot. */
const missingAppIdProblem = (): Problem =>
  new Problem("teams.credentials", "Teams needs MICROSOFT_APP_ID: the application (client) id of the bot.");

/** In lower case, as they are compared. */
const tenantsOf = ({ tenants = [], appType, tenantId }: TeamsDeps): readonly string[] | undefined => {
  if (tenants.length > 0) return tenants.map((tenant) => tenant.toLowerCase());
  return appType === "SingleTenant" && tenantId ? [tenantId.toLowerCase()] : undefined;
};

/** How we reach the conversations of our own tenant, where nobody has written to us yet. */
const homeOf = ({ appId, tenantId, serviceUrls }: TeamsDeps, cloud: Cloud, tenants: readonly string[] = []) => {
  const tenant = tenantId?.toLowerCase() ?? tenants[0];
  return tenant && { serviceUrl: serviceUrls[0] ?? cloud.serviceUrl, tenant, bot: { id: `28:${appId}` } };
};
