/* What an operator looks at when a host cannot be reached. */

/** By the codes of system calls, of the HTTP client and of OpenSSL. */
const advice: Readonly<Record<string, string>> = {
  ENOTFOUND: "DNS does not know this host. Check its spelling, and the DNS server of this network.",
  EAI_AGAIN: "DNS does not answer in this network.",
  ECONNREFUSED: "Nothing listens there. Check host and port, and whether a proxy is needed.",
  ETIMEDOUT: "A firewall drops the connection. Let this machine out to that host and port.",
  ECONNRESET: "The connection was cut. Look for a proxy or firewall in between.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another host. Check the address.",
  CERT_HAS_EXPIRED: "Its certificate has expired. Whoever runs it has to renew it.",
  ERR_SSL_WRONG_VERSION_NUMBER:
    "It does not speak TLS on that port. Check the port, and whether the address needs TLS.",
};

const alike: Readonly<Record<string, string>> = {
  EHOSTUNREACH: "ETIMEDOUT",
  ENETUNREACH: "ETIMEDOUT",
  UND_ERR_CONNECT_TIMEOUT: "ETIMEDOUT",
  UND_ERR_SOCKET: "ECONNRESET",
};

const untrusted =
  "Its certificate is not trusted here. If it is your company's own, or a proxy inspects TLS, name the CA in NODE_EXTRA_CA_CERTS.";

/** What such a code means and what to do; undefined: it says nothing of the network. */
export const networkAdvice = (code: string): string | undefined =>
  advice[alike[code] ?? code] ?? (/CERT|SIGNED|SIGNATURE|TLS|SSL/.test(code) ? untrusted : undefined);

/** The code of the system or of a client behind an error; empty if there is none. */
export const networkCodeOf = (thrown: unknown, most = 5): string => {
  if (typeof thrown !== "object" || thrown === null || most === 0) return "";
  const code = "code" in thrown && typeof thrown.code === "string" ? thrown.code : "";
  // Some drivers give a code of their own and name the system's in their words.
  const [named = ""] = thrown instanceof Error ? (/\bE[A-Z]{4,15}\b/.exec(thrown.message.slice(0, 300)) ?? []) : [];
  const known = [code, named].find((one) => networkAdvice(one) !== undefined);
  if (known !== undefined) return known;
  const inner = "cause" in thrown ? networkCodeOf(thrown.cause, most - 1) : "";
  // Several addresses of one host failed.
  return inner || (thrown instanceof AggregateError ? networkCodeOf(thrown.errors[0], most - 1) : "");
};
