import { teams } from "../../../adapters/teams/teams-channel.ts";
import type { Log, LogFields } from "../../../src/logging/log.ts";
import type { HttpRequest, HttpResponse } from "../../../src/ports/chat/http.ts";
import type { Inbound } from "../../../src/ports/chat/inbound.ts";
import { ASKER, ASKER_HERE, BOT, type Fields, SERVICE, TENANT } from "../../replay/teams/teams-payloads.ts";
import type { Taken } from "../acts.ts";

/*
 * What activities mean. Whether they are genuine is another matter (test/adapters/teams/tokens.test.ts), so this bot
 * believes all of them.
 */

export type { Fields } from "../../replay/teams/teams-payloads.ts";

const lines: LogFields[] = [];
const line = (fields: LogFields): void => void lines.push(fields);
const log: Log = { debug: line, info: line, warn: line, error: line };

const channel = teams({
  appId: "",
  appType: "SingleTenant",
  tenantId: TENANT,
  serviceUrls: [],
  anonymous: true,
  log,
});

export interface Received {
  acts: Taken[];
  response: HttpResponse;
  /** What stands in the log since the last activity. */
  lines: LogFields[];
}

/** What comes of one activity. */
export const receive = async (body: unknown): Promise<Received> => {
  const acts: Taken[] = [];
  lines.length = 0;
  const request: HttpRequest = {
    method: "POST",
    path: "/api/messages",
    headers: { "content-type": "application/json; charset=utf-8" },
    body: Buffer.from(JSON.stringify(body)),
  };
  const response = await channel.receive(request, async (act) => void acts.push(act));
  return { acts, response, lines: [...lines] };
};

/** What comes of activities that are all taken. */
export const replay = async (...bodies: Fields[]): Promise<Inbound[]> => {
  const received = await Promise.all(bodies.map(receive));
  expect(received.map(({ response }) => response.status)).toEqual(bodies.map(() => 200));
  return received.flatMap(({ acts }) => acts.filter((act) => act.kind !== "departure"));
};

/** The one act that an activity is. */
export const one = async (body: Fields): Promise<Inbound> => {
  const acts = await replay(body);
  expect(acts).toHaveLength(1);
  return acts[0]!;
};

/** `Place.to` of a conversation in which the asker wrote. */
export const reference = (more: Fields) => ({
  serviceUrl: SERVICE,
  tenant: TENANT,
  bot: { id: BOT, name: "Genie Concierge" },
  user: { id: ASKER_HERE, aadObjectId: ASKER },
  ...more,
});
