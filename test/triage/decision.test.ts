import { JobConfig } from "../../src/config/job-config.ts";
import { FailureClass, usualTreatments } from "../../src/config/triage-config.ts";
import type { Run } from "../../src/ports/databricks/run.ts";
import { causeOf } from "../../src/triage/diagnosis/cause.ts";
import { type DecisionView, decide } from "../../src/triage/diagnosis/decision.ts";
import { historyOf } from "../../src/triage/diagnosis/evidence.ts";
import { adviseParameters } from "../../src/triage/diagnosis/parameter-advice.ts";

const run = (more: Partial<Run> = {}): Run => ({
  run: "11",
  job: "7",
  name: "Load",
  state: "ended",
  outcome: "failed",
  startedAt: 1_000,
  endedAt: 2_000,
  tasks: [],
  parameters: {},
  ...more,
});

const job = JobConfig.parse({
  id: "load",
  name: "Load",
  job_id: "7",
  parameters: {
    workers: { type: "integer", default: 4, max: 6 },
    batch_size: { type: "integer", min: 200 },
    day: { type: "date" },
    mode: {},
  },
});

const view = (failure: FailureClass, more: Partial<DecisionView> = {}): DecisionView => ({
  evidence: { run: run(), tasks: [], history: { failures: 1, isAll: false, since: 2_000, changed: [] } },
  task: "merge",
  symptoms: { outcome: "failed", code: "RUN_EXECUTION_ERROR", type: "", message: "", error: "", trace: "", logs: "" },
  verdict: { class: failure, confidence: 0.9, line: "Some error", by: "words", isGuess: false },
  clusterLines: [],
  job: undefined,
  attempt: 1,
  attempts: 3,
  now: 0,
  ...more,
});

describe("a decision", () => {
  it.each([
    ["timeout", "retry", "medium"],
    ["permission", "email", "critical"],
    ["syntax", "email", "critical"],
    ["network", "retry", "high"],
    ["data", "email", "critical"],
    ["cluster", "repair", "high"],
    ["cancelled", "ignore", "low"],
    ["skipped", "ignore", "low"],
    ["unknown", "escalate", "high"],
  ] as const)("for %s is %s, %s", (failure, action, priority) => {
    expect(decide(view(failure))).toMatchObject({ class: failure, action, priority, attempt: 1, attempts: 3 });
  });

  it("for a lack of means proposes other parameters, and the same ones where none could help", () => {
    expect(decide(view("resource", { job }))).toMatchObject({ action: "retry-with", priority: "high" });
    expect(decide(view("resource"))).toMatchObject({ action: "retry", parameters: [] });
    expect(Object.keys(usualTreatments).toSorted()).toEqual(FailureClass.options.toSorted());
  });

  it("follows the table of the configuration", () => {
    const treatments = { network: { action: "escalate", priority: "low" } } as const;
    expect(decide(view("network", { treatments }))).toMatchObject({ action: "escalate", priority: "low" });
  });

  it("calls people once every attempt has been made, but writes its e-mail all the same", () => {
    expect(decide(view("network", { attempt: 3 })).action).toBe("retry");
    expect(decide(view("network", { attempt: 4 }))).toMatchObject({ action: "escalate", priority: "critical" });
    expect(decide(view("data", { attempt: 4 })).action).toBe("email");
  });

  it("says what it rests on", () => {
    const history = { failures: 2, isAll: false, since: 1, changed: [{ name: "day", before: "2026-01-01", now: "" }] };
    const { evidence } = decide(
      view("cluster", {
        evidence: { run: run(), tasks: [], history },
        symptoms: { ...view("cluster").symptoms, code: "CLUSTER_ERROR", type: "CLIENT_ERROR" },
        clusterLines: ["NODES_LOST: spot"],
      }),
    );
    expect(evidence).toEqual([
      "Some error",
      "Databricks' code: CLUSTER_ERROR (CLIENT_ERROR)",
      "NODES_LOST: spot",
      "day is nothing; it was “2026-01-01” in the last run that succeeded",
    ]);
  });
});

describe("proposed parameters", () => {
  it("are declared ones, changed in the direction that helps, within their bounds", () => {
    expect(adviseParameters(job, "resource", { batch_size: "1000", other_batch: "9" }, 0)).toEqual([
      { name: "workers", value: "6", reason: "more of it may be enough" },
      { name: "batch_size", value: "500", reason: "less at once needs less memory and time" },
    ]);
  });

  it("are none where nothing would change, or where they would not help", () => {
    expect(adviseParameters(job, "resource", { workers: "6", batch_size: "200" }, 0)).toEqual([]);
    expect(adviseParameters(job, "permission", { batch_size: "1000" }, 0)).toEqual([]);
  });
});

