import { z } from "zod";
import { notifierModule } from "../../src/ports/notifier-module.ts";
import { text } from "../../src/ports/setup.ts";
import { incidentSettings } from "./settings.ts";

/** A service for incidents as the rest of the program knows it: PagerDuty, Opsgenie, or whatever takes JSON. */
export const incidentModule = notifierModule({
  name: "incident",
  environment: z.object({
    INCIDENT_WEBHOOK_URL: text,
    INCIDENT_WEBHOOK_KIND: z
      .enum(["pagerduty", "opsgenie", "json"], { error: "must be pagerduty, opsgenie or json" })
      .optional(),
    INCIDENT_WEBHOOK_TOKEN: text,
    INCIDENT_WEBHOOK_TEMPLATE: text,
  }),
  settings: incidentSettings,
  open: async (settings, log) => {
    const { createIncident } = await import("./incident.ts");
    return createIncident({ ...settings, log });
  },
  // There is no call that would show whether the key is right and open no incident.
  probe: async ({ kind, url }) => [
    { state: "ok", what: `incidents go to ${new URL(url).host} (${kind}); nothing was sent there to try it` },
  ],
});
