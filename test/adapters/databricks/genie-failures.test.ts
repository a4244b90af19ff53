import { describe, expect, it } from "vitest";
import { createFailures, familyOf, familyOfProblem } from "../../../adapters/databricks/genie/failures.ts";
import { families } from "../../../adapters/databricks/genie/families.ts";
import { withFailure } from "../../../adapters/databricks/problem.ts";
import { Problem } from "../../../src/errors.ts";

/** Every type of the reference, under what a person can do about it. */
const known: Record<string, string[]> = {
  "genie.rate-limited": ["RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "RATE_LIMIT_EXCEEDED_SPECIFIED_WAIT_EXCEPTION"],
  "genie.conversation-type": ["UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION"],
  "genie.budget": ["BUDGET_EXCEEDED_EXCEPTION", "PAY_PER_TOKEN_DISABLED_EXCEPTION"],
  "genie.content-filter": ["CONTENT_FILTER_EXCEPTION"],
  "genie.warehouse": ["WAREHOUSE_ACCESS_MISSING_EXCEPTION", "WAREHOUSE_NOT_FOUND_EXCEPTION"],
  "genie.permission": ["DASHBOARD_PERMISSION_DENIED_EXCEPTION", "DELEGATION_NOT_FOUND_EXCEPTION"],
  "genie.cancelled": [
    "MESSAGE_CANCELLED_WHILE_EXECUTING_EXCEPTION",
    "MESSAGE_DELETED_WHILE_EXECUTING_EXCEPTION",
    "MESSAGE_UPDATED_WHILE_EXECUTING_EXCEPTION",
  ],
  "genie.busy": ["BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION"],
  "genie.timeout": [
    "REPLY_PROCESS_TIMEOUT_EXCEPTION",
    "CHAT_COMPLETION_CLIENT_TIMEOUT_EXCEPTION",
    "DESCRIBE_QUERY_TIMEOUT",
  ],
  "genie.too-large": [
    "CONTEXT_EXCEEDED_EXCEPTION",
    "LOCAL_CONTEXT_EXCEEDED_EXCEPTION",
    "EXCEEDED_MAX_TOKEN_LENGTH_EXCEPTION",
    "GENERATED_SQL_QUERY_TOO_LONG_EXCEPTION",
    "MESSAGE_ATTACHMENT_TOO_LONG_ERROR",
    "TOO_MANY_TABLES_EXCEPTION",
    "TOO_MANY_CERTIFIED_ANSWERS_EXCEPTION",
  ],
  "genie.model": [
    "NO_DEPLOYMENTS_AVAILABLE_TO_WORKSPACE",
    "DEPLOYMENT_NOT_FOUND_EXCEPTION",
    "COULD_NOT_GET_MODEL_DEPLOYMENTS_EXCEPTION",
    "UNKNOWN_AI_MODEL",
  ],
  "genie.setup": [
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
  "genie.sql": [
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
  "genie.unavailable": [
    "STOP_PROCESS_DUE_TO_AUTO_REGENERATE",
    "RETRYABLE_PROCESSING_EXCEPTION",
    "UNEXPECTED_REPLY_PROCESS_EXCEPTION",
    "CHAT_COMPLETION_CLIENT_EXCEPTION",
    "CHAT_COMPLETION_NETWORK_EXCEPTION",
    "GENERIC_CHAT_COMPLETION_EXCEPTION",
    "GENERIC_CHAT_COMPLETION_SERVICE_EXCEPTION",
    "GENERIC_SQL_EXEC_API_CALL_EXCEPTION",
    "DESCRIBE_QUERY_UNEXPECTED_FAILURE",
  ],
  "genie.internal": [
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

describe("the type of a message error", () => {
  it.each(Object.entries(known))("%s", (code, types) => {
    for (const type of types) expect([type, familyOf({ type, error: "words" }).code]).toEqual([type, code]);
  });

  it("stands in one family only", () => {
    const listed = families.flatMap(({ types }) => types);
    expect([...listed].sort()).toEqual(Object.values(known).flat().sort());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each([
    ["RATE_LIMIT_EXCEEDED_PER_USER_EXCEPTION", "genie.rate-limited"],
    ["MONTHLY_BUDGET_REACHED", "genie.budget"],
    ["PROMPT_SAFETY_EXCEPTION", "genie.content-filter"],
    ["WAREHOUSE_PERMISSION_DENIED", "genie.warehouse"],
    ["ROW_ACCESS_DENIED_EXCEPTION", "genie.permission"],
    ["RUN_CANCELLED_BY_USER", "genie.cancelled"],
    ["PLANNER_TIMEOUT_EXCEPTION", "genie.timeout"],
    ["TOO_MANY_COLUMNS_EXCEPTION", "genie.too-large"],
    ["MODEL_RETIRED_EXCEPTION", "genie.model"],
    ["INVALID_SQL_WINDOW_EXCEPTION", "genie.sql"],
    ["RETRY_LATER_EXCEPTION", "genie.unavailable"],
    ["SOMETHING_ELSE_ENTIRELY", "genie.internal"],
  ])("%s is new, and goes by its words to %s", (type, code) => {
    expect(familyOf({ type, error: "timeout of the warehouse" }).code).toBe(code);
  });

  it("yields to the error class of Spark that says that a permission is missing", () => {
    const error = "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have USE SCHEMA";
    expect(familyOf({ type: "SQL_EXECUTION_EXCEPTION", error }).code).toBe("genie.permission");
    const other = "[TABLE_OR_VIEW_NOT_FOUND] insufficient_permissions is no table";
    expect(familyOf({ type: "SQL_EXECUTION_EXCEPTION", error: other }).code).toBe("genie.sql");
  });

  it("may be missing: then the text decides, if there is one", () => {
    expect(familyOf({ error: 'You need "Can View" permission to perform this action.' }).code).toBe("genie.permission");
    expect(familyOf({}).code).toBe("genie.internal");
  });
});

describe("a sentence", () => {
  const say = createFailures("Sales $&", async () => "genie-bot");

  it.each(families.map((family) => [family.code, family] as const))(
    "of %s names the agent and reads as one",
    async (_, family) => {
      const { code, sentence } = await say(family);
      expect(code).toMatch(/^genie\.[a-z-]+$/);
      expect(sentence).toContain("Sales $&");
      expect(sentence).toMatch(/^[A-Z].*[a-z)]\.$/);
      expect(sentence).not.toMatch(/\{agent}|_|\[|"|`/);
    },
  );

  it("about permissions names the identity and all that it needs", async () => {
    const { sentence } = await say(familyOf({ type: "DASHBOARD_PERMISSION_DENIED_EXCEPTION" }));
    for (const words of [
      "genie-bot",
      "Can View or Can Run on the space",
      "CAN USE on its SQL warehouse",
      "SELECT on its tables",
    ])
      expect(sentence).toContain(words);
  });

  it("does not look up the identity where none is named", async () => {
    const lost = createFailures("Sales", () => expect.fail("needless lookup"));
    await expect(lost(familyOf({ type: "CONTENT_FILTER_EXCEPTION" }))).resolves.toMatchObject({
      code: "genie.content-filter",
    });
  });
});

it("rewords a failed call and keeps retry, wait and cause", () => {
  const cause = { status: 429, code: "REQUEST_LIMIT_EXCEEDED", message: "x" };
  const limited = new Problem("databricks.rate-limited", "Later.", { retry: "later", afterMs: 9_000, cause });
  expect(familyOfProblem(limited)?.code).toBe("genie.rate-limited");
  expect(withFailure(limited, { code: "genie.rate-limited", sentence: "Ask later." })).toMatchObject({
    code: "genie.rate-limited",
    sentence: "Ask later.",
    retry: "later",
    afterMs: 9_000,
    cause,
  });
  expect(familyOfProblem(new Problem("databricks.unauthorized", "No."))).toBeUndefined();
});
