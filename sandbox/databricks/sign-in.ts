import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Route, WireReply, WireRequest } from "../wire.ts";
import { type Caller, createFamilies, createPeople, type PeopleChange, randomToken } from "./people.ts";

/** The OAuth app by which people sign in, as an account admin registers it: confidential, with its secret. */
export const SIGN_IN_APP = {
  id: "0a7b1c2d-0000-4000-8000-0000000051a7",
  secret: "dose-sandbox-sign-in-secret",
} as const;

interface Code {
  person: Caller;
  redirect: string;
  challenge: string;
  scope: string;
  until: number;
}

/** What an account admin trusts: an issuer, for whom its tokens have to be, and the claim that names the person. */
interface Policy {
  issuer: string;
  audience: string;
  subject: string;
  /** The claims of a token that the issuer has signed, by its published keys; undefined: it has not. */
  verify(token: string): Record<string, unknown> | undefined;
}

type PersonOf = (user: unknown) => Caller | undefined;

export type SignIn = ReturnType<typeof createSignIn>;

/** The sign-in of people: the authorize page with its people, codes with PKCE, access and refresh tokens. */
export const createSignIn = (now: () => number) => {
  const codes = new Map<string, Code>();
  const families = createFamilies(now);
  const people = createPeople();
  const federation = createFederation(families, people.find, now);

  const authorize = (request: WireRequest): WireReply => {
    const asked = Authorize.safeParse(Object.fromEntries(request.query));
    if (!asked.success) return failed(400, "invalid_request", "response_type, client_id, redirect_uri, PKCE by S256");
    if (asked.data.client_id !== SIGN_IN_APP.id) return failed(400, "invalid_client", "unknown client_id");
    return {
      status: 200,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: page(asked.data, people.all()),
    };
  };

  const choose = (request: WireRequest): WireReply => {
    const chosen = Authorize.extend({ person: z.string() }).safeParse(request.body);
    if (!chosen.success) return failed(400, "invalid_request", "nobody was chosen");
    const { person: user, redirect_uri, state, code_challenge, scope } = chosen.data;
    const back = new URL(redirect_uri);
    back.searchParams.set("state", state);
    const found = people.find(user);
    if (!found) {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", "The user denied the request.");
      return { status: 302, headers: { location: back.href } };
    }
    const code = randomToken();
    codes.set(code, {
      ...{ person: found, redirect: redirect_uri, challenge: code_challenge, scope },
      until: now() + 60_000,
    });
    back.searchParams.set("code", code);
    return { status: 302, headers: { location: back.href } };
  };

  const byCode = (form: Form): WireReply => {
    const code = codes.get(form.code ?? "");
    codes.delete(form.code ?? "");
    const challenge = createHash("sha256")
      .update(form.code_verifier ?? "")
      .digest("base64url");
    if (!code || code.until < now() || code.redirect !== form.redirect_uri || code.challenge !== challenge)
      return failed(400, "invalid_grant", "The authorization code is invalid.");
    return { status: 200, body: families.open(code.person, code.scope) };
  };

  return {
    routes: [
      { method: "GET", path: "/oidc/v1/authorize", handle: authorize },
      { method: "POST", path: "/oidc/v1/authorize", handle: choose },
      { method: "POST", path: "/oidc/v1/revoke", handle: (request) => revoked(families, request) },
    ] satisfies Route[],
    /** The answer to a request for a person's token; undefined: it is about another kind of token. */
    token: (request: WireRequest): WireReply | undefined => {
      const exchanged = federation.token(request);
      if (exchanged) return exchanged;
      const form = Form.safeParse(request.body).data;
      if (!form) return undefined;
      if (!isApp(request, form)) return failed(401, "invalid_client", "Client authentication failed");
      return form.grant_type === "authorization_code" ? byCode(form) : renewed(families, form);
    },
    trust: federation.trust,
    caller: (token: string) => families.caller(token) ?? federation.caller(token),
    change: ({ federation: isOn, ...change }: PeopleChange & { federation?: boolean | undefined }): void => {
      if (isOn !== undefined) federation.switch(isOn);
      families.change(change);
    },
    join: people.join,
    seen: families.seen,
    reset: (): void => {
      codes.clear();
      people.reset();
      federation.switch(true);
      families.reset();
    },
  };
};

const revoked = (families: ReturnType<typeof createFamilies>, request: WireRequest): WireReply => {
  const { token = "" } = z.object({ token: z.string().optional() }).safeParse(request.body).data ?? {};
  families.revoke(token);
  return { status: 200, body: {} };
};

