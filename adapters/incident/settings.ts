import { isIP } from "node:net";
import { Json } from "../../src/ports/json.ts";
import type { AddMistake } from "../../src/ports/setup.ts";

/** Where incidents are opened, and in whose words. */
export type IncidentSettings =
  | { kind: "pagerduty" | "opsgenie"; url: string; token: string }
  | { kind: "json"; url: string; token: string | undefined; template: Json };

interface Given {
  INCIDENT_WEBHOOK_URL?: string | undefined;
  INCIDENT_WEBHOOK_KIND?: IncidentSettings["kind"] | undefined;
  INCIDENT_WEBHOOK_TOKEN?: string | undefined;
  INCIDENT_WEBHOOK_TEMPLATE?: string | undefined;
}

const usualUrls = {
  pagerduty: "https://events.pagerduty.com/v2/enqueue",
  opsgenie: "https://api.opsgenie.com/v2/alerts",
};

/** What is sent where no template is set. */
const usualTemplate: Json = {
  id: "{{id}}",
  about: "{{about}}",
  kind: "{{kind}}",
  subject: "{{subject}}",
  text: "{{text}}",
  link: "{{link}}",
  facts: "{{facts}}",
};

/** Checks the settings of an incident service. Undefined: there is none. */
export const incidentSettings = (given: Given, addMistake: AddMistake): IncidentSettings | undefined => {
  const { INCIDENT_WEBHOOK_TOKEN: token, INCIDENT_WEBHOOK_TEMPLATE: template } = given;
  const named = given.INCIDENT_WEBHOOK_URL;
  if (!named && !given.INCIDENT_WEBHOOK_KIND) {
    if (token || template) addMistake("INCIDENT_WEBHOOK_URL", "is missing, so no incident would be opened");
    return undefined;
  }
  const kind = given.INCIDENT_WEBHOOK_KIND ?? kindOf(named ?? "");
  const url = named ?? (kind === "json" ? undefined : usualUrls[kind]);
  if (!url || !isSafe(url)) {
    addMistake("INCIDENT_WEBHOOK_URL", "must be the address of the service, beginning with https://");
    return undefined;
  }
  if (kind === "json") {
    const parsed = template === undefined ? usualTemplate : jsonIn(template);
    if (parsed === undefined) addMistake("INCIDENT_WEBHOOK_TEMPLATE", 'must be JSON, such as {"text": "{{subject}}"}');
    return parsed === undefined ? undefined : { kind, url, token, template: parsed };
  }
  if (template) addMistake("INCIDENT_WEBHOOK_TEMPLATE", `is for INCIDENT_WEBHOOK_KIND=json, not for ${kind}`);
  if (!token) addMistake("INCIDENT_WEBHOOK_TOKEN", `is missing: ${tokenNames[kind]}`);
  return token ? { kind, url, token } : undefined;
};

const tokenNames = {
  pagerduty: "the integration key (Events API v2) of the PagerDuty service",
  opsgenie: "the key of the Opsgenie API integration",
};

const kindOf = (url: string): IncidentSettings["kind"] => {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  if (/(?:^|\.)pagerduty\.com$/.test(host)) return "pagerduty";
  return /(?:^|\.)opsgenie\.com$/.test(host) ? "opsgenie" : "json";
};

/** Encrypted, or within this machine. A password in the address would stand in logs on its way. */
const isSafe = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  const isHere =
    hostname === "localhost" || hostname === "[::1]" || (isIP(hostname) === 4 && hostname.startsWith("127."));
  return !username && !password && (protocol === "https:" || (protocol === "http:" && isHere));
};

const jsonIn = (text: string): Json | undefined => {
  try {
    return Json.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};
