import type { ProblemCode } from "../../../src/errors.ts";

/**
 * Everything that can go wrong in Genie, as data: what it is called and what the person is told. `{agent}` and
 * `{identity}` stand for the agent's name and for who the bot is in Databricks.
 */
export interface Family {
  code: ProblemCode;
  sentence: string;
  /** Values of `message.error.type`. The list is open on the service's side: see `words`. */
  types: readonly string[];
  /** Decides for a type that is not listed anywhere, and for an error text without a type; first match wins. */
  words?: RegExp;
  /** Error classes of Spark that mean this, whatever the type: `[INSUFFICIENT_PERMISSIONS] User does not …`. */
  sqlClasses?: readonly string[];
  /** Codes of failed calls that mean this. */
  problems?: readonly string[];
}

/** The message was stopped, by us or in Databricks. */
export const cancelled: Family = {
  code: "genie.cancelled",
  sentence: "The question to {agent} was stopped before it was answered. Ask again if you still want to know.",
  types: [
    "MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION",
    "MESSAGE_DELETED_WHILE_EXECUTING_EXCEPTION",
    "MESSAGE_UPDATED_WHILE_EXECUTING_EXCEPTION",
  ],
  words: /CANCEL|DELETED.WHILE|UPDATED.WHILE/i,
};

/** No further conversation fits into the space. */
export const full: Family = {
  code: "genie.full",
  sentence:
    "The Genie space of {agent} holds as many conversations as Databricks allows (10,000). Whoever manages the space has to delete old ones; then ask again.",
  types: [],
};

/** The message is complete and says nothing. */
export const noAnswer: Family = {
  code: "genie.no-answer",
  sentence: "{agent} finished without an answer. Say more exactly what you want to know, or ask it in another way.",
  types: [],
};

/** What fits nowhere else. */
export const general: Family = {
  code: "genie.internal",
  sentence:
    "Genie could not finish this question to {agent}. Ask it in other words; when that fails too, tell whoever manages the Genie space.",
  types: [
    "FUNCTION_ARGUMENTS_INVALID_EXCEPTION",
    "FUNCTION_ARGUMENTS_INVALID_JSON_EXCEPTION",
    "FUNCTION_ARGUMENTS_INVALID_TYPE_EXCEPTION",
    "FUNCTION_CALL_MISSING_PARAMETER_EXCEPTION",
    "INVALID_FUNCTION_CALL_EXCEPTION",
    "INVALID_CHAT_COMPLETION_ARGUMENTS_JSON_EXCEPTION",
    "INVALID_CHAT_COMPLETION_JSON_EXCEPTION",
    "INVALID_COMPLETION_REQUEST_EXCEPTION",
  ],
};