const renewed = (families: ReturnType<typeof createFamilies>, form: Form): WireReply => {
  const given = families.refresh(form.refresh_token ?? "");
  return given ? { status: 200, body: given } : failed(401, "invalid_request", "Refresh token is invalid");
};

/** Token exchange by the account's federation policies, RFC 8693. */
const createFederation = (families: ReturnType<typeof createFamilies>, personOf: PersonOf, now: () => number) => {
  let policies: Policy[] = [];
  let isOn = true;

  /** The token ends with the one that it was made of. Undefined: the request is for another kind of token. */
  const token = (request: WireRequest): WireReply | undefined => {
    const form = ExchangeForm.safeParse(request.body).data;
    if (!form) return undefined;
    const claims = isOn ? policies.map(({ verify }) => verify(form.subject_token)).find((one) => one) : undefined;
    const policy = policies.find(({ issuer }) => issuer === claims?.["iss"]);
    if (!claims || !policy) return failed(401, "invalid_request", "No matching federation policy");
    if (claims["aud"] !== policy.audience) return failed(400, "invalid_grant", "Audience does not match the policy");
    const lastsMs = Number(claims["exp"]) * 1_000 - now();
    const person = personOf(claims[policy.subject]);
    if (lastsMs <= 0 || !person || families.isInactive(person.user))
      return failed(401, "invalid_request", "Token is expired or its subject is unknown");
    return { status: 200, body: families.exchange(person, form.scope, lastsMs) };
  };

  return {
    token,
    /** Trusts an issuer's tokens from now on, also such as it gave for Azure Databricks itself. */
    trust: (
      issuer: string,
      audience: string,
      { verify }: Pick<Policy, "verify">,
      subject = "preferred_username",
    ): void => {
      policies = [...policies.filter((one) => one.issuer !== issuer), { issuer, audience, subject, verify }];
    },
    caller: (given: string) => entraCaller(policies, personOf, given, now()),
    switch: (on: boolean): void => {
      isOn = on;
    },
  };
};

/** Azure takes a token of Entra that was made for it, as it is. */
const entraCaller = (
  policies: readonly Policy[],
  personOf: PersonOf,
  token: string,
  at: number,
): Caller | "dead" | undefined => {
  const claims = policies.map(({ verify }) => verify(token)).find((one) => one);
  if (claims?.["aud"] !== "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d") return undefined;
  const person = personOf(claims["unique_name"]);
  return person && Number(claims["exp"]) * 1_000 > at ? person : "dead";
};

const ExchangeForm = z.object({
  grant_type: z.literal("urn:ietf:params:oauth:grant-type:token-exchange"),
  subject_token_type: z.literal("urn:ietf:params:oauth:token-type:jwt"),
  subject_token: z.string(),
  scope: z.string(),
});

const Authorize = z.object({
  response_type: z.literal("code"),
  client_id: z.string(),
  redirect_uri: z.url(),
  scope: z.string(),
  state: z.string().min(1),
  code_challenge: z.string().min(43),
  code_challenge_method: z.literal("S256"),
});

const Form = z.object({
  grant_type: z.enum(["authorization_code", "refresh_token"]),
  code: z.string().optional(),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
  refresh_token: z.string().optional(),
  client_id: z.string().optional(),
  client_secret: z.string().optional(),
});
type Form = z.infer<typeof Form>;

/** HTTP Basic, or the same two values in the form. */
const isApp = (request: WireRequest, form: Form): boolean => {
  const basic = /^Basic (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const given = basic ? Buffer.from(basic, "base64").toString() : `${form.client_id}:${form.client_secret}`;
  const known = `${SIGN_IN_APP.id}:${SIGN_IN_APP.secret}`;
  return given.length === known.length && timingSafeEqual(Buffer.from(given), Buffer.from(known));
};

const failed = (status: number, error: string, error_description: string): WireReply => ({
  status,
  body: { error, error_description },
});

const page = (asked: z.infer<typeof Authorize>, people: readonly Caller[]): string => {
  const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
  const fields = Object.entries(asked).map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
  );
  const choices = [...people.map(({ user }) => [user, user] as const), ["", "Cancel"] as const];
  return [
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in to the sandbox workspace</title>',
    '<body style="font:1em/1.5 sans-serif;max-width:30em;margin:3em auto">',
    "<h1>Sandbox workspace</h1><p>Genie Concierge wants to act for you. Who are you?</p>",
    `<form method="post" action="/oidc/v1/authorize">${fields.join("")}`,
    ...choices.map(([value, label]) => `<p><button name="person" value="${value}">${label}</button></p>`),
    "</form>",
  ].join("\n");
};
