import { createPrivateKey, type KeyObject } from "node:crypto";

/**
 * Reads private RSA keys in PEM, separated by commas; line ends may be written as `\\n`, or a key in base64. Returns what
 * is wrong instead. The first signs; the others are still, or already, published.
 */
export const federationKeys = (text: string): KeyObject[] | string => {
  const keys = text.split(",").map(keyOf);
  const mistake = keys.find((key) => typeof key === "string");
  return mistake ?? keys.filter((key) => typeof key !== "string");
};

const keyOf = (text: string): KeyObject | string => {
  const pem = text.includes("-----BEGIN") ? text.replaceAll("\\n", "\n") : Buffer.from(text, "base64").toString();
  try {
    const key = createPrivateKey(pem);
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return key.asymmetricKeyType === "rsa" && bits >= 2_048 ? key : "must be an RSA key of at least 2048 bits";
  } catch {
    return "must be a private RSA key in PEM (openssl genrsa 2048), with \\n for the ends of lines, or in base64";
  }
};
