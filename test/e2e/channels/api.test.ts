import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import OpenAI from "openai";
import { Client } from "pg";
import { asking } from "../../support/api-bench.ts";
import { eventually, untilPasses } from "../../support/eventually.ts";
import { openStage, type Stage } from "../../support/stage.ts";

const key = "a-key-for-grafana-0123456789";
const env = { API_KEYS: `grafana:${key}` };
const question = "What is the total revenue?";

const clientOf = (stage: Stage, headers: Record<string, string> = {}, replica = 0): OpenAI =>
  new OpenAI({ baseURL: `${stage.bots[replica]?.url}/v1`, apiKey: key, maxRetries: 0, defaultHeaders: headers });

const contentOf = ({ choices }: OpenAI.ChatCompletion): string => choices[0]?.message.content ?? "";

/** Questions that Genie was asked. */
const questions = async (stage: Stage): Promise<{ conversation: string; status: string }[]> =>
  stage.get("/control/databricks/questions");

describe("the OpenAI-compatible endpoint", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ env });
  });
  afterAll(() => stage?.close());
  beforeEach(() => stage.post("/control/reset", {}));

  it("answers with rows, sources and confidence, in the text and as data", async () => {
    const completion = await clientOf(stage).chat.completions.create(asking(question));
    for (const words of ["3,275", "| North | 2,525 |", "Powered by Genie", "Confidence: high"])
      expect(contentOf(completion)).toContain(words);
    expect(completion).toMatchObject({
      concierge: { confidence: "high", sources: [{ agent: "sales", rows: 2, sql: expect.stringMatching(/SELECT/) }] },
    });
  });

  it("streams what is going on, and then the answer of several agents", async () => {
    const stream = await clientOf(stage).chat.completions.create({
      ...asking("What regions have high revenue but high churn?"),
      stream: true,
    });
    let [reasoning, content] = ["", ""];
    for await (const { choices } of stream) {
      const delta = choices[0]?.delta as { content?: string; reasoning_content?: string };
      reasoning += delta.reasoning_content ?? "";
      if (delta.content) expect(reasoning).toContain("Asking Sales and Customer");
      content += delta.content ?? "";
    }
    expect(content).toMatch(/South/);
    expect(content).toMatch(/1\. Sales[\s\S]*2\. Customer/);
  });

  const earlier = (words: string, answer: string) => [
    { role: "user" as const, content: words },
    { role: "assistant" as const, content: answer },
  ];

  it("keeps a thread that has a name: a follow-up goes on in the same Genie conversation", async () => {
    const client = clientOf(stage, { "x-thread-id": "report" });
    const first = await client.chat.completions.create(asking(question));
    const second = await client.chat.completions.create(
      asking("and in the South?", earlier(question, contentOf(first))),
    );
    expect(contentOf(second)).toContain("750");
    expect(contentOf(second)).not.toContain("2,525");
    await clientOf(stage, { "x-thread-id": "another" }).chat.completions.create(asking(question));
    const [one, other, apart] = (await questions(stage)).map(({ conversation }) => conversation);
    expect(other).toBe(one);
    expect(apart).not.toBe(one);
  });

  it("takes the conversation from what the client sends, and shares nothing between chats", async () => {
    const client = clientOf(stage);
    const greeting = earlier("Good morning", "Good morning!");
    const churn = await client.chat.completions.create(asking("Which regions have high churn?", greeting));
    expect(contentOf(churn)).toContain("South");
    const sales = [...greeting, ...earlier(question, "3,275")];
    const north = await client.chat.completions.create(asking("And what about the North only?", sales));
    expect(contentOf(north)).toMatch(/2,525/);
    expect(contentOf(north)).not.toMatch(/churn/i);
    const stranger = await client.chat.completions.create(asking("And what about the North only?", greeting));
    // Neither the figure of one chat nor the finding of the other.
    expect(contentOf(stranger)).not.toMatch(/2,525|South|High/);
    const conversations = (await questions(stage)).map(({ conversation }) => conversation);
    expect(new Set(conversations).size).toBe(conversations.length);
  });

  it("keeps nothing of a conversation that the client keeps", async () => {
    await clientOf(stage).chat.completions.create(asking(question, earlier("Good morning", "Good morning!")));
    await clientOf(stage, { "x-thread-id": "kept" }).chat.completions.create(asking(question));
    // It is forgotten after the client has its answer; the file can be read while no bot has it.
    await untilPasses(async () => {
      await stage.kill();
      const names = await threadsOf(stage);
      await stage.start();
      expect(names).toContain("api:grafana:kept");
      expect(names.filter((name) => name.includes(":once:"))).toEqual([]);
    });
  });

  it("gives the stored answer to the same request id, and asks Genie once", async () => {
    const named = clientOf(stage, { "x-request-id": "report-1", "x-thread-id": "report" });
    const first = await named.chat.completions.create(asking(question));
    await stage.restart();
    const again = await named.chat.completions.create(asking(question));
    expect(again.choices).toEqual(first.choices);
    expect(await questions(stage)).toHaveLength(1);
  });

  it("says in plain words what is wrong and what to do", async () => {
    await stage.fault({ service: "databricks", kind: "permission" });
    const client = clientOf(stage, { "x-thread-id": "permission" });
    expect(contentOf(await client.chat.completions.create(asking(question)))).toMatch(
      /Sales[* ]+could not answer.*Can View or Can Run/,
    );
    const stranger = client.withOptions({ apiKey: "a-key-that-nobody-knows" });
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 401, code: "invalid_api_key" });
  });
});

