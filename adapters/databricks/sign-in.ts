import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Arrived, PersonTokens, SignInService } from "../../src/ports/databricks/sign-in.ts";
import { type Timing, timing } from "../../src/resilience/retry.ts";
import { httpSend } from "../http/send.ts";
import { exchange, type Received, workspaceUrl } from "./exchange.ts";
import { parseFault } from "./fault.ts";
import { tryJson } from "./json.ts";
import { problemOf } from "./problem.ts";

export interface SignInDeps extends Partial<Timing> {
  host: string;
  clientId: string;
  /** Absent: a public app. */
  clientSecret?: string | undefined;
  scopes: string;
  fetch?: typeof fetch;
}

/**
 * User-to-machine OAuth of one workspace, with PKCE.
 * https://docs.databricks.com/aws/en/dev-tools/auth/oauth-u2m
 */
export const createSignInService = (deps: SignInDeps): SignInService => {
  const time = timing(deps);
  const host = workspaceUrl(deps.host);

  const send = (path: string, method: "GET" | "POST", headers: Record<string, string>, form?: Record<string, string>) =>
    exchange(
      {
        ...{ send: deps.fetch ?? httpSend, url: new URL(path, host), method, timeoutMs: 10_000 },
        headers: { accept: "application/json", ...headers, ...(form && formHeader) },
        ...(form && { body: new URLSearchParams(form).toString() }),
      },
      time.now,
    );

  const tokenRequest = async (form: Record<string, string>): Promise<Received> => {
    const { clientId, clientSecret } = deps;
    if (clientSecret === undefined) return send("/oidc/v1/token", "POST", {}, { ...form, client_id: clientId });
    const basic = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString("base64");
    return send("/oidc/v1/token", "POST", { authorization: `Basic ${basic}` }, form);
  };

  return {
    address: ({ state, challenge, redirect }) => {
      const url = new URL("/oidc/v1/authorize", host);
      const query = {
        ...{ response_type: "code", client_id: deps.clientId, redirect_uri: redirect, scope: deps.scopes, state },
        ...{ code_challenge: challenge, code_challenge_method: "S256" },
      };
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    },
    exchange: async ({ code, verifier, redirect }) =>
      tokensIn(
        await tokenRequest({ grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirect }),
      ),
    refresh: async (refresh) =>
      tokensIn(await tokenRequest({ grant_type: "refresh_token", refresh_token: refresh }), refresh),
    whoIs: async (access) =>
      arrivedIn(await send("/api/2.0/preview/scim/v2/Me", "GET", { authorization: `Bearer ${access}` })),
    revoke: async (refresh) => {
      await tokenRequestTo(send, deps, refresh).catch(() => undefined);
    },
  };
};

const formHeader = { "content-type": "application/x-www-form-urlencoded" };

type Send = (
  path: string,
  method: "POST",
  headers: Record<string, string>,
  form: Record<string, string>,
) => Promise<Received>;

/** Not documented for Databricks; the answer says nothing that we could act on. */
const tokenRequestTo = (send: Send, { clientId, clientSecret }: SignInDeps, token: string): Promise<Received> =>
  send(
    "/oidc/v1/revoke",
    "POST",
    {},
    { token, client_id: clientId, ...(clientSecret !== undefined && { client_secret: clientSecret }) },
  );

const Granted = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().positive(),
});

/** `before`: the refresh token that was used; an answer without a new one means that it lives on. */
const tokensIn = (received: Received, before?: string): PersonTokens => {
  if (received.status !== 200) throw refused(received, before === undefined);
  const granted = Granted.safeParse(tryJson(received.text)).data;
  const refresh = granted?.refresh_token ?? before;
  // Without the scope offline_access there is no refresh token.
  if (!granted || refresh === undefined)
    throw Problem.of("login.app", {}, { detail: "no refresh token in the answer: the scopes lack offline_access" });
  return { access: granted.access_token, refresh, lastsMs: granted.expires_in * 1_000 };
};

/**
 * What a refusal of the token endpoint means. A dead refresh token is not answered by the standard's `invalid_grant`
 * alone. Only the code and known words are kept: an answer might repeat what was sent.
 */
const refused = ({ status, text, retryAfterMs }: Received, isCode: boolean): Problem => {
  const fault = parseFault(status, text);
  const detail = `${status} ${/^\w{1,40}$/.test(fault.code) ? fault.code : ""}`.trim();
  const isDead = fault.code === "invalid_grant" || /refresh token is (?:invalid|expired)/i.test(fault.message);
  if ((status === 400 || status === 401) && isDead)
    return isCode ? Problem.of("login.refused", {}, { detail }) : Problem.of("login.ended", {}, { detail });
  if (["invalid_client", "unauthorized_client"].includes(fault.code)) return Problem.of("login.app", {}, { detail });
  const known = problemOf({
    ...fault,
    message: /blocked by Databricks IP ACL/i.test(fault.message) ? fault.message : "",
  });
  if (known.code === "databricks.ip-blocked") return known;
  const options = { retry: "later" as const, detail, ...(retryAfterMs !== undefined && { afterMs: retryAfterMs }) };
  return Problem.of("login.unavailable", {}, options);
};

const Me = z.object({
  id: z.string().min(1),
  userName: z.string(),
  displayName: z.string().nullish(),
  active: z.boolean().default(true),
  emails: z.array(z.object({ value: z.string() })).nullish(),
});

const arrivedIn = ({ status, text }: Received): Arrived => {
  const me = status === 200 ? Me.safeParse(tryJson(text)).data : undefined;
  if (!me) throw Problem.of("login.unavailable", {}, { retry: "later", detail: `${status} of Me` });
  const { id, userName, displayName, active, emails } = me;
  const others = (emails ?? []).map(({ value }) => value);
  return { id, userName, name: displayName || userName, active, emails: [...new Set([userName, ...others])] };
};
