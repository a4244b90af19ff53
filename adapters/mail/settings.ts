import { isIP } from "node:net";
import { isEmailAddress } from "../../src/text/email-address.ts";
import { percentDecoded } from "../../src/text/percent.ts";

/** A mail server, and how to log in there. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte; else the connection is upgraded. */
  secure: boolean;
  credentials: { user: string; pass: string } | undefined;
}

/** Reads `smtp://user:password@host:587` or `smtps://…`; undefined for anything else. */
export const serverOf = (text: string): MailServer | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const secure = url?.protocol === "smtps:";
  if (!url?.hostname || !(secure || url.protocol === "smtp:")) return undefined;
  const [user, pass] = [url.username, url.password].map(percentDecoded);
  if (user === undefined || pass === undefined) return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port ? Number(url.port) : secure ? 465 : 587,
    secure,
    credentials: user ? { user, pass } : undefined,
  };
};

/** True where nobody else can listen. */
export const isThisMachine = (host: string): boolean =>
  host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));

/** Whom mails come from. */
export interface Mailbox {
  name: string;
  address: string;
}

/** Reads `genie@example.com` or `Genie Concierge <genie@example.com>`; undefined for anything else. */
export const mailboxOf = (text: string): Mailbox | undefined => {
  const given = text.trim();
  const open = given.endsWith(">") ? given.lastIndexOf("<") : -1;
  const address = open < 0 ? given : given.slice(open + 1, -1);
  const name = open < 0 ? "" : given.slice(0, open).trim().replace(/^"|"$/g, "");
  return isEmailAddress(address) && /^[^\p{Cc}<>]{0,100}$/u.test(name) ? { name, address } : undefined;
};

export interface MailSettings {
  server: MailServer;
  sender: Mailbox;
  /** To whom it goes when nobody is named. */
  recipients: readonly string[];
}
