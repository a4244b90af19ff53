import { mailModule } from "../../../adapters/mail/module.ts";
import { probeMail } from "../../../adapters/mail/probe.ts";
import { serverOf } from "../../../adapters/mail/settings.ts";
import type { Fault } from "../../../sandbox/traffic.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Notifier } from "../../../src/ports/notifier.ts";
import { isEmailAddress } from "../../../src/text/email-address.ts";
import { notification, notifierContract } from "../../contract/notifier.ts";
import { type MailServer, startMailServer } from "../../support/mail-server.ts";

const configure = (env: Record<string, string>) => {
  const mistakes: string[] = [];
  const configured = mailModule.configure(env, (key, wrong) => mistakes.push(`${key} ${wrong}`));
  return { configured, mistakes };
};
const from = { SMTP_FROM: "Genie Concierge <genie@example.com>", SMTP_TO: "data-team@example.com" };
const open = async (url: string, more: Record<string, string> = {}): Promise<Notifier> => {
  const { configured } = configure({ SMTP_URL: url, ...from, ...more });
  return configured!.open(silent);
};

let server: MailServer;
beforeAll(async () => {
  server = await startMailServer();
});
afterAll(() => server.service.close());
afterEach(() => {
  server.service.reset();
  server.traffic.reset();
});
const fault = (more: Partial<Fault>) => server.traffic.faults.push({ service: "mail", kind: "503", times: 1, ...more });
const received = () => server.service.received();

notifierContract("e-mail", async () => ({
  notifier: await open(server.url),
  taken: () =>
    received().map(({ messageId, subject }) => ({ id: messageId.slice(1, messageId.indexOf("@")), subject })),
  busyOnce: () => fault({}),
  refuseOnce: () => fault({ kind: "500" }),
  loseAnswers: () => fault({ kind: "lost" }),
  unreachable: await open("smtp://127.0.0.1:9"),
  stranger: await open(`smtp://genie:wrong@127.0.0.1:${server.port}`),
  drop: async () => undefined,
}));

describe("e-mail", () => {
  it("has a plain and an HTML text, and a Message-ID of our domain", async () => {
    const mail = await open(server.url);
    await mail.send(notification({ to: ["jane@example.org", "ops@example.org"] }));
    expect(received()).toMatchObject([
      {
        envelope: { from: "genie@example.com", to: ["jane@example.org", "ops@example.org"] },
        from: "Genie Concierge <genie@example.com>",
        to: "jane@example.org, ops@example.org",
        subject: "nightly-load failed: table sales.orders is missing",
        messageId: "<triage.8f2c-1@example.com>",
        text: notification().text,
        html: notification().html,
        headers: { "auto-submitted": "auto-generated", "x-priority": "1 (Highest)" },
      },
    ]);
  });

  it("goes to the configured addresses when nobody is named", async () => {
    const mail = await open(server.url, { SMTP_TO: "a@example.com, b@example.com" });
    await mail.send(notification());
    expect(received()[0]?.envelope.to).toEqual(["a@example.com", "b@example.com"]);
    const nobody = await open(server.url, { SMTP_TO: "" });
    await expect(nobody.send(notification())).rejects.toMatchObject({ code: "notify.no-address" });
  });

  it.each([
    "b@x.y\r\nBcc: evil@z.z",
    "b@x.y, evil@z.z",
    "b@x.y;evil@z.z",
    "Jane <b@x.y>",
    "<b@x.y>",
    '"b@x.y> evil"@z.z',
    "b@x.y\u0000",
    "b@x..y",
    ".b@x.y",
    "b@",
    "@x.y",
    "b",
    "",
    `${"b".repeat(65)}@x.y`,
    "group: b@x.y;",
    "b@[127.0.0.1]",
    "b@-x.y",
  ])("is not sent to %j", async (address) => {
    const mail = await open(server.url);
    const refused = mail.send(notification({ to: ["good@example.com", address] }));
    await expect(refused).rejects.toMatchObject({ code: "notify.address", retry: "never" });
    expect(received()).toEqual([]);
  });

  it("says which addresses were refused while others were not", async () => {
    fault({ kind: "refused", match: "gone@example.com" });
    const mail = await open(server.url);
    expect(await mail.send(notification({ to: ["gone@example.com", "here@example.com"] }))).toEqual({
      state: "sent",
      refused: ["gone@example.com"],
    });
    expect(received()[0]?.envelope.to).toEqual(["here@example.com"]);
  });

  it("tells why the server refused every address", async () => {
    const mail = await open(server.url);
    fault({ kind: "refused" });
    await expect(mail.send(notification())).rejects.toMatchObject({
      code: "notify.refused",
      sentence: expect.stringContaining("User unknown"),
    });
    fault({ kind: "refused", code: "450 4.2.1 Mailbox busy" });
    await expect(mail.send(notification())).rejects.toMatchObject({ code: "notify.busy", retry: "later" });
    fault({ kind: "429" });
    await expect(mail.send(notification())).rejects.toMatchObject({ code: "notify.busy", retry: "later" });
  });

  it("is not known to be sent when the connection ends after its content, whether it arrived or not", async () => {
    const mail = await open(server.url);
    fault({ kind: "drop" });
    expect(await mail.send(notification())).toEqual({ state: "unknown" });
    expect(received()).toEqual([]);
    fault({ kind: "lost" });
    expect(await mail.send(notification())).toEqual({ state: "unknown" });
    expect(await mail.send(notification())).toEqual({ state: "sent" });
    expect(new Set(received().map(({ messageId }) => messageId)).size).toBe(1);
  });

  it("is given up after its time, also by a person who waits no longer", async () => {
    const { createMail } = await import("../../../adapters/mail/mail.ts");
    const sender = { name: "", address: "genie@example.com" };
    const settings = { server: serverOf(server.url)!, sender, recipients: ["a@example.com"], log: silent };
    // The content is out long before the time is over, on a busy machine, too.
    const withinMs = 1_500;
    fault({ kind: "slow", ms: 10 * withinMs });
    expect(await createMail({ ...settings, withinMs }).send(notification())).toEqual({ state: "unknown" });
    fault({ kind: "slow", ms: 10 * withinMs });
    expect(await createMail(settings).send(notification(), AbortSignal.timeout(withinMs))).toEqual({
      state: "unknown",
    });
  });

  it("never sends a password to another machine without TLS", async () => {
    const mail = await open(`smtp://genie:secret@0.0.0.0:${server.port}`);
    await expect(mail.send(notification())).rejects.toMatchObject({ code: "notify.refused" });
    expect(received()).toEqual([]);
  });
});