describe("the history of a failure", () => {
  const earlier = (id: string, at: number, outcome: Run["outcome"], parameters = {}) =>
    run({ run: id, startedAt: at, endedAt: at + 100, outcome, parameters });

  it("counts failures in a row back to the last success, and what has changed since", () => {
    const now = run({ startedAt: 5_000, endedAt: 5_100, parameters: { day: "b" } });
    const runs = [
      now,
      earlier("10", 4_000, "failed"),
      earlier("9", 3_000, "cancelled"),
      earlier("8", 2_000, "timeout"),
      earlier("7", 1_000, "success", { day: "a" }),
      earlier("6", 500, "failed"),
    ];
    expect(historyOf(now, runs)).toEqual({
      failures: 3,
      isAll: false,
      since: 2_100,
      lastSuccess: { run: "7", at: 1_100, tookMs: 100 },
      changed: [{ name: "day", before: "a", now: "b" }],
    });
  });

  it("knows a first failure, and leaves later runs out", () => {
    const now = run({ startedAt: 2_000, endedAt: 2_100 });
    expect(historyOf(now, [earlier("12", 3_000, "failed"), now])).toMatchObject({
      failures: 1,
      isAll: true,
      since: 2_100,
    });
  });
});

describe("a cause in a sentence", () => {
  it.each([
    [
      "data",
      "[TABLE_OR_VIEW_NOT_FOUND] The table or view `sales`.`orders` cannot be found",
      "needs data that isn't there: sales.orders",
    ],
    [
      "data",
      "java.io.FileNotFoundException: dbfs:/mnt/gold/a.parquet. It is",
      "needs data that isn't there: dbfs:/mnt/gold/a.parquet",
    ],
    [
      "network",
      "UnknownHostException: orders-db.internal.example.com",
      "couldn't reach another service (orders-db.internal.example.com)",
    ],
    ["resource", "OSError: No space left on device", "ran out of disk space"],
    ["resource", "java.lang.OutOfMemoryError: Java heap space", "ran out of memory"],
    ["timeout", "", "took longer than it is allowed to"],
    [
      "permission",
      "User does not have SELECT on Table 'main.finance.ledger'",
      "isn't allowed to read or use something that it needs: main.finance.ledger",
    ],
    [
      "permission",
      "PERMISSION_DENIED: User does not have permission 'EDIT' on experiment 7",
      "isn't allowed to read or use something that it needs",
    ],
    [
      "permission",
      "HTTPError: 401 Client Error: Unauthorized for url: https://api.example.com/v2",
      "couldn't sign in to api.example.com: its credentials are wrong, missing or expired",
    ],
    [
      "syntax",
      "AttributeError: module 'etl.main' has no attribute 'run_nightly'",
      "uses an attribute that isn't there: run_nightly",
    ],
    [
      "syntax",
      "AttributeError: 'NoneType' object has no attribute 'groupBy'",
      "works with a value that turned out to be empty",
    ],
    ["syntax", "[PARSE_SYNTAX_ERROR] Syntax error at or near 'FROM'. SQLSTATE: 42601", "has a syntax error near FROM"],
    ["syntax", "ModuleNotFoundError: No module named 'acme_geo'", "needs a package that isn't installed: acme_geo"],
    [
      "data",
      'java.lang.NumberFormatException: For input string: "1.204,50"',
      "got a value that isn't the number or date it expects: 1.204,50",
    ],
    [
      "data",
      "Cannot insert the value NULL into column 'customer_id', table 'dbo.orders'",
      "got an empty value where there must be one: customer_id",
    ],
    [
      "network",
      "ReadTimeout: HTTPSConnectionPool(host='api.example.com', port=443): Read timed out.",
      "got no answer from another service in time (api.example.com)",
    ],
    [
      "network",
      "io.netty.channel.AbstractChannel$AnnotatedConnectException: Connection refused: /10.12.7.44:4048",
      "couldn't reach another service (10.12.7.44)",
    ],
    [
      "cluster",
      "INIT_SCRIPT_FAILURE: init script /Volumes/ops/odbc.sh failed",
      "never got its cluster, because an init script failed: /Volumes/ops/odbc.sh",
    ],
  ] as const)("%s: %s", (failure, line, words) => {
    expect(causeOf(failure, "merge", line)).toBe(`Task merge ${words}.`);
  });
});
