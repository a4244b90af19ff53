const command = (path: string, proof: string) =>
  ({ service: "mail", method: "SMTP", path, level: "supported", proof }) as const;

/** What the mail server takes, and which test proves it. It speaks SMTP, so there are commands instead of routes. */
export const coverage: {
  service: "mail";
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  proof: string;
}[] = [
  command("AUTH", "test/adapters/mail/mail.test.ts: refuses a wrong password"),
  command("MAIL", "test/sandbox/mail.test.ts: takes a mail and shows it"),
  command("RCPT", "test/sandbox/mail.test.ts: refuses a recipient when a fault wants it"),
  command("DATA", "test/sandbox/mail.test.ts: takes a mail and shows it"),
  {
    service: "mail",
    method: "SMTP",
    path: "STARTTLS",
    level: "missing",
    note: "no certificate that anybody would trust",
    proof: "",
  },
];
