import { describe, expect, it } from "vitest";
import { families } from "../../../adapters/databricks/genie/failure-families.ts";
import { createFailures, familyOf, familyOfProblem } from "../../../adapters/databricks/genie/failures.ts";
import { withFailure } from "../../../adapters/databricks/problem.ts";
import { Problem } from "../../../src/errors.ts";

/** Types of the reference: those whose name alone would mislead, and one for each other thing a person can do about it. */
const known: [type: string, code: string][] = [
  ["RATE_LIMIT_EXCEEDED_GENERIC_EXCEPTION", "genie.rate-limited"],
  ["UNSUPPORTED_CONVERSATION_TYPE_EXCEPTION", "genie.conversation-type"],
  ["PAY_PER_TOKEN_DISABLED_EXCEPTION", "genie.budget"],
  ["CONTENT_FILTER_EXCEPTION", "genie.content-filter"],
  ["WAREHOUSE_ACCESS_MISSING_EXCEPTION", "genie.warehouse"],
  ["DELEGATION_NOT_FOUND_EXCEPTION", "genie.permission"],
  ["MESSAGE_DELETED_WHILE_EXECUTING_EXCEPTION", "genie.cancelled"],
  ["BLOCK_MULTIPLE_EXECUTIONS_EXCEPTION", "genie.busy"],
  ["DESCRIBE_QUERY_TIMEOUT", "genie.timeout"],
  ["GENERATED_SQL_QUERY_TOO_LONG_EXCEPTION", "genie.too-large"],
  ["COULD_NOT_GET_MODEL_DEPLOYMENTS_EXCEPTION", "genie.model"],
  ["FUNCTIONS_NOT_AVAILABLE_EXCEPTION", "genie.setup"],
  ["MISSING_SQL_QUERY_EXCEPTION", "genie.sql"],
  ["ILLEGAL_PARAMETER_DEFINITION_EXCEPTION", "genie.sql"],
  ["CHAT_COMPLETION_CLIENT_EXCEPTION", "genie.unavailable"],
  ["GENERIC_CHAT_COMPLETION_EXCEPTION", "genie.unavailable"],
  ["GENERIC_SQL_EXEC_API_CALL_EXCEPTION", "genie.unavailable"],
  ["DESCRIBE_QUERY_UNEXPECTED_FAILURE", "genie.unavailable"],
  ["STOP_PROCESS_DUE_TO_AUTO_REGENERATE", "genie.unavailable"],
  ["FUNCTION_CALL_MISSING_PARAMETER_EXCEPTION", "genie.internal"],
];

describe("the type of a message error", () => {
  it.each(known)("%s is %s", (type, code) => {
    expect(familyOf({ type, error: "words" }).code).toBe(code);
  });

  it("decides before the words in its name, and is listed once", () => {
    const listed = families.flatMap(({ code, types }) => types.map((type) => [type, code]));
    expect(listed).toHaveLength(67);
    expect(listed.map(([type]) => [type, familyOf({ type, error: "words" }).code])).toEqual(listed);
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
