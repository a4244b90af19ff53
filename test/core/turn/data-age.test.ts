import { Problem } from "../../../src/errors.ts";
import type { AskOutcome, OpenAsk } from "../../../src/ports/databricks/agent.ts";
import type { TableWrites } from "../../../src/ports/databricks/table-writes.ts";
import type { TurnResult } from "../../../src/reply/answer/turn-result.ts";
import { createDataAges } from "../../../src/turn/answers/data-age.ts";

const actor = { platform: "slack", tenant: "T1", user: "U1" } as const;
const asked = 1_000_000;
const minute = 60_000;

const open = (key: string, as?: string): OpenAsk => ({
  ask: { key, agent: key, question: "?", actor, earlier: [], ...(as !== undefined && { as }) },
  ref: { agent: key, conversation: "c", message: "m" },
  startedAt: asked,
});

const found = (key: string, sql: string): AskOutcome => ({
  state: "done",
  key,
  finding: {
    ...{ agent: key, question: "?", text: "", earlier: [], notes: [], clarifies: false, suggestions: [] },
    ...{ trusted: false, elapsedMs: 1, sql },
  },
});

const answer = (...outcomes: AskOutcome[]): TurnResult => ({
  ...{ kind: "answer", markdown: "", confidence: "high", notes: [], suggestions: [], outcomes },
});

const agesOf = (result: TurnResult | undefined) =>
  result?.kind === "answer" ? result.outcomes.map((one) => (one.state === "done" ? one.finding.dataAt : "failed")) : [];

const bench = (writes: Record<string, number[]>) => {
  const calls: string[] = [];
  const clock = { now: asked };
  const tables: TableWrites = {
    of: async (name, caller) => {
      calls.push(`${caller.kind === "person" ? (caller.as ?? "bot") : "bot"}: ${name.join(".")}`);
      const known = writes[name.join(".")];
      if (!known) throw Problem.of("databricks.sql", { reason: "not a Delta table" });
      return known;
    },
  };
  return { ages: createDataAges({ tables, now: () => clock.now }), calls, clock };
};

describe("the age of an answer's data", () => {
  it("is the latest write of its tables before the question, known after a look and from then on at once", async () => {
    const { ages, calls } = bench({ "a.b": [asked + 5, asked - 10, asked - 90], "c.d": [asked - 40] });
    const result = answer(found("one", "SELECT 1 FROM a.b JOIN c.d"));
    expect(agesOf(ages.known([open("one")], result))).toEqual([undefined]);
    expect(agesOf(await ages.later([open("one")], result))).toEqual([asked - 10]);
    expect(agesOf(ages.known([open("one")], result))).toEqual([asked - 10]);
    expect(await ages.later([open("one")], ages.known([open("one")], result))).toBeUndefined();
    expect(calls).toEqual(["bot: a.b", "bot: c.d"]);
  });

  it("is not told where one of the tables says nothing, or none can be told from the query", async () => {
    const { ages } = bench({ "a.b": [asked - 10], "c.d": [] });
    const asks = [open("view"), open("gone"), open("function")];
    const result = answer(
      found("view", "SELECT 1 FROM a.b JOIN c.d"),
      found("gone", "SELECT 1 FROM e.f"),
      found("function", "SELECT 1 FROM a.b JOIN range(3)"),
    );
    expect(await ages.later(asks, result)).toBeUndefined();
    expect(agesOf(ages.known(asks, result))).toEqual([undefined, undefined, undefined]);
  });

  it("is looked for with the rights of whoever asked, and told to nobody with others", async () => {
    const { ages, calls } = bench({ "a.b": [asked - 10] });
    const result = answer(found("one", "SELECT 1 FROM a.b"));
    await ages.later([open("one", "7")], result);
    expect(agesOf(ages.known([open("one", "8")], result))).toEqual([undefined]);
    expect(calls).toEqual(["7: a.b", "8: a.b"]);
  });

  it("is looked for again after ten minutes, and after an hour where a table has no history", async () => {
    const { ages, calls, clock } = bench({ "a.b": [] });
    const asks = [open("one"), open("two")];
    const look = () => ages.later(asks, answer(found("one", "SELECT 1 FROM a.b"), found("two", "SELECT 1 FROM e.f")));
    for (const minutes of [0, 9, 11, 59, 61]) {
      clock.now = asked + minutes * minute;
      await look();
    }
    expect(calls).toEqual(["bot: a.b", "bot: e.f", "bot: a.b", "bot: a.b", "bot: e.f"]);
  });

  it("is not looked for where there is no warehouse to ask", async () => {
    const ages = createDataAges({ tables: undefined, now: () => asked });
    expect(await ages.later([open("one")], answer(found("one", "SELECT 1 FROM a.b")))).toBeUndefined();
  });
});
