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
    throw mailProblem(thrown);
  }
};
