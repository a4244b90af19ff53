import { silent } from "../../src/log.ts";
import type { ProbeResult } from "../../src/ports/setup.ts";
import { connect } from "./client.ts";
import { probeDurability } from "./durability.ts";
import { createPing } from "./ping.ts";

/** A server far away, with TLS, may need longer than a running bot would wait. */
const patienceMs = 5_000;

/** Looks whether Redis takes what the bot must keep, and whether it keeps it. */
export const probeRedis = async (url: string): Promise<ProbeResult[]> => {
  const connection = connect(url, silent);
  const ask: typeof connection.ask = (send) => connection.ask(send, patienceMs);
  try {
    await createPing({ ask }, "concierge-probe", Date.now)();
    return [{ state: "ok", what: "Redis answers, and can be written" }, ...(await ask(probeDurability))];
  } finally {
    connection.close();
  }
};
