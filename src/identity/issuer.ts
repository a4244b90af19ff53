import { createHash, createPublicKey, type KeyObject, randomUUID, sign } from "node:crypto";
import type { Route } from "../http/server.ts";
import type { HttpResponse } from "../ports/chat/http.ts";

/*
 * The company's own issuer of tokens about people: the bot signs who somebody in a chat is, and Databricks believes it by a
 * federation policy. Whoever has the key can be anybody of the listed domains, so it is in the environment alone.
 */

export interface IssuerSettings {
  /** As the policy in Databricks names it. */
  issuer: string;
  audience: string;
  /** Domains of the addresses that it vouches for, in lower case. */
  domains: readonly string[];
  /** RSA, private. The first signs; all are published, so that one can follow another. */
  keys: readonly KeyObject[];
}

export interface Issuer {
  /** A token that says who somebody is; undefined: the address is none that it vouches for. */
  vouchFor(email: string): string | undefined;
  /** What Databricks reads to check tokens: public keys. By method and path. */
  routes: [route: string, route: Route][];
}

/** The token of Databricks ends with ours, s. */
const lastsSeconds = 3_600;

const issuerPath = "/auth/federation";

export const createIssuer = ({ issuer, audience, domains, keys }: IssuerSettings, now: () => number): Issuer => {
  const published = keys.map(publicJwk);
  const [key] = keys;
  const kid = published[0]?.kid;
  const serve = (body: object): Route => ({ receive: async () => json(body) });
  return {
    vouchFor: (email) => {
      const address = email.toLowerCase();
      // Beyond ASCII there are other letters that look the same, or become the same in lower case.
      if (!/^[\x21-\x7e]+$/.test(email)) return undefined;
      if (!key || !domains.includes(address.slice(address.lastIndexOf("@") + 1))) return undefined;
      const at = Math.floor(now() / 1_000);
      const claims = { iss: issuer, aud: audience, sub: address, iat: at, nbf: at - 60, exp: at + lastsSeconds };
      const text = [
        { alg: "RS256", typ: "JWT", kid },
        { ...claims, jti: randomUUID() },
      ]
        .map(encoded)
        .join(".");
      return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
    },
    routes: [
      [
        `GET ${issuerPath}/.well-known/openid-configuration`,
        serve({
          ...{ issuer, jwks_uri: `${issuer.replace(/\/$/, "")}/keys`, response_types_supported: ["id_token"] },
          ...{ subject_types_supported: ["public"], id_token_signing_alg_values_supported: ["RS256"] },
        }),
      ],
      [`GET ${issuerPath}/keys`, serve({ keys: published })],
    ],
  };
};

const publicJwk = (key: KeyObject) => {
  const jwk = createPublicKey(key).export({ format: "jwk" });
  const thumb = createHash("sha256").update(JSON.stringify([jwk.n, jwk.e]));
  return { ...jwk, kid: thumb.digest("base64url").slice(0, 16), use: "sig", alg: "RS256" };
};

const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

const json = (body: object): HttpResponse => ({
  status: 200,
  headers: { "content-type": "application/json; charset=utf-8", "cache-control": "max-age=300" },
  body: JSON.stringify(body),
});
