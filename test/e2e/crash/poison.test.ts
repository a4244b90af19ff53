import { setTimeout as sleep } from "node:timers/promises";
import { eventually } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";

/* A question that harms the process that works on it: its asker is told, and the others get their answers. */

const program = "test/support/bots/poison-bot.ts";
const givenUpWithinMs = 60_000;
/** How long a bot takes to start on a machine that has time for it; a busy one is given as much more for everything. */
const usualStartMs = 3_000;
const question = "@genie What is the total revenue?";

/** Restarts every replica that has ended, as a supervisor does, until it is stopped; `ends` says how they did. */
const supervise = (stage: Stage) => {
  let ends: (number | null)[] = [];
  let on = true;
  const keep = async (replica: number): Promise<void> => {
    while (on) {
      const code = await stage.bots[replica]?.exit;
      if (!on) return;
      ends.push(code ?? null);
      await sleep(500);
      stage.launch(replica);
    }
  };
  for (const [replica] of stage.bots.entries()) void keep(replica);
  return {
    ends: () => ends,
    /** Forgets how they ended, once all of them run. */
    settled: async (): Promise<void> => {
      for (const [replica] of stage.bots.entries())
        await eventually(
          async () => (await fetch(`${stage.bots[replica]?.url}/readyz`)).ok,
          30_000,
          "a replica that runs",
        );
      ends = [];
    },
    stop: () => {
      on = false;
    },
  };
};

describe.each([
  ["two replicas", { replicas: 2, shared: true }],
  ["one process", {}],
])("with %s", (_, options) => {
  let stage: Stage;
  let supervisor: ReturnType<typeof supervise>;
  let slowness = 1;
  beforeAll(async () => {
    const from = Date.now();
    // As much memory as a container would have.
    stage = await openStage({ ...options, program, env: { NODE_OPTIONS: "--max-old-space-size=300" } });
    supervisor = supervise(stage);
    slowness = Math.max(1, (Date.now() - from) / usualStartMs);
  });
  beforeEach(() => supervisor.settled());
  afterAll(async () => {
    supervisor?.stop();
    await stage?.close();
  });

  /** Others ask while the poison is at work; whoever meets a process that is down asks again, as Slack sends again. */
  const others = async (until: Promise<unknown>): Promise<string[]> => {
    const asked: string[] = [];
    let on = true;
    const end = until.finally(() => {
      on = false;
    });
    while (on && asked.length < 20) {
      asked.push(await stage.say("colleague", "data-ops", question));
      await Promise.race([sleep(2_000), end]);
    }
    return asked;
  };

  it.each([
    ["loops for ever", "poison loop"],
    ["loops for ever after its first sign", "What is the total revenue? poison loop late"],
    ["ends its process", "poison exit"],
    ["kills its process", "poison kill"],
    ["takes all memory", "poison memory"],
  ])(
    "tells the asker within a minute of a question that %s, while others are answered",
    async (_name, text) => {
      const from = Date.now();
      const ts = await stage.say("asker", "analytics", `@genie ${text}`);
      const notice = stage.answer("analytics", ts, givenUpWithinMs * slowness);
      const asked = others(notice.catch(() => undefined));
      const reply = await notice;
      const seconds = (Date.now() - from) / 1_000;
      expect(reply.text).toContain("made me crash every time");
      expect(reply.text).not.toContain("poison");
      expect(JSON.stringify(reply.blocks)).not.toContain("poison");
      expect(supervisor.ends().length).toBeGreaterThanOrEqual(3);
      for (const other of await asked) {
        const answer = await stage.answer("data-ops", other, 30_000 * slowness);
        expect(answer.text).toContain("3,275");
      }
      expect(await stage.replies("analytics", ts)).toHaveLength(1);
      process.stdout.write(
        `told after ${seconds} s (slowness ${slowness}), ${supervisor.ends().length} ends: ${supervisor.ends()}\n`,
      );
    },
    300_000,
  );

  it("settles as usual what does no harm where it runs apart", async () => {
    const ts = await stage.say("asker", "analytics", `${question} poison exit outside`);
    const reply = await stage.answer("analytics", ts, givenUpWithinMs * slowness);
    // Genie does not know the words that name the poison, and asks back.
    expect(reply.text).toContain("I find nothing in this data that is called “poison”");
    expect(supervisor.ends()).toEqual([3, 3, 3]);
  }, 300_000);

  it("tells a bug of ours, and ends no process", async () => {
    const bugs = (): number => stage.output().split('"task.bug"').length - 1;
    const earlier = bugs();
    const ts = await stage.say("asker", "analytics", "@genie poison bug");
    const reply = await stage.answer("analytics", ts, 10_000);
    expect(reply.text).toContain("Something went wrong on my side");
    expect(supervisor.ends()).toEqual([]);
    await eventually(() => bugs() >= earlier + 2, 5_000, "both bugs in the log");
    expect(bugs()).toBe(earlier + 2);
  });
});
