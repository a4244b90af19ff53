import type { AskOutcome } from "../../../src/ports/databricks/agent.ts";
import { findingSection } from "../../../src/supervisor/prompts.ts";

const outcomeOf = (count: number): AskOutcome => {
  const columns = Array.from({ length: count }, (_, at) => ({
    name: `${at}_${"n".repeat(250)}`,
    type: "text" as const,
  }));
  const rows = [columns.map((_, at) => `v${at}`)];
  const table = { columns, rows, total: 1, truncated: false };
  const finding = { agent: "sales", question: "What?", text: "This.", table, notes: [], clarifies: false };
  const rest = { earlier: [{ title: "Before", table }], suggestions: [], link: "", trusted: false, elapsedMs: 1 };
  return { state: "done", key: "t1:0:sales", finding: { ...finding, ...rest } };
};
const linesOf = (count: number): string[] => findingSection(outcomeOf(count), 1, (agent) => agent).split("\n");

it("a table of any width fits into a prompt, and its rows go by the columns that are named", () => {
  const lines = linesOf(4_000);
  expect(lines.join("\n").length).toBeLessThan(40_000);
  const { columns } = JSON.parse(lines[1] ?? "");
  expect(columns).toHaveLength(100);
  expect(JSON.parse(lines[2] ?? "")).toEqual(Array.from({ length: 100 }, (_, at) => `v${at}`));
});

it("a usual table is told whole", () => {
  expect(JSON.parse(linesOf(60)[2] ?? "")).toHaveLength(60);
});
