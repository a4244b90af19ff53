import { type Lesson, lessonsSince } from "../../src/triage/learning/lessons.ts";
import { reportMarkdown, reportOf } from "../../src/triage/learning/report.ts";
import { trainingLines } from "../../src/triage/learning/training-file.ts";
import { backendPerTest } from "../contract/backend.ts";
import { sqliteBackend } from "../support/stores/sqlite-backend.ts";

const lesson = (more: Partial<Lesson> = {}): Lesson => ({
  ...{ id: "triage:1", at: 1_000, job: "load", run: "1", signature: "s1", class: "network", action: "retry" },
  ...{ priority: "high", confidence: 0.9, cause: "Task a couldn't reach it.", evidence: ["Connection refused"] },
  ...{ outcome: "open", mended: false, tried: false },
  ...more,
});

const times = (count: number, more: Partial<Lesson>): Lesson[] => Array.from({ length: count }, () => lesson(more));

describe("the report on decisions", () => {
  it("counts what was right, what helped, what comes back, and how long it took", () => {
    const report = reportOf([
      ...times(3, { mended: true, tried: true, outcome: "green", greenAt: 61_000, really: "network" }),
      lesson({ signature: "s2", class: "data", really: "permission", greenAt: 11_000 }),
    ]);
    expect(report).toMatchObject({ decisions: 4, retries: { tried: 3, helped: 3 }, timeToGreenMs: 60_000 });
    expect(report.classes).toEqual([
      { class: "network", decisions: 3, judged: 3, right: 3 },
      { class: "data", decisions: 1, judged: 1, right: 0 },
    ]);
    expect(report.signatures).toEqual([
      { job: "load", signature: "s1", cause: "Task a couldn't reach it.", times: 3, tried: 3, helped: 3 },
    ]);
    expect(report.recommendations).toEqual([expect.stringContaining("policy auto could do that")]);
    expect(reportMarkdown(report)).toContain("| network | 3 | 3 | 100 % |");
  });

  it("recommends to mend what no retry helps, and to treat otherwise what is judged wrongly", () => {
    const { recommendations } = reportOf(times(4, { tried: true, outcome: "failed again", really: "permission" }));
    expect(recommendations).toEqual([
      expect.stringContaining("Only 0 of 4 judged failures of kind network"),
      expect.stringContaining("mend the cause instead"),
    ]);
  });

  it("of nothing says so", () => {
    expect(reportMarkdown(reportOf([]))).toContain("0 decisions");
  });
});

describe("the training file", () => {
  it("holds what is known for certain, in the form that OpenAI takes, without secrets", () => {
    const lines = trainingLines([
      lesson({ mended: true, evidence: ["Connection refused: https://ada:hunter22@db.example.com"] }),
      lesson({ really: "permission" }),
      lesson(),
    ]);
    expect(lines).toHaveLength(2);
    expect(lines.join("")).not.toContain("hunter22");
    const answers = lines.map((line) => {
      const { messages } = JSON.parse(line);
      expect(messages.map(({ role }: { role: string }) => role)).toEqual(["system", "user", "assistant"]);
      return JSON.parse(messages[2].content).class;
    });
    expect(answers).toEqual(["network", "permission"]);
  });
});

describe("the lessons of a journal", () => {
  const backend = backendPerTest(sqliteBackend);

  it("are its decisions, with what came of them and what people said", async () => {
    const { journal, close } = await backend().open();
    const { evidence, cause, priority, confidence, action, signature } = lesson();
    await journal.append({
      ...{ id: "triage:1", at: 1_000, kind: "triage", job: "load", run: "1", outcome: "open" },
      actor: { platform: "bot", tenant: "bot", user: "policy" },
      place: { platform: "slack", channelId: "C1", thread: "t" },
      details: { evidence, cause, priority, confidence, action, signature, class: "network" },
    });
    await journal.amend("triage:1", { outcome: "green", details: { mended: true, greenAt: 5_000 } });
    await journal.amend("triage:1", { details: { really: "timeout" } });
    const found = await Array.fromAsync(lessonsSince(journal, 0));
    expect(found).toEqual([lesson({ outcome: "green", mended: true, tried: true, greenAt: 5_000, really: "timeout" })]);
    await close(0);
  });
});
