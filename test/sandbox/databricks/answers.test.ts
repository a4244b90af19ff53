import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { createDatabricks } from "../../../sandbox/databricks/service.ts";
import { spaces } from "../../../sandbox/databricks/spaces/index.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import {
  type DatabricksService,
  lastQuery,
  NOON,
  startDatabricks,
} from "../../support/databricks/databricks-service.ts";
import { type AgentId, answers, routing } from "../../support/seed-questions.ts";

let service: DatabricksService;
beforeAll(async () => {
  service = await startDatabricks({ fast: true });
});
afterAll(() => service.stop());

describe("the seed questions", () => {
  it.each(answers)("$question: the findings hold the expected words", async ({ question, agents, contains }) => {
    const found = await Promise.all(agents.map((agent) => service.answer(agent, question)));
    expect(found.map(({ rows }) => rows.length)).not.toContain(0);
    const words = found.map(({ text, rows }) => `${text} ${rows.flat().join(" ")}`).join(" ");
    for (const word of contains) expect(words).toContain(word);
  });

  it.each(routing.flatMap(({ question, agents }) => agents.map((agent) => ({ agent, question }))))(
    "$agent answers: $question",
    async ({ agent, question }) => {
      const { message, rows, text } = await service.answer(agent, question);
      expect(message.status).toBe("COMPLETED");
      expect(rows.length).toBeGreaterThan(2);
      expect(text).toMatch(/\d/);
    },
  );

  it.each(["(case12b)", "[ref 7]", "#a81", "(run 3)"])(
    "a mark of the person's own changes nothing: %s",
    async (mark) => {
      for (const question of ["What is the total revenue?", "Which product is the top seller?"]) {
        const [plain, marked] = [
          await service.answer("sales", question),
          await service.answer("sales", `${question} ${mark}`),
        ];
        expect({ rows: marked.rows, text: marked.text }).toEqual({ rows: plain.rows, text: plain.text });
      }
    },
  );

  it("gives the key figures to those who ask how things are, for the period that they name", async () => {
    const usual = await service.answer("cost", "How is the platform doing?");
    expect(usual.text).toContain("in the last 30 days");
    expect(usual.rows[0]?.[0]).toBe("cost in dollars");
    expect((await service.answer("cost", "How is the platform doing in the last 7 days?")).text).toContain(
      "last 7 days",
    );
    expect((await service.answer("cost", "and in the last 7 days?")).text).toContain(
      "I cannot tell which figure you mean",
    );
  });

  it("gives each agent its own part of a question over two domains", async () => {
    const question = "What regions have high revenue but high churn?";
    const [sales, customer] = await Promise.all([
      service.answer("sales", question),
      service.answer("customer", question),
    ]);
    expect(sales.rows).toEqual([
      ["North", "2525"],
      ["South", "750"],
    ]);
    expect(customer.rows).toEqual([
      ["South", "High", "1", "C002"],
      ["North", "Low", "2", "C001, C003"],
    ]);
  });

  it.each<[AgentId, string, string[][]]>([
    [
      "sales",
      "Which regions have high revenue?",
      [
        ["North", "2525"],
        ["South", "750"],
      ],
    ],
    [
      "sales",
      "Please show me our turnover by region.",
      [
        ["North", "2525"],
        ["South", "750"],
      ],
    ],
    ["sales", "What is the revenue in the North?", [["North", "2525"]]],
    [
      "sales",
      "Which product categories sell best?",
      [
        ["Electronics", "2525"],
        ["Furniture", "750"],
      ],
    ],
    ["customer", "Where are our Premium customers?", [["North", "2"]]],
    ["customer", "Which customers are likely to leave?", [["C002", "South", "Standard", "High"]]],
    ["inventory", "Which items should we restock?", [["Chair", "6", "10"]]],
    ["inventory", "How many units of Chair should we order?", [["Chair", "4"]]],
  ])("%s understands: %s", async (agent, question, expected) => {
    expect((await service.answer(agent, question)).rows).toEqual(expected);
  });
});

const Config = z.object({ agents: z.array(z.object({ id: z.string(), examples: z.array(z.string()) })) });

describe("the example configuration", () => {
  const { agents } = Config.parse(parse(readFileSync("concierge.example.yaml", "utf8")));

  it.each(agents.flatMap(({ id, examples }) => examples.map((question) => ({ id: id as AgentId, question }))))(
    "$id answers: $question",
    async ({ id, question }) => {
      expect((await service.answer(id, question)).rows).not.toEqual([]);
    },
  );
});

