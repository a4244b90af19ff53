import { asking } from "../../../src/reply/progress.ts";
import { route } from "../../../src/supervisor/planning/keyword-router.ts";
import { exampleProfiles } from "../../support/bench.ts";

/* Why these agents: what the person reads while they wait. */

describe("the reason of a choice by words", () => {
  const agents = exampleProfiles();
  const why = (question: string, locale?: string) => route(question, agents, [], undefined, false, locale).why;

  it.each([
    ["How did revenue develop in the South?", "en", "asked for revenue"],
    ["Compare churn and revenue", "en", "asked for churn and revenue"],
    ["Wie hoch war der Umsatz im Süden?", "de", "gefragt nach Umsatz"],
  ])("names what was asked for, as it was written: %s", (question, locale, words) => {
    expect(why(question, locale)).toContain(words);
  });

  it("is short, whatever was written", () => {
    const long = why(
      `revenue ${"x".repeat(3_000)} churn ${"revenuerevenue".repeat(200)} stock inventory reorder customers sales`,
    );
    expect(long?.length ?? 0).toBeLessThan(300);
  });

  it("stands in the status message behind whom is asked", () => {
    expect(asking(["Sales", "Inventory"], "asked for revenue and stock")).toBe(
      "Asking Sales and Inventory: asked for revenue and stock",
    );
  });
});
