import { z } from "zod";
import type { Model } from "../../../src/ports/model.ts";
import type { Quota } from "../../../src/ports/stores/quota.ts";
import {
  asAnswer,
  type Bench,
  converse,
  openBench,
  type Parts,
  type SaverKind,
  supervise,
  turnOf,
} from "../../support/bench.ts";
import { planOf } from "../../support/models/recorded-model.ts";

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

class Crash extends Error {}

/** Parts whose every read and write, before and after it happened, is a moment at which the process may die. */
const mortal = (parts: Parts, moments: number): Parts & { died: () => boolean } => {
  let left = moments;
  const moment = () => {
    left -= 1;
    if (left < 0) throw new Crash(`dead after ${moments} moments`);
  };
  const guard = <T extends object>(target: T, names: readonly (keyof T)[]): T =>
    new Proxy(target, {
      get: (object, name, receiver) => {
        const value = Reflect.get(object, name, receiver);
        if (typeof value !== "function") return value;
        if (!names.includes(name as keyof T)) return value.bind(object);
        return async (...args: unknown[]) => {
          moment();
          const result = await value.apply(object, args);
          moment();
          return result;
        };
      },
    });
  return {
    saver: guard(parts.saver, ["getTuple", "put", "putWrites"]),
    records: guard(parts.records, ["add", "read", "write", "remove"]),
    quota: guard(parts.quota, ["claim", "leave", "refused"]),
    agents: parts.agents.map(({ profile, agent }) => ({ profile, agent: guard(agent, ["start"]) })),
    died: () => left < 0,
  };
};

/** Always plans the same two asks, asks for one further round, then writes the same answer. */
const steady: Model = {
  name: "recorded",
  object: async (schema) =>
    schema.parse(planOf({ sales: "Which regions have high revenue?", customer: "Which regions have high churn?" })),
  text: async (messages, onText) => {
    const text = messages[1]?.content.includes('"source":3')
      ? "Chairs run low [3] where churn is high [2]."
      : '{"ask":[{"agent":"inventory","question":"What needs reordering?"}]}';
    onText(text);
    return text;
  },
};

describe.each<SaverKind>(["memory", "sqlite"])("a turn over the %s saver", (kind) => {
  it("asks each question once and answers once, whenever the process dies", async () => {
    const parts = bench.parts(kind);
    const question = "What regions have high revenue but high churn, and what is low on stock there?";
    const seen = [];
    for (let moments = 0; ; moments += 1) {
      bench.databricks.reset();
      const turn = turnOf(`crash-${kind}-${moments}`, question);
      const doomed = mortal(parts, moments);
      await converse(supervise(doomed, steady), parts, turn).catch((error: unknown) => {
        if (!doomed.died()) throw error;
      });
      const result = asAnswer(await converse(supervise(parts, steady), parts, turn));
      const agents = result.outcomes.map((outcome) => outcome.state === "done" && outcome.finding.agent);
      const tuple = await parts.saver.getTuple({ configurable: { thread_id: turn.thread } });
      const exchanges = z.array(z.unknown()).parse(tuple?.checkpoint.channel_values["exchanges"]);
      seen.push({ asked: bench.asked().toSorted(), markdown: result.markdown, agents, exchanges: exchanges.length });
      if (!doomed.died()) break;
    }
    expect(seen.length).toBeGreaterThan(40);
    expect(new Set(seen.map((item) => JSON.stringify(item)))).toEqual(
      new Set([
        JSON.stringify({
          asked: [
            "customer: Which regions have high churn?",
            "inventory: What needs reordering?",
            "sales: Which regions have high revenue?",
          ],
          markdown: "Chairs run low [3] where churn is high [2].",
          agents: ["sales", "customer", "inventory"],
          exchanges: 1,
        }),
      ]),
    );
  });
});

describe("a turn whose model plans something else each time", () => {
  it("answers with what was asked first, whenever the process dies", async () => {
    const question = "What regions have high revenue but high churn?";
    const plans = [
      planOf({ sales: "Which regions have high revenue?", customer: "Which regions have high churn?" }),
      planOf({ inventory: "What needs reordering?" }),
    ];
    let moments = 0;
    for (let alive = false; !alive; moments += 1) {
      bench.databricks.reset();
      let planned = 0;
      const wavering: Model = {
        name: "recorded",
        object: async (schema) => {
          planned += 1;
          return schema.parse(plans[(planned - 1) % plans.length]);
        },
        text: async () => "",
      };
      const parts = bench.parts("sqlite");
      const turn = turnOf(`crash-wavering-${moments}`, question);
      const doomed = mortal(parts, moments);
      await converse(supervise(doomed, wavering), parts, turn).catch((error: unknown) => {
        if (!doomed.died()) throw error;
      });
      const result = asAnswer(await converse(supervise(parts, wavering), parts, turn));
      const agents = result.outcomes.map((outcome) => outcome.state === "done" && outcome.finding.agent);
      const asked = bench.asked().map((line) => line.slice(0, line.indexOf(":")));
      expect(asked.toSorted()).toEqual(agents.toSorted());
      alive = !doomed.died();
    }
    expect(moments).toBeGreaterThan(20);
  });
});

describe("a turn in a line that moves", () => {
  it("asks each question once and answers once, whenever the process dies, also when Genie refused one", async () => {
    const question = "What regions have high revenue but high churn, and what is low on stock there?";
    let moments = 0;
    for (let alive = false; !alive; moments += 1) {
      bench.databricks.reset();
      const refusal = { kind: "429", match: "start-conversation", times: 1 } as const;
      bench.traffic.faults = [{ service: "databricks", ...refusal }];
      const quota = bench.quota({ most: 2, perMs: 4 });
      // Nobody has to wait for a whole second here.
      const quick: Quota = { ...quota, refused: (id) => quota.refused(id, 4) };
      const parts = { ...bench.parts("sqlite"), quota: quick };
      const turn = turnOf(`crash-line-${moments}`, question);
      // That the saver may die with the process at any moment is shown above.
      const doomed = { ...mortal(parts, moments), saver: parts.saver };
      await converse(supervise(doomed, steady), parts, turn).catch((error: unknown) => {
        if (!doomed.died()) throw error;
      });
      const result = asAnswer(await converse(supervise(parts, steady), parts, turn));
      expect(result.outcomes.map(({ state }) => state)).toEqual(["done", "done", "done"]);
      expect(bench.asked().toSorted()).toEqual([
        "customer: Which regions have high churn?",
        "inventory: What needs reordering?",
        "sales: Which regions have high revenue?",
      ]);
      alive = !doomed.died();
    }
    expect(moments).toBeGreaterThan(30);
  });
});