describe("trusted questions", () => {
  it.each(
    spaces.flatMap(({ agent, trusted }) =>
      trusted.flatMap(({ asks, about }) => asks.map((ask) => [agent as AgentId, ask, about] as const)),
    ),
  )("of %s are answered with their own query: %s", async (agent, ask, about) => {
    const { message } = await service.answer(agent, ask);
    expect(lastQuery(message)?.query?.description).toBe(about.en);
  });

  it("alone are marked by their parameters, however a composed query is limited", async () => {
    const trusted = await service.answer("cost", "Why did costs spike last Tuesday?");
    expect(lastQuery(trusted.message)?.query?.parameters).toHaveLength(2);
    const composed = await service.answer("cost", "How much did the finance team spend last week?");
    expect(lastQuery(composed.message)?.query).not.toHaveProperty("parameters");
    expect(lastQuery(composed.message)?.query?.query).toContain("BETWEEN '2026-11-09' AND '2026-11-15'");
  });

  it.each(spaces.map(({ agent, samples }) => [agent as AgentId, samples] as const))(
    "%s answers each of its samples",
    async (agent, samples) => {
      expect(samples.length).toBeGreaterThanOrEqual(6);
      for (const sample of samples) {
        const { message } = await service.answer(agent, sample);
        expect([sample, lastQuery(message)?.query?.query]).toEqual([sample, expect.stringContaining("SELECT")]);
      }
    },
  );

  it("suggest three other questions that the space can answer", async () => {
    const { message } = await service.answer("sales", "What is the total revenue?");
    const suggested = message.attachments?.at(-1)?.suggested_questions?.questions ?? [];
    expect(suggested).toHaveLength(3);
    for (const question of suggested) expect((await service.answer("sales", question)).rows).not.toEqual([]);
  });

  it("name the cause of the spike on its day", async () => {
    const { text, rows, message } = await service.answer("cost", "Why did costs spike last Tuesday?");
    expect(text).toContain("Tuesday 17 November 2026");
    expect(text).toContain("feature-backfill");
    expect(rows[0]?.slice(0, 2)).toEqual(["2026-11-17", "feature-backfill"]);
    expect(lastQuery(message)?.query?.parameters).toEqual([
      { keyword: "from_date", sql_type: "DATE", value: "2026-11-17" },
      { keyword: "to_date", sql_type: "DATE", value: "2026-11-17" },
    ]);
    expect((await service.answer("cost", "Why did costs spike last Monday?")).text).toContain("no spike on Monday 16");
  });

  it("ask back, with suggestions, when nothing matches", async () => {
    const { message } = await service.answer("sales", "What is the weather in Paris?");
    expect(message.attachments).toEqual([
      {
        text: { content: expect.any(String), purpose: "TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION" },
        attachment_id: expect.any(String),
      },
      { suggested_questions: { questions: expect.any(Array) }, attachment_id: expect.any(String) },
    ]);
    expect(message.query_result).toBeUndefined();
  });

  it("correct themselves: a second query and text, and the first text in between", async () => {
    const { message, rows } = await service.answer("sales", "What share of revenue does each region have?");
    expect(message.attachments?.map((each) => Object.keys(each).find((key) => key !== "attachment_id"))).toEqual([
      "query",
      "text",
      "query",
      "text",
      "suggested_questions",
    ]);
    expect(rows).toEqual([
      ["North", "77.1"],
      ["South", "22.9"],
    ]);
  });

  it("may come in text alone, without an attachment id", async () => {
    const { message } = await service.answer("inventory", "What data do you have?");
    expect(message.attachments?.[0]).toEqual({ text: { content: expect.stringContaining("retail.inventory") } });
    const counted = await service.answer("customer", "How many customers do we have?");
    expect(counted.message.attachments?.[1]).toEqual({ text: { content: "There are **3 customers**." } });
  });

  it("may find nothing: an empty result and a row count of zero", async () => {
    const { message, response } = await service.answer("inventory", "Which products are out of stock?");
    expect(lastQuery(message)?.query?.query_result_metadata).toEqual({ row_count: 0 });
    expect(response?.manifest).toMatchObject({ total_row_count: 0, total_chunk_count: 0 });
    expect(response?.manifest?.chunks).toBeUndefined();
    expect(response?.result).toEqual({});
  });

  it("are cut at 5,000 rows, and say so", async () => {
    const { message, response, text } = await service.answer("cost", "Show all usage records");
    expect(lastQuery(message)?.query?.query_result_metadata).toEqual({ row_count: 5_000, is_truncated: true });
    expect(message.query_result).toMatchObject({ row_count: 5_000, is_truncated: true });
    expect(response?.manifest).toMatchObject({ total_row_count: 5_000, truncated: true });
    expect(response?.result?.data_array).toHaveLength(5_000);
    expect(text).toContain("the first 5,000");
  });
});

