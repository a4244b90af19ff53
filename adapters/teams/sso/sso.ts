import { z } from "zod";
import type { Log } from "../../../src/logging/log.ts";
import type { HttpResponse } from "../../../src/ports/chat/http.ts";
import type { Proof, TakeProof } from "../../../src/ports/chat/proof.ts";
import { placeOf, tenantOf, toOf } from "../address.ts";
import type { Activity } from "../inbound/activity.ts";
import { actorOf } from "../inbound/parse.ts";
import type { OnBehalfOf } from "./on-behalf-of.ts";
import type { PersonTokenCheck } from "./person-token.ts";
import type { TokenService } from "./token-service.ts";

/*
 * Single sign-on in personal chats. Every client of a person exchanges the same card, so the same ask comes several times,
 * to any replica; `take` sees to it that one of them counts and all get the same answer.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/authentication/bot-sso-code
 */

export interface SsoDeps {
  connection: string;
  check: PersonTokenCheck;
  service: Pick<TokenService, "token">;
  /** Absent: the token of the person is exchanged at Databricks as it is. */
  onBehalfOf?: ((token: string) => Promise<OnBehalfOf>) | undefined;
  take: TakeProof;
  log: Log;
}

interface Sso {
  /** The answer to an invoke of a sign-in; undefined: it is another activity. */
  answer(activity: Activity): Promise<HttpResponse | undefined>;
}

const Exchange = z.object({ id: z.string().min(1).max(200), connectionName: z.string(), token: z.string().min(1) });
const Verify = z.object({ state: z.string().min(1).max(200) });

export const createSso = (deps: SsoDeps): Sso => {
  const { connection, check, service, take, log } = deps;

  /** Whether a token signed the person in; else why not. */
  const signIn = async (activity: Activity, token: string, ask?: string): Promise<true | string> => {
    const { from } = activity;
    const wrong = await check(token, { oid: from.aadObjectId });
    if (wrong !== undefined) {
      log.warn({ event: "teams.sso-refused", wrong }, "a token from Entra was rejected");
      return wrong;
    }
    const proven = await proofOf(deps, token);
    if (proven === "consent") return "consent";
    const about = { actor: actorOf(activity), place: placeOf(toOf(activity)), ...(ask !== undefined && { ask }) };
    return (await take({ ...about, token: proven })) ? true : "refused";
  };

  const exchange = async (activity: Activity): Promise<HttpResponse> => {
    const sent = Exchange.safeParse(activity.value).data;
    if (!sent || sent.connectionName !== connection) return reply(412, { failureDetail: "unknown request" });
    const { id, token } = sent;
    const done = await signIn(activity, token, id);
    return done === true ? reply(200) : reply(412, { id, connectionName: connection, failureDetail: done });
  };

  const verify = async (activity: Activity): Promise<HttpResponse> => {
    const sent = Verify.safeParse(activity.value).data;
    const token = sent && (await service.token(activity.from.id, sent.state));
    if (token === undefined) return reply(404);
    return reply((await signIn(activity, token)) === true ? 200 : 412);
  };

  /** The client could not even try. It tells the person nothing, so the ask is answered by the other way. */
  const failure = async (activity: Activity): Promise<HttpResponse> => {
    const code = z.object({ code: z.string() }).safeParse(activity.value).data?.code ?? "";
    log.warn(
      { event: "teams.sso-failed", code: code.slice(0, 60) },
      "a Teams client could not sign its person in silently",
    );
    await take({ actor: actorOf(activity), place: placeOf(toOf(activity)), token: { kind: "none" } });
    return reply(200);
  };

  const ways: Record<string, (activity: Activity) => Promise<HttpResponse>> = {
    "signin/tokenExchange": exchange,
    "signin/verifyState": verify,
    "signin/failure": failure,
  };

  return {
    answer: async (activity) => {
      const way = activity.type === "invoke" ? ways[activity.name ?? ""] : undefined;
      if (!way) return undefined;
      // Single sign-on exists between a person and the bot alone.
      if (activity.conversation.scope !== "personal" || !tenantOf(activity)) return reply(412);
      try {
        return await way(activity);
      } catch (thrown) {
        log.warn({ event: "teams.sso-unavailable", err: thrown }, "a sign-in without a click could not be attempted");
        return reply(412, { failureDetail: "unavailable" });
      }
    },
  };
};

const proofOf = async ({ onBehalfOf, log }: SsoDeps, text: string): Promise<Proof["token"] | "consent"> => {
  if (!onBehalfOf) return { kind: "assertion", text };
  const given = await onBehalfOf(text);
  if (given.state === "given") return { kind: "access", text: given.token, lastsMs: given.lastsMs };
  if (given.state === "consent") return "consent";
  log.warn({ event: "teams.sso-no-token", detail: given.detail }, "Entra gave no token for Azure Databricks");
  return { kind: "none" };
};

const reply = (status: number, body: object = {}): HttpResponse => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify(body),
});
