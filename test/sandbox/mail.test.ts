import { createConnection } from "node:net";
import { startSandbox } from "../../sandbox/sandbox.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.service.close());
afterEach(() => {
  server.service.reset();
  server.traffic.reset();
});

/** Says each line when the server has answered the one before it, and returns the answers; closed: an empty one. */
const talk = async (lines: string[]): Promise<string[]> => {
  const socket = createConnection(server.port, "127.0.0.1").setEncoding("utf8");
  const answers: string[] = [];
  let waiting = Promise.withResolvers<string>();
  socket.on("data", (text: string) => waiting.resolve(text));
  socket.on("close", () => waiting.resolve(""));
  for (const line of lines) {
    await waiting.promise;
    waiting = Promise.withResolvers<string>();
    socket.write(`${line}\r\n`);
    answers.push(await waiting.promise.then((text) => text.trim()));
    waiting = { ...waiting, promise: Promise.resolve("") };
  }
  socket.destroy();
  return answers;
};

const envelope = ["EHLO x", "MAIL FROM:<a@example.com>", "RCPT TO:<b@example.com>", "DATA"];
const mail = [
  "Subject: =?UTF-8?Q?Gr=C3=B6=C3=9Fe?= =?UTF-8?B?IDI=?=",
  "Message-ID: <1@example.com>",
  "Content-Type: multipart/alternative; boundary=x",
  "",
  "--x",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Gr=C3=B6=\r\n=C3=9Fe",
  "--x",
  "Content-Type: text/html; charset=utf-8",
  "Content-Transfer-Encoding: base64",
  "",
  "PGI+eDwvYj4=",
  "--x--",
  ".",
].join("\r\n");

describe("the mail server", () => {
  it("takes a mail and shows it", async () => {
    const answers = await talk([...envelope, mail]);
    expect(answers.map((answer) => answer.slice(0, 3))).toEqual(["250", "250", "250", "354", "250"]);
    expect(server.service.received()).toMatchObject([
      {
        envelope: { from: "a@example.com", to: ["b@example.com"] },
        messageId: "<1@example.com>",
        subject: "Größe 2",
        text: "Größe",
        html: "<b>x</b>",
      },
    ]);
  });

  it("refuses a recipient when a fault wants it", async () => {
    const refused = { service: "mail", kind: "refused", times: 1 } as const;
    server.traffic.faults.push({ ...refused, match: "b@example.com", code: "450 4.2.1 Mailbox busy" });
    expect((await talk(envelope.slice(0, 3))).at(-1)).toBe("450 4.2.1 Mailbox busy");
    server.traffic.faults.push(refused);
    expect((await talk(envelope.slice(0, 3))).at(-1)).toMatch(/^550 /);
  });

  it.each([
    ["drop", "", 0],
    ["lost", "", 1],
    ["500", "554", 0],
    ["503", "451", 0],
  ] as const)("has the trouble %s after the content", async (kind, code, kept) => {
    server.traffic.faults.push({ service: "mail", kind, times: 1, match: "Größe" });
    const answers = await talk([...envelope, mail]);
    expect(answers.at(-1)?.slice(0, 3)).toBe(code);
    expect(server.service.received()).toHaveLength(kept);
  });

  it("is part of the sandbox, whose control API shows the mails", async () => {
    const sandbox = await startSandbox({ port: 0 });
    const get = async (path: string) => (await fetch(`${sandbox.control}/control/${path}`)).json();
    expect(sandbox.env["SMTP_URL"]).toMatch(/^smtp:\/\/genie:[^@]+@127\.0\.0\.1:\d+$/);
    expect(await get("mail")).toEqual([]);
    expect(await get("incidents")).toEqual([]);
    const body = JSON.stringify({ service: "mail", kind: "lost" });
    const headers = { "content-type": "application/json" };
    expect((await fetch(`${sandbox.control}/control/faults`, { method: "POST", headers, body })).status).toBe(200);
    await sandbox.stop();
  });
});
