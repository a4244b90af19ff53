import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { ownModelOf } from "../../../sandbox/own-model.ts";
import { type DatabricksService, lastQuery, startDatabricks } from "../../support/databricks/databricks-service.ts";
import { startScriptedModel } from "../../support/models/scripted-model.ts";

/* Genie with a language model that writes its SQL. */

type Model = Awaited<ReturnType<typeof startScriptedModel>>;

let model: Model;
let service: DatabricksService;
beforeAll(async () => {
  model = await startScriptedModel();
  service = await startDatabricks({ fast: true, askModel: ownModelOf(model.env).ask });
});
beforeEach(() => {
  model.prompts.length = 0;
});
afterAll(async () => {
  model.stop();
  await service.stop();
});

describe("Genie with an own model", () => {
  it("runs the SELECT that it writes, and shows it", async () => {
    const sql = "SELECT product, revenue / units AS price FROM retail.sales ORDER BY price DESC";
    model.says({ sql, description: "The price of each product." });
    const { rows, text, message } = await service.answer("sales", "What does each thing cost apiece?");
    expect(rows).toEqual([
      ["Laptop", "1200"],
      ["Chair", "250"],
      ["Mouse", "25"],
    ]);
    expect(text).toContain("The price of each product.");
    expect(lastQuery(message)?.query).toMatchObject({ query: sql, description: "The price of each product." });
  });

  it("tells it the tables, the day, and what was asked before", async () => {
    model.says({ sql: "SELECT COUNT(*) AS sales FROM retail.sales", description: "Counts the sales." });
    const first = await service.answer("sales", "How many tickets did we ring up?");
    await service.answerTo("sales", first.message.conversation_id, "and before that?");
    const [instructions, question] = model.prompts.at(-1)?.map(({ content }) => content) ?? [];
    expect(instructions).toContain("retail.sales(product TEXT, category TEXT, region TEXT, revenue INTEGER");
    expect(instructions).toContain("Today is 2026-11-20");
    expect(question).toBe("Asked before: How many tickets did we ring up?\nand before that?");
  });

  it("has the answer to a German question in German", async () => {
    model.says({ sql: "SELECT region, revenue FROM retail.sales", description: "Alle Verkäufe." });
    const { text, message } = await service.answer("sales", "Zeig mir bitte alles, was da ist");
    expect(model.prompts.at(-1)?.[0]?.content).toContain("Write the description in German.");
    expect(text).toContain("Alle Verkäufe. 3 Zeilen: ");
    expect(lastQuery(message)?.query?.thoughts.at(-1)?.content).toBe("Ergibt `region`, `revenue`.");
  });

  it("shows a person only the rows that their filter leaves", async () => {
    model.says({ sql: "SELECT region, revenue FROM retail.sales", description: "All sales." });
    const { rows } = await service.answer("sales", "gimme the lot", TOKENS.colleague);
    expect(rows).toEqual([["South", "750"]]);
  });

  it.each([
    ["writes", { sql: "DELETE FROM retail.sales", description: "x" }],
    ["is two statements", { sql: "SELECT 1 AS a; DROP TABLE retail.sales", description: "x" }],
    [
      "might never end",
      { sql: "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i FROM n", description: "x" },
    ],
    ["names a table that is not there", { sql: "SELECT * FROM retail.secrets", description: "x" }],
    ["is no JSON", "I would rather not."],
    ["is empty", {}],
  ])("falls back to the rules when what it wrote %s", async (_, reply) => {
    model.says(reply);
    const { rows } = await service.answer("sales", "turnover by region");
    expect(rows).toEqual([
      ["North", "2525"],
      ["South", "750"],
    ]);
  });

  it("asks back by the rules where neither has a query", async () => {
    model.says({});
    const { text } = await service.answer("sales", "profit by region");
    expect(text).toContain("“profit”");
  });

  it("does not ask it about trusted questions", async () => {
    await service.answer("cost", "Why did costs spike last Tuesday?");
    expect(model.prompts).toEqual([]);
  });

  it("answers by the rules while it is away", async () => {
    const away = await startDatabricks({
      fast: true,
      askModel: ownModelOf({ ...model.env, OPENAI_BASE_URL: "http://127.0.0.1:9/v1" }).ask,
    });
    expect((await away.answer("sales", "revenue in the North")).rows).toEqual([["North", "2525"]]);
    await away.stop();
  });
});

describe("the model of the environment", () => {
  it("is Azure OpenAI, OpenAI, or a Databricks endpoint over the same wire", () => {
    const azure = {
      AZURE_OPENAI_API_KEY: "k",
      AZURE_OPENAI_ENDPOINT: "https://a.example",
      AZURE_OPENAI_DEPLOYMENT: "d",
    };
    expect(ownModelOf(azure).env).toEqual({ ...azure, AZURE_API_VERSION: "2024-10-21" });
    expect(ownModelOf({ OPENAI_API_KEY: "k", OPENAI_MODEL: "m" }).env).toEqual({
      OPENAI_API_KEY: "k",
      OPENAI_BASE_URL: "https://api.openai.com/v1",
      OPENAI_MODEL: "m",
    });
    const databricks = { DATABRICKS_MODEL_ENDPOINT: "e", DATABRICKS_HOST: "dbc.example", DATABRICKS_TOKEN: "t" };
    expect(ownModelOf(databricks).env).toEqual({
      OPENAI_API_KEY: "t",
      OPENAI_BASE_URL: "https://dbc.example/serving-endpoints",
      OPENAI_MODEL: "e",
    });
  });

  it("is missed in one sentence", () => {
    expect(() => ownModelOf({ OPENAI_API_KEY: "k" })).toThrow(/--own-model needs a model in the environment/);
  });
});
