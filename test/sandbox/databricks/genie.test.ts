import { z } from "zod";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { WAREHOUSE_ID } from "../../../sandbox/databricks/sql/warehouses.ts";
import {
  type DatabricksService,
  GenieMessage,
  lastQuery,
  NOON,
  StatementResponse,
  startDatabricks,
} from "../../support/databricks/databricks-service.ts";

let service: DatabricksService;
beforeAll(async () => {
  service = await startDatabricks();
});
beforeEach(() => service.reset());
afterAll(() => service.stop());

/** Everything that a poll showed, ten times a natural second, each state once. */
const watch = async (message: GenieMessage, agent: "sales" | "customer" = "sales") => {
  const seen: GenieMessage[] = [];
  for (let ms = 0; ms <= 12_000; ms += 100) {
    const now = await service.poll(agent, message);
    if (JSON.stringify(now) !== JSON.stringify(seen.at(-1))) seen.push(now);
    service.pass(100);
  }
  return seen;
};

const statuses = (seen: GenieMessage[]) =>
  seen.map(({ status }) => status).filter((status, index, all) => status !== all[index - 1]);

describe("a question", () => {
  it("opens a conversation", async () => {
    const { body } = await service.call("POST", `${service.spacePath("sales")}/start-conversation`, {
      content: "What is the total revenue?",
    });
    const started = z
      .strictObject({
        message_id: z.string(),
        conversation_id: z.string(),
        conversation: z.strictObject({
          id: z.string(),
          space_id: z.string(),
          user_id: z.number().int(),
          created_timestamp: z.literal(NOON),
          last_updated_timestamp: z.literal(NOON),
          title: z.literal("What is the total revenue?"),
          conversation_id: z.string(),
        }),
        message: GenieMessage,
      })
      .parse(body);
    expect(started.conversation.id).toBe(started.conversation_id);
    expect(started.message).toEqual({
      id: started.message_id,
      message_id: started.message_id,
      conversation_id: started.conversation_id,
      space_id: service.databricks.spaces[0]?.id,
      user_id: started.conversation.user_id,
      created_timestamp: NOON,
      last_updated_timestamp: NOON,
      status: "SUBMITTED",
      content: "What is the total revenue?",
      auto_regenerate_count: 0,
    });
  });

  it("walks from SUBMITTED to COMPLETED and back through ASKING_AI", async () => {
    const seen = await watch(await service.start("sales", "What is the total revenue?"));
    expect(statuses(seen)).toEqual([
      "SUBMITTED",
      "FILTERING_CONTEXT",
      "ASKING_AI",
      "PENDING_WAREHOUSE",
      "EXECUTING_QUERY",
      "ASKING_AI",
      "COMPLETED",
    ]);
    const done = seen.at(-1);
    const took = (done?.last_updated_timestamp ?? 0) - (done?.created_timestamp ?? 0);
    expect(took).toBeGreaterThan(7_000);
    expect(took).toBeLessThan(8_100);
  });

  it("shows more from poll to poll: the SQL, the row count, the text, the suggestions", async () => {
    const seen = await watch(await service.start("sales", "What is the total revenue?"));
    const shown = seen.map(({ status, attachments = [] }) => [
      status,
      ...attachments.flatMap(({ query, text }) => [
        ...(query ? [`query ${query.query_result_metadata?.row_count ?? "-"} ${query.thoughts.length}`] : []),
        ...(text ? ["text"] : []),
      ]),
      ...(attachments.some(({ suggested_questions }) => suggested_questions) ? ["suggestions"] : []),
    ]);
    expect(shown).toEqual([
      ["SUBMITTED"],
      ["FILTERING_CONTEXT"],
      ["ASKING_AI"],
      ["PENDING_WAREHOUSE", "query - 1"],
      ["EXECUTING_QUERY", "query 0 3"],
      ["EXECUTING_QUERY", "query 2 3"],
      ["ASKING_AI", "query 2 3"],
      ["ASKING_AI", "query 2 3", "text"],
      ["COMPLETED", "query 2 3", "text", "suggestions"],
    ]);
    expect(seen[0]).not.toHaveProperty("attachments");
    expect(seen.at(-1)?.query_result).toEqual({
      statement_id: lastQuery(seen.at(-1)!)?.query?.statement_id,
      row_count: 2,
    });
  });

  it("takes a little longer or shorter from question to question, always the same for one", async () => {
    const took = async (question: string) => {
      const seen = await watch(await service.start("sales", question));
      return (seen.at(-1)?.last_updated_timestamp ?? 0) - (seen.at(-1)?.created_timestamp ?? 0);
    };
    const [one, again, other] = [await took("Revenue?"), await took("Revenue?"), await took("Revenue by region?")];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
  });

  it("that is corrected runs two statements; the first one's text stands between them", async () => {
    const seen = await watch(await service.start("sales", "What share of revenue does each region have?"));
    expect(statuses(seen)).toEqual([
      "SUBMITTED",
      "FILTERING_CONTEXT",
      "ASKING_AI",
      "EXECUTING_QUERY",
      "ASKING_AI",
      "PENDING_WAREHOUSE",
      "EXECUTING_QUERY",
      "ASKING_AI",
      "COMPLETED",
    ]);
  });

  it("without a query skips the warehouse", async () => {
    const seen = await watch(await service.start("customer", "What data do you have?"), "customer");
    expect(statuses(seen)).toEqual(["SUBMITTED", "FILTERING_CONTEXT", "ASKING_AI", "COMPLETED"]);
  });

  it("needs content", async () => {
    const { status, body } = await service.call("POST", `${service.spacePath("sales")}/start-conversation`, {});
    expect(status).toBe(400);
    expect(body).toMatchObject({ error_code: "INVALID_PARAMETER_VALUE" });
  });
});

