import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Traffic } from "../traffic.ts";
import type { Route, Service, WireReply, WireRequest } from "../wire.ts";

/** Keys of the integrations. */
export const INCIDENT_KEYS = {
  pagerduty: "5a9d0f3c7b1e4e62a8c4d1f09b7e6a35",
  opsgenie: "c1d0f1a2-5b6e-4f7a-9a55-7e2b1c3d4e5f",
  webhook: "sandbox-incident-token",
};

interface ReceivedIncident {
  at: number;
  service: "pagerduty" | "opsgenie" | "webhook";
  action: "open" | "close";
  /** Under which the service knows it: opening it again changes nothing but `times`. */
  key: string;
  title: string;
  body: unknown;
  /** How often it was opened or closed under this key. */
  times: number;
}

export interface IncidentService extends Service {
  received(): readonly ReceivedIncident[];
  reset(): void;
}

/** PagerDuty's Events API v2, Opsgenie's alerts, and a webhook that takes any JSON. */
export const createIncidents = ({ traffic }: { traffic: Traffic }): IncidentService => {
  let received: ReceivedIncident[] = [];

  const keep = (incident: Omit<ReceivedIncident, "at" | "times">): void => {
    const same = received.find(
      ({ service, action, key }) =>
        incident.service !== "webhook" &&
        service === incident.service &&
        action === incident.action &&
        key === incident.key,
    );
    if (same) same.times += 1;
    else received.push({ ...incident, at: Date.now(), times: 1 });
    traffic.emit("change", "incident");
  };

  return {
    name: "incident",
    routes: [pagerDuty(keep), ...opsgenie(keep), webhook(keep)].map((route) => troubled(route, traffic)),
    received: () => received,
    reset: () => {
      received = [];
    },
    fail: (status, fault) => ({
      status,
      headers: fault.retry_after === undefined ? {} : { "retry-after": String(fault.retry_after) },
      body: { message: status === 429 ? "Rate limit exceeded" : "Internal error" },
    }),
    missing: () => ({ status: 404, body: { message: "No handler found" } }),
  };
};

/** A route with the faults `400` (refused, with `code` as the reason) and `redirect`. */
const troubled = (route: Route, traffic: Traffic): Route => ({
  ...route,
  handle: (request) => {
    const fault = traffic.take("incident", ["400", "redirect"], request.path);
    if (!fault) return route.handle(request);
    return fault.kind === "redirect"
      ? { status: 307, headers: { location: request.path } }
      : { status: 400, body: { message: fault.code ?? "The request is not valid." } };
  },
});

type Keep = (incident: Omit<ReceivedIncident, "at" | "times">) => void;

const Event = z.object({
  routing_key: z.string(),
  event_action: z.enum(["trigger", "acknowledge", "resolve"]),
  dedup_key: z.string().max(255).optional(),
  payload: z
    .object({
      summary: z.string().min(1).max(1_024),
      source: z.string().min(1),
      severity: z.enum(["critical", "error", "warning", "info"]),
    })
    .optional(),
  links: z.array(z.object({ href: z.url(), text: z.string().optional() })).optional(),
});

const pagerDuty = (keep: Keep): Route => ({
  method: "POST",
  path: "/v2/enqueue",
  handle: ({ body }) => {
    const { data: event, error } = Event.safeParse(body);
    const wrong = error ? error.issues.map(({ path, message }) => `'${path.join(".")}' ${message}`) : [];
    if (event && !/^[\da-f]{32}$/.test(event.routing_key)) wrong.push("Invalid routing key");
    if (event?.event_action === "trigger" && !event.payload) wrong.push("'payload' is missing or blank");
    if (event && event.event_action !== "trigger" && !event.dedup_key) wrong.push("'dedup_key' is missing or blank");
    if (!event || wrong.length > 0)
      return { status: 400, body: { status: "invalid event", message: "Event object is invalid", errors: wrong } };
    const key = event.dedup_key ?? randomUUID();
    // A key of no integration is taken too, and goes nowhere.
    if (event.routing_key === INCIDENT_KEYS.pagerduty) {
      const action = event.event_action === "resolve" ? "close" : "open";
      keep({ service: "pagerduty", action, key, title: event.payload?.summary ?? "", body });
    }
    return { status: 202, body: { status: "success", message: "Event processed", dedup_key: key } };
  },
});

const Alert = z.object({
  message: z.string().min(1).max(130),
  alias: z.string().max(512).optional(),
  description: z.string().max(15_000).optional(),
  details: z.record(z.string(), z.string()).optional(),
  priority: z.enum(["P1", "P2", "P3", "P4", "P5"]).optional(),
});

const opsgenie = (keep: Keep): Route[] => {
  const admitted = (request: WireRequest, handle: () => WireReply): WireReply =>
    request.headers.authorization === `GenieKey ${INCIDENT_KEYS.opsgenie}`
      ? handle()
      : { status: 401, body: { message: "Could not authenticate", took: 0, requestId: randomUUID() } };
  const accepted = (): WireReply => ({
    status: 202,
    body: { result: "Request will be processed", took: 0.1, requestId: randomUUID() },
  });
  return [
    {
      method: "POST",
      path: "/v2/alerts",
      handle: (request) =>
        admitted(request, () => {
          const { data, error } = Alert.safeParse(request.body);
          if (!data) {
            const errors = Object.fromEntries((error?.issues ?? []).map((each) => [each.path.join("."), each.message]));
            return {
              status: 422,
              body: { message: "Request body is not processable", errors, requestId: randomUUID() },
            };
          }
          const key = data.alias ?? randomUUID();
          keep({ service: "opsgenie", action: "open", key, title: data.message, body: request.body });
          return accepted();
        }),
    },
    {
      method: "POST",
      path: "/v2/alerts/:alias/close",
      handle: (request) =>
        admitted(request, () => {
          const key = request.params["alias"] ?? "";
          if (request.query.get("identifierType") === "alias")
            keep({ service: "opsgenie", action: "close", key, title: "", body: request.body });
          return accepted();
        }),
    },
  ];
};

const webhook = (keep: Keep): Route => ({
  method: "POST",
  path: "/hook",
  handle: ({ body, headers }) => {
    if (headers.authorization !== `Bearer ${INCIDENT_KEYS.webhook}`) return { status: 401, body: "Unauthorized" };
    keep({ service: "webhook", action: "open", key: String(headers["idempotency-key"] ?? ""), title: "", body });
    return { status: 204 };
  },
});
