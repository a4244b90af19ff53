import type { Json } from "../../src/ports/json.ts";
import type { Notification } from "../../src/ports/notifier.ts";
import { oneLine, shortened } from "../../src/text/shorten.ts";
import type { IncidentSettings } from "./settings.ts";

/* Notifications as each service takes them, within its limits. */

export interface IncidentRequest {
  url: string;
  headers: Record<string, string>;
  body: Json;
  /** The service recognizes what it has already, so that the same request twice is one incident. */
  repeatable: boolean;
}

const mostText = 10_000;

/** The request that tells a service of this notification. */
export const requestOf = (settings: IncidentSettings, notification: Notification): IncidentRequest => {
  switch (settings.kind) {
    case "pagerduty":
      return pagerDuty(settings, notification);
    case "opsgenie":
      return opsgenie(settings, notification);
    case "json":
      return json(settings, notification);
  }
};

const lineOf = (text: string): string => oneLine(text.replace(/\p{Cc}/gu, " "));

/** Under this key a service knows the incident. */
const keyOf = ({ id, about }: Notification): string => shortened(about ?? id, 255);

const factsOf = ({ facts }: Notification): Record<string, string> =>
  Object.fromEntries(facts.map(({ name, value }) => [lineOf(shortened(name, 80)), shortened(value, 1_000)]));

const severities = { escalation: "critical", retry: "warning", recovery: "info", report: "info" };

/** Events API v2. */
const pagerDuty = ({ url, token }: { url: string; token: string }, notification: Notification): IncidentRequest => {
  const { kind, subject, text, links } = notification;
  const key = { routing_key: token, dedup_key: keyOf(notification) };
  const payload = {
    summary: shortened(lineOf(shortened(subject, 4_000)), 1_024),
    source: "Genie Concierge",
    severity: severities[kind],
    custom_details: { ...factsOf(notification), text: shortened(text, mostText) },
  };
  const body: Json =
    kind === "recovery"
      ? { ...key, event_action: "resolve" }
      : {
          ...key,
          event_action: "trigger",
          payload,
          client: "Genie Concierge",
          links: links.map(({ title, url: href }) => ({ href, text: title })),
        };
  return { url, headers: {}, body, repeatable: true };
};

const priorities = { escalation: "P1", retry: "P3", recovery: "P5", report: "P5" };

const opsgenie = ({ url, token }: { url: string; token: string }, notification: Notification): IncidentRequest => {
  const { kind, subject, text, links } = notification;
  const headers = { authorization: `GenieKey ${token}` };
  const alias = keyOf(notification);
  if (kind === "recovery") {
    const close = `${url.replace(/\/+$/, "")}/${encodeURIComponent(alias)}/close?identifierType=alias`;
    return { url: close, headers, body: { source: "Genie Concierge", note: shortened(text, 1_000) }, repeatable: true };
  }
  const body = {
    message: shortened(lineOf(shortened(subject, 4_000)), 130),
    alias,
    description: shortened([text, ...links.map((link) => `${link.title}: ${link.url}`)].join("\n\n"), mostText),
    details: factsOf(notification),
    source: "Genie Concierge",
    priority: priorities[kind],
  };
  return { url, headers, body, repeatable: true };
};

const json = (
  { url, token, template }: { url: string; token: string | undefined; template: Json },
  notification: Notification,
): IncidentRequest => ({
  url,
  headers: { ...(token && { authorization: `Bearer ${token}` }), "idempotency-key": notification.id },
  body: filled(template, valuesOf(notification)),
  repeatable: false,
});

/** What `{{name}}` stands for in a template. */
const valuesOf = (notification: Notification): ReadonlyMap<string, Json> => {
  const { id, kind, subject, text, links } = notification;
  const facts = factsOf(notification);
  return new Map<string, Json>([
    ["id", id],
    ["about", keyOf(notification)],
    ["kind", kind],
    ["severity", severities[kind]],
    ["subject", lineOf(shortened(subject, 4_000))],
    ["text", shortened(text, mostText)],
    ["link", links[0]?.url ?? ""],
    ["links", links.map(({ title, url }) => ({ title, url }))],
    ["facts", facts],
    ...Object.entries(facts).map(([name, value]): [string, Json] => [`facts.${name}`, value]),
  ]);
};

/** The template with its placeholders filled: text is put into the parsed JSON, so that none can break out of it. */
const filled = (template: Json, values: ReadonlyMap<string, Json>): Json => {
  if (typeof template === "string") return filledText(template, values);
  if (Array.isArray(template)) return template.map((each) => filled(each, values));
  if (template === null || typeof template !== "object") return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, each]) => [name, each === undefined ? null : filled(each, values)]),
  );
};

/** A placeholder that is the whole text keeps the kind of its value; a name that is not known stands for nothing. */
const filledText = (text: string, values: ReadonlyMap<string, Json>): Json => {
  const whole = /^\{\{([^{}]{1,100})\}\}$/.exec(text)?.[1];
  if (whole !== undefined) return values.get(whole.trim()) ?? "";
  return text.replace(/\{\{([^{}]{1,100})\}\}/g, (_, name: string) => {
    const value = values.get(name.trim()) ?? "";
    return typeof value === "string" ? value : JSON.stringify(value);
  });
};
