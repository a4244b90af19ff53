import fc from "fast-check";
import type { JobConfig } from "../../../src/config/config.ts";
import { coerce } from "../../../src/config/parameter-values.ts";
import { findJob } from "../../../src/jobs/job-names.ts";
import { orderOf, parametersSaid, parseStart, startWords } from "../../../src/jobs/job-order.ts";
import { checkParameters } from "../../../src/jobs/parameters.ts";
import { routeJobs } from "../../../src/supervisor/planning/job-router.ts";
import { parseWords } from "../../../src/turn/interactions/command-words.ts";
import { exampleJobs } from "../../support/databricks/example-jobs.ts";
import { jobs as sentences } from "../../support/seed-questions.ts";

const jobs = exampleJobs();
const job = (id: string): JobConfig => jobs.find((one) => one.id === id)!;
const today = "2026-03-01";

describe("a parameter's value", () => {
  it.each([
    ["string", "  late data ", "late data"],
    ["integer", "007", "7"],
    ["integer", "+9007199254740993123", "9007199254740993123"],
    ["integer", "-3", "-3"],
    ["number", "+2.50", "2.50"],
    ["number", "1e6", "1e6"],
    ["boolean", "Yes", "true"],
    ["boolean", "off", "false"],
    ["date", "2026-02-28", "2026-02-28"],
    ["date", "Yesterday", "2026-02-28"],
    ["date", "today", "2026-03-01"],
  ] as const)("of type %s takes %j as %j", (type, text, value) => {
    expect(coerce({ type }, text, today)).toEqual({ value });
  });

  it.each([
    ["integer", "2.5", "whole number"],
    ["integer", "1,000", "whole number"],
    ["number", "many", "must be a number"],
    ["number", "Infinity", "must be a number"],
    ["boolean", "perhaps", "yes or no"],
    ["date", "2026-02-30", "date such as"],
    ["date", "31.13.2026", "date such as"],
    ["date", "2026-1-1", "date such as"],
    ["string", "x".repeat(2_001), "longer than"],
  ] as const)("of type %s does not take %j", (type, text, wrong) => {
    expect(coerce({ type }, text, today)).toEqual({ wrong: expect.stringContaining(wrong) });
  });

  it("is one of the listed values, however it is written", () => {
    expect(coerce({ type: "string", enum: ["North", "South"] }, "north", today)).toEqual({ value: "North" });
    expect(coerce({ type: "integer", enum: [1, 2] }, "2", today)).toEqual({ value: "2" });
    expect(coerce({ type: "string", enum: ["North", "South"] }, "East", today)).toEqual({
      wrong: "must be one of North, South",
    });
  });
});

describe("the parameters of a job", () => {
  const check = (id: string, given: Record<string, string>, words = "") =>
    checkParameters(job(id), given, words, today);

  it("are exactly the checked values, defaults and the person's words", () => {
    expect(check("transaction-anomalies", {}, "Analyze it")).toEqual({
      values: { user_request: "Analyze it", days: "30" },
    });
    expect(check("transaction-anomalies", { days: " 7 ", user_request: "explicitly" }, "run it")).toEqual({
      values: { user_request: "explicitly", days: "7" },
    });
    expect(check("nightly-load", {}, "run nightly-load")).toEqual({ values: {} });
  });

  it("are refused with every reason at once", () => {
    expect(check("backfill", { table: "secrets", from: "soon", speed: "high" })).toEqual({
      complaints: [
        { name: "speed", wrong: "isn't a parameter of this job" },
        { name: "table", wrong: expect.stringContaining("must be one of sales.orders") },
        { name: "from", wrong: "must be a date such as 2026-01-31, not “soon”" },
        { name: "to", wrong: "is required" },
      ],
    });
  });

  it.each(["__proto__", "constructor", "toString"])("know no name %s", (name) => {
    const given = JSON.parse(`{"${name}": "x"}`) as Record<string, string>;
    expect(check("nightly-load", given)).toEqual({ complaints: [{ name, wrong: "isn't a parameter of this job" }] });
  });

  it("cut the person's words to what Databricks takes", () => {
    const checked = check("transaction-anomalies", {}, "x".repeat(10_000));
    expect("values" in checked && checked.values["user_request"]).toHaveLength(2_000);
  });
});

