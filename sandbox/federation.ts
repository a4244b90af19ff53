import { createPublicKey, generateKeyPairSync, verify } from "node:crypto";
import { z } from "zod";

/** The issuer of the sandbox's company, as the policy of its Databricks account names it. */
export const ISSUER = { issuer: "https://genie.example.com/auth/federation", audience: "sandbox-databricks" } as const;

const Claims = z.record(z.string(), z.unknown());

/** A key by which the bot vouches for people, and the check of what it signs. */
export const createIssuerKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey);
  return {
    /** For FEDERATION_KEY. */
    secret: Buffer.from(privateKey.export({ type: "pkcs8", format: "pem" })).toString("base64"),
    verify: (token: string): Record<string, unknown> | undefined => {
      const [head = "", claims = "", signature = ""] = token.split(".");
      const isGenuine = verify(
        "sha256",
        Buffer.from(`${head}.${claims}`),
        publicKey,
        Buffer.from(signature, "base64url"),
      );
      return isGenuine ? Claims.parse(JSON.parse(Buffer.from(claims, "base64url").toString())) : undefined;
    },
  };
};
