import { createPrivateKey, type KeyObject } from "node:crypto";

/** Reads a private RSA key in PEM; line ends may be written as `\\n`, or all of it in base64. Returns what is wrong instead. */
export const federationKey = (text: string): KeyObject | string => {
  const pem = text.includes("-----BEGIN") ? text.replaceAll("\\n", "\n") : Buffer.from(text, "base64").toString();
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === "rsa" && bits >= 2_048 ? key : "must be an RSA key of at least 2048 bits";
  } catch {
    return "must be a private RSA key in PEM (openssl genrsa 2048), with \\n for the ends of lines, or in base64";
  }
};
