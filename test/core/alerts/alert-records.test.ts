import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { type Alerts, createAlerts } from "../../../src/alerts/alert-records.ts";
import { createAlertTool } from "../../../src/alerts/alert-tool.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";

const by: Actor = { platform: "slack", tenant: "T1", user: "U1" };
const place: Place = { platform: "slack", thread: "t", channelId: "C1", direct: false, to: null };

describe("an alert", () => {
  let folder: string;
  let stores: Stores;
  let alerts: Alerts;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "alerts-"));
    stores = sqlite({ path: join(folder, "alerts.db"), log: silent, conversationTtlMs: 1_000 });
    alerts = createAlerts(stores.records);
  });
  afterEach(async () => {
    await stores.close(0);
    rmSync(folder, { recursive: true });
  });

  const target = { id: "on-call", name: "on-call", words: ["on-call team"], email: [], incident: true };
  const prepare = async (query: string, key = "turn:0:alert") => {
    const tool = createAlertTool([target], alerts);
    const result = await tool.run({ query }, { key, actor: by, signal: AbortSignal.timeout(1_000) });
    return result.kind === "prepared" ? result.id : "";
  };

  it("is prepared once however often its look is repeated, and says what the person said", async () => {
    const id = await prepare("page the on-call team: *late* load <!channel>");
    expect(await prepare("page the on-call team: another text")).toBe(id);
    expect(await alerts.read(id)).toMatchObject({
      text: "*late* load <!channel>",
      state: "prepared",
      target: "on-call",
    });
    expect(await prepare("alert on-call that it is late", "turn:1:alert")).not.toBe(id);
  });

  it("is decided once, whoever is quicker", async () => {
    const id = await prepare("alert on-call that it is late");
    const decided = await Promise.all([
      alerts.settle(id, "confirmed", { place }),
      alerts.settle(id, "declined", { place }),
      alerts.settle(id, "confirmed", { place }),
    ]);
    expect(new Set(decided.map((alert) => alert?.state)).size).toBe(1);
    expect(await alerts.settle("none", "confirmed", { place })).toBeUndefined();
  });

  it("is begun once by each way: after a crash nobody knows, and nobody sends it again", async () => {
    const id = await prepare("alert on-call that it is late");
    expect(await alerts.begin(id, "incident")).toBe("begun");
    expect(await alerts.begin(id, "incident")).toEqual({ state: "sending" });
    expect(await alerts.begin(id, "mail")).toBe("begun");
    await alerts.undo(id, "mail");
    expect(await alerts.begin(id, "mail")).toBe("begun");
    await alerts.end(id, "mail", { state: "sent" });
    expect(await alerts.begin(id, "mail")).toEqual({ state: "sent" });
  });
});
