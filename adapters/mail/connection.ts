import { once } from "node:events";
import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { isThisMachine, type MailServer } from "./settings.ts";

/** A server that is silent for so long is not waited for, ms. */
const patience = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  dnsTimeout: 10_000,
  socketTimeout: 25_000,
  socketCloseTimeout: 1_000,
};

/** A connection to a server that has accepted us. */
export interface Connection {
  /**
   * Transmits one mail and says which addresses were refused. Rejects with nodemailer's error, or with the abort;
   * `begun` tells whether the server may have got the whole mail by then.
   */
  transmit(envelope: Envelope, content: Buffer): Promise<{ refused: string[] }>;
  begun(): boolean;
  close(): void;
}

interface Envelope {
  from: string;
  to: string[];
}

/**
 * Connects and logs in. Rejects with nodemailer's error, or with the abort. A password leaves this machine over TLS
 * only; without one, TLS is used where the server offers it.
 */
export const connect = async (server: MailServer, signal: AbortSignal): Promise<Connection> => {
  const { credentials, ...address } = server;
  const requireTLS = credentials !== undefined && !isThisMachine(server.host);
  const smtp = new SMTPConnection({ ...address, ...patience, requireTLS, logger: false });
  const lost = once(smtp, "error", { signal }).then(([error]) => Promise.reject(error));
  lost.catch(() => smtp.close());
  // An error that nobody listens to would end the process.
  smtp.on("error", () => undefined);

  const orLost = <T>(call: (done: (error?: Error | null, result?: T) => void) => void): Promise<T | undefined> => {
    const done = new Promise<T | undefined>((resolve, reject) =>
      call((error, result) => (error ? reject(error) : resolve(result))),
    );
    return Promise.race([done, lost]);
  };

  let hasBegun = false;
  const read = async function* (content: Buffer) {
    hasBegun = true;
    yield content;
  };

  try {
    await orLost((done) => smtp.connect(done));
    if (credentials && smtp.allowsAuth) await orLost((done) => smtp.login({ credentials }, done));
  } catch (thrown) {
    smtp.close();
    throw thrown;
  }
  return {
    transmit: async (envelope, content) => {
      // nodemailer reads a stream when the server has asked for the content, not before.
      const info = await orLost<{ rejected: string[] }>((done) =>
        smtp.send(envelope, Readable.from(read(content)), done),
      );
      return { refused: info?.rejected ?? [] };
    },
    begun: () => hasBegun,
    close: () => {
      smtp.quit();
      setTimeout(() => smtp.close(), 1_000).unref();
    },
  };
};
