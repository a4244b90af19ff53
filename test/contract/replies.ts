import type { Button } from "../../src/ports/chat/button.ts";
import type { Form } from "../../src/ports/chat/form.ts";
import type { Answer, Progress } from "../../src/ports/chat/reply.ts";

/** Replies as the core makes them, and texts as attackers write them. */

const cancel: Button = { action: "cancel", value: "turn-1", label: "Cancel", style: "danger" };

export const working: Progress = {
  kind: "progress",
  headline: "Asking Sales and Inventory",
  rows: [
    { agent: "sales", title: "Sales", state: "running", words: "writing SQL" },
    { agent: "inventory", title: "Inventory", state: "done", words: "38 rows" },
  ],
  elapsedMs: 12_400,
  buttons: [cancel],
};

export const asked: Button[] = [
  { action: "ask", value: "And in the South?", label: "And in the South?" },
  { action: "ask", value: "Why?", label: "Why?" },
];

export const richAnswer: Answer = {
  kind: "answer",
  rated: "turn-1",
  markdown: "North leads with **2,525**; the South has *750*.\n\n- [report](https://dbx.example.com/report)\n- `a < b`",
  tables: [
    {
      title: "Revenue by region",
      table: {
        columns: [
          { name: "region", type: "text" },
          { name: "revenue", type: "number" },
        ],
        rows: [
          ["North", "2525.0"],
          ["South", "750.0"],
          ["West", null],
        ],
        total: 3,
        truncated: false,
      },
    },
  ],
  sources: [
    {
      agent: "sales",
      title: "Sales",
      question: "What is the total revenue?",
      sql: "SELECT region, sum(revenue)\nFROM sales\nWHERE a < b\nGROUP BY region",
      rows: 3,
      elapsedMs: 2_100,
      link: "https://dbx.example.com/genie/rooms/1",
      trusted: true,
    },
    {
      agent: "inventory",
      title: "Inventory",
      question: "What is in stock?",
      elapsedMs: 800,
      trusted: false,
      failed: "It needs the permission Can View on its space.",
    },
  ],
  confidence: "high",
  notes: ["Inventory is missing from this answer."],
  elapsedMs: 3_000,
  buttons: asked,
};

/** One field of each kind; `note` may stay empty. */
export const orderForm: Form = {
  title: "Load a table again, from the day on",
  intro: "Backfill needs a few values.",
  fields: [
    { name: "table", label: "table", type: "text", required: true, error: "“” is no table.", hint: "Its full name" },
    { name: "from", label: "from", type: "date", required: true },
    { name: "mode", label: "mode", type: "choice", options: ["append", "replace"], value: "replace", required: true },
    { name: "limit", label: "limit", type: "integer", value: "5", required: false },
    { name: "dry_run", label: "dry_run", type: "boolean", required: false },
    { name: "note", label: "note", type: "text", required: false },
  ],
  submit: { action: "job-fill", value: "proposal-1", label: "Start" },
};

/** Paragraphs, lists and code of numbered words: whatever is lost is missed. */
export const longMarkdown = (length: number): { markdown: string; words: string[] } => {
  const words: string[] = [];
  const next = (count: number): string =>
    Array.from({ length: count }, () => {
      words.push(`word${words.length}`);
      return words.at(-1);
    }).join(" ");
  let markdown = "";
  for (let block = 0; markdown.length < length; block += 1) {
    if (block % 5 === 4) markdown += `\`\`\`sql\n${Array.from({ length: 30 }, () => next(6)).join("\n")}\n\`\`\`\n\n`;
    else if (block % 5 === 3) markdown += `${Array.from({ length: 8 }, () => `- ${next(12)}`).join("\n")}\n\n`;
    else markdown += `${next(120)}.\n\n`;
  }
  return { markdown, words };
};

const ZERO_WIDTH = "\u200b";
const JOINER = "\u200d";
const RIGHT_TO_LEFT = "\u202e";

export const hostileTexts: string[] = [
  "<!channel> <!here> <!everyone>",
  "<@U0COLLEAGUE> and <@U0COLLEAGUE|somebody>",
  "<!subteam^S0123ABC> <!subteam^S0123ABC|@data>",
  "<#C0ANALYTICS> <!date^1392734382^{date}^https://evil.example|now>",
  "@channel, @here and @everyone",
  "＠channel @Channel @HERE",
  `<${ZERO_WIDTH}!channel> <!${ZERO_WIDTH}channel> @${ZERO_WIDTH}channel @chan${JOINER}nel`,
  "<<!channel>> <\n!channel> < !channel >",
  "&lt;!channel&gt; &amp;lt;!channel&amp;gt; &#60;!channel&#62;",
  "`<!channel>` ``<@U0COLLEAGUE>``",
  "```\n<!channel> @here\n```",
  "```\n<!channel>\n",
  "`unbalanced <!channel> ``text` <@U0COLLEAGUE>",
  "<http://evil.example|https://bank.example>",
  "<http://evil.example|bank.example>",
  "[https://bank.example](http://evil.example)",
  "[bank.example](http://evil.example 'title')",
  "[HTTPS://BANK.EXAMPLE/login](<http://evil.example>)",
  `[bank${ZERO_WIDTH}.example](http://evil.example) [b${JOINER}ank.example](http://evil.example)`,
  `[${RIGHT_TO_LEFT}elpmaxe.knab](http://evil.example)`,
  "[bank．example](http://evil.example) [bank。example](http://evil.example)",
  "[bank.example](http://bank.example@evil.example) [bank.example](http://bank.example.evil.example)",
  "[[https://bank.example](http://evil.example)](http://worse.example)",
  "[a [https://bank.example] b](http://evil.example)",
  "[https://bank.example\\](x)](http://evil.example)",
  "\\[https://bank.example](http://evil.example)",
  "\\\\[https://bank.example](http://evil.example)",
  "![https://bank.example](http://evil.example/pixel.png)",
  "[https://bank.example][1]\n\n[1]: http://evil.example",
  "[https://bank.example]\n\n[https://bank.example]: http://evil.example",
  "`[https://bank.example](http://evil.example)`",
  "```\n[https://bank.example](http://evil.example)\n[1]: http://evil.example\n```\n[https://bank.example][1]",
  "[click](javascript:alert(1)) [click](data:text/html,x) [click](slack://user?team=T1&id=U1)",
  '<a href="http://evil.example">https://bank.example</a>',
  "<script>alert(1)</script>",
  "*bold* _italic_ ~strike~ > quote",
  "<at>colleague</at> <at id='29:1'>colleague</at>",
  "| a | b |\n|---|---|\n| <!channel> | [https://bank.example](http://evil.example) |",
];
