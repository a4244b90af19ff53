import {
  createPublicKey,
  createSign,
  createVerify,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
} from "node:crypto";
import { z } from "zod";

type Claims = Record<string, unknown>;

/** An RSA key that signs tokens, and its public half that verifies them. */
export interface Key {
  /** A token with these claims. `header` overrides its key id and algorithm, for forgeries. */
  sign(claims: Claims, header?: Record<string, unknown>): string;
  /** The claims of a token that this key has signed, else undefined. Does not check times and audiences. */
  verify(token: string): Claims | undefined;
  /** The public key as JSON Web Key. */
  jwk(more?: Record<string, unknown>): JsonWebKey;
}

/** A new key, generated on first use. */
export const createKey = (kid: string = randomUUID()): Key => {
  let pair: { privateKey: KeyObject; publicKey: KeyObject } | undefined;
  const keys = () => {
    pair ??= generateKeyPairSync("rsa", { modulusLength: 2048 });
    return pair;
  };
  return {
    sign: (claims, header = {}) => {
      const head = { alg: "RS256", kid, x5t: kid, typ: "JWT", ...header };
      const text = `${encoded(head)}.${encoded(claims)}`;
      return `${text}.${createSign("RSA-SHA256").update(text).sign(keys().privateKey, "base64url")}`;
    },
    verify: (token) => {
      const [head = "", claims = "", signature = ""] = token.split(".");
      const right = createVerify("RSA-SHA256")
        .update(`${head}.${claims}`)
        .verify(keys().publicKey, signature, "base64url");
      return right ? decoded(claims) : undefined;
    },
    jwk: (more) => ({
      ...createPublicKey(keys().privateKey).export({ format: "jwk" }),
      use: "sig",
      alg: "RS256",
      kid,
      x5t: kid,
      ...more,
    }),
  };
};

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

const Claims = z.record(z.string(), z.unknown());

const decoded = (part: string): Claims | undefined => {
  try {
    return Claims.parse(JSON.parse(Buffer.from(part, "base64url").toString()));
  } catch {
    return undefined;
  }
};
