import type { ProblemCode } from "../../../src/errors.ts";

/** One way in which Genie can fail: its code, and the signs by which it is recognised. */
export interface Family {
  code: Extract<ProblemCode, `genie.${string}`>;
  /** Values of `message.error.type`. The list is open on the service's side: see `words`. */
  types: readonly string[];
  /** Decides for an unknown type, and for an error text without a type. The first match wins. */
  words?: RegExp;
  /** Error classes of Spark that mean this, whatever the type: `[INSUFFICIENT_PERMISSIONS] User does not …`. */
  sqlClasses?: readonly string[];
  /** Codes of failed calls that mean this. */
  problems?: readonly string[];
}

/** The message was stopped, by us or in Databricks. */
export const cancelled: Family = {
  code: "genie.cancelled",
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
  types: [],
};

/** The message is complete and empty. */
export const noAnswer: Family = {
  code: "genie.no-answer",
  types: [],
};

/** Everything else. */
export const general: Family = {
  code: "genie.internal",
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

/** Databricks no longer keeps a result. */
export const rowsGone: Family = {
  code: "genie.rows-gone",
  types: [],
};

/** The service takes no more questions at the moment. */
export const rateLimited: Family = {
  code: "genie.rate-limited",
  types: ["RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION"],
  words: /RATE.?LIMIT|THROTTL|TOO.MANY.REQUESTS/i,
  problems: ["databricks.rate-limited"],
};

/** The order decides when several could fit. */
export const families: readonly Family[] = [
  rateLimited,
  {
    code: "genie.disabled",
    types: [],
    words: /FEATURE.DISABLED/i,
    problems: ["databricks.disabled"],
  },
  {
    code: "genie.conversation-type",
    types: ["UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION"],
    words: /CONVERSATION.TYPE/i,
  },
  {
    code: "genie.budget",
    types: ["BUDGET_EXCEEDED_EXCEPTION", "PAY_PER_TOKEN_DISABLED_EXCEPTION"],
    words: /BUDGET|BILLING|PAY.PER|POLICY|QUOTA/i,
  },
  {
    code: "genie.content-filter",
    types: ["CONTENT_FILTER_EXCEPTION"],
    words: /CONTENT.FILTER|SAFETY|MODERATION|GUARDRAIL/i,
  },
  {
    code: "genie.warehouse",
    types: ["WAREHOUSE_ACCESS_MISSING_EXCEPTION", "WAREHOUSE_NOT_FOUND_EXCEPTION"],
    words: /WAREHOUSE/i,
  },
  {
    code: "genie.permission",
    types: ["DASHBOARD_PERMISSION_DENIED_EXCEPTION", "DELEGATION_NOT_FOUND_EXCEPTION"],
    words: /PERMISSION|ACCESS|UNAUTHORI[SZ]ED|FORBIDDEN|DENIED|PRIVILEGE|CAN.(VIEW|RUN|USE)/i,
    sqlClasses: ["INSUFFICIENT_PERMISSIONS", "INSUFFICIENT_PRIVILEGES", "PERMISSION_DENIED", "UNAUTHORIZED_ACCESS"],
    problems: ["databricks.forbidden", "databricks.not-found"],
  },
  {
    code: "genie.busy",
    types: ["BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION"],
    words: /MULTIPLE.EXECUTIONS|ALREADY.RUNNING|IN.PROGRESS/i,
  },
  {
    code: "genie.timeout",
    types: ["REPLY_PROCESS_TIMEOUT_EXCEPTION", "CHAT_COMPLETION_CLIENT_TIMEOUT_EXCEPTION", "DESCRIBE_QUERY_TIMEOUT"],
    words: /TIME.?OUT|DEADLINE/i,
  },
  {
    code: "genie.too-large",
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
    types: [
      "COULD_NOT_GET_DASHBOARD_SCHEMA_EXCEPTION",
      "COULD_NOT_GET_UC_SCHEMA_EXCEPTION",
      "TABLES_MISSING_EXCEPTION",
      "NO_TABLES_TO_QUERY_EXCEPTION",
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
    types: [],
    problems: ["databricks.unknown"],
  },
  cancelled,
  full,
  rowsGone,
  noAnswer,
  general,
];
