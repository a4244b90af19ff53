import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import { redacted } from "../../src/logging/redact.ts";
import { phrase } from "../../src/reply/words/phrase.ts";

/** What nodemailer says of a failure: its own code, and the server's if it has answered. */
const Refusal = z.object({
  code: z.string().catch(""),
  responseCode: z.number().optional().catch(undefined),
  message: z.string().catch(""),
});
type Refusal = z.infer<typeof Refusal>;

const service = phrase("mailServer", {});

/** A failure before the server took the mail, so nothing was sent. */
export const mailProblem = (thrown: unknown): Problem => {
  const { code, responseCode = 0, message } = refusalOf(thrown);
  const about = { detail: [code, message].filter(Boolean).join(" ").slice(0, 500), cause: thrown };
  if (responseCode >= 400 && responseCode < 500)
    return Problem.of("notify.busy", { service }, { ...about, retry: "later" });
  if (code === "EAUTH") return Problem.of("notify.credentials", { service, setting: "SMTP_URL" }, about);
  if (responseCode >= 500) return Problem.of("notify.refused", { service, reason: reasonOf(message) }, about);
  if (code === "ETLS") {
    const reason = phrase("noSecureConnection", { reason: reasonOf(message) });
    return Problem.of("notify.refused", { service, reason }, about);
  }
  if (["EENVELOPE", "EMESSAGE"].includes(code))
    return Problem.of("notify.refused", { service, reason: reasonOf(message) }, about);
  return Problem.of("notify.unreachable", { service }, { ...about, retry: "later" });
};

const refusalOf = (thrown: unknown): Refusal => {
  const found = thrown instanceof Error ? thrown : new Error(String(thrown));
  return Refusal.parse({ ...found, message: found.message });
};

/** The server's own words in one line, without a full stop. */
const reasonOf = (message: string): string =>
  redacted(message.slice(0, 1_000))
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, 300)
    .replace(/[.\s]+$/, "");
