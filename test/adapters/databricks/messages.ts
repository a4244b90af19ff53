/* Genie messages with the shape of captured ones: ids, omitted fields, order of attachments. */

const conversation = "01f05a3c5d8e1b8a9c4d2e6f7a8b9c0d";
const head = {
  id: "01f05a3c5da01c2e8f3b4d5a6c7e8f90",
  space_id: "01f03de37e9bd8f55a8076a07f0fe9ee",
  conversation_id: conversation,
  user_id: 7405610928471005,
  created_timestamp: 1_750_000_000_000,
  last_updated_timestamp: 1_750_000_006_700,
  content: "What is the total revenue?",
  auto_regenerate_count: 0,
  message_id: "01f05a3c5da01c2e8f3b4d5a6c7e8f90",
};

export const submitted = { ...head, last_updated_timestamp: head.created_timestamp, status: "SUBMITTED" };

export const statement = "01f05a3c-60b1-1d2f-9a4c-5e6f7a8b9c0d";
const query = {
  query: "SELECT region, SUM(revenue) AS total_revenue\nFROM retail.sales\nGROUP BY region",
  description: "Adds up the revenue of each region.",
  statement_id: statement,
  query_result_metadata: { row_count: 2 },
};
const suggestions = {
  suggested_questions: { questions: ["Which product sells best?", "How is revenue split?", "Show it by category"] },
  attachment_id: "01f05a3c66661a1b8c2d3e4f5a6b7c8d",
};

export const completedSql = {
  ...head,
  status: "COMPLETED",
  attachments: [
    { query, attachment_id: "01f05a3c60b01a1b8c2d3e4f5a6b7c8d" },
    { text: { content: "Total revenue is **3,275**." }, attachment_id: "01f05a3c65551a1b8c2d3e4f5a6b7c8d" },
    suggestions,
  ],
  query_result: { statement_id: statement, row_count: 2 },
};

/** The text has no id, as seen on the main text. */
export const completedText = {
  ...head,
  status: "COMPLETED",
  attachments: [{ text: { content: "I work with `retail.sales`." } }, suggestions],
};

export const clarifying = {
  ...head,
  status: "COMPLETED",
  attachments: [
    {
      text: { content: "Net or gross. Say which.", purpose: "TEXT_ATTACHMENT_PURPOSE_FOLLOW_UP_QUESTION" },
      attachment_id: "01f05a3c67771a1b8c2d3e4f5a6b7c8d",
    },
    suggestions,
  ],
};

/** Genie corrects itself: query, its withdrawal, query, answer; with a text before and after, and thoughts. */
export const corrected = {
  ...head,
  status: "COMPLETED",
  attachments: [
    { text: { content: "First, the regions." } },
    {
      query: { ...query, query: "SELECT 1", statement_id: "01f05a3c-0000-1d2f-9a4c-5e6f7a8b9c0d" },
      attachment_id: "a1",
    },
    { text: { content: "That found nothing, so I try again." }, attachment_id: "a2" },
    {
      query: {
        ...query,
        query: "SELECT 2",
        parameters: [{ keyword: "year", sql_type: "INT", value: "2026" }],
        query_result_metadata: { row_count: 5000, is_truncated: true },
        thoughts: [{ thought_type: "THOUGHT_TYPE_STEPS", content: "Adds up." }],
      },
      attachment_id: "a3",
    },
    { text: { content: "Here it is." }, attachment_id: "a4" },
    { viz: { query_attachment_id: "a3", title: "Revenue" }, attachment_id: "a5" },
    { text: { content: "Checking the figures…", phase: "RESPONSE_PHASE_VERIFYING" }, attachment_id: "a6" },
    { text: { content: "By region.", purpose: "TEXT_ATTACHMENT_PURPOSE_ANSWER" }, attachment_id: "a7" },
  ],
};

export const failedSql = {
  ...head,
  status: "FAILED",
  error: {
    error: "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have permission SELECT on table 'sales'.",
    type: "SQL_EXECUTION_EXCEPTION",
  },
};

export const started = {
  message_id: head.message_id,
  conversation_id: conversation,
  conversation: { id: conversation, space_id: head.space_id, title: head.content, conversation_id: conversation },
  message: submitted,
};

export const ref = { agent: "sales", conversation, message: head.message_id };

/** Result of the query of `completedSql`, and its rows in other states. */
export const result = {
  statement_id: statement,
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
    chunks: [{ chunk_index: 0, row_offset: 0, row_count: 2, byte_count: 40 }],
    total_row_count: 2,
    total_byte_count: 40,
    truncated: false,
  },
  result: {
    chunk_index: 0,
    row_offset: 0,
    row_count: 2,
    data_array: [
      ["North", "2525"],
      ["South", null],
    ],
  },
};