describe("follow-ups", () => {
  it("narrow the last question of their conversation", async () => {
    const first = await service.answer("sales", "What is the total revenue?");
    const south = await service.answerTo("sales", first.message.conversation_id, "and in the South?");
    expect(south.rows).toEqual([["South", "750"]]);
    expect(south.text).toContain("750");
    expect(lastQuery(south.message)?.query?.query).toContain("WHERE region = 'South'");
    const north = await service.answerTo("sales", first.message.conversation_id, "And the North?");
    expect(north.rows).toEqual([["North", "2525"]]);
  });

  it.each<[AgentId, string, string, string]>([
    ["customer", "Which regions have high churn?", "and in the South?", "C002"],
    ["sales", "Which product is the top seller?", "what about Furniture?", "Chair"],
    ["cost", "Which team spends the most?", "only finance please", "finance"],
    ["reliability", "Which jobs are failing?", "and nightly-etl in the last 365 days?", "nightly-etl"],
    ["cost", "How much did we spend?", "and last week?", "in the week from 9 to 15 November 2026"],
  ])("of %s: %s ... %s", async (agent, question, more, expected) => {
    const first = await service.answer(agent, question);
    const { rows, text } = await service.answerTo(agent, first.message.conversation_id, more);
    expect(`${text} ${rows.flat().join(" ")}`).toContain(expected);
    expect(rows.length).toBeLessThanOrEqual(1);
  });

  it("may name several values at once", async () => {
    const first = await service.answer("inventory", "What are the current stock levels?");
    const two = await service.answerTo("inventory", first.message.conversation_id, "only Laptops and Chairs");
    expect(two.rows.map(([product]) => product)).toEqual(["Laptop", "Chair"]);
    expect(lastQuery(two.message)?.query?.query).toContain("product IN ('Laptop', 'Chair')");
  });

  it("need a conversation that is about something", async () => {
    const { message } = await service.answer("sales", "and in the South?");
    expect(message.attachments?.[0]?.text?.purpose).toBe("TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION");
  });

  it("are understood in a new conversation that quotes the old one", async () => {
    const { rows } = await service.answer(
      "sales",
      'and in the South?\n\n(Asked before, oldest first: "What is the total revenue?"; "and in the North?")',
    );
    expect(rows).toEqual([["South", "750"]]);
  });
});

describe("the data", () => {
  it("is made in less than half a second of work", () => {
    const began = process.cpuUsage();
    createDatabricks({ traffic: new Traffic() });
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(500);
  });

  it("is the same on every start of one day", async () => {
    const other = await startDatabricks({ fast: true });
    const question = "How did costs develop per month?";
    expect((await other.answer("cost", question)).rows).toEqual((await service.answer("cost", question)).rows);
    await other.stop();
  });

  it.each([0, 1, 2, 3, 4, 5, 6])("has its story on every day of the week (%i days later)", async (later) => {
    const other = await startDatabricks({ fast: true, now: () => NOON + later * 86_400_000 });
    const { text } = await other.answer("cost", "Why did costs spike last Tuesday?");
    expect(text).toMatch(/^Costs spiked on Tuesday \d+ November 2026 because of \*\*feature-backfill/);
    expect((await other.answer("cost", "Why did costs spike?")).text).toBe(text);
    const failing = await other.answer("reliability", "Which jobs are failing?");
    expect(failing.rows[0]?.[0]).toBe("feature-backfill");
    expect((await other.answer("quality", "Which tables are stale?")).rows.map(([table]) => table)).toEqual([
      "ml.features",
    ]);
    expect((await other.answer("security", "Who was denied access in the last 7 days?")).rows).not.toEqual([]);
    await other.stop();
  });

  it("shows a person only the rows that their filter leaves", async () => {
    const { rows } = await service.answer("sales", "What is the total revenue?", TOKENS.colleague);
    expect(rows).toEqual([["South", "750"]]);
  });

  it("writes whole numbers, decimals, large decimals, dates and truth values as the warehouse does", async () => {
    const read = await service.answer("performance", "How much data is read by each warehouse?");
    expect(read.rows[0]?.[1]).toMatch(/^\d\.\d+E1[01]$/);
    const checks = await service.answer("quality", "Show all check results");
    expect(checks.response?.manifest?.schema.columns.map(({ type_text, type_name }) => [type_text, type_name])).toEqual(
      [
        ["DATE", "DATE"],
        ["STRING", "STRING"],
        ["STRING", "STRING"],
        ["BOOLEAN", "BOOLEAN"],
        ["BIGINT", "LONG"],
        ["BIGINT", "LONG"],
      ],
    );
    expect(new Set(checks.rows.map((row) => row[3]))).toEqual(new Set(["true", "false"]));
  });
});
