import { createHash, timingSafeEqual } from "node:crypto";

export interface ApiKey {
  /** Names the asker. */
  name: string;
  key: string;
}

/** Finds the name of the key in an Authorization header. Its time tells nothing about the keys. */
export const createKeyring = (keys: ApiKey[]): ((authorization: string | undefined) => string | undefined) => {
  const known = keys.map(({ name, key }) => ({ name, digest: digestOf(key) }));
  return (authorization) => {
    const given = digestOf(/^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "");
    const matches = known.filter(({ digest }) => timingSafeEqual(digest, given));
    return matches[0]?.name;
  };
};

const digestOf = (key: string): Buffer => createHash("sha256").update(key).digest();
