import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlite } from "../../../adapters/sqlite/stores.ts";
import { createAlerts } from "../../../src/alerts/alert-records.ts";
import { createAlertWork } from "../../../src/alerts/alert-sending.ts";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { Problem } from "../../../src/errors.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Notifier } from "../../../src/ports/notifier.ts";
import type { Place } from "../../../src/ports/place.ts";

const by: Actor = { platform: "slack", tenant: "T1", user: "U1" };
const place: Place = { platform: "slack", thread: "t", channelId: "C1", direct: false, to: null };

describe("an alert that was confirmed", () => {
  it("is posted once in its channel, also when its task runs again after the key of the post has ended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "alerts-"));
    const stores = sqlite({ path: join(folder, "alerts.db"), log: silent, conversationTtlMs: 1_000 });
    const posted: string[] = [];
    const alerts = createAlerts(stores.records);
    const { steps } = createAlertWork({
      ...{ alerts, queue: stores.queue, audit: createAudit(stores.journal), notifiers: [] },
      targets: [{ id: "on-call", name: "on-call", words: [], channel: "C2", email: [], incident: false }],
      config: { access: { admins: [] } as never, language: "en" },
      // Knows no key of an earlier day.
      delivery: {
        post: async (to, _, { key }) => {
          posted.push(key);
          return { ref: { platform: "slack", thread: to.thread, id: key }, place: to };
        },
      },
      placeOf: (channelId) => ({ ...place, channelId }),
    });
    await alerts.prepare({ id: "a", by, target: "on-call", text: "the load is late", state: "prepared" });
    await alerts.settle("a", "confirmed", { place });
    const lease = { payload: { id: "a" } } as never;
    for (let run = 0; run < 2; run += 1) await steps["alert-send"]?.(lease, AbortSignal.timeout(5_000));
    expect(posted.filter((key) => key === "alert:a:channel")).toHaveLength(1);
    await stores.close(0);
    rmSync(folder, { recursive: true });
  });

  it("goes its other ways while one is away, and in the end each is told as it ended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "alerts-"));
    const stores = sqlite({ path: join(folder, "alerts.db"), log: silent, conversationTtlMs: 1_000 });
    const alerts = createAlerts(stores.records);
    const sent: string[] = [];
    const outcomes: string[] = [];
    const busy = Problem.of("notify.busy", { service: "e-mail" }, { retry: "later" });
    const notifiers: Notifier[] = ["mail", "incident"].map((name) => ({
      ...{ name, title: name, close: () => undefined },
      send: async () => {
        if (name === "mail") throw busy;
        sent.push(name);
        return { state: "sent" };
      },
    }));
    const { steps, fail } = createAlertWork({
      ...{ alerts, queue: stores.queue, audit: createAudit(stores.journal), notifiers },
      targets: [{ id: "on-call", name: "on-call", words: [], channel: "C2", email: ["a@example.com"], incident: true }],
      config: { access: { admins: [] } as never, language: "en" },
      delivery: {
        post: async (to, reply, { key }) => {
          outcomes.push(JSON.stringify(reply));
          return { ref: { platform: "slack", thread: to.thread, id: key }, place: to };
        },
      },
      // Its platform has not been reached yet.
      placeOf: () => undefined,
    });
    await alerts.prepare({ id: "a", by, target: "on-call", text: "the load is late", state: "prepared" });
    await alerts.settle("a", "confirmed", { place });
    const lease = { kind: "alert-send", payload: { id: "a" } } as never;
    const step = () => steps["alert-send"]?.(lease, AbortSignal.timeout(5_000));
    await expect(step()).rejects.toMatchObject({ retry: "later" });
    await expect(step()).rejects.toMatchObject({ retry: "later" });
    expect(sent).toEqual(["incident"]);
    expect(outcomes).toEqual([]);
    await fail(lease, busy.failure);
    expect(outcomes).toHaveLength(1);
    expect(outcomes[0]).toMatch(/the channel: not sent.*mail: not sent.*incident: sent/);
    await stores.close(0);
    rmSync(folder, { recursive: true });
  });
});