describe("the words of a start", () => {
  it.each([
    ["backfill", "backfill", {}],
    ["Nightly load day=2026-01-01", "Nightly load", { day: "2026-01-01" }],
    [
      "backfill table=sales.orders from=2026-01-01 to=2026-01-31",
      "backfill",
      { table: "sales.orders", from: "2026-01-01", to: "2026-01-31" },
    ],
    ["backfill reason=late data from=today", "backfill", { reason: "late data", from: "today" }],
    ['x reason="a b=c" n=1', "x", { reason: "a b=c", n: "1" }],
    ["x reason=“late data”", "x", { reason: "late data" }],
    ["x reason='it' n=", "x", { reason: "it", n: "" }],
    ["", "", {}],
    ["=5", "=5", {}],
  ])("%j", (text, name, parameters) => {
    expect(parseStart(text)).toEqual({ job: name, parameters });
  });

  it.each([
    ["start it with days=3 and region=North, please.", { days: "3", region: "North" }],
    [
      "run the backfill, table=sales.orders; from=2026-01-01 to=2026-01-31!",
      { table: "sales.orders", from: "2026-01-01", to: "2026-01-31" },
    ],
    ['start it with note="this and" and days=5', { note: "this and", days: "5" }],
    ["starte ihn mit tage=3 und region=Nord bitte", { tage: "3", region: "Nord" }],
    ["run the nightly load", {}],
  ])("of a sentence, without what joins them: %s", (sentence, parameters) => {
    expect(parametersSaid(sentence)).toEqual(parameters);
  });

  it.each([
    '{"a":1}',
    'he said "go"',
    "x mode=full",
    "a\nb",
    String.raw`a\nb`,
    "it's",
    '{"min":"100","note":"it is \\"odd\\""}',
    '"',
    '""',
    "”",
    '“it\'s” "odd"',
    "",
    " padded ",
    "a=b c={ d=[",
  ])("come back byte for byte: %j", (value) => {
    const parameters = { table: "sales.orders", note: value, last: "1" };
    expect(parseStart(startWords("backfill", parameters))).toEqual({ job: "backfill", parameters });
    const words = parseWords(`run ${startWords("backfill", parameters)}`, "command");
    expect(orderOf(words as Parameters<typeof orderOf>[0])).toMatchObject({ job: "backfill", parameters });
  });

  it("come back byte for byte, whatever the values are", () => {
    const values = fc.dictionary(fc.stringMatching(/^[A-Za-z0-9_.-]{1,8}$/), fc.string({ unit: "binary" }));
    const marks = fc.array(fc.constantFrom('"', "'", "“", "”", "=", " ", "{", "}", "[", "]", "\\", "a", "\n"));
    fc.assert(
      fc.property(values, marks, (parameters, some) => {
        const all = { ...parameters, marks: some.join("") };
        expect({ ...parseStart(startWords("backfill", all)).parameters }).toEqual({ ...all });
      }),
    );
  });

  it("keep JSON together that nobody has quoted", () => {
    expect(parseStart('x config={"a": "x y=1 z", "b": [1, 2]} n=2')).toEqual({
      job: "x",
      parameters: { config: '{"a": "x y=1 z", "b": [1, 2]}', n: "2" },
    });
    expect(parseStart("x a={b c=1")).toEqual({ job: "x", parameters: { a: "{b", c: "1" } });
  });

  it.each([
    ["status 9007199254740993123", { run: "9007199254740993123" }],
    ["status run 123", { run: "123" }],
    ["cancel job 123", { run: "123" }],
    ["status nightly load", { job: "nightly load" }],
    ["cancel", {}],
  ])("of a command: %j", (text, target) => {
    const words = parseWords(text, "command");
    if (words.verb !== "status" && words.verb !== "cancel") throw new Error(words.verb);
    expect(orderOf(words)).toMatchObject(target);
  });

  it.each([
    ["run nightly-load", "run"],
    ["Run nightly load.", "run"],
    ["run backfill table=sales.orders", "run"],
    ["run 9007199254740993001", "run"],
    ["run 9007199254740993999", "ask"],
    ["run backfill for the orders of January", "ask"],
    ["run nightly-loader", "ask"],
    ["run the numbers for South", "ask"],
    ["cancel run 123", "cancel"],
    ["status of the nightly load?", "ask"],
  ])("in a sentence %j is %s", (text, verb) => {
    expect(parseWords(text, "sentence", jobs).verb).toBe(verb);
  });
});

describe("the name of a job", () => {
  it.each([
    ["nightly-load", "nightly-load"],
    ["Nightly Load", "nightly-load"],
    ["backfill for the orders of January", "backfill"],
    ["9007199254740993001", "nightly-load"],
  ])("%j means %s", (text, id) => {
    expect(findJob(jobs, text)).toEqual({ job: job(id), isSure: true });
  });

  it.each([
    ["the nightly load", "nightly-load"],
    ["nigthly load", "nightly-load"],
    ["anomalies", "transaction-anomalies"],
    ["backfil", "backfill"],
    ["dashboard", "refresh-dashboard"],
  ])("%j is probably %s", (text, id) => {
    expect(findJob(jobs, text)).toEqual({ job: job(id), isSure: false });
  });

  it("is offered where it fits several, and nothing where it fits none", () => {
    const sameWord = [job("nightly-load"), { ...job("nightly-load"), id: "weekly-load", name: "Weekly load" }];
    expect(findJob(sameWord, "load")).toEqual({ choices: sameWord });
    for (const text of ["", "the job", "rm -rf", "secrets"]) expect(findJob(jobs, text)).toEqual({ choices: [] });
  });
});

