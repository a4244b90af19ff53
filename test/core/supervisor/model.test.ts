import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createModel } from "../../../adapters/model/model.ts";
import { createModel as createService } from "../../../sandbox/model/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import type { Model } from "../../../src/ports/model.ts";
import { asAnswer, type Bench, converse, openBench, readable, supervise, turnOf, watch } from "../../support/bench.ts";
import { answers, routing } from "../../support/seed-questions.ts";

/* The supervisor with the real model adapter on the wire. */

let bench: Bench;
let server: Server;
let model: Model;
const traffic = new Traffic();
beforeAll(async () => {
  bench = await openBench();
  server = await serve(createService({ traffic, fast: true }), 0, traffic);
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  model = createModel({ kind: "openai", apiKey: "any", baseUrl, model: "any" }, { pause: async () => {} });
});
afterEach(() => {
  bench.databricks.reset();
  traffic.reset();
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  await bench.close();
});

const parts = () => bench.parts("memory");
const ask = (question: string, thread = `model ${question}`, live = watch().live) =>
  converse(supervise(parts(), model), parts(), turnOf(thread, question), live);
const agentsOf = () => bench.databricks.questions().map(({ agent }) => agent);

it.each(answers)("answers: $question", async ({ question, agents, contains }) => {
  const result = asAnswer(await ask(question));
  expect(agentsOf().toSorted()).toEqual(agents.toSorted());
  for (const word of contains) expect(readable(result).replaceAll(",", "")).toContain(word.replaceAll(",", ""));
  expect(result).toMatchObject({ confidence: "high", notes: [] });
  expect(traffic.calls).toHaveLength(agents.length > 1 ? 2 : 1);
});

const isReason = ({ question }: { question: string }) => question.startsWith("Why");

it.each(routing.filter((one) => !isReason(one)))(
  "brings back what every agent found: $question",
  async ({ question, agents }) => {
    const { live, drafts } = watch();
    const result = asAnswer(await ask(question, `model ${question}`, live));
    expect(agentsOf().toSorted()).toEqual(agents.toSorted());
    expect(result.outcomes.map(({ state }) => state)).toEqual(agents.map(() => "done"));
    for (const [index] of agents.entries()) if (agents.length > 1) expect(result.markdown).toContain(`[${index + 1}]`);
    if (agents.length > 1) expect(drafts.at(-1)).toBe(result.markdown);
  },
);

describe("a question for a reason", () => {
  it.each(routing.filter(isReason))(
    "goes on to the runs that failed on the day that stands out: $question",
    async ({ question }) => {
      const { live, plans } = watch();
      const result = asAnswer(await ask(question, `further ${question}`, live));
      const [first, second, ...others] = bench.databricks.questions();
      expect(first).toMatchObject({ agent: "cost", content: question });
      expect(second).toMatchObject({
        agent: "reliability",
        content: expect.stringMatching(/^Which runs failed on 20\d\d-/),
      });
      expect(others).toEqual([]);
      expect(plans.map(({ why }) => why)).toEqual([
        "asked for cost",
        expect.stringMatching(/^looking whether jobs failed on 20/),
      ]);
      expect(result.markdown).toMatch(/\[1\].*\[2\]/s);
      expect(traffic.calls).toHaveLength(3);
    },
  );

  it("is answered after the first round when the model cannot say what else to ask", async () => {
    const planned = ask("Why did costs spike?", "further, model away");
    await expect(planned.then(() => bench.databricks.questions().length)).resolves.toBe(2);
    bench.databricks.reset();
    const failing: Model = {
      ...model,
      object: (schema, name, ...rest) =>
        name === "further" ? Promise.reject(new Error("away")) : model.object(schema, name, ...rest),
    };
    const result = await converse(supervise(parts(), failing), parts(), turnOf("further away", "Why did costs spike?"));
    expect(asAnswer(result).markdown).toContain("Costs spiked");
    expect(agentsOf()).toEqual(["cost"]);
  });
});

it("asks elsewhere when the only agent asks back, twice at most, and then passes its question on", async () => {
  const asks = [
    { agent: "customer", question: "gibberish of customers qqq" },
    { agent: "inventory", question: "gibberish of inventory qqq" },
    { agent: "quality", question: "gibberish of quality qqq" },
  ];
  let round = 0;
  const restless: Model = {
    ...model,
    object: async (schema, name) => {
      if (name === "further") return schema.parse({ ask: [asks[round++]], why: "another one may know" });
      const plan = { kind: "ask", asks: [{ agent: "sales", question: "gibberish of sales qqq" }], confidence: 0.9 };
      return schema.parse({ ...plan, text: "", choices: [], more: false, job: null });
    },
  };
  const result = await converse(supervise(parts(), restless), parts(), turnOf("restless", "gibberish qqq"));
  expect(agentsOf()).toEqual(["sales", "customer", "inventory"]);
  expect(result.kind).toBe("clarify");
});

it("states the join over two domains in one sentence", async () => {
  const { markdown } = await ask("What regions have high revenue but high churn?");
  expect(markdown).toBe(
    "No region has both: **North** leads in total revenue (2,525) [1], **South** leads in churn risk (High) [2].",
  );
});

it("recommends something in an overview", async () => {
  expect((await ask("Give me a platform health overview")).markdown).toContain("**Recommendations**");
});

it("keeps a follow-up in its conversation", async () => {
  await ask("What is the total revenue?", "follow-up");
  const result = await ask("and in the South?", "follow-up");
  const [first, second] = bench.databricks.questions();
  expect(second?.conversation).toBe(first?.conversation);
  expect(readable(result)).toContain("750");
});

it("survives a model that is down, talks nonsense, or is not allowed", async () => {
  for (const kind of ["500", "expired", "permission"] as const) {
    traffic.faults.push({ service: "model", kind, times: 20 });
    const result = asAnswer(await ask("What regions have high revenue but high churn?", `model ${kind}`));
    traffic.reset();
    expect(result.markdown).toMatch(/^No region has both/);
    expect(result.notes.length).toBeGreaterThan(1);
    expect(result.notes.at(-1)).toContain("Answered without a language model");
  }
});
