import { render } from "../../../adapters/slack/render/render.ts";
import { fits, split } from "../../../adapters/slack/render/split.ts";
import { messageBlocks } from "../../../sandbox/slack/blocks/check.ts";
import type { Source } from "../../../src/ports/chat/answer-parts.ts";
import { richAnswer, working } from "../../contract/replies.ts";
import { blocks, of, words } from "../../support/slack/slack-blocks.ts";

describe("progress in Slack", () => {
  it("is a plan with one card for each agent, the time, and the buttons", () => {
    expect(blocks(working)).toEqual([
      {
        type: "plan",
        title: "Asking Sales and Inventory",
        tasks: [
          expect.objectContaining({ task_id: "1-sales", title: "Sales", status: "in_progress" }),
          expect.objectContaining({ task_id: "2-inventory", title: "Inventory", status: "complete" }),
        ],
      },
      { type: "context", elements: [{ type: "mrkdwn", text: "12 s" }] },
      {
        type: "actions",
        elements: [
          {
            type: "button",
            action_id: "cancel",
            text: { type: "plain_text", text: "Cancel", emoji: false },
            value: "turn-1",
            style: "danger",
          },
        ],
      },
    ]);
    expect(render(working).text).toBe("Asking Sales and Inventory · Sales: writing SQL · Inventory: 38 rows · 12 s");
  });

  it("says the same in plain blocks", () => {
    const all = blocks(working, ["plan"]);
    expect(all.map((block) => block.type)).toEqual(["section", "context", "context", "context", "actions"]);
    for (const word of ["Asking Sales and Inventory", "Sales", "writing SQL", "38 rows", "12 s"])
      expect(words(working, ["plan"])).toContain(word);
  });

  it("shows the question where the message stands alone, and the draft", () => {
    const reply = { ...working, question: "What is\nthe revenue?", draft: "North **leads**" };
    expect(words(reply)).toContain("“What is the revenue?”");
    expect(of("markdown", blocks(reply))).toEqual([{ type: "markdown", text: "North **leads**" }]);
  });

  it("shows the end of a draft that has outgrown the message", () => {
    const reply = { ...working, draft: `${"early ".repeat(3_000)}the latest words` };
    expect(words(reply)).toContain("the latest words");
    expect(fits(reply)).toBe(true);
    expect(split(reply)).toHaveLength(1);
  });

  it.each([
    ["characters that are escaped", "<".repeat(7_000)],
    ["headings", "# Head\n\ntext\n\n".repeat(500)],
    ["rules", "text\n\n---\n\n".repeat(500)],
    ["tables", `|a|b|\n|-|-|\n${"|1|2|\n".repeat(20)}\n`.repeat(50)],
  ])("shows as much of the end of a draft as Slack takes: %s", (_, draft) => {
    const reply = { ...working, draft };
    expect(fits(reply)).toBe(true);
    expect(() => messageBlocks(render(reply).blocks)).not.toThrow();
    expect(of("markdown", blocks(reply)).length).toBe(1);
  });

  it("shows long links in lines that Slack takes, or their labels alone", () => {
    const url = (length: number) => `https://dbx.example.com/?q=${"&".repeat(length)}`;
    const links = [1, 300, 390, 390, 5_000].map((length, index) => ({ label: `Link ${index}`, url: url(length) }));
    const reply = { ...working, links };
    expect(() => messageBlocks(render(reply).blocks)).not.toThrow();
    for (const { label } of links) expect(words(reply)).toContain(label);
    const [sales] = richAnswer.sources as [Source];
    const sources = [{ ...sales, link: url(390), title: "&".repeat(200) }];
    expect(() => messageBlocks(render({ ...richAnswer, sources }).blocks)).not.toThrow();
  });

  it("names the question in the notification of a message that does not show it", () => {
    const sign = { ...working, headline: "On it", rows: [], elapsedMs: 0, subject: "What is\nthe revenue?" };
    expect(render(sign).text).toBe("On it: What is the revenue?");
    expect(words(sign)).not.toContain("revenue");
  });

  it("says one agent's stage in one line of text", () => {
    expect(render({ ...working, headline: "Asking Sales", rows: working.rows.slice(0, 1) }).text).toBe(
      "Asking Sales: writing SQL · 12 s",
    );
  });
});
