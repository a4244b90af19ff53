import type { Actor } from "../../../src/ports/actor.ts";
import type { Run, RunTask, TaskOutput } from "../../../src/ports/databricks/run.ts";
import { plainText } from "../../../src/reply/fit/plain-text.ts";
import { type RunView, runCard } from "../../../src/reply/jobs/run-card.ts";
import { endNotice, endSentence, runEnded } from "../../../src/reply/jobs/run-end-card.ts";
import { runList, runStatus } from "../../../src/reply/jobs/run-list.ts";
import { whichRun } from "../../../src/reply/jobs/run-notices.ts";

const asker: Actor = { platform: "slack", tenant: "T1", user: "U1", name: "asker" };
const task = (key: string, more: Partial<RunTask> = {}): RunTask => ({
  key,
  run: `9${key.length}`,
  state: "waiting",
  ...more,
});
const ended = (key: string, outcome: RunTask["outcome"] = "success"): RunTask =>
  task(key, { state: "ended", outcome, startedAt: 1_000, endedAt: 13_000 });

const run = (more: Partial<Run> = {}): Run => ({
  run: "9007199254740993123",
  job: "1",
  name: "nightly",
  state: "running",
  startedAt: 0,
  tasks: [ended("extract"), task("merge", { state: "running", startedAt: 13_000 }), task("publish")],
  parameters: {},
  url: "https://dbx.example.com/?o=1#job/1/run/2",
  creator: "robot",
  ...more,
});
const view = (more: Partial<RunView> = {}): RunView => ({
  run: run(),
  name: "Nightly load",
  starter: asker,
  parameters: { day: "2026-01-31", user_request: "please load it" },
  now: 60_000,
  to: {},
  ...more,
});

describe("the card of a run that goes on", () => {
  it("shows its tasks, how far it is, how long it usually takes, where it comes from, and the way to stop it", () => {
    const card = runCard(view({ usualMs: 180_000 }));
    expect(card).toMatchObject({
      headline: "Nightly load: running",
      elapsedMs: 60_000,
      rows: [
        { title: "extract", state: "done", words: "done · 12 s" },
        { title: "merge", state: "running", words: "running · 47 s" },
        { title: "publish", state: "waiting", words: "waiting for earlier tasks" },
      ],
      facts: [
        "1 of 3 tasks finished · about 2 min left, judging by earlier runs",
        "Run 9007199254740993123 · started by asker · day = 2026-01-31",
      ],
      links: [{ label: "Open in Databricks", url: "https://dbx.example.com/?o=1#job/1/run/2" }],
      buttons: [{ action: "cancel-run", value: "9007199254740993123" }],
    });
    expect(plainText(card)).toContain("Open in Databricks (https://dbx.example.com/?o=1#job/1/run/2)");
  });

  it("says that it takes longer than usual, why it waits, and that it stops", () => {
    expect(runCard(view({ usualMs: 30_000 })).facts?.[0]).toContain("it usually takes 30 s");
    const tasks = [task("extract"), task("merge")];
    const queued = runCard(view({ run: run({ state: "queued", queued: "as many runs are going as may", tasks }) }));
    expect(queued.rows.map(({ words }) => words)).toEqual(["waiting", "waiting"]);
    expect(queued.headline).toBe("Nightly load: waiting in the queue");
    expect(queued.facts?.[0]).toBe("It's waiting because as many runs are going as may.");
    const stopping = runCard(view({ stopper: asker }));
    expect(stopping.headline).toBe("Nightly load: stopping…");
    expect(stopping.buttons).toEqual([]);
  });

  it("shows of many tasks those that failed and those at work", () => {
    const many = Array.from({ length: 200 }, (_, index) =>
      index === 150
        ? ended("broken", "failed")
        : index === 120
          ? task("busy", { state: "running" })
          : ended(`t${index}`),
    );
    const { rows, facts } = runCard(view({ run: run({ tasks: many }) }));
    expect(rows).toHaveLength(15);
    expect(rows.map(({ title }) => title)).toEqual(expect.arrayContaining(["broken", "busy"]));
    expect(facts?.[0]).toContain("199 of 200 tasks finished");
  });
});

