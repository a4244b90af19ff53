import { eventually } from "../support/eventually.ts";
import { openStage, type Shown, type Stage, whole } from "../support/stage.ts";
import { teamsSide, words } from "../support/teams/teams-side.ts";

/** Commands of administrators, in Slack and Teams: answered to them alone, refused to everybody else. */
let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ model: false });
  // What the bot looks up at its start is none of anybody's statements.
  await eventually(async () => statements().length === stage.sandbox.databricks.spaces.length || undefined);
  await stage.post("/control/reset", {});
});
afterEach(() => stage.post("/control/reset", {}));
afterAll(() => stage?.close());

const sql = "sql select region, sum(revenue) as revenue from retail.sales group by region order by region";
const statements = () => stage.sandbox.databricks.statements();

describe("an administrator in Slack", () => {
  const whispered = (user: string, pattern: RegExp, channel = "analytics"): Promise<Shown> =>
    eventually(
      async () =>
        (await stage.messages(channel)).find(
          (message) => message.ephemeral_to === user && pattern.test(whole(message)),
        ),
      8_000,
      String(pattern),
    );
  const aloud = async (channel = "analytics") =>
    (await stage.messages(channel)).filter(({ bot, ephemeral_to }) => bot && !ephemeral_to);

  it("sees the clusters, alone", async () => {
    await stage.command("admin", "analytics", "clusters");
    const list = await whispered("U0ADMIN", /shared-analytics/);
    expect(whole(list)).toMatch(/running, started .* ago by admin@example\.com \(made by hand\)/);
    expect(await aloud()).toEqual([]);
  });

  it("reads the warehouse, alone, also when the command was said aloud", async () => {
    await stage.command("admin", "analytics", sql);
    expect(JSON.stringify((await whispered("U0ADMIN", /rows after/)).blocks)).toContain("North");
    await stage.command("admin", "analytics", "sql show tables in retail");
    expect(JSON.stringify((await whispered("U0ADMIN", /table ?name/i)).blocks)).toContain("sales");
    await stage.command("admin", "analytics", "sql describe retail.sales");
    await whispered("U0ADMIN", /col.?name/i);
    await stage.say("admin", "analytics", "@genie sql select 41 + 1 as answer");
    expect(JSON.stringify((await whispered("U0ADMIN", /answer/)).blocks)).toContain("42");
    expect(await aloud()).toEqual([]);
  });

  it.each([
    ["sql delete from retail.sales", /But this one is a DELETE, so I haven't run it/],
    ["sql select 1; drop table retail.sales", /But these are 2/],
    ["sql with x as (select 1) insert into retail.sales select * from x", /But this one is an INSERT/],
    ["sql select secret('a', 'b')", /the function secret does more than read tables/],
    ["sql", /Which statement\?/],
    ["sql select * from retail.nowhere", /couldn't run this statement: \[TABLE_OR_VIEW_NOT_FOUND\]/],
  ])("is told why %s is not run", async (command, why) => {
    const before = statements().length;
    await stage.command("admin", "analytics", command);
    await whispered("U0ADMIN", why);
    expect(statements().length - before).toBe(command.includes("nowhere") ? 1 : 0);
  });

  it.each([
    ["the button", async () => stage.click("admin", "analytics", (await runs()).ts, "cancel-sql")],
    ["the word", async () => stage.command("admin", "analytics", "cancel")],
  ])("cancels a statement that takes long by %s, in the warehouse too", async (_, cancel) => {
    await stage.post("/control/databricks/pace", { factor: 500 });
    await stage.command("admin", "analytics", sql);
    await runs();
    await cancel();
    await whispered("U0ADMIN", /was stopped before it finished/);
    expect(statements().map((statement) => statement.state())).toEqual(["CANCELED"]);
  });
  const runs = () => whispered("U0ADMIN", /is running on the SQL warehouse/);

  it("alone may cancel it, with whom asked for it", async () => {
    await stage.post("/control/databricks/pace", { factor: 500 });
    await stage.command("admin", "analytics", sql);
    const { ts } = await runs();
    await stage.click("asker", "analytics", ts, "cancel-sql", sqlValue(await runs()));
    await whispered("U0ASKER", /Only administrators can do this/);
    expect(statements()[0]?.state()).toMatch(/PENDING|RUNNING/);
  });
  const sqlValue = ({ blocks }: Shown): string =>
    /"action_id":"cancel-sql".*?"value":"([^"]+)"/.exec(JSON.stringify(blocks))?.[1] ?? "";

  it.each(["clusters", sql])("is who alone may say %s", async (command) => {
    await stage.command("asker", "analytics", command);
    await whispered("U0ASKER", /Only administrators can do this/);
    await stage.say("asker", "dm:asker", command);
    await eventually(async () =>
      (await stage.messages("dm:asker")).find((message) => whole(message).includes("Only administrators can do this")),
    );
    expect(statements()).toEqual([]);
  });

  it("is told of these commands, and nobody else", async () => {
    await stage.command("admin", "analytics", "help");
    await whispered("U0ADMIN", /sql <select>|sql &lt;select&gt;/);
    await stage.command("asker", "analytics", "help");
    expect(whole(await whispered("U0ASKER", /lists the jobs/))).not.toMatch(/clusters/);
  });
});

describe("an administrator in Teams", () => {
  const told = (conversation: string, pattern: RegExp) =>
    eventually(
      async () => (await teamsSide(stage).messages(conversation)).find((each) => each.bot && pattern.test(words(each))),
      8_000,
      String(pattern),
    );

  it("sees the clusters and reads the warehouse in a personal chat", async () => {
    const teams = teamsSide(stage);
    await teams.say("admin", "personal:admin", "clusters");
    await told("personal:admin", /shared-analytics/);
    await teams.say("admin", "personal:admin", sql);
    expect(words(await told("personal:admin", /rows after/))).toContain("North");
    await teams.say("admin", "personal:admin", "sql drop table retail.sales");
    await told("personal:admin", /But this one is a DROP TABLE/);
  });

  it("is answered alone in a group chat, and refused are all others", async () => {
    const teams = teamsSide(stage);
    await teams.say("admin", "planning", `@Genie ${sql}`);
    expect(await told("planning", /rows after/)).toMatchObject({ targeted_to: expect.any(String) });
    await teams.say("asker", "planning", `@Genie ${sql}`);
    expect(await told("planning", /Only administrators can do this/)).toMatchObject({
      targeted_to: expect.any(String),
    });
    expect(statements()).toHaveLength(1);
  });
});