describe("a sentence about jobs, by its words alone", () => {
  const wanted = (text: string) => routeJobs(text, jobs)?.order;

  it.each(sentences)("$say", ({ say, action, job: id }) => {
    const found = wanted(say.replace("<run>", "112233445566778"));
    expect(found?.action).toBe(action);
    if (id) expect(found?.job).toBe(id);
    else expect(found?.run).toBe("112233445566778");
  });

  it.each([
    ["Is the nightly load done?", { action: "status", job: "nightly-load" }],
    ["Did the nightly load finish?", { action: "status", job: "nightly-load" }],
    ["How is run 9007199254740993123 doing?", { action: "status", run: "9007199254740993123" }],
    ["Please refresh the dashboard", { action: "start", job: "refresh-dashboard" }],
    ["Can you run the nightly load?", { action: "start", job: "nightly-load" }],
    [
      "start the backfill with table=sales.orders",
      { action: "start", job: "backfill", parameters: { table: "sales.orders" } },
    ],
    ["Can you tell me whether the nightly load is done?", { action: "status", job: "nightly-load" }],
    ["stop the nightly load", { action: "cancel", job: "nightly-load" }],
    ["cancel run 123", { action: "cancel", run: "123" }],
    ["What did I start today?", { action: "runs", mine: true }],
    ["Which jobs have I started?", { action: "runs", mine: true }],
    ["Which jobs can I start?", { action: "jobs" }],
    ["What is running?", { action: "runs", mine: false }],
    ["what's running right now?", { action: "runs", mine: false }],
    ["anything running at the moment?", { action: "runs", mine: false }],
    ["any jobs in progress?", { action: "runs", mine: false }],
    ["list active runs", { action: "runs", mine: false }],
    ["Läuft gerade was?", { action: "runs", mine: false }],
    ["nightly load status", { action: "status", job: "nightly-load" }],
    ["is the nightly load running?", { action: "status", job: "nightly-load" }],
    ["how long has the nightly load been running?", { action: "status", job: "nightly-load" }],
    ["nightly load history", { action: "runs", job: "nightly-load" }],
    ["the nightly load failed again", { action: "why", job: "nightly-load" }],
    ["let's run the nightly load", { action: "start", job: "nightly-load", isSpoken: true }],
    ["I'd like the nightly load to run", { action: "start", job: "nightly-load", isSpoken: true }],
  ])("%s", (text, order) => {
    expect(wanted(text)).toMatchObject(order);
  });

  it.each([
    "nightly load",
    "nightly load please",
    "run the nightly load tomorrow",
    "run the nightly load at 6 pm",
    "run the nightly load every day",
    "start the nightly load if the backup is there",
    "Starte den nightly load um 18 Uhr",
    "Starte den nightly load morgen",
  ])("is confirmed before anything starts: %s", (text) => {
    expect(wanted(text)).toMatchObject({ action: "start", job: "nightly-load", isSpoken: false });
  });

  it.each([
    "run the nightly load once more",
    "run the nightly load for tomorrow",
    "run the nightly load for yesterday",
    "run the nightly load now",
  ])("is a start that was said: %s", (text) => {
    expect(wanted(text)).toMatchObject({ action: "start", job: "nightly-load", isSpoken: true });
  });

  it("is no start for later where only the job is called so", () => {
    const daily = [{ ...job("nightly-load"), id: "daily-load", name: "Daily load before close" }];
    expect(routeJobs("run the daily load before close", daily)?.order).toMatchObject({ isSpoken: true });
    expect(routeJobs("run the daily load before close every day", daily)?.order).toMatchObject({ isSpoken: false });
  });

  it("offers all jobs that are named, where there are several", () => {
    expect(wanted("run the nightly load and the backfill")).toMatchObject({ action: "jobs" });
  });

  it.each([
    ["run the nightly thing with date=2026-01-31", "the nightly thing with", { date: "2026-01-31" }],
    ["start a job for late orders reason=x", "late orders", { reason: "x" }],
  ])("offers what is like it with the parameters that were said: %s", (text, job, parameters) => {
    expect(wanted(text)).toMatchObject({ action: "jobs", job, parameters });
  });

  it.each([
    "don't run the nightly load",
    "Please do not start the nightly load today",
    "never run the nightly load again",
    "no need to run the nightly load",
    "Den nightly load heute nicht starten",
    "Bitte starte den nightly load nicht",
    "I ran the nightly load yesterday",
    "the nightly load is slow",
    "thanks, the nightly load worked",
    "the revenue after the nightly load looks odd",
    "nightly load duration last week",
    "don't cancel the nightly load",
    "let me know when the nightly load is running",
    "make sure the nightly load is running",
    "get me a list of when the nightly load was started",
  ])("starts and stops nothing: %s", (text) => {
    expect(["start", "cancel"]).not.toContain(wanted(text)?.action);
  });

  it.each([
    "Which jobs are slow?",
    "Are expensive jobs also failing?",
    "Which jobs failed most often?",
    "What is the total revenue?",
    "Show me the transaction anomalies of last week",
    "Which transaction anomalies are there?",
    "How many orders did the load bring in 2025?",
    "Cancel culture in our reviews?",
    "What needs reordering?",
    "What's running low?",
    "What is running up our costs?",
    "Which jobs are running longer than usual?",
  ])("leaves to the agents: %s", (text) => {
    expect(wanted(text)).toBeUndefined();
  });
});