describe("the pace", () => {
  it("of zero ends everything at once, also what is on its way", async () => {
    const message = await service.start("sales", "What is the total revenue?");
    service.pass(1_000);
    service.databricks.setPace(0);
    expect((await service.poll("sales", message)).status).toBe("COMPLETED");
    expect(service.databricks.questions()).toMatchObject([{ createdAt: NOON, completedAt: NOON + 1_000 }]);
    const next = await service.start("sales", "What is the total revenue?");
    expect(next.status).toBe("SUBMITTED");
    expect((await service.poll("sales", next)).status).toBe("COMPLETED");
  });

  it("may change on the way: nothing goes backwards", async () => {
    const message = await service.start("sales", "What is the total revenue?");
    service.pass(3_000);
    const { status } = await service.poll("sales", message);
    service.databricks.setPace(100);
    service.pass(5_000);
    expect((await service.poll("sales", message)).status).toBe(status);
    service.databricks.setPace(1);
    service.pass(8_000);
    expect((await service.poll("sales", message)).status).toBe("COMPLETED");
  });
});

describe("questions for measuring", () => {
  it("say what was asked, by whom, and when it ended", async () => {
    const message = await service.start("sales", "What is the total revenue?");
    const [open] = service.databricks.questions();
    expect(open).toEqual({
      space: message.space_id,
      agent: "sales",
      conversation: message.conversation_id,
      message: message.message_id,
      content: "What is the total revenue?",
      status: "SUBMITTED",
      createdAt: NOON,
      askedBy: "genie-concierge",
    });
    service.pass(60_000);
    const done = await service.poll("sales", message);
    const [ended] = service.databricks.questions();
    expect(ended).toMatchObject({ status: "COMPLETED", completedAt: done.last_updated_timestamp });
    service.databricks.reset();
    expect(service.databricks.questions()).toEqual([]);
  });
});

