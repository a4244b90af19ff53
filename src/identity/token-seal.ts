import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import type { TokenKeys } from "../config/token-keys.ts";

/*
 * PersonTokens at rest: AES-256-GCM. Each box names the key that it was closed with, so that keys can be changed: the first key
 * closes, every key opens. The owner is authenticated along, so that a box opens in its own record only.
 */

export const SealedBox = z.object({ key: z.string(), box: z.string() });
export type SealedBox = z.infer<typeof SealedBox>;

export interface TokenSeal {
  close(text: string, owner: string): SealedBox;
  /** Undefined: its key is no longer known, or it was tampered with. */
  open(box: SealedBox, owner: string): string | undefined;
}

const bytes = { nonce: 12, tag: 16 };

export const createTokenSeal = (keys: TokenKeys): TokenSeal => {
  const [first] = keys;
  if (!first) throw new TypeError("a seal needs a key");
  const [id, key] = first;
  return {
    close: (text, owner) => {
      const nonce = randomBytes(bytes.nonce);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
      const closed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return { key: id, box: Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString("base64") };
    },
    open: ({ key: name, box }, owner) => {
      const known = keys.get(name);
      const all = Buffer.from(box, "base64");
      if (!known || all.length < bytes.nonce + bytes.tag) return undefined;
      const tag = all.subarray(bytes.nonce, bytes.nonce + bytes.tag);
      const opener = createDecipheriv("aes-256-gcm", known, all.subarray(0, bytes.nonce), { authTagLength: bytes.tag });
      opener.setAAD(Buffer.from(owner)).setAuthTag(tag);
      try {
        return Buffer.concat([opener.update(all.subarray(bytes.nonce + bytes.tag)), opener.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
};
