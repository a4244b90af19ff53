import { coerce } from "../../../src/config/parameter-values.ts";
import { routeJobs } from "../../../src/supervisor/planning/job-router.ts";
import { asSpoken } from "../../../src/supervisor/planning/spoken-order.ts";
import { exampleJobs } from "../../support/databricks/example-jobs.ts";

const jobs = exampleJobs();
const orderOf = (text: string) => routeJobs(text, jobs)?.order;

describe("what people want of jobs, in German", () => {
  it.each([
    ["Starte den nightly load", { action: "start", job: "nightly-load" }],
    ["Kannst du den nightly load starten?", { action: "start", job: "nightly-load" }],
    ["Bitte den Nightly Load ausführen", { action: "start", job: "nightly-load" }],
    ["Brich den nightly load ab", { action: "cancel", job: "nightly-load" }],
    ["Kannst du den nightly load abbrechen?", { action: "cancel", job: "nightly-load" }],
    ["Stoppe bitte den nightly load", { action: "cancel", job: "nightly-load" }],
    ["Läuft der nightly load noch?", { action: "status", job: "nightly-load" }],
    ["Ist der nightly load fertig?", { action: "status", job: "nightly-load" }],
    ["Kannst du mir sagen, ob der nightly load fertig ist?", { action: "status", job: "nightly-load" }],
    ["Wie lief der nightly load?", { action: "status", job: "nightly-load" }],
    ["Ist der nightly load wieder grün?", { action: "status", job: "nightly-load" }],
    ["Warum ist der nightly load fehlgeschlagen?", { action: "why", job: "nightly-load" }],
    ["Warum ist Lauf 123 fehlgeschlagen?", { action: "why", run: "123" }],
    ["Was ist heute Nacht fehlgeschlagen?", { action: "runs", failed: true }],
    ["Welche Jobs sind gestern fehlgeschlagen?", { action: "runs", failed: true }],
    ["Welche Jobs gibt es?", { action: "jobs" }],
    ["Welche Jobs kann ich starten?", { action: "jobs" }],
    ["Zeig mir die Jobs", { action: "jobs" }],
    ["Starte einen Job für Datenanalyse", { action: "jobs", job: "Datenanalyse" }],
    ["Was läuft gerade?", { action: "runs" }],
    ["Was habe ich heute gestartet?", { action: "runs", mine: true }],
    ["Zeig mir meine Läufe", { action: "runs", mine: true }],
    ["Wie ist der Status meines Jobs?", { action: "status" }],
    ["Ist mein Lauf schon fertig?", { action: "status" }],
    ["Brich meinen letzten Lauf ab", { action: "cancel" }],
    ["Brich den Lauf ab, den ich gerade gestartet habe", { action: "cancel" }],
  ])("is heard: %s", (text, wanted) => {
    expect(orderOf(text)).toMatchObject(wanted);
  });

  it.each([
    "Zeig mir die Kosten vom nightly load",
    "Wie viel hat der nightly load gekostet?",
    "Welche Jobs sind am langsamsten?",
    "Warum sind die Kosten gestiegen?",
    "Was ist der Umsatz im Norden?",
    "Wie ist der Stand bei den Kunden?",
  ])("is no order: %s", (text) => {
    expect(orderOf(text)).toBeUndefined();
  });

  it("agrees with a model's order, and knows which days were said", () => {
    const view = { words: "Starte backfill ab gestern", jobs, now: Date.parse("2026-01-02T12:00:00Z") };
    const order = { action: "start" as const, job: "backfill", parameters: { from: "2026-01-01", to: "2026-01-05" } };
    const spoken = asSpoken({ ...order, mine: false, failed: false, isSpoken: false, proposed: [] }, view);
    expect(spoken).toMatchObject({ isSpoken: true, proposed: ["to"] });
  });

  it.each([
    ["gestern", "2026-01-01"],
    ["heute", "2026-01-02"],
    ["morgen", "2026-01-03"],
    ["31.1.2026", "2026-01-31"],
    ["30.2.2026", undefined],
  ])("names a day: %s", (text, day) => {
    const read = coerce({ type: "date" }, text, "2026-01-02");
    expect("value" in read ? read.value : undefined).toBe(day);
  });
});
