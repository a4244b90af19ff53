import { silent } from "../../src/log.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { connect } from "./client.ts";

/** Looks whether Redis takes what the bot must keep. */
export const probeRedis = async (url: string): Promise<ProbeResult[]> => {
  const connection = connect(url, silent);
  try {
    await connection.ask((client) => client.set("{concierge}:ping", Date.now(), "PX", 60_000));
    return [{ state: "ok", what: "Redis answers" }];
  } finally {
    connection.close();
  }
};
