import { loadConfig } from "../../../src/open/load-config.ts";

/* How mistakes in concierge.yaml and the environment are worded. */

const env = { DATABRICKS_HOST: "https://example.com", DATABRICKS_TOKEN: "t", API_KEYS: "a:0123456789abcdef" };
const space = "agents:\n  - id: sales\n    name: Sales\n    description: Sales.\n    space: abc\n";

/** What is wrong with a file, without the frame around it. */
const mistakes = (file: string, variables: Record<string, string> = {}): string[] => {
  try {
    loadConfig({ ...env, ...variables }, () => file);
    return [];
  } catch (thrown) {
    const lines = thrown instanceof Error ? thrown.message.split("\n") : [];
    return lines.filter((line) => line.startsWith("  - ")).map((line) => line.slice(4));
  }
};

it.each([
  ["name: 5", "concierge.yaml line 3 agents.0.name: must be a text; put it in quotation marks"],
  ["descripton: x", "concierge.yaml line 2 agents.0.description: is missing"],
  ["sensitive: yes", "concierge.yaml line 6 agents.0.sensitive: must be true or false"],
  [
    "keywords: revenue",
    "concierge.yaml line 6 agents.0.keywords: must be a list: [one, another], or a line with - for each",
  ],
  ["rights: users", "concierge.yaml line 6 agents.0.rights: must be one of service, user, user-or-service"],
  ["description: ''", "concierge.yaml line 4 agents.0.description: is empty"],
])("%s", (line, said) => {
  const key = line.slice(0, line.indexOf(":"));
  const changed = key === "descripton" ? space.replace("description", key) : replaced(key, line);
  expect(mistakes(changed)).toContain(said);
});

const replaced = (key: string, line: string): string =>
  new RegExp(`^ {4}${key}:.*$`, "m").test(space)
    ? space.replace(new RegExp(`^ {4}${key}:.*$`, "m"), `    ${line}`)
    : `${space}    ${line}\n`;

it.each([
  ["limits: {genie_questions_per_minute: many}", "limits.genie_questions_per_minute: must be a number"],
  ["limits: {turn_seconds: -1}", "limits.turn_seconds: must be more than 0"],
  ["limits: {agent_seconds: 9000}", "limits.agent_seconds: must be at most 600"],
  ["access: {admins: U1}", "access.admins: must be a list: [one, another], or a line with - for each"],
  ["tools: {runbooks: /srv}", "tools.runbooks: must be settings with names and values"],
])("%s", (line, said) => {
  expect(mistakes(`${space}${line}\n`)).toEqual([`concierge.yaml line 6 ${said}`]);
});

it("names the place once where the file is no YAML, or no settings at all", () => {
  expect(mistakes("agents:\n  - id: sales\n   name: Sales\n")).toEqual([
    "concierge.yaml line 3: Sequence item without - indicator",
  ]);
  expect(mistakes("just text\n")).toEqual(["concierge.yaml line 1: must be settings with names and values"]);
});

it("says which values a variable takes, and which channels there are when none is on", () => {
  expect(mistakes(space, { LOG_LEVEL: "loud" })).toEqual([
    "LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent",
  ]);
  expect(mistakes(space, { API_KEYS: "" })).toEqual([
    expect.stringMatching(/^SLACK_BOT_TOKEN or .*no channel is on.*MICROSOFT_APP_ID for Microsoft Teams/),
  ]);
});

it("takes the id out of the address of a space, and says which credentials are not used", () => {
  const address = "https://adb-1.2.azuredatabricks.net/genie/rooms/01f0abc?o=12";
  const config = loadConfig({ ...env, SALES_SPACE_ID: address }, () => undefined);
  expect(config.agents[0]?.space).toBe("01f0abc");
  expect(loadConfig(env, () => space.replace("abc", `"${address}"`)).agents[0]?.space).toBe("01f0abc");
  const both = loadConfig({ ...env, DATABRICKS_CLIENT_ID: "i", DATABRICKS_CLIENT_SECRET: "s" }, () => space);
  expect(both.warnings).toEqual([expect.stringMatching(/^DATABRICKS_TOKEN is not used/)]);
});
