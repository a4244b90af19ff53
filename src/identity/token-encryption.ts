import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { z } from "zod";
import type { TokenKeys } from "../config/token-keys.ts";

/*
 * Tokens at rest: AES-256-GCM. Each text names the key that it was encrypted with, so that keys can be rotated: the
 * first key encrypts, every key decrypts. The owner is authenticated data, so that a text decrypts only in its own record.
 */

/** `box`: base64 of nonce, tag and ciphertext. */
export const EncryptedText = z.object({ key: z.string(), box: z.string() });
export type EncryptedText = z.infer<typeof EncryptedText>;

export interface TokenCipher {
  encrypt(text: string, owner: string): EncryptedText;
  /** Undefined: its key is no longer known, or it was tampered with. */
  decrypt(encrypted: EncryptedText, owner: string): string | undefined;
}

const bytes = { nonce: 12, tag: 16 };

export const createTokenCipher = (keys: TokenKeys): TokenCipher => {
  const [first] = keys;
  if (!first) throw new TypeError("a cipher needs a key");
  const [id, key] = first;
  return {
    encrypt: (text, owner) => {
      const nonce = randomBytes(bytes.nonce);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(owner));
      const encrypted = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return { key: id, box: Buffer.concat([nonce, cipher.getAuthTag(), encrypted]).toString("base64") };
    },
    decrypt: ({ key: name, box }, owner) => {
      const known = keys.get(name);
      const all = Buffer.from(box, "base64");
      if (!known || all.length < bytes.nonce + bytes.tag) return undefined;
      const nonce = all.subarray(0, bytes.nonce);
      const tag = all.subarray(bytes.nonce, bytes.nonce + bytes.tag);
      const decipher = createDecipheriv("aes-256-gcm", known, nonce, { authTagLength: bytes.tag });
      decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
      try {
        const opened = decipher.update(all.subarray(bytes.nonce + bytes.tag));
        return Buffer.concat([opened, decipher.final()]).toString("utf8");
      } catch {
        return undefined;
      }
    },
  };
};
