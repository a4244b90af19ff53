import { verify } from "node:crypto";
import { z } from "zod";
import type { Key } from "../connector/sdk.ts";

/* JSON Web Tokens as Microsoft signs them. */

/** A token whose signature is still to be checked. */
export interface Jwt {
  /** Name of the key that signed it. */
  kid: string;
  claims: unknown;
  isSignedBy(key: Key): boolean;
}

/** Only what Microsoft uses, so that no token chooses how it is checked. */
const Header = z.object({ alg: z.enum(["RS256", "RS384", "RS512"]), kid: z.string().min(1) });

/** Longer than any token of Microsoft's. */
const longest = 16_384;

/** Undefined: it is none. */
export const readJwt = (text: string): Jwt | undefined => {
  if (text.length > longest) return undefined;
  const [head = "", body = "", signature = "", rest] = text.split(".");
  const header = rest === undefined ? Header.safeParse(decoded(head)).data : undefined;
  if (!header) return undefined;
  const hash = header.alg.replace("RS", "sha");
  return {
    kid: header.kid,
    claims: decoded(body),
    isSignedBy: ({ pem }) => verify(hash, Buffer.from(`${head}.${body}`), pem, Buffer.from(signature, "base64url")),
  };
};

const decoded = (part: string): unknown => {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
};
