import { z } from "zod";
import { notifierModule } from "../../src/ports/notifier-module.ts";
import { type AddMistake, text } from "../../src/ports/setup.ts";
import { isEmailAddress } from "../../src/text/email-address.ts";
import { mailboxOf, serverOf } from "./settings.ts";

const example = "smtp://user:password@smtp.example.com:587, or smtps://…:465";

/** E-mail as the rest of the program knows it. */
export const mailModule = notifierModule({
  name: "mail",
  environment: z.object({ SMTP_URL: text, SMTP_FROM: text, SMTP_TO: text }),
  settings: ({ SMTP_URL: url, SMTP_FROM: from, SMTP_TO: to }, addMistake) => {
    if (!url) {
      if (from || to) addMistake("SMTP_URL", `is missing, so there would be no e-mail: ${example}`);
      return undefined;
    }
    const [server, sender] = [serverOf(url), from === undefined ? undefined : mailboxOf(from)];
    if (!server) addMistake("SMTP_URL", `must be ${example}`);
    if (!sender) addMistake("SMTP_FROM", senderAdvice(from));
    const recipients = recipientsOf(to ?? "", addMistake);
    return server && sender && { server, sender, recipients };
  },
  open: async (settings, log) => {
    const { createMail } = await import("./mail.ts");
    return createMail({ ...settings, log });
  },
  probe: async ({ server }) => {
    const { probeMail } = await import("./probe.ts");
    return probeMail(server);
  },
});

const senderAdvice = (from: string | undefined): string =>
  `${from === undefined ? "is missing" : "is no e-mail address"}: what mails come from, such as Genie Concierge <genie@example.com>`;

const recipientsOf = (list: string, addMistake: AddMistake): string[] => {
  const addresses = list
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  for (const address of addresses.filter((each) => !isEmailAddress(each)))
    addMistake("SMTP_TO", `${address.slice(0, 80)} is no e-mail address; several are separated by commas`);
  return addresses;
};
