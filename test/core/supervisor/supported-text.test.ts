import type { AskOutcome } from "../../../src/ports/databricks/agent.ts";
import { supportedText } from "../../../src/supervisor/answering/supported-text.ts";

const outcomes: AskOutcome[] = [
  {
    state: "done",
    key: "sales",
    finding: {
      ...{
        agent: "sales",
        question: "Revenue of the top 5 regions?",
        text: "North is ahead of C002.",
        clarifies: false,
      },
      ...{ suggestions: [], earlier: [], notes: [], trusted: false, elapsedMs: 1 },
      table: {
        columns: [
          { name: "region", type: "text" },
          { name: "revenue", type: "number" },
        ],
        rows: [
          ["North", "2525"],
          ["South", "750"],
        ],
        total: 2,
        truncated: false,
      },
      sql: "SELECT region, sum(revenue) AS revenue FROM sales WHERE day >= date_sub(current_date(), 90) GROUP BY region",
    },
  },
  {
    ...{ state: "failed", key: "customer", agent: "customer", question: "Churn?", elapsedMs: 1 },
    failure: { code: "genie.unavailable", sentence: "Genie answered 503." },
  },
];
const of = (text: string) => supportedText(text, "How did the top 5 regions do?", outcomes);

describe("what a model writes", () => {
  it.each([
    "North has 2,525 [1].",
    "Both have 3,275 together, 77 % of it in the North [1].",
    "The North has 1,775 more, about 3.4 times as much, or 2.5 k [1].",
    "It is 2.525 in the North and 0,75 Tsd in the South [1].",
    "It is 2 525 in the North, ٢٥٢٥ or ２,５２５, and 0.0075 lakh in the South [1].",
    "Am 24. Dezember 2026 um 14:05 sind es 2 525 [1].",
    "北は2525で、南は0.075万です。差は1775です [1]。",
    "Of the top 5, C002 and svc-4711 were there on 24 November 2026 at 14:05 [1].",
    "Customer could not answer: Genie answered 503 [2].",
    "Am 24.12.2026 waren es 2525, vom 1.11. bis zum 30.11. weniger [1].",
    "Im 4. Quartal 2026 und in der 48. Kalenderwoche lag der Norden vorn [1].",
    "In week 48, and in KW 49 um 14 Uhr, the North led [1].",
    "Im Norden sind es rund 2.500, in the South about 750 [1].",
    "Of the last 90 days the North has most [1].",
    "See [the run](https://x.example/runs/4711) for the 2 regions [1].",
  ])("stays if the findings support it: %s", (text) => {
    expect(of(text)).toEqual({ markdown: text, dropped: 0, citations: 1 });
  });

  it.each([
    ["North has 2,525 [1]. Invented 999 [9].", "North has 2,525 [1]."],
    ["North has 2,525 [1]. It will be 4,100 next year [1].", "North has 2,525 [1]."],
    ["- North: 2,525 [1]\n- West: 1,234 [1]", "- North: 2,525 [1]"],
    ["North leads [1] [7].", "North leads [1]."],
    ["North leads [1]. It has ٩٩٩ [1].", "North leads [1]."],
    ["北が一番です [1]。売上は９９９です [1]。南は750です [1]。", "北が一番です [1]。南は750です [1]。"],
    ["North leads [1]. It earned 999euros [1].", "North leads [1]."],
    ["North leads [1]. It earned €2026, or 2026 EUR [1].", "North leads [1]."],
    ["Norden führt [1]. Es sind 9,9 Mio. Euro [1].", "Norden führt [1]."],
    ["North leads [1]. It has 2,525 vs. South 999 [1].", "North leads [1]."],
    ["Norden führt [1]. Manche, z. B. Westen mit 999, liegen zurück [1].", "Norden führt [1]."],
    ["Norden führt [1]. Im 4. Quartal waren es 999 [1]. Danach 750 [1].", "Norden führt [1]. Danach 750 [1]."],
    ["North leads [1]. It has 2,500 [1].", "North leads [1]."],
    ["North leads [1]. It has about 2,700 [1].", "North leads [1]."],
    ["North leads [1]. It has 999-1200 orders [1].", "North leads [1]."],
    ["North leads [1]. Revenue:999 [1].", "North leads [1]."],
  ])("is left out else: %s", (text, kept) => {
    expect(of(text).markdown).toBe(kept);
  });

  describe("of a column", () => {
    const findings = (rows: string[][]): AskOutcome[] =>
      outcomes.flatMap((outcome) =>
        outcome.state === "done"
          ? [
              {
                ...outcome,
                finding: {
                  ...{ ...outcome.finding, question: "?", text: "", sql: "" },
                  table: {
                    columns: [
                      { name: "what", type: "text" },
                      { name: "amount", type: "number" },
                    ],
                    ...{ rows, total: rows.length, truncated: false },
                  },
                },
              },
            ]
          : [],
      );

    it.each([
      "Churn is 8.1% in the South [1].",
      "Im Süden sind es 8,1 Prozent, im Norden 23 % [1].",
      "It is 14.9 percentage points less [1].",
    ])("knows fractions as per cent: %s", (text) => {
      const churn = findings([
        ["North", "0.23"],
        ["South", "0.0812"],
        ["West", "0.111"],
      ]);
      expect(supportedText(text, "?", churn).markdown).toBe(text);
      expect(supportedText("It is 9.4% [1].", "?", churn).markdown).toBe("");
    });

    it("knows what changed between the ends of a long one", () => {
      const months = findings(Array.from({ length: 24 }, (_, month) => [`M${month}`, String(100 + month * month)]));
      const text = "It rose by 529% in all, and by 7.7% in the last month [1].";
      expect(supportedText(text, "?", months).markdown).toBe(text);
      expect(supportedText("It rose by 31.3% [1].", "?", months).markdown).toBe("");
    });
  });

  it("ends with at most three recommendations, each with its source", () => {
    const advice = [
      "- Ask why [1].",
      "- Do something.",
      "- Look at the South [1].",
      "- See the North [1].",
      "- Sell [1].",
    ];
    expect(of(["North leads [1].", "", "**Recommendations**", "", ...advice].join("\n")).markdown).toBe(
      ["North leads [1].", "", "**Recommendations**", "", advice[0], advice[2], advice[3]].join("\n"),
    );
    expect(of("North leads [1].\n\n**Next**\n\n- Do something.").markdown).toBe("North leads [1].");
  });
});
