import { type Case, casesIn } from "../../eval/case-file.ts";
import { judge, type Outcome, total } from "../../eval/score.ts";

const caseOf = (text: string): Case => casesIn(text, "cases").cases[0]!;
const outcome = (text: string, more: Partial<Outcome>): Outcome => ({
  ...{ case: caseOf(text), kind: "ask", asked: [], offered: [], job: undefined, confidence: 1, ms: 1, tokens: 0 },
  ...more,
});

describe("a file of cases", () => {
  it("takes one sentence or several, one agent or several, with or without thresholds", () => {
    const list =
      "- {ask: [a, b], agents: sales}\n- {ask: c, agents: [sales, cost], or: [[cost]]}\n- {ask: d, todo: who?, agents: x}";
    expect(casesIn(list, "x").cases).toMatchObject([
      { ask: "a", agents: ["sales"], expect: "agents" },
      { ask: "b", agents: ["sales"] },
      { ask: "c", agents: ["sales", "cost"], or: [["cost"]] },
    ]);
    const whole = "thresholds: {with-model: {exact: 0.9}}\ncases: [{ask: hi, expect: nobody}]";
    expect(casesIn(whole, "x")).toMatchObject({ thresholds: { "with-model": { exact: 0.9, offered: 0 } } });
  });

  it("says what is wrong in it", () => {
    expect(() => casesIn("- {ask: a}", "mine.yaml")).toThrow(/mine\.yaml.*needs agents/s);
    expect(() => casesIn("- {ask: a, agent: sales}", "mine.yaml")).toThrow(/agent/);
  });
});

describe("the judgement of a case", () => {
  const two = "- {ask: a, agents: [sales, customer], or: [[customer]]}";

  it("tells exact from tolerated sets, and both from wrong ones", () => {
    expect(judge(outcome(two, { asked: ["customer", "sales"] }))).toMatchObject({
      exact: true,
      tolerated: true,
      recall: 1,
    });
    expect(judge(outcome(two, { asked: ["customer"] }))).toMatchObject({
      exact: false,
      tolerated: true,
      offered: true,
    });
    expect(judge(outcome(two, { asked: ["sales"] }))).toMatchObject({ tolerated: false, recall: 0.5, offered: false });
    expect(judge(outcome(two, { asked: ["sales", "customer", "cost"] }))).toMatchObject({
      tolerated: false,
      offered: true,
    });
  });

  it("takes one of the first three choices for an offer, and later ones for none", () => {
    const choices = (offered: string[]) => judge(outcome(two, { kind: "clarify", offered }));
    expect(choices(["cost", "quality", "sales"])).toMatchObject({ offered: true, refused: false });
    expect(choices(["cost", "quality", "security", "sales"])).toMatchObject({ offered: false, refused: true });
    expect(judge(outcome(two, { kind: "reply" }))).toMatchObject({ refused: true });
  });

  it("wants nobody to be asked where nobody is expected, and the right thing of the jobs", () => {
    expect(judge(outcome("- {ask: hi, expect: nobody}", { kind: "clarify" })).exact).toBe(true);
    expect(judge(outcome("- {ask: hi, expect: nobody}", { asked: ["sales"] })).exact).toBe(false);
    expect(judge(outcome("- {ask: hi, expect: nobody}", { kind: "job", job: "start" })).exact).toBe(false);
    expect(judge(outcome("- {ask: x, expect: job, job: start}", { kind: "job", job: "start" })).exact).toBe(true);
    expect(judge(outcome("- {ask: x, expect: job, job: start}", { kind: "job", job: "status" })).exact).toBe(false);
  });

  it("adds up, with what was confused with what", () => {
    const some = [outcome(two, { asked: ["sales", "customer"] }), outcome(two, { asked: ["cost"] })];
    expect(total(some)).toMatchObject({
      ...{ cases: 2, exact: 0.5, recall: 0.5 },
      confusion: [{ expected: "sales+customer", got: "cost", cases: 1 }],
    });
  });
});
