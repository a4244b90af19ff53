import type { Log } from "../../src/logging/log.ts";
import type { Notifier, Sent } from "../../src/ports/notifier.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { type Timing, timing } from "../../src/resilience/retry.ts";
import { postJson } from "./post.ts";
import { type IncidentRequest, requestOf } from "./requests.ts";
import type { IncidentSettings } from "./settings.ts";

export type IncidentDeps = IncidentSettings & Partial<Pick<Timing, "sleep">> & { log: Log };

const titles = { pagerduty: "PagerDuty", opsgenie: "Opsgenie", json: phrase("incidentService", {}) };

/** Waits between attempts, ms. */
const waitsMs = [1_000, 3_000];

/** Opens and closes incidents in a service. */
export const createIncident = (deps: IncidentDeps): Notifier => {
  const { kind, log } = deps;
  const { sleep } = timing(deps);
  const title = titles[kind];

  /** Where the service recognizes what it has already, sending it again is the way to a known outcome. */
  const post = async (request: IncidentRequest, signal: AbortSignal | undefined): Promise<Sent> => {
    let sent = await postJson(request, { title, signal });
    for (const waitMs of request.repeatable ? waitsMs : []) {
      if (sent.state === "sent") break;
      const before = sent;
      // Whatever goes wrong now, the attempt before may have arrived.
      sent = await sleep(waitMs, signal)
        .then(() => postJson(request, { title, signal }))
        .catch(() => before);
    }
    return sent;
  };

  return {
    name: "incident",
    title,
    close: () => undefined,
    send: async (notification, signal) => {
      const sent = await post(requestOf(deps, notification), signal);
      log.info({ event: "incident.sent", id: notification.id, state: sent.state }, "incident service called");
      return sent;
    },
  };
};
