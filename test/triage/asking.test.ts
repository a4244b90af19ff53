import { JobConfig } from "../../src/config/job-config.ts";
import { dayOf } from "../../src/config/parameter-values.ts";
import { type JobOrder, orderOf } from "../../src/jobs/job-order.ts";
import { checkParameters } from "../../src/jobs/parameters.ts";
import { routeJobs } from "../../src/supervisor/planning/job-router.ts";
import { timeZone } from "../../src/text/dates/time-zone.ts";
import { parseWords } from "../../src/turn/interactions/command-words.ts";
import { exampleJobs } from "../support/databricks/example-jobs.ts";

const jobs = exampleJobs();

const matches = (order: JobOrder | undefined, wanted: Pick<Partial<JobOrder>, "action" | "job">): boolean =>
  order?.action === wanted.action && order?.job === wanted.job;

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
    [
      "why",
      "nightly-load",
      [
        "why is nightly-load red",
        "who broke the nightly load",
        "what broke the nightly load?",
        "what's up with the nightly load?",
        "nightly load failed again, why?",
        "the nightly load is red, what happened?",
        "can you tell me why the nightly load died",
        "explain the failure of the nightly load",
        "root cause of the nightly load failure?",
        "trace of the nightly load",
        "since when is the nightly load failing?",
        "when did the nightly load start failing?",
        "how long has the nightly load been broken?",
        "show me the error of the nightly load",
        "whats wrong with nightly load",
        "repair the nightly load",
        "retry the failed nightly load",
        "rerun the failed tasks of the nightly load",
        "warum ist der Nightly Load rot?",
        "wer hat den Nightly Load kaputt gemacht?",
        "was ist mit dem Nightly Load los?",
        "seit wann schlägt der Nightly Load fehl?",
        "Zeig mir den Fehler vom Nightly Load",
        "repariere den Nightly Load",
        "Wieso ist der Nightly Load heute Nacht gescheitert?",
      ],
    ],
    [
      "status",
      "nightly-load",
      [
        "nightly load still red?",
        "is nightly-load still failing?",
        "has the nightly load recovered?",
        "did the nightly load fail?",
        "did the nightly load make it through tonight?",
        "is the nightly load ok again?",
        "nightly load broken again?",
        "when did the nightly load last succeed?",
        "läuft der Nightly Load wieder?",
        "Nightly Load immer noch rot?",
        "Geht der Nightly Load wieder?",
        "Hat sich der Nightly Load erholt?",
      ],
    ],
    [
      "why",
      undefined,
      [
        "rerun what failed",
        "retry the failed tasks",
        "repair it",
        "since when is it failing?",
        "what does the trace say?",
        "who killed my run?",
        "when did it start failing?",
        "please repair the failed run",
        "wiederhole, was fehlgeschlagen ist",
        "Wiederhole die fehlgeschlagenen Aufgaben",
      ],
    ],
    ["status", undefined, ["is it fixed?", "still broken?", "has it recovered yet?"]],
  ] as const)("ask %s of %s", (action, job, texts) => {
    const heard = texts.map((text) => ({ text, order: routeJobs(text, jobs)?.order }));
    expect(heard.filter(({ order }) => !matches(order, { action, job }))).toEqual([]);
  });

  it.each(["why does the job with the most failures fail?", "woran scheitert der Job mit den meisten Fehlern?"])(
    "leave the figures of many runs to an agent: %s",
    (text) => {
      expect(routeJobs(text, jobs)).toBeUndefined();
    },
  );

  it.each([
    "did anything fail overnight?",
    "anything red this morning?",
    "any failures last night?",
    "what broke overnight?",
    "what broke in the pipelines overnight",
    "what failed since yesterday evening in our workflows?",
    "has anything failed with the jobs today?",
    "was ist in den Pipelines heute Nacht kaputtgegangen?",
    "which pipelines failed tonight?",
    "show failed runs",
    "list the failures since yesterday",
    "are all jobs green?",
    "is everything green?",
    "did all jobs run through?",
    "how many jobs failed last night?",
    "what's broken?",
    "why is everything red?",
    "what has been failing lately?",
    "ist heute Nacht etwas schiefgegangen?",
    "gab es heute Nacht Fehler?",
    "ist alles grün?",
    "welche Läufe sind heute fehlgeschlagen?",
    "sind alle Jobs durchgelaufen?",
    "zeig die fehlgeschlagenen Läufe",
    "Was ging letzte Nacht schief?",
    "Was ist rot?",
  ])("list what failed: %s", (text) => {
    expect(routeJobs(text, jobs)?.order).toMatchObject({ action: "runs", failed: true });
  });

  it.each([
    "why did costs rise?",
    "Why was last week so expensive? just break it down by workload",
    "how many quality checks failed last night?",
    "which tables fail their checks?",
    "what broke the record in sales?",
    "is revenue back to normal?",
    "who failed to log in?",
    "why is the error rate so high?",
    "what is wrong with our margins?",
    "rerun the numbers for October",
    "warum ist der Umsatz rot?",
    "is the data fresh again?",
    "failures by cause last month",
    "how many runs failed per day in October?",
    "what is the error rate of the warehouse?",
    "how often did the nightly load fail this week?",
    "what's the error?",
    "how do I fix it?",
    "fix it",
    "retry it",
    "retry",
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
