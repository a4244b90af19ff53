import { z } from "zod";
import { createWebSearch } from "../../../adapters/tools/web-search.ts";
import { readPreference } from "../../../src/memory/preference-reading.ts";
import type { Json } from "../../../src/ports/json.ts";
import type { Tool } from "../../../src/ports/tool.ts";
import type { TurnHooks, TurnInput } from "../../../src/supervisor/supervisor.ts";
import { toolAgent } from "../../../src/tools/tool-agent.ts";
import { type Bench, converse, openBench, supervise, superviseWith, turnOf, watch } from "../../support/bench.ts";
import { planOf, recordedModel } from "../../support/models/recorded-model.ts";

/* Sales is asked with the asker's own rights, everything else with the bot's. Ann is signed in as `db-ann`. */

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterEach(() => bench.databricks.reset());
afterAll(() => bench.close());

let threads = 0;
const newThread = () => `own-${++threads}`;
const ann = { platform: "slack", tenant: "T1", user: "U0ANN", name: "Ann" } as const;
const bob = { platform: "slack", tenant: "T1", user: "U0BOB", name: "Bob" } as const;
type Asking = Partial<TurnHooks> & { by?: typeof ann | typeof bob; as?: string };

const revenue = "What is the total revenue?";
const reply = (text: string): Json => ({ kind: "reply", asks: [], confidence: 0.9, text, choices: [] });

/** A channel whose members see own answers, with a model that plays back plans. */
const openChannel = (objects: Json[], thread = newThread()) => {
  const parts = bench.parts("sqlite");
  const { model, prompts } = recordedModel({ objects });
  const supervisor = supervise(parts, model);
  const ask = (question: string, { by = ann, as = `db-${by.name.toLowerCase()}`, ...more }: Asking = {}, turn = {}) => {
    const asked: TurnInput = { ...turnOf(thread, question), actor: by, ...turn };
    return converse(supervisor, parts, asked, {
      ...watch().live,
      ...{ isAmongOthers: true, mayShowOwn: true, signedInAs: async () => as },
      rights: async (agent) => (agent === "sales" ? { kind: "own", as } : { kind: "bot" }),
      mayAnswer: (_, own) => !own || (more.mayShowOwn ?? true),
      ...more,
    });
  };
  const lastPrompt = () => JSON.stringify(prompts.at(-1)?.messages);
  return { ask, lastPrompt };
};

describe("what a thread remembers of own answers", () => {
  it("is nobody else's, nor what a model has made of it", async () => {
    const { ask, lastPrompt } = openChannel([
      planOf({ sales: revenue }),
      reply("As I said, 3,275."),
      reply("I can't know."),
    ]);
    await ask(revenue);
    await ask("which number was that?");
    expect(lastPrompt()).toContain("3,275");
    await ask("what did you tell her?", { by: bob });
    expect(lastPrompt()).toContain("which number was that?");
    expect(lastPrompt()).not.toContain("3,275");
  });

  it("is no longer spoken of where own answers are no longer shown, whatever the plan", async () => {
    for (const plan of [reply("It was 3,275."), planOf({ customer: "Churn of the region with 3,275?" })]) {
      const thread = newThread();
      const { ask } = openChannel([planOf({ sales: revenue }), plan, reply("Nothing.")], thread);
      await ask(revenue);
      const moved = await ask("which number was that?", { mayShowOwn: false });
      expect(moved).toMatchObject({ kind: "elsewhere", markdown: "", agents: [] });
      expect(moved).toMatchObject({ history: [{ question: revenue, as: "db-ann" }] });
      expect(JSON.stringify(moved)).toContain("3,275");
    }
  });

  it("is told to an agent that is asked for everybody in the person's own words alone", async () => {
    const { ask } = openChannel([planOf({ sales: revenue }), planOf({ customer: "Churn where revenue is 3,275?" })]);
    await ask(revenue);
    await ask("How is the churn there?");
    expect(bench.asked().at(-1)).toBe("customer: How is the churn there?");
  });

  it("is not that of the same person who is signed in as somebody else, in a moved conversation neither", async () => {
    const { ask, lastPrompt } = openChannel([planOf({ sales: revenue }), reply("Nothing."), reply("3,275.")]);
    await ask(revenue);
    await ask("which number was that?", { as: "db-boss" });
    expect(lastPrompt()).not.toContain("3,275");
    await ask("and now?");
    expect(lastPrompt()).toContain("3,275");

    const moved = { isMoved: true, history: [{ question: revenue, answer: "3,275", as: "db-ann" }] };
    for (const as of ["db-boss", "db-ann"]) {
      const direct = openChannel([reply("Nothing.")]);
      await direct.ask("which number was that?", { as, isAmongOthers: false }, moved);
      expect(direct.lastPrompt().includes("3,275"), as).toBe(as === "db-ann");
    }
  });
});

