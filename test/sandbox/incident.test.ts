import { createIncidents, INCIDENT_KEYS } from "../../sandbox/incident/service.ts";
import { Traffic } from "../../sandbox/traffic.ts";
import { serve } from "../../sandbox/wire.ts";

const traffic = new Traffic();
const service = createIncidents({ traffic });
let origin = "";
let stop = (): void => undefined;
beforeAll(async () => {
  const server = await serve(service, 0, traffic);
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  stop = () => void server.close();
});
afterAll(() => stop());
afterEach(() => service.reset());

const post = async (path: string, body: unknown, authorization = ""): Promise<number> => {
  const headers = { "content-type": "application/json", authorization };
  return (await fetch(`${origin}${path}`, { method: "POST", headers, body: JSON.stringify(body) })).status;
};

describe("the incident services", () => {
  it("opens one incident for one key", async () => {
    const payload = { summary: "down", source: "x", severity: "critical" };
    const event = { routing_key: INCIDENT_KEYS.pagerduty, event_action: "trigger", dedup_key: "1", payload };
    expect(await post("/v2/enqueue", event)).toBe(202);
    expect(await post("/v2/enqueue", event)).toBe(202);
    expect(await post("/v2/enqueue", { ...event, event_action: "resolve", payload: undefined })).toBe(202);
    expect(service.received()).toMatchObject([
      { action: "open", key: "1", title: "down", times: 2 },
      { action: "close", key: "1" },
    ]);
    expect(await post("/v2/enqueue", { ...event, routing_key: "short" })).toBe(400);
    expect(await post("/v2/enqueue", { ...event, payload: undefined })).toBe(400);
    expect(await post("/v2/enqueue", { ...event, payload: { ...payload, severity: "bad" } })).toBe(400);
    expect(await post("/v2/enqueue", { ...event, dedup_key: "x".repeat(256) })).toBe(400);
  });

  it("takes alerts with a key only", async () => {
    const key = `GenieKey ${INCIDENT_KEYS.opsgenie}`;
    expect(await post("/v2/alerts", { message: "down", alias: "1" })).toBe(401);
    expect(await post("/v2/alerts", { message: "down", alias: "1" }, key)).toBe(202);
    expect(await post("/v2/alerts", { message: "x".repeat(131) }, key)).toBe(422);
    expect(await post("/v2/alerts/1/close?identifierType=alias", {}, key)).toBe(202);
    expect(service.received().map(({ action }) => action)).toEqual(["open", "close"]);
  });

  it("takes any JSON with its token", async () => {
    expect(await post("/hook", { a: 1 })).toBe(401);
    expect(await post("/hook", { a: 1 }, `Bearer ${INCIDENT_KEYS.webhook}`)).toBe(204);
    expect(service.received()).toMatchObject([{ service: "webhook", body: { a: 1 } }]);
  });
});
