import { randomUUID } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { Problem } from "../../src/errors.ts";
import type { Log } from "../../src/logging/log.ts";
import type { Notification, Notifier, Sent } from "../../src/ports/notifier.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { isEmailAddress } from "../../src/text/email-address.ts";
import { type Connection, connect } from "./connection.ts";
import { mailProblem } from "./problems.ts";
import type { MailSettings } from "./settings.ts";

export interface MailDeps extends MailSettings {
  log: Log;
  /** Longest time of one mail, ms. */
  withinMs?: number;
}

const mostAddresses = 50;
const longest = { subject: 200, text: 200_000, html: 400_000 };

/** E-mail over SMTP, one connection a mail. */
export const createMail = ({ server, sender, recipients, log, withinMs = 55_000 }: MailDeps): Notifier => ({
  name: "mail",
  title: phrase("eMail", {}),
  close: () => undefined,
  send: async (notification, given) => {
    const to = addressesOf(notification.to.length > 0 ? notification.to : recipients);
    const content = await composed(notification, { sender, to });
    const signal = AbortSignal.any([AbortSignal.timeout(withinMs), ...(given ? [given] : [])]);
    let connection: Connection | undefined;
    try {
      connection = await connect(server, signal);
      const { refused } = await connection.transmit({ from: sender.address, to }, content);
      connection.close();
      log.info({ event: "mail.sent", id: notification.id, to: to.length, refused: refused.length }, "mail sent");
      return refused.length > 0 ? { state: "sent", refused } : { state: "sent" };
    } catch (thrown) {
      return notSent(thrown, { notification, begun: connection?.begun() ?? false, given, log });
    }
  },
});

interface Attempt {
  notification: Notification;
  /** The server may have got the whole mail. */
  begun: boolean;
  given: AbortSignal | undefined;
  log: Log;
}

/** What an attempt that failed means. Only an answer of the server tells for sure that it did not take the mail. */
const notSent = (thrown: unknown, { notification, begun, given, log }: Attempt): Sent => {
  const isAnswer = thrown instanceof Error && "responseCode" in thrown && typeof thrown.responseCode === "number";
  if (begun && !isAnswer) {
    log.warn({ event: "mail.unknown", id: notification.id, err: thrown }, "the mail server did not confirm a mail");
    return { state: "unknown" };
  }
  given?.throwIfAborted();
  throw mailProblem(thrown);
};

/** The addresses, each once. */
const addressesOf = (given: readonly string[]): string[] => {
  const addresses = [...new Set(given.map((address) => address.trim()))];
  const wrong = addresses.find((address) => !isEmailAddress(address));
  if (wrong !== undefined)
    throw Problem.of("notify.address", { address: wrong.replace(/[\p{Cc}`]/gu, " ").slice(0, 80) });
  if (addresses.length === 0) throw Problem.of("notify.no-address", { setting: "SMTP_TO" });
  if (addresses.length > mostAddresses)
    throw Problem.of("notify.refused", {
      service: phrase("eMailFirst", {}),
      reason: phrase("tooManyAddresses", { most: mostAddresses }),
    });
  return addresses;
};

/**
 * The mail as it is transmitted. Addresses are given as objects: in a string of several parts nodemailer would find
 * more addresses than we checked.
 */
const composed = (
  { id, kind, subject, text, html }: Notification,
  { sender, to }: { sender: MailSettings["sender"]; to: string[] },
): Promise<Buffer> => {
  const domain = sender.address.slice(sender.address.lastIndexOf("@") + 1);
  return new MailComposer({
    from: sender,
    to: to.map((address) => ({ name: "", address })),
    subject: oneLine(subject.slice(0, 4 * longest.subject)).slice(0, longest.subject),
    text: text.slice(0, longest.text),
    // Half a document is none.
    ...(html.length <= longest.html && { html }),
    messageId: `<${/^[\w.-]{1,128}$/.test(id) ? id : randomUUID()}@${domain}>`,
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(kind === "escalation" && { "X-Priority": "1 (Highest)", Importance: "High" }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
    .compile()
    .build();
};

const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
