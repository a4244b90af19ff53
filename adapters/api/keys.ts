import { createHash, timingSafeEqual } from "node:crypto";
import type { HttpRequest } from "../../src/ports/chat/http.ts";

export interface ApiKey {
  /** Names the asker. */
  name: string;
  key: string;
}

/**
 * Finds the name of the key in the headers of a request: in x-api-key, else in Authorization, which a proxy may need for
 * itself. Its time tells nothing about the keys.
 */
export const createKeyring = (keys: ApiKey[]): ((headers: HttpRequest["headers"]) => string | undefined) => {
  const known = keys.map(({ name, key }) => ({ name, digest: digestOf(key) }));
  return (headers) => {
    const bearer = /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1];
    const given = digestOf(headers["x-api-key"] || bearer || "");
    const matches = known.filter(({ digest }) => timingSafeEqual(digest, given));
    return matches[0]?.name;
  };
};

const digestOf = (key: string): Buffer => createHash("sha256").update(key).digest();
