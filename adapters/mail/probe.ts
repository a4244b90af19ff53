import { adviceOn, type Problem } from "../../src/errors.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { connect } from "./connection.ts";
import { mailProblem } from "./problems.ts";
import type { MailServer } from "./settings.ts";

/** Connects to the mail server and logs in; sends nothing. */
export const probeMail = async (server: MailServer): Promise<ProbeResult[]> => {
  try {
    const connection = await connect(server, AbortSignal.timeout(20_000));
    connection.close();
    return [{ state: "ok", what: `mail server ${server.host}:${server.port} accepts the bot` }];
  } catch (thrown) {
    const problem = mailProblem(thrown);
    return [
      {
        state: "failed",
        what: `mail server at ${server.host}:${server.port} (SMTP_URL): ${problem.detail}`,
        advice: adviceFor(problem),
      },
    ];
  }
};

const adviceFor = (problem: Problem): string =>
  problem.code === "notify.credentials"
    ? "Correct user and password in SMTP_URL, smtp://user:password@host:587; special characters are percent-encoded there (%40 for @)."
    : adviceOn(problem);
