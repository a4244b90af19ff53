/** What is told to people who may not be in the chat. Every text is untrusted; an adapter escapes what its wire needs. */
export interface Notification {
  /**
   * Names this notification for ever: Message-ID of a mail, or key by which a service recognizes what it has already.
   * At most 128 of `A-Z a-z 0-9 . _ -`.
   */
  id: string;
  kind: "escalation" | "retry" | "recovery" | "report";
  /** What it is about, if several notifications are: a recovery closes the incident that an escalation has opened. */
  about?: string;
  /** Addresses; empty: those that are configured. An address that is none is refused (`notify.address`). */
  to: readonly string[];
  /** One line. */
  subject: string;
  /** Plain text, complete by itself. */
  text: string;
  /** The same as a document; what people or data wrote is escaped in it already. */
  html: string;
  links: readonly { title: string; url: string }[];
  /** What a program may want to read: job, run, class. */
  facts: readonly { name: string; value: string }[];
}

/**
 * `refused`: addresses that the service did not take, while it took others. `unknown`: the connection ended before the
 * answer came, so it may have been sent.
 */
export type Sent = { state: "sent"; refused?: readonly string[] } | { state: "unknown" };

/**
 * A way to tell somebody outside the chat: e-mail, a service for incidents. Problems are `notify.*`; every Problem means
 * that nothing was sent, and `retry: "later"` that sending it again may work. An unknown outcome is an answer, no
 * Problem: nobody sends it again but a person who asks for it, with the same id.
 */
export interface Notifier {
  /** `mail`, `incident`. */
  readonly name: string;
  /** What people call it: `e-mail`, `PagerDuty`. */
  readonly title: string;
  /** Ends within a minute. Aborted before anything was sent: rejects with the abort. */
  send(notification: Notification, signal?: AbortSignal): Promise<Sent>;
  close(): void;
}
