import type { PastExchange } from "../../../src/ports/chat/inbound.ts";
import { memoryOf } from "../../../src/supervisor/client-history.ts";
import { asAnswer, type Bench, converse, exampleProfiles, openBench, supervise, turnOf } from "../../support/bench.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterEach(() => bench.databricks.reset());
afterAll(() => bench.close());

const history: PastExchange[] = [{ question: "What is the total revenue?", answer: "3,275" }];
let threads = 0;
const ask = (question: string, more: { thread?: string; history?: PastExchange[] } = {}) => {
  const parts = bench.parts("memory");
  const { thread = `t${++threads}`, ...rest } = more;
  return converse(supervise(parts), parts, { ...turnOf(thread, question), ...rest });
};
const asked = () => bench.databricks.questions();

describe("a conversation that the client keeps", () => {
  it("is what a follow-up refers to, and Genie gets the earlier question with it", async () => {
    const result = asAnswer(await ask("and in the South?", { history }));
    expect(result.markdown).toContain("750");
    expect(asked().map(({ agent }) => agent)).toEqual(["sales"]);
  });

  it("counts for nothing where the thread remembers", async () => {
    await ask("Which regions have high churn?", { thread: "own" });
    await ask("and in the South?", { thread: "own", history });
    expect(asked().map(({ agent }) => agent)).toEqual(["customer", "customer"]);
  });

  it("keeps the last exchanges word for word, and of the older ones the questions", () => {
    const long = Array.from({ length: 30 }, (_, at) => ({ question: `Revenue ${at}?`, answer: "x".repeat(9_000) }));
    const { exchanges, summary, conversations } = memoryOf(long, exampleProfiles(), 1, 10, turnOf("t", "").actor);
    expect(exchanges.map(({ question }) => question)).toEqual(long.slice(-9).map(({ question }) => question));
    expect(exchanges[0]?.answer).toHaveLength(1_500);
    expect(summary.split("\n")).toContain("- Revenue 20?");
    expect(Object.keys(conversations)).toEqual(["sales"]);
    expect(conversations["sales"]).not.toHaveProperty("id");
  });
});