/** In this order where more than one could fit. */
export const families: readonly Family[] = [
  {
    code: "genie.rate-limited",
    sentence:
      "Databricks takes only a few Genie questions per minute from one workspace, and those are used up for the moment. Please ask {agent} again in a minute.",
    types: ["RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION"],
    words: /RATE.?LIMIT|THROTTL|TOO.MANY.REQUESTS/i,
    problems: ["databricks.rate-limited"],
  },
  {
    code: "genie.budget",
    sentence:
      "The budget or the usage policy of this Databricks workspace does not allow {agent} to answer now. A workspace administrator has to raise or change it; asking again before that will not help.",
    types: ["BUDGET_EXCEEDED_EXCEPTION", "PAY_PER_TOKEN_DISABLED_EXCEPTION"],
    words: /BUDGET|BILLING|PAY.PER|POLICY|QUOTA/i,
  },
  {
    code: "genie.content-filter",
    sentence:
      "The content filter of Databricks stopped this question to {agent}. Put it in other words, without personal or offensive details.",
    types: ["CONTENT_FILTER_EXCEPTION"],
    words: /CONTENT.FILTER|SAFETY|MODERATION|GUARDRAIL/i,
  },
  {
    code: "genie.warehouse",
    sentence:
      "The SQL warehouse of {agent} is missing, or the bot may not use it. Whoever manages the Genie space has to choose a warehouse that runs and give {identity} CAN USE on it.",
    types: ["WAREHOUSE_ACCESS_MISSING_EXCEPTION", "WAREHOUSE_NOT_FOUND_EXCEPTION"],
    words: /WAREHOUSE/i,
  },
  {
    code: "genie.permission",
    sentence:
      "{agent} is not open to the bot, or not all of its data is. Whoever manages the Genie space has to give {identity} Can View or Can Run on the space, CAN USE on its SQL warehouse and SELECT on its tables; then ask again.",
    types: ["DASHBOARD_PERMISSION_DENIED_EXCEPTION", "DELEGATION_NOT_FOUND_EXCEPTION"],
    words: /PERMISSION|ACCESS|UNAUTHORI[SZ]ED|FORBIDDEN|DENIED|PRIVILEGE|CAN.(VIEW|RUN|USE)/i,
    sqlClasses: ["INSUFFICIENT_PERMISSIONS", "INSUFFICIENT_PRIVILEGES", "PERMISSION_DENIED", "UNAUTHORIZED_ACCESS"],
    problems: ["databricks.forbidden", "databricks.not-found"],
  },
  {
    code: "genie.busy",
    sentence:
      "{agent} is still working on an earlier question of this conversation. Wait for that answer, then ask again.",
    types: ["BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION"],
    words: /MULTIPLE.EXECUTIONS|ALREADY.RUNNING|IN.PROGRESS/i,
  },
  {
    code: "genie.timeout",
    sentence:
      "{agent} did not finish within the time that Genie allows. Ask for a shorter period or fewer details, or try again in a few minutes.",
    types: ["REPLY_PROCESS_TIMEOUT_EXCEPTION", "CHAT_COMPLETION_CLIENT_TIMEOUT_EXCEPTION", "DESCRIBE_QUERY_TIMEOUT"],
    words: /TIME.?OUT|DEADLINE/i,
  },
  {
    code: "genie.too-large",
    sentence:
      "This question needs more tables, text or SQL than {agent} can handle at once. Ask for less in one question: one subject, a shorter period or fewer columns.",
    types: [
      "CONTEXT_EXCEEDED_EXCEPTION",
      "LOCAL_CONTEXT_EXCEEDED_EXCEPTION",
      "EXCEEDED_MAX_TOKEN_LENGTH_EXCEPTION",
      "GENERATED_SQL_QUERY_TOO_LONG_EXCEPTION",
      "MESSAGE_ATTACHMENT_TOO_LONG_ERROR",
      "TOO_MANY_TABLES_EXCEPTION",
      "TOO_MANY_CERTIFIED_ANSWERS_EXCEPTION",
    ],
    words: /EXCEEDED|TOO.(LONG|LARGE|BIG|MANY)/i,
  },
  {
    code: "genie.model",
    sentence:
      "Databricks has no language model for {agent} in this workspace. A workspace administrator has to enable the AI features that Genie needs; asking again before that will not help.",
    types: [
      "NO_DEPLOYMENTS_AVAILABLE_TO_WORKSPACE",
      "DEPLOYMENT_NOT_FOUND_EXCEPTION",
      "COULD_NOT_GET_MODEL_DEPLOYMENTS_EXCEPTION",
      "UNKNOWN_AI_MODEL",
    ],
    words: /DEPLOYMENT|MODEL/i,
  },
  {
    code: "genie.setup",
    sentence:
      "Something that the Genie space of {agent} is built on is missing or cannot be read: tables, functions or trusted answers. Whoever manages the space has to repair it and check that {identity} has SELECT on its tables.",
    types: [
      "COULD_NOT_GET_DASHBOARD_SCHEMA_EXCEPTION",
      "COULD_NOT_GET_UC_SCHEMA_EXCEPTION",
      "TABLES_MISSING_EXCEPTION",
      "NO_TABLES_TO_QUERY_EXCEPTION",
      "UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION",
      "CERTIFIED_ANSWERS_MISSING_EXCEPTION",
      "INVALID_CERTIFIED_ANSWER_FUNCTION_EXCEPTION",
      "INVALID_CERTIFIED_ANSWER_IDENTIFIER_EXCEPTION",
      "FUNCTIONS_NOT_AVAILABLE_EXCEPTION",
      "INTERNAL_CATALOG_ASSET_CREATION_FAILED_EXCEPTION",
      "INTERNAL_CATALOG_ASSET_CREATION_ONGOING_EXCEPTION",
      "INTERNAL_CATALOG_ASSET_CREATION_UNSUPPORTED_EXCEPTION",
      "INTERNAL_CATALOG_MISSING_UC_PATH_EXCEPTION",
      "INTERNAL_CATALOG_PATH_OVERLAP_EXCEPTION",
    ],
    words: /TABLES|SCHEMA|CATALOG|CERTIFIED|UNSUPPORTED|MISSING/i,
  },
  {
    code: "genie.sql",
    sentence:
      "{agent} wrote a query that could not be run. Say more exactly what you want (which figure, which period, grouped by what), or ask whoever manages the Genie space to add an example of such a question.",
    types: [
      "SQL_EXECUTION_EXCEPTION",
      "MISSING_SQL_QUERY_EXCEPTION",
      "NO_QUERY_TO_VISUALIZE_EXCEPTION",
      "DESCRIBE_QUERY_INVALID_SQL_ERROR",
      "INVALID_SQL_MULTIPLE_DATASET_REFERENCES_EXCEPTION",
      "INVALID_SQL_MULTIPLE_STATEMENTS_EXCEPTION",
      "INVALID_SQL_UNKNOWN_TABLE_EXCEPTION",
      "INVALID_TABLE_IDENTIFIER_EXCEPTION",
      "ILLEGAL_PARAMETER_DEFINITION_EXCEPTION",
    ],
    words: /SQL|QUERY|TABLE/i,
    problems: ["databricks.sql"],
  },
  {
    code: "genie.unavailable",
    sentence:
      "Genie had a passing fault while {agent} was working on this. Nothing is wrong with the question; please ask again.",
    types: [
      "RETRYABLE_PROCESSING_EXCEPTION",
      "UNEXPECTED_REPLY_PROCESS_EXCEPTION",
      "CHAT_COMPLETION_CLIENT_EXCEPTION",
      "CHAT_COMPLETION_NETWORK_EXCEPTION",
      "GENERIC_CHAT_COMPLETION_EXCEPTION",
      "GENERIC_CHAT_COMPLETION_SERVICE_EXCEPTION",
      "GENERIC_SQL_EXEC_API_CALL_EXCEPTION",
      "DESCRIBE_QUERY_UNEXPECTED_FAILURE",
      "STOP_PROCESS_DUE_TO_AUTO_REGENERATE",
    ],
    words: /RETR|UNAVAILABLE|NETWORK|SERVICE|UNEXPECTED/i,
  },
  {
    code: "genie.unconfirmed",
    sentence:
      "Databricks did not confirm that the question to {agent} arrived, and it cannot be found there. Please ask again in a few minutes.",
    types: [],
    problems: ["databricks.unknown"],
  },
  cancelled,
  full,
  noAnswer,
  general,
];
