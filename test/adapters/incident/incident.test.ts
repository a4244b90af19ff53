import { setTimeout as delay } from "node:timers/promises";
import { createIncident } from "../../../adapters/incident/incident.ts";
import { incidentModule } from "../../../adapters/incident/module.ts";
import { type IncidentSettings, incidentSettings } from "../../../adapters/incident/settings.ts";
import { createIncidents, INCIDENT_KEYS } from "../../../sandbox/incident/service.ts";
import { type Fault, Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import { silent } from "../../../src/logging/log.ts";
import { notification, notifierContract } from "../../contract/notifier.ts";
import { freePort } from "../../support/port.ts";

const traffic = new Traffic();
const service = createIncidents({ traffic });
let origin = "";
/** Where nobody listens. */
let nobody = "";
let stop = (): void => undefined;
beforeAll(async () => {
  nobody = `http://127.0.0.1:${await freePort()}`;
  const server = await serve(service, 0, traffic);
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  stop = () => void server.close();
});
afterAll(() => stop());
afterEach(() => {
  traffic.reset();
  service.reset();
});

const fault = (more: Partial<Fault>) => traffic.faults.push({ service: "incident", kind: "503", times: 1, ...more });
const configure = (env: Record<string, string>) => {
  const mistakes: string[] = [];
  const settings = incidentSettings(env as Parameters<typeof incidentSettings>[0], (key, wrong) =>
    mistakes.push(`${key} ${wrong}`),
  );
  return { settings, mistakes };
};
const open = (settings: IncidentSettings) =>
  createIncident({ ...settings, log: silent, sleep: (_, signal) => delay(1, undefined, signal ? { signal } : {}) });

const kinds: Record<string, (url: string, token?: string) => IncidentSettings> = {
  PagerDuty: (url, token = INCIDENT_KEYS.pagerduty) => ({ kind: "pagerduty", url: `${url}/v2/enqueue`, token }),
  Opsgenie: (url, token = INCIDENT_KEYS.opsgenie) => ({ kind: "opsgenie", url: `${url}/v2/alerts`, token }),
  webhook: (url, token = INCIDENT_KEYS.webhook) => {
    const env = { INCIDENT_WEBHOOK_URL: `${url}/hook`, INCIDENT_WEBHOOK_TOKEN: token };
    return configure(env).settings!;
  },
};

const subjectOf = (body: unknown): string => {
  const found = body as { payload?: { summary: string }; message?: string; subject?: string };
  return found.payload?.summary ?? found.message ?? found.subject ?? "";
};

for (const [name, settings] of Object.entries(kinds)) {
  notifierContract(name, async () => ({
    notifier: open(settings(origin)),
    taken: () => service.received().map(({ key, body }) => ({ id: key, subject: subjectOf(body) })),
    busyOnce: () => fault({ retry_after: 7 }),
    refuseOnce: () => traffic.faults.push({ service: "incident", kind: "400", times: 1 }),
    loseAnswers: () => fault({ kind: "lost", times: 5 }),
    unreachable: open(settings(nobody)),
    // PagerDuty calls a wrong key a wrong event.
    stranger: name === "PagerDuty" ? undefined : open(settings(origin, "wrong")),
    drop: async () => undefined,
  }));
}

describe("incidents", () => {
  const pagerDuty = () => open(kinds["PagerDuty"]!(origin));
  const opsgenie = () => open(kinds["Opsgenie"]!(origin));

  it("are opened in PagerDuty with what is known, and closed by a recovery", async () => {
    await pagerDuty().send(notification({ about: "run 42" }));
    await pagerDuty().send(notification({ id: "later", kind: "recovery", about: "run 42" }));
    expect(service.received()).toMatchObject([
      {
        action: "open",
        key: "run 42",
        body: {
          event_action: "trigger",
          payload: { severity: "critical", source: "Genie Concierge", custom_details: { job: "nightly-load" } },
          links: [{ href: "https://example.com/#job/1/run/2", text: "Run in Databricks" }],
        },
      },
      { action: "close", key: "run 42" },
    ]);
  });

  it("are opened in Opsgenie with what is known, and closed by a recovery", async () => {
    await opsgenie().send(notification({ about: "run 42" }));
    await opsgenie().send(notification({ id: "later", kind: "recovery", about: "run 42" }));
    expect(service.received()).toMatchObject([
      { action: "open", key: "run 42", body: { priority: "P1", details: { job: "nightly-load", class: "data" } } },
      { action: "close", key: "run 42" },
    ]);
  });

  it("are one incident however often the answer is lost", async () => {
    fault({ kind: "lost" });
    expect(await pagerDuty().send(notification())).toEqual({ state: "sent" });
    expect(service.received()).toMatchObject([{ key: "triage.8f2c-1", times: 2 }]);
  });

  it("wait as long as the service asks", async () => {
    fault({ kind: "429", retry_after: 7 });
    await expect(pagerDuty().send(notification())).rejects.toMatchObject({ code: "notify.busy", afterMs: 7_000 });
  });

  it("are posted to a receiver of any JSON by a template that no text can break", async () => {
    const template = '{"text":"{{subject}} ({{facts.class}}, {{nothing}})","n":[1,"{{facts}}"],"url":"{{link}}"}';
    const env = { INCIDENT_WEBHOOK_URL: `${origin}/hook`, INCIDENT_WEBHOOK_TOKEN: INCIDENT_KEYS.webhook };
    const { settings } = configure({ ...env, INCIDENT_WEBHOOK_TEMPLATE: template });
    await open(settings!).send(notification({ subject: 'x","admin":"{{id}}' }));
    expect(service.received()[0]?.body).toEqual({
      text: 'x","admin":"{{id}} (data, )',
      n: [1, { job: "nightly-load", class: "data" }],
      url: "https://example.com/#job/1/run/2",
    });
  });

  it("follow no redirect with their key", async () => {
    fault({ kind: "redirect" });
    await expect(opsgenie().send(notification())).rejects.toMatchObject({ code: "notify.refused" });
    expect(service.received()).toEqual([]);
  });

  it("tell in PagerDuty's words that its key is wrong", async () => {
    const stranger = open(kinds["PagerDuty"]!(origin, "wrong"));
    await expect(stranger.send(notification())).rejects.toMatchObject({
      code: "notify.refused",
      sentence: expect.stringContaining("Invalid routing key"),
    });
  });
});

describe("the settings of incidents", () => {
  it("are off when nothing is set, and a mistake when only a token is", () => {
    expect(configure({})).toEqual({ settings: undefined, mistakes: [] });
    expect(configure({ INCIDENT_WEBHOOK_TOKEN: "x" }).mistakes).toEqual([
      expect.stringMatching(/^INCIDENT_WEBHOOK_URL is missing/),
    ]);
  });

  it.each([
    [{ INCIDENT_WEBHOOK_KIND: "pagerduty" }, "pagerduty", "https://events.pagerduty.com/v2/enqueue"],
    [{ INCIDENT_WEBHOOK_KIND: "opsgenie" }, "opsgenie", "https://api.opsgenie.com/v2/alerts"],
    [
      { INCIDENT_WEBHOOK_URL: "https://api.eu.opsgenie.com/v2/alerts" },
      "opsgenie",
      "https://api.eu.opsgenie.com/v2/alerts",
    ],
    [{ INCIDENT_WEBHOOK_URL: "https://events.eu.pagerduty.com/v2/enqueue" }, "pagerduty", expect.any(String)],
    [{ INCIDENT_WEBHOOK_URL: "https://evilpagerduty.com/x" }, "json", "https://evilpagerduty.com/x"],
    [{ INCIDENT_WEBHOOK_URL: "http://localhost:8080/x" }, "json", "http://localhost:8080/x"],
  ])("read %j", (env, kind, url) => {
    const { settings, mistakes } = configure({ ...env, INCIDENT_WEBHOOK_TOKEN: "t" } as Record<string, string>);
    expect(mistakes).toEqual([]);
    expect(settings).toMatchObject({ kind, url });
  });

  it.each([
    [{ INCIDENT_WEBHOOK_URL: "http://example.com/x" }, "INCIDENT_WEBHOOK_URL"],
    [{ INCIDENT_WEBHOOK_URL: "http://127.0.0.1.example.com/x" }, "INCIDENT_WEBHOOK_URL"],
    [{ INCIDENT_WEBHOOK_URL: "https://u:hunter2@example.com/x" }, "INCIDENT_WEBHOOK_URL"],
    [{ INCIDENT_WEBHOOK_URL: "nonsense" }, "INCIDENT_WEBHOOK_URL"],
    [{ INCIDENT_WEBHOOK_KIND: "json" }, "INCIDENT_WEBHOOK_URL"],
    [{ INCIDENT_WEBHOOK_KIND: "pagerduty" }, "INCIDENT_WEBHOOK_TOKEN"],
    [
      { INCIDENT_WEBHOOK_URL: "https://example.com/x", INCIDENT_WEBHOOK_TEMPLATE: "{nonsense" },
      "INCIDENT_WEBHOOK_TEMPLATE",
    ],
  ])("refuse %j", (env, key) => {
    const { settings, mistakes } = configure(env as Record<string, string>);
    expect(settings).toBeUndefined();
    expect(mistakes).toEqual([expect.stringMatching(`^${key} `)]);
    expect(mistakes.join()).not.toContain("hunter2");
  });

  it("are told by doctor without a call", async () => {
    const env = { INCIDENT_WEBHOOK_URL: `${origin}/v2/enqueue`, INCIDENT_WEBHOOK_KIND: "pagerduty" };
    const configured = incidentModule.configure({ ...env, INCIDENT_WEBHOOK_TOKEN: "t" }, () => undefined);
    expect(await configured?.probe()).toMatchObject([{ state: "ok", what: expect.stringContaining("pagerduty") }]);
    expect(traffic.calls).toEqual([]);
  });
});
