import type { AddressInfo } from "node:net";
import { z } from "zod";
import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { createDatabricks, type DatabricksOptions } from "../../../sandbox/databricks/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";
import { serve } from "../../../sandbox/wire.ts";
import type { AgentId } from "../seed-questions.ts";

/** Friday 20 November 2026, noon: the time at which the service is made. */
export const NOON = Date.UTC(2026, 10, 20, 12);

export const GenieMessage = z.strictObject({
  id: z.string().regex(/^01f0[0-9a-f]{28}$/),
  message_id: z.string(),
  space_id: z.string(),
  conversation_id: z.string().regex(/^01f0[0-9a-f]{28}$/),
  user_id: z.number().int(),
  created_timestamp: z.number().int(),
  last_updated_timestamp: z.number().int(),
  status: z.string(),
  content: z.string(),
  attachments: z
    .array(
      z.strictObject({
        attachment_id: z.string().optional(),
        text: z.strictObject({ content: z.string(), purpose: z.string().optional() }).optional(),
        query: z
          .strictObject({
            query: z.string(),
            description: z.string(),
            statement_id: z.string().regex(/^01f0[0-9a-f]{4}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
            parameters: z
              .array(z.strictObject({ keyword: z.string(), sql_type: z.string(), value: z.string() }))
              .optional(),
            query_result_metadata: z
              .strictObject({ row_count: z.number().int(), is_truncated: z.literal(true).optional() })
              .optional(),
            thoughts: z.array(z.strictObject({ thought_type: z.string(), content: z.string() })),
          })
          .optional(),
        suggested_questions: z.strictObject({ questions: z.array(z.string()) }).optional(),
      }),
    )
    .min(1)
    .optional(),
  query_result: z
    .strictObject({
      statement_id: z.string(),
      row_count: z.number().int(),
      is_truncated: z.literal(true).optional(),
    })
    .optional(),
  error: z.strictObject({ error: z.string(), type: z.string() }).optional(),
  feedback: z.strictObject({ rating: z.string(), comment: z.string().optional() }).optional(),
  auto_regenerate_count: z.number().int(),
});
export type GenieMessage = z.infer<typeof GenieMessage>;

export const StatementResponse = z.strictObject({
  statement_id: z.string(),
  status: z.strictObject({
    state: z.string(),
    error: z.strictObject({ error_code: z.string(), message: z.string() }).optional(),
    sql_state: z.string().optional(),
  }),
  manifest: z
    .strictObject({
      format: z.literal("JSON_ARRAY"),
      schema: z.strictObject({
        column_count: z.number().int(),
        columns: z.array(
          z.strictObject({
            name: z.string(),
            type_text: z.string(),
            type_name: z.string(),
            position: z.number().int(),
          }),
        ),
      }),
      total_chunk_count: z.number().int(),
      chunks: z
        .array(
          z.strictObject({
            chunk_index: z.number().int(),
            row_offset: z.number().int(),
            row_count: z.number().int(),
            byte_count: z.number().int(),
          }),
        )
        .optional(),
      total_row_count: z.number().int(),
      total_byte_count: z.number().int(),
      truncated: z.boolean(),
    })
    .optional(),
  result: z
    .strictObject({
      chunk_index: z.number().int().optional(),
      row_offset: z.number().int().optional(),
      row_count: z.number().int().optional(),
      next_chunk_index: z.number().int().optional(),
      next_chunk_internal_link: z.string().optional(),
      data_array: z.array(z.array(z.string().nullable())).optional(),
    })
    .optional(),
});
export type StatementResponse = z.infer<typeof StatementResponse>;

/** The service on a free port, with a clock that only the test moves. */
export const startDatabricks = async (options: Partial<DatabricksOptions> = {}) => {
  const traffic = new Traffic();
  let time = NOON;
  const databricks = createDatabricks({ traffic, now: () => time, ...options });
  const server = await serve(databricks, 0, traffic);
  const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const text = async (method: string, path: string, body?: string, token: string = TOKENS.pat) => {
    const response = await fetch(host + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const call = async (method: string, path: string, body?: unknown, token?: string) => {
    const answer = await text(method, path, body === undefined ? undefined : JSON.stringify(body), token);
    return { status: answer.status, headers: answer.headers, body: JSON.parse(answer.text) as unknown };
  };
  const spacePath = (agent: AgentId) =>
    `/api/2.0/genie/spaces/${databricks.spaces.find((space) => space.agent === agent)?.id}`;
  const messagePath = (agent: AgentId, message: { conversation_id: string; message_id: string }) =>
    `${spacePath(agent)}/conversations/${message.conversation_id}/messages/${message.message_id}`;

  const start = async (agent: AgentId, content: string, token?: string) => {
    const { status, body } = await call("POST", `${spacePath(agent)}/start-conversation`, { content }, token);
    expect(status).toBe(200);
    return GenieMessage.parse((body as { message: unknown }).message);
  };
  const follow = async (agent: AgentId, conversation: string, content: string) => {
    const { status, body } = await call("POST", `${spacePath(agent)}/conversations/${conversation}/messages`, {
      content,
    });
    expect(status).toBe(200);
    return GenieMessage.parse(body);
  };
  const poll = async (agent: AgentId, message: GenieMessage, token?: string) =>
    GenieMessage.parse((await call("GET", messagePath(agent, message), undefined, token)).body);
  const result = async (agent: AgentId, message: GenieMessage, attachment: string | undefined, token?: string) => {
    const path = `${messagePath(agent, message)}/attachments/${attachment}/query-result`;
    const { body } = await call("GET", path, undefined, token);
    return StatementResponse.parse((body as { statement_response: unknown }).statement_response);
  };

  /** A question to its end: the message, its last text, and the cells of its last query. */
  const asked = async (agent: AgentId, message: GenieMessage, token?: string) => {
    const ended = await poll(agent, message, token);
    const query = lastQuery(ended);
    const response = query && (await result(agent, message, query.attachment_id, token));
    const texts = (ended.attachments ?? []).flatMap(({ text }) => (text ? [text.content] : []));
    return { message: ended, text: texts.at(-1) ?? "", rows: response?.result?.data_array ?? [], response };
  };

  return {
    databricks,
    traffic,
    host,
    text,
    call,
    spacePath,
    messagePath,
    start,
    follow,
    poll,
    result,
    answer: async (agent: AgentId, content: string, token?: string) =>
      asked(agent, await start(agent, content, token), token),
    answerTo: async (agent: AgentId, conversation: string, content: string) =>
      asked(agent, await follow(agent, conversation, content)),
    pass: (ms: number) => {
      time += ms;
    },
    /** Everything as at the start, with the clock at noon again. */
    reset: () => {
      time = NOON;
      traffic.reset();
      databricks.reset();
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
};

export type DatabricksService = Awaited<ReturnType<typeof startDatabricks>>;

export const lastQuery = (message: GenieMessage) => message.attachments?.findLast(({ query }) => query);
