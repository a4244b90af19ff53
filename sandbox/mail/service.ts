import { randomUUID } from "node:crypto";
import type { Server } from "node:net";
import { SMTPServer, type SMTPServerSession } from "smtp-server";
import { hangUp } from "../hang-up.ts";
import type { Fault, Traffic } from "../traffic.ts";
import { type MailText, readMail } from "./mime.ts";

/** A mail that was accepted. */
export interface ReceivedMail extends MailText {
  id: string;
  at: number;
  envelope: { from: string; to: string[] };
}

/** Who may log in. */
export const LOGIN = { user: "genie", password: "sandbox-mail-password" };

export type MailService = ReturnType<typeof createMail>;

/**
 * A mail server: takes everything, delivers nothing. Faults of the service `mail`: `refused` with `code` as the reply to
 * a recipient (match: the address), `429` to a sender, `503` and `500` to the content, `drop` before the content is
 * taken, `lost` after it, `slow` before the answer; with `held` it is taken once the sender has hung up. They match the subject, an address or nothing.
 */
export const createMail = ({ traffic }: { traffic: Traffic }) => {
  let received: ReceivedMail[] = [];

  const take = (kinds: readonly Fault["kind"][], subject: string) => traffic.take("mail", kinds, subject);

  const socketOf = ({ id }: SMTPServerSession) =>
    [...server.connections].find(({ session }) => session.id === id)?._socket;

  const finish = async (raw: Buffer, session: SMTPServerSession): Promise<"dropped" | undefined> => {
    const mail = readMail(raw);
    const to = session.envelope.rcptTo.map(({ address }) => address);
    const fault = take(["drop", "lost", "500", "503", "slow", "held"], `${mail.subject} ${to.join(" ")}`);
    if (fault?.kind === "500") throw refusal(554, "5.6.0 Message content rejected");
    if (fault?.kind === "503") throw refusal(451, "4.3.0 Temporary failure, please try again later");
    if (fault?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms ?? 2_000));
    const socket = fault?.kind === "held" ? socketOf(session) : undefined;
    if (socket) await hangUp(socket, fault?.ms);
    if (fault?.kind !== "drop") {
      const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : "";
      received.push({ ...mail, id: randomUUID(), at: Date.now(), envelope: { from, to } });
      traffic.emit("change", "mail");
    }
    return fault?.kind === "drop" || fault?.kind === "lost" ? "dropped" : undefined;
  };

  const server = new SMTPServer({
    banner: "sandbox mail server",
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    logger: false,
    onAuth: ({ username, password }, _, done) =>
      username === LOGIN.user && password === LOGIN.password
        ? done(null, { user: username })
        : done(refusal(535, "5.7.8 Authentication credentials invalid")),
    onMailFrom: ({ address }, _, done) =>
      done(take(["429"], address) ? refusal(452, "4.5.3 Too many messages, please slow down") : null),
    onRcptTo: ({ address }, _, done) => {
      const fault = take(["refused"], address);
      done(fault ? refusalOf(fault.code ?? "550 5.1.1 Recipient address rejected: User unknown") : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        finish(Buffer.concat(chunks), session).then(
          (how) =>
            how === "dropped"
              ? socketOf(session)?.destroy()
              : done(null, `2.0.0 OK queued as ${randomUUID().slice(0, 8)}`),
          done,
        );
      });
    },
  });
  // A client that goes away in the middle of its mail.
  server.on("error", () => undefined);

  return {
    name: "mail",
    received: (): readonly ReceivedMail[] => received,
    listen: (port: number): Promise<Server> =>
      new Promise((resolve, reject) => {
        server.server.once("error", reject);
        server.listen(port, "127.0.0.1", () => resolve(server.server as Server));
      }),
    close: (): Promise<void> =>
      new Promise((resolve) => {
        for (const { _socket } of server.connections) _socket.destroy();
        server.close(() => resolve());
      }),
    reset: (): void => {
      received = [];
    },
  };
};

const refusal = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

/** `451 4.3.0 Try later` as a reply. */
const refusalOf = (reply: string): Error => refusal(Number(reply.slice(0, 3)) || 550, reply.slice(4) || "Refused");