describe("results", () => {
  it("gives the rows as strings under a manifest", async () => {
    service.databricks.setPace(0);
    const { response } = await service.answer("sales", "What is the total revenue?");
    expect(response).toEqual({
      statement_id: expect.any(String),
      status: { state: "SUCCEEDED" },
      manifest: {
        format: "JSON_ARRAY",
        schema: {
          column_count: 2,
          columns: [
            { name: "region", type_text: "STRING", type_name: "STRING", position: 0 },
            { name: "total_revenue", type_text: "BIGINT", type_name: "LONG", position: 1 },
          ],
        },
        total_chunk_count: 1,
        chunks: [{ chunk_index: 0, row_offset: 0, row_count: 2, byte_count: 34 }],
        total_row_count: 2,
        total_byte_count: 34,
        truncated: false,
      },
      result: {
        chunk_index: 0,
        row_offset: 0,
        row_count: 2,
        data_array: [
          ["North", "2525"],
          ["South", "750"],
        ],
      },
    });
  });

  it("has no rows while the statement is waiting or running", async () => {
    const message = await service.start("sales", "What is the total revenue?");
    service.pass(3_100);
    const waiting = await service.poll("sales", message);
    const attachment = lastQuery(waiting)?.attachment_id;
    expect(await service.result("sales", message, attachment)).toEqual({
      statement_id: lastQuery(waiting)?.query?.statement_id,
      status: { state: "PENDING" },
    });
    service.pass(1_500);
    expect((await service.result("sales", message, attachment)).status).toEqual({ state: "RUNNING" });
  });

  it("refuses an attachment that is no query", async () => {
    service.databricks.setPace(0);
    const { message } = await service.answer("sales", "What is the total revenue?");
    const text = message.attachments?.find((each) => each.text)?.attachment_id;
    const path = `${service.messagePath("sales", message)}/attachments/${text}/query-result`;
    const { status, body } = await service.call("GET", path);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error_code: "BAD_REQUEST",
      message: `Attachment with ID ${text} is not a valid query attachment.`,
    });
  });

  it("still answers at the deprecated addresses", async () => {
    service.databricks.setPace(0);
    const { message, response } = await service.answer("sales", "What is the total revenue?");
    const path = service.messagePath("sales", message);
    const attachment = lastQuery(message)?.attachment_id;
    for (const old of ["query-result", `query-result/${attachment}`])
      expect((await service.call("GET", `${path}/${old}`)).body).toEqual({ statement_response: response });
    const again = await service.call("POST", `${path}/execute-query`);
    const { statement_response } = again.body as { statement_response: unknown };
    expect(StatementResponse.parse(statement_response).result).toEqual(response?.result);
  });

  it("belong to whoever asked", async () => {
    service.databricks.setPace(0);
    const { message } = await service.answer("sales", "What is the total revenue?");
    const path = service.messagePath("sales", message);
    expect((await service.call("GET", path, undefined, TOKENS.colleague)).status).toBe(403);
  });
});

describe("a download", () => {
  it("gives a whole result in files, for the right signature alone", async () => {
    const message = await service.start("security" as "sales", "List all audit events");
    service.pass(60_000);
    const query = lastQuery(await service.poll("security" as "sales", message));
    const path = `${service.messagePath("security" as "sales", message)}/attachments/${query?.attachment_id}/downloads`;
    const { body } = await service.call("POST", path, {});
    const { download_id: id, download_id_signature: signature } = body as Record<string, string>;
    const state = async () =>
      (await service.call("GET", `${path}/${id}?download_id_signature=${signature}`)).body as Record<string, unknown>;
    expect(await state()).toMatchObject({ statement_response: { status: { state: "RUNNING" } } });
    service.pass(1_000);
    expect(await state()).toMatchObject({
      statement_response: {
        status: { state: "SUCCEEDED" },
        manifest: { truncated: false },
        result: { external_links: [{ row_offset: 0, row_count: 5_000, next_chunk_index: 1 }] },
      },
    });
    expect((await service.call("GET", `${path}/${id}?download_id_signature=x`)).status).toBe(403);
    expect((await service.call("GET", `${path}/none?download_id_signature=${signature}`)).status).toBe(404);
  });
});

