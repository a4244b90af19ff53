import type { Audit } from "../audit/audit-log.ts";
import type { Config } from "../config/config.ts";
import type { Log } from "../logging/log.ts";
import type { ChannelAdapter } from "../ports/chat/channel.ts";
import type { ChannelProfile } from "../ports/chat/channel-module.ts";
import type { AssertionService, SignInService } from "../ports/databricks/sign-in.ts";
import type { Stores } from "../ports/stores/stores.ts";
import { unconfirmedStep } from "./arrivals.ts";
import { departureStep } from "./departures.ts";
import type { Grants } from "./grants.ts";
import { createIssuer } from "./issuer.ts";
import { callbackPath, signInRoutes } from "./pages/sign-in-routes.ts";
import { createProofs, dropAsks } from "./proofs.ts";
import { createSignInFlow } from "./sign-in-flow.ts";
import { createSignInRecords } from "./sign-in-records.ts";
import { createSignIns, noSignIns, type SignIns } from "./sign-ins.ts";
import type { TokenCipher } from "./token-encryption.ts";

/** What the sign-in is made of; undefined: everything is asked with the bot's rights. */
export type SignInParts =
  | { grants: Grants; service: SignInService; assertions: AssertionService | undefined; cipher: TokenCipher }
  | undefined;

export interface SignInWorkDeps {
  config: Config;
  parts: SignInParts;
  stores: Pick<Stores, "queue" | "records">;
  /** The platforms that are on. */
  open: readonly {
    profile: Pick<ChannelProfile, "platform" | "title">;
    channel: Pick<ChannelAdapter, "contact" | "hasPeople" | "provesPeople">;
  }[];
  audit: Audit;
  log: Log;
  now: () => number;
}

/** The sign-in of people, put together. */
export const createSignInWork = (deps: SignInWorkDeps): SignIns => {
  const { config, parts, stores, open, audit, log, now } = deps;
  const platformOf = (name: string) => open.find(({ profile }) => profile.platform === name);
  if (!parts || !config.signIn) return noSignIns;
  const { publicUrl } = config.signIn;
  const records = createSignInRecords(stores.records);
  const base = publicUrl.endsWith("/") ? publicUrl : `${publicUrl}/`;
  const flow = createSignInFlow({
    ...{ ...parts, records, audit, log, now, queue: stores.queue },
    redirect: new URL(callbackPath.slice(1), base).href,
    matchEmail: config.identity.match_email,
  });
  const issuer = config.signIn.issuer && createIssuer(config.signIn.issuer, now);
  const leaving = { ...parts, records, store: stores.records, audit, log, now };
  return createSignIns({
    ...{ config, publicUrl, records, log, grants: parts.grants },
    dropAsks: (actor) => dropAsks(stores.records, actor),
    proofs: createProofs({
      ...{ ...parts, records: stores.records, audit, log, now },
      matchEmail: config.identity.match_email,
    }),
    provesPeople: (platform) => platformOf(platform)?.channel.provesPeople ?? false,
    steps: { departure: departureStep(leaving), "unconfirmed-sign-in": unconfirmedStep(leaving) },
    issuer,
    routes: [
      ...(issuer?.routes ?? []),
      ...signInRoutes({
        flow,
        publicUrl,
        host: config.databricks.host,
        titleOf: (name) => platformOf(name)?.profile.title ?? name,
      }),
    ],
    isPerson: ({ platform }) => platformOf(platform)?.channel.hasPeople ?? false,
    contactOf: async (actor, place) => (await platformOf(actor.platform)?.channel.contact(actor, place)) ?? {},
  });
};