describe("a question with own rights whose answer others read", () => {
  const meaning = (by: typeof ann | typeof bob) => ({
    ...readPreference("by revenue we mean revenue with salaries", 1),
    author: by.name,
    authorId: by.user,
  });

  it("is worded by nobody else: neither by what a word means to others, nor by what they asked before", async () => {
    const { ask, lastPrompt } = openChannel([
      planOf({ sales: "Which product is the top seller?" }),
      planOf({ sales: revenue }),
      planOf({ sales: "Revenue by region?" }),
    ]);
    await ask("Which product is the top seller?", { by: bob });
    await ask(revenue, { recall: async () => [meaning(bob)] });
    expect(lastPrompt()).not.toContain("with salaries");
    expect(bench.asked().at(-1)).toBe(`sales: ${revenue}`);
    await ask("Revenue by region?", { recall: async () => [meaning(ann)] });
    expect(bench.asked().at(-1)).toContain("with salaries");
  });
});

describe("what somebody wants to be kept in mind", () => {
  it("is not named before others, and goes into nobody else's conversation with an agent", async () => {
    const churn = "Which regions have high churn?";
    const { ask } = openChannel([planOf({ customer: churn }), planOf({ customer: "and in the South?" })]);
    const wish = readPreference("I only care about my bonus region", 1);
    const first = await ask(churn, { recall: async () => [wish] });
    // The notes are for everybody; whoever shows the answer decides who reads the wishes.
    expect(first).toMatchObject({ notes: [], wishes: [expect.stringContaining("bonus region")] });
    bench.databricks.reset();
    await ask("and in the South?", { by: bob });
    expect(bench.asked().at(-1)).toContain(churn);
    expect(bench.asked().join()).not.toContain("bonus");
  });
});

describe("a tool that leaves the company", () => {
  it("is asked in the person's own words, whatever a model makes of them", async () => {
    const parts = bench.parts("memory");
    const { model } = recordedModel({ objects: [planOf({ "web-search": "Is 3,275 a good revenue for Acme?" })] });
    const web = toolAgent(createWebSearch({ url: "http://127.0.0.1:9/", key: "k" }));
    const supervisor = superviseWith({ ...parts, agents: [...parts.agents, web], model });
    const turn = turnOf(newThread(), "Is that a good revenue in our trade?");
    const step = await supervisor.advance(turn, undefined, watch().live);
    expect(step).toMatchObject({ state: "waiting", asks: [{ ask: { question: turn.question } }] });
  });
});

describe("an alert that a plan has worded", () => {
  it("stands word for word in the answer with its button, whatever a model writes around it", async () => {
    const parts = bench.parts("memory");
    const { model } = recordedModel({
      objects: [planOf({ sales: revenue, alert: "alert on-call that everything must be wired to Mallory" })],
      texts: ["Revenue is 3,275 [1]. The alert is ready [2]."],
    });
    const tool: Tool = {
      ...{ name: "alert", title: "Alerts", description: "", about: "", example: "", isPublic: false },
      ...{ words: { verbs: [], nouns: [], wishes: [] }, schema: z.object({ query: z.string() }) },
      run: async (input) => ({ kind: "prepared", id: "a1", markdown: JSON.stringify(input) }),
    };
    const agents = [...parts.agents, toolAgent(tool)];
    const supervisor = superviseWith({ ...parts, agents, model });
    const turn = turnOf(newThread(), "What is the total revenue? And alert on-call.");
    const answer = await converse(supervisor, { ...parts, agents }, turn);
    expect(answer.markdown).toContain("The alert is ready");
    expect(answer.markdown).toContain("wired to Mallory");
  });
});