describe("conversations", () => {
  it("keeps what the conversation is about", async () => {
    service.databricks.setPace(0);
    const first = await service.start("sales", "What is the total revenue?");
    const second = await service.answerTo("sales", first.conversation_id, "and in the South?");
    expect(second.message.conversation_id).toBe(first.conversation_id);
    expect(second.rows).toEqual([["South", "750"]]);
  });

  it("lists the messages newest first, page by page", async () => {
    const first = await service.start("sales", "One?");
    await service.follow("sales", first.conversation_id, "Two?");
    await service.follow("sales", first.conversation_id, "Three?");
    const path = `${service.spacePath("sales")}/conversations/${first.conversation_id}/messages`;
    const Page = z.strictObject({ messages: z.array(GenieMessage), next_page_token: z.string().optional() });
    const one = Page.parse((await service.call("GET", `${path}?page_size=2`)).body);
    expect(one.messages.map(({ content }) => content)).toEqual(["Three?", "Two?"]);
    const two = Page.parse((await service.call("GET", `${path}?page_size=2&page_token=${one.next_page_token}`)).body);
    expect(two.messages.map(({ content }) => content)).toEqual(["One?"]);
    expect(two.next_page_token).toBeUndefined();
  });

  it("lists the conversations of the caller, newest first", async () => {
    const one = await service.start("sales", "One?");
    const two = await service.start("sales", "Two?");
    await service.start("sales", "Mine?", TOKENS.colleague);
    await service.start("customer", "Elsewhere?");
    const path = `${service.spacePath("sales")}/conversations`;
    expect((await service.call("GET", path)).body).toEqual({
      conversations: [two, one].map(({ conversation_id, content }) => ({
        conversation_id,
        title: content,
        created_timestamp: NOON,
        agent_type: "GENIE_CONVERSATION_TYPE_CHAT",
      })),
    });
    const all = (await service.call("GET", `${path}?include_all=true`)).body as { conversations: unknown[] };
    expect(all.conversations).toHaveLength(3);
  });

  it("deletes a conversation", async () => {
    const message = await service.start("sales", "One?");
    const path = `${service.spacePath("sales")}/conversations/${message.conversation_id}`;
    expect(await service.call("DELETE", path)).toMatchObject({ status: 200, body: {} });
    const gone = await service.call("POST", `${path}/messages`, { content: "Two?" });
    expect(gone.status).toBe(404);
    expect(gone.body).toMatchObject({ error_code: "RESOURCE_DOES_NOT_EXIST" });
  });

  it("deletes a message", async () => {
    const message = await service.start("sales", "One?");
    const path = service.messagePath("sales", message);
    expect(await service.call("DELETE", path)).toMatchObject({ status: 200, body: {} });
    expect((await service.call("GET", path)).body).toMatchObject({ error_code: "RESOURCE_DOES_NOT_EXIST" });
  });

  it("keeps the feedback to a message", async () => {
    const message = await service.start("sales", "One?");
    const path = `${service.messagePath("sales", message)}/feedback`;
    expect((await service.call("POST", path, { rating: "GOOD" })).status).toBe(400);
    expect((await service.call("POST", path, { rating: "NEGATIVE", comment: "Too short" })).body).toEqual({});
    expect((await service.poll("sales", message)).feedback).toEqual({ rating: "NEGATIVE", comment: "Too short" });
  });
});

describe("spaces", () => {
  it("lists the spaces page by page", async () => {
    const first = (await service.call("GET", "/api/2.0/genie/spaces?page_size=5")).body as Record<string, unknown[]>;
    const rest = await service.call("GET", `/api/2.0/genie/spaces?page_token=${first["next_page_token"]}&page_size=5`);
    const all = [...(first["spaces"] ?? []), ...(rest.body as { spaces: unknown[] }).spaces];
    expect(all.map((space) => (space as { space_id: string }).space_id)).toEqual(
      service.databricks.spaces.map(({ id }) => id),
    );
    expect(service.databricks.spaces.map(({ agent }) => agent)).toEqual([
      "sales",
      "customer",
      "inventory",
      "cost",
      "security",
      "performance",
      "reliability",
      "quality",
    ]);
  });

  it("shows a space, with its contents when asked", async () => {
    const plain = await service.call("GET", service.spacePath("sales"));
    expect(plain.body).toEqual({
      space_id: service.databricks.spaces[0]?.id,
      title: "Sales",
      description: expect.any(String),
      warehouse_id: WAREHOUSE_ID,
    });
    const full = await service.call("GET", `${service.spacePath("sales")}?include_serialized_space=true`);
    const { serialized_space } = full.body as { serialized_space: string };
    expect(JSON.parse(serialized_space)).toMatchObject({
      version: 2,
      data_sources: { tables: [{ identifier: "retail.customers" }, { identifier: "retail.sales" }] },
      config: {
        sample_questions: expect.arrayContaining([
          { id: expect.stringMatching(/^[0-9a-f]{32}$/), question: ["What is the total revenue?"] },
        ]),
      },
    });
  });

  it("answers to an unknown space as to one that is not shared", async () => {
    const { status, body } = await service.call("POST", "/api/2.0/genie/spaces/01f0none/start-conversation", {
      content: "One?",
    });
    expect(status).toBe(404);
    expect(body).toMatchObject({
      error_code: "RESOURCE_DOES_NOT_EXIST",
      message: "Unable to get space [01f0none]. Node with resource name Some(datarooms/01f0none) does not exist.",
    });
  });
});