describe("the card of a run that has ended", () => {
  const over = (outcome: Run["outcome"], more: Partial<Run> = {}) =>
    run({ state: "ended", outcome, endedAt: 200_000, tasks: [ended("extract"), ended("merge", outcome)], ...more });

  it.each([
    ["success", "**Nightly load** succeeded after 3 min 20 s."],
    ["partly", "**Nightly load** finished after 3 min 20 s, but some of its tasks failed."],
    ["failed", "**Nightly load** failed after 3 min 20 s."],
    ["timeout", "**Nightly load** timed out after 3 min 20 s."],
    ["cancelled", "**Nightly load** was cancelled by asker after 3 min 20 s; 1 of 2 tasks had finished."],
    ["skipped", "**Nightly load** did not run."],
  ] as const)("tells %s in words", (outcome, sentence) => {
    expect(endSentence(view({ run: over(outcome), stopper: asker }))).toBe(sentence);
  });

  const output = (more: Partial<TaskOutput>): TaskOutput => ({ truncated: false, ...more });
  const cardOf = (outcome: Run["outcome"], outputs: TaskOutput[], more: Partial<Run> = {}) =>
    runEnded({
      ...view({ run: over(outcome, more) }),
      results: outputs.map((one, index) => ({
        task: [ended("extract"), ended("merge", outcome)][index]!,
        output: one,
      })),
      again: { action: "command", value: "run nightly-load", label: "Run again" },
    });

  it("shows what the tasks gave: a sentence, the fields of an object, lines as they stand, a table", () => {
    const table = { columns: [{ name: "n", type: "number" as const }], rows: [["1"]], total: 1, truncated: false };
    const card = cardOf("success", [output({ text: "18,204 orders" }), output({ table })]);
    expect(card.markdown).toContain("extract: 18,204 orders");
    expect(card.tables).toEqual([{ title: "merge", table }]);
    expect(card.buttons).toEqual([]);
    const object = cardOf("success", [output({ text: '{"rows": 5, "tables": ["a"], "by": "me"}' })]);
    expect(object.markdown).toContain('- rows: 5\n- tables: ["a"]\n- by: me');
    expect(cardOf("success", [output({ text: "one\ntwo", truncated: true })]).markdown).toMatch(
      /```\none\ntwo\n```\n\n_Databricks cut this output short\._/,
    );
    expect(cardOf("success", [output({ text: '{"broken": ' })]).markdown).toContain('{"broken": ');
  });

  it("shows the end of the error of what failed, in a fence that no backticks break, and how to go on", () => {
    const trace = `top\n${"x\n".repeat(2_000)}AnalysisException: no table \`\`\`orders\`\`\``;
    const card = cardOf("failed", [output({}), output({ error: trace })], { message: "Task merge failed." });
    expect(card.markdown).toMatch(/Task merge failed:\n\n````\n…[\s\S]*AnalysisException: no table ```orders```\n````/);
    expect(card.markdown.length).toBeLessThan(2_000);
    expect(card.buttons).toEqual([expect.objectContaining({ value: "run nightly-load" })]);
    const untold = cardOf("failed", [], { message: "The cluster was lost" });
    expect(untold.markdown).toContain("failed after 3 min 20 s. The cluster was lost.");
  });

  it("is announced to its starter, whom it names", () => {
    const notice = endNotice({ ...view({ run: over("failed") }), mention: asker });
    expect(notice).toMatchObject({ tone: "warning", mention: { user: "U1", name: "asker" } });
    expect(endNotice({ ...view({ run: over("success") }), mention: undefined })).not.toHaveProperty("mention");
  });
});

describe("what is told of runs", () => {
  it("is how one stands, with its tasks and the way to stop it for who may", () => {
    const card = runStatus(view(), true);
    expect(card.markdown).toContain("**Nightly load** is running, 1 min so far.");
    expect(card.tables[0]?.table.rows).toContainEqual(["merge", "running · 47 s"]);
    expect(card.notes[0]).toBe("Run 9007199254740993123 · started 1970-01-01 00:00 UTC · by asker · day = 2026-01-31");
    expect(card.buttons).toHaveLength(1);
    expect(runStatus(view(), false).buttons).toEqual([]);
  });

  it("is a line for each of several: how it went at a glance, when, by whom, with the way to it", () => {
    const failed = view({
      run: run({ state: "ended", outcome: "failed", endedAt: 200_000 }),
      to: { zone: "Asia/Tokyo" },
    });
    const views = [view(), failed, view({ starter: { ...asker, name: undefined } }), view({ starter: undefined })];
    const causes = new Map([[failed.run.run, "It ran out of memory."]]);
    const list = runList({ views: [failed], mine: false, failed: true, causes, to: {} });
    expect(list.markdown).toMatch(
      /\*\*Failed in the last 24 hours\*\*\n\n- ❌ \*\*Nightly load\*\* failed · .* · started 1970-01-01 09:00 \(Asia\/Tokyo\) · by asker · \[run 9007199254740993123\]\(.*\): It ran out of memory\.$/,
    );
    const lines = runList({ views, mine: false, failed: false, causes: new Map(), to: {} })
      .markdown.split("\n")
      .slice(2);
    expect(lines.map((line) => /by ([^·]*) ·/.exec(line)?.[1])).toEqual(["asker", "asker", "somebody here", "robot"]);
    expect(lines[0]).toMatch(/^- ▶️ /);
    expect(runList({ views, mine: true, failed: false, causes: new Map(), to: {} }).markdown).not.toContain("by asker");
  });

  it("are several that go on, each with the way to stop it", () => {
    const which = whichRun("Nightly load", [view().run, { ...view().run, run: "123", state: "queued" }], 60_000, {});
    expect(which.markdown).toContain("- Run 9007199254740993123: running · 1 min, started 1970-01-01 00:00 UTC");
    expect(which.markdown).toContain("- Run 123: in the queue");
    expect(which.buttons.map(({ value }) => value)).toEqual(["cancel 9007199254740993123", "cancel 123"]);
  });
});