describe("the probe of e-mail", () => {
  it("logs in and sends nothing", async () => {
    expect(await probeMail(serverOf(server.url)!)).toEqual([
      { state: "ok", what: `mail server 127.0.0.1:${server.port} accepts the bot` },
    ]);
    expect(received()).toEqual([]);
  });

  it("refuses a wrong password", async () => {
    const wrong = serverOf(`smtp://genie:wrong@127.0.0.1:${server.port}`)!;
    expect(await probeMail(wrong)).toEqual([
      {
        state: "failed",
        what: expect.stringContaining(`127.0.0.1:${server.port} (SMTP_URL): EAUTH`),
        advice: expect.stringContaining("user and password in SMTP_URL"),
      },
    ]);
  });
});

describe("the settings of e-mail", () => {
  it("are off without SMTP_URL, and say so when others are set", () => {
    expect(configure({})).toEqual({ configured: undefined, mistakes: [] });
    expect(configure(from).mistakes).toEqual([expect.stringMatching(/^SMTP_URL is missing/)]);
  });

  it.each([
    ["smtp://mail.example.com", { host: "mail.example.com", port: 587, secure: false, credentials: undefined }],
    ["smtps://mail.example.com", { host: "mail.example.com", port: 465, secure: true, credentials: undefined }],
    [
      "smtp://a%40b.c:p%3Aw@mail.example.com:2525",
      { host: "mail.example.com", port: 2525, secure: false, credentials: { user: "a@b.c", pass: "p:w" } },
    ],
    ["smtp://[::1]:25", { host: "::1", port: 25, secure: false, credentials: undefined }],
    ["http://mail.example.com", undefined],
    ["mail.example.com", undefined],
    ["smtp://%zz@mail.example.com", undefined],
  ])("read %s", (url, expected) => {
    expect(serverOf(url)).toEqual(expected);
  });

  it("name every mistake without showing a secret", () => {
    const { configured, mistakes } = configure({
      SMTP_URL: "http://u:hunter2@x",
      SMTP_FROM: "nobody",
      SMTP_TO: "a@b,c",
    });
    expect(configured).toBeUndefined();
    expect(mistakes.map((each) => each.split(" ")[0])).toEqual(["SMTP_URL", "SMTP_FROM", "SMTP_TO"]);
    expect(mistakes.join()).not.toContain("hunter2");
  });
});

describe("an e-mail address", () => {
  it.each(["a@b", "first.last+tag@sub.example.co.uk", "o'neil@example.com", "x_1@127.example"])("is %s", (address) => {
    expect(isEmailAddress(address)).toBe(true);
  });
});
