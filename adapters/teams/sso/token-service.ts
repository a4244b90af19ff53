import { z } from "zod";
import { Problem } from "../../../src/errors.ts";
import { oneOf, withoutEnd } from "../../../src/text/scan.ts";
import type { To } from "../address.ts";
import type { Credentials } from "../connector/credentials.ts";

/*
 * The token service of the Bot Framework: it makes the link by which a person signs in where silence is not enough, and
 * keeps their Entra token for us then.
 * https://learn.microsoft.com/azure/bot-service/bot-builder-concept-authentication
 */

export interface TokenServiceDeps {
  /** Base address: `https://api.botframework.com`. */
  url: string;
  /** Name of the bot's OAuth connection. */
  connection: string;
  appId: string;
  credentials: Credentials;
}

export interface SignInResource {
  link: string;
  /** What a client exchanges for a token without a click. */
  exchange: { uri: string; providerId?: string | undefined };
}

export interface TokenService {
  /** How somebody in this chat signs in. */
  resource(to: To): Promise<SignInResource>;
  /** The token of somebody who has signed in by the link and got this code; undefined: the code is not good. */
  token(user: string, code: string): Promise<string | undefined>;
}

const Resource = z.object({
  signInLink: z.url(),
  tokenExchangeResource: z.object({ uri: z.string().min(1), providerId: z.string().nullish() }),
});
const Held = z.object({ token: z.string().min(1) });

/** Nobody waits for it: there is another way to sign in. */
const away = (detail: string, cause?: unknown): Problem => Problem.of("login.unproven", {}, { detail, cause });

/** Teams waits fifteen seconds for the answer to an invoke. */
const answerMs = 6_000;

export const createTokenService = ({ url, connection, appId, credentials }: TokenServiceDeps): TokenService => {
  const get = async (path: string, query: Record<string, string>): Promise<{ status: number; body: unknown }> => {
    const token = await credentials.token();
    try {
      const response = await fetch(`${withoutEnd(url, oneOf("/"))}/api/${path}?${new URLSearchParams(query)}`, {
        headers: { accept: "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
        redirect: "error",
        signal: AbortSignal.timeout(answerMs),
      });
      return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch (thrown) {
      throw away("no answer", thrown);
    }
  };

  return {
    resource: async (to) => {
      const state = Buffer.from(JSON.stringify(stateOf(connection, appId, to))).toString("base64");
      const { status, body } = await get("botsignin/GetSignInResource", { state });
      const found = Resource.safeParse(body).data;
      if (status !== 200 || !found) throw away(`HTTP ${status} of GetSignInResource`);
      const { uri, providerId } = found.tokenExchangeResource;
      return { link: found.signInLink, exchange: { uri, ...(providerId && { providerId }) } };
    },
    token: async (user, code) => {
      const query = { userId: user, connectionName: connection, channelId: "msteams", code };
      const { status, body } = await get("usertoken/GetToken", query);
      if (status === 404 || status === 400) return undefined;
      const held = Held.safeParse(body).data;
      if (status !== 200 || !held) throw away(`HTTP ${status} of GetToken`);
      return held.token;
    },
  };
};

/** What the service wants to know of the chat. */
const stateOf = (connectionName: string, msAppId: string, to: To): object => ({
  connectionName,
  msAppId,
  conversation: {
    bot: to.bot,
    channelId: "msteams",
    conversation: { id: to.conversation, conversationType: to.scope, tenantId: to.tenant },
    serviceUrl: to.serviceUrl,
    ...(to.user && { user: to.user }),
  },
});
