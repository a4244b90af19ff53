import { JobConfig } from "../../src/config/job-config.ts";
import { dayOf } from "../../src/config/parameter-values.ts";
import { orderOf } from "../../src/jobs/job-order.ts";
import { checkParameters } from "../../src/jobs/parameters.ts";
import { routeJobs } from "../../src/supervisor/planning/job-router.ts";
import { timeZone } from "../../src/text/dates/time-zone.ts";
import { parseWords } from "../../src/turn/interactions/command-words.ts";
import { exampleJobs } from "../support/databricks/example-jobs.ts";

const jobs = exampleJobs();

describe("questions about failures", () => {
  it.each([
    ["Why did the nightly load fail?", { action: "why", job: "nightly-load" }],
    ["why has refresh dashboard failed", { action: "why", job: "refresh-dashboard" }],
    ["What went wrong with run 315791943047088?", { action: "why", run: "315791943047088" }],
    ["Why did it fail?", { action: "why" }],
    ["What failed last night?", { action: "runs", failed: true }],
    ["which jobs failed today?", { action: "runs", failed: true }],
    ["Is it green again?", { action: "status" }],
    ["is the nightly load green again?", { action: "status", job: "nightly-load" }],
  ])("%s", (text, wanted) => {
    expect(routeJobs(text, jobs)?.order).toMatchObject(wanted);
  });

  it.each([
    "Which jobs failed most often?",
    "Which logins failed this week?",
    "Which quality checks fail most often?",
    "Why did revenue fail to grow?",
    "Why did costs spike?",
  ])("are none of these: %s", (text) => {
    expect(routeJobs(text, jobs)?.order).toBeUndefined();
  });
});

describe("words after runs and jobs", () => {
  it.each([
    ["runs failed", { action: "runs", failed: true, mine: false }],
    ["runs mine failed", { action: "runs", failed: true, mine: true }],
    ["runs 5", { action: "runs", most: 5 }],
    ["runs 99", { action: "runs", most: 50 }],
    ["runs nightly-load 3", { action: "runs", job: "nightly-load", most: 3 }],
    ["jobs backfill", { action: "jobs", job: "backfill" }],
    ["why nightly-load", { action: "why", job: "nightly-load" }],
  ])("count as a command and in a sentence: %s", (text, wanted) => {
    for (const entry of ["command", "sentence"] as const) {
      const words = parseWords(text, entry, jobs);
      expect("verb" in words && words.verb !== "ask" && orderOf(words as never)).toMatchObject(wanted);
    }
  });

  it.each(["runs of which jobs were slow?", "jobs failing yesterday", "why is revenue down"])(
    "leave a question to the agents: %s",
    (text) => {
      expect(parseWords(text, "sentence", jobs)).toMatchObject({ verb: "ask" });
    },
  );
});

describe("days", () => {
  it("are those of the person, wherever they are", () => {
    const late = Date.parse("2026-03-01T02:30:00Z");
    expect([undefined, "America/New_York", "Asia/Tokyo"].map((zone) => dayOf(late, zone))).toEqual([
      "2026-03-01",
      "2026-02-28",
      "2026-03-01",
    ]);
    expect(dayOf(Date.parse("2026-02-28T16:00:00Z"), "Asia/Tokyo")).toBe("2026-03-01");
  });

  it("are of a zone only if there is such a one", () => {
    expect(["Europe/Berlin", "Mars/Olympus", "", undefined, "x".repeat(1_000)].map(timeZone)).toEqual([
      "Europe/Berlin",
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("must be in their order", () => {
    const job = JobConfig.parse({
      id: "fill",
      name: "Fill",
      job_id: 1,
      parameters: {
        from: { type: "date" },
        to: { type: "date" },
        load_start: { type: "date" },
        load_end: { type: "date" },
      },
    });
    const check = (given: Record<string, string>) => checkParameters(job, given, "", "2026-03-01");
    expect(check({ from: "2026-02-02", to: "2026-02-01" })).toEqual({
      complaints: [{ name: "to", wrong: "must not be before from (2026-02-02)" }],
    });
    expect(check({ load_start: "today", load_end: "yesterday" })).toEqual({
      complaints: [{ name: "load_end", wrong: "must not be before load_start (2026-03-01)" }],
    });
    expect(check({ from: "2026-02-01", to: "2026-02-01" })).toHaveProperty("values");
  });
});