/** The threads that have checkpoints. */
const threadsOf = async ({ env }: Stage): Promise<string[]> => {
  if (env["DATABASE_URL"]) {
    const client = new Client({ connectionString: env["DATABASE_URL"] });
    await client.connect();
    const { rows } = await client.query<{ name: string }>("SELECT name FROM concierge.threads");
    await client.end();
    return rows.map(({ name }) => name);
  }
  const database = new DatabaseSync(join(env["DATA_DIR"] ?? "", "concierge.db"));
  const rows = database.prepare("SELECT name FROM threads").all();
  database.close();
  return rows.map(({ name }) => String(name));
};

describe("a client of the endpoint", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ env, fast: false });
  });
  afterAll(() => stage?.close());
  beforeEach(async () => {
    await stage.post("/control/reset", {});
    await pace(0.3);
  });

  const pace = (factor: number) => stage.post("/control/databricks/pace", { factor });
  const running = (state = /./): Promise<unknown> =>
    eventually(async () => (await questions(stage)).some(({ status }) => state.test(status)), 15_000, `${state}`);

  /** Asks, and hangs up once Genie is in this state. */
  const hangUp = async (client: OpenAI, state: RegExp, stream = false): Promise<void> => {
    const leave = new AbortController();
    const work = client.chat.completions
      .create({ ...asking(question), stream }, { signal: leave.signal })
      .then(async (response) => {
        if (Symbol.asyncIterator in response) for await (const _ of response);
      })
      .catch((thrown: unknown) => thrown);
    await running(state);
    leave.abort();
    await work;
  };

  it.each([[false], [true]])("who hangs up stops the query in the warehouse (stream: %s)", async (stream) => {
    await stage.post("/control/databricks/question", { match: question, hang: true, status: "EXECUTING_QUERY" });
    await hangUp(clientOf(stage), /EXECUTING_QUERY/, stream);
    await running(/CANCELLED/);
  });

  it("who runs out of time gets the answer by asking again with the same request id, and Genie is asked once", async () => {
    const named = clientOf(stage, { "x-request-id": "impatient" });
    await pace(1_000);
    await hangUp(named, /./);
    await pace(0);
    await running(/COMPLETED/);
    expect(contentOf(await named.chat.completions.create(asking(question)))).toContain("3,275");
    expect(await questions(stage)).toHaveLength(1);
  });

  it("whose bot is killed asks again with the same request id, and Genie is not asked twice", async () => {
    await pace(1_000);
    const named = clientOf(stage, { "x-request-id": "r1", "x-thread-id": "killed" });
    const cut = named.chat.completions.create(asking(question)).catch((thrown: unknown) => thrown);
    await running();
    await stage.kill();
    await pace(0);
    expect(await cut).toBeInstanceOf(OpenAI.APIConnectionError);
    await stage.start();
    const completion = await named.chat.completions.create(asking(question));
    expect(contentOf(completion)).toContain("3,275");
    expect(await questions(stage)).toHaveLength(1);
  });

  it("whose bot is stopped is told so, and gets the answer from the next one", async () => {
    await pace(1_000);
    const named = clientOf(stage, { "x-request-id": "r2", "x-thread-id": "stopped" });
    const cut = named.chat.completions.create(asking(question)).catch((thrown: unknown) => thrown);
    await running();
    await stage.bots[0]?.stop();
    await pace(0);
    expect(await cut).toMatchObject({ status: 503, code: "interrupted" });
    await stage.start();
    expect(contentOf(await named.chat.completions.create(asking(question)))).toContain("3,275");
    expect(await questions(stage)).toHaveLength(1);
  });
});

describe("two replicas of the endpoint", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ env, replicas: 2, shared: true });
  });
  afterAll(() => stage?.close());

  it("answer on whichever connection the question came, also when the other one did the work", async () => {
    const named = { "x-request-id": "r1", "x-thread-id": "shared" };
    const both = [0, 1].map((replica) => clientOf(stage, named, replica).chat.completions.create(asking(question)));
    const [one, other] = await Promise.all(both);
    expect(one && contentOf(one)).toContain("3,275");
    expect(other?.choices).toEqual(one?.choices);
    expect(await questions(stage)).toHaveLength(1);
  });
});
