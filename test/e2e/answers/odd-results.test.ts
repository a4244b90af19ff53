import { eventually } from "../../support/eventually.ts";
import { openStage, type Shown, type Stage, whole } from "../../support/stage.ts";
import { type Carded, teamsSide, words } from "../../support/teams/teams-side.ts";

/* Results that no sample holds, through the real bot: what is shown, and what is in the file. */

const question = "Which product is the top seller?";

interface Result {
  columns: { name: string; type: string }[];
  rows: (string | null)[][];
}

describe("a result that is odd", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage({ model: false });
  });
  afterAll(() => stage?.close());

  const inBoth = async (result: Result): Promise<{ slack: Shown; ts: string; teams: Carded }> => {
    const script = () => stage.post("/control/databricks/question", { match: question, result, says: "Here it is." });
    await script();
    const ts = await stage.say("asker", "analytics", `@genie ${question}`);
    const slack = await stage.answer("analytics", ts);
    await script();
    const teams = teamsSide(stage);
    const id = await teams.say("asker", "Analytics", `@Genie ${question}`);
    return { slack, ts, teams: await teams.answer("Analytics", id) };
  };

  const csvOf = async ({ slack, ts }: { slack: Shown; ts: string }): Promise<string> => {
    await stage.click("asker", "analytics", slack.ts, "file");
    const attached = async () => {
      const file = (await stage.replies("analytics", ts)).find(({ files }) => files.length > 0);
      return file && stage.sandbox.slack.workspace.find("C0ANALYTICS", file.ts)?.files[0];
    };
    return (await eventually(attached, 15_000, "a file")).content.toString();
  };

  it("keeps long decimals, nested values, and columns of one name or none", async () => {
    const columns = [
      { name: "region", type: "STRING" },
      { name: "region", type: "STRING" },
      { name: "balance", type: "DECIMAL(38,10)" },
      { name: "tags", type: "ARRAY<STRING>" },
      { name: "", type: "STRING" },
    ];
    const balance = "123456789012345678901234567890.1234567891";
    const both = await inBoth({
      columns,
      rows: [
        ["North", "N", balance, '["a","b"]', "x"],
        ["South", "S", "-1", null, "y"],
      ],
    });
    for (const shown of [whole(both.slack), words(both.teams)]) {
      expect(shown).toContain("123,456,789,012,345,678,901,234,567,890.12");
      expect(shown).toContain("Column 5");
    }
    expect(await csvOf(both)).toBe(
      `\uFEFFregion,region,balance,tags,\r\nNorth,N,${balance},"[""a"",""b""]",x\r\nSouth,S,-1,,y\r\n`,
    );
  });

  it("says that there are no rows where the agent does not", async () => {
    const { slack, teams } = await inBoth({ columns: [{ name: "region", type: "STRING" }], rows: [] });
    for (const shown of [whole(slack), words(teams)]) expect(shown).toContain("The query returned no rows.");
  });

  it("has all of 200 columns in its file", async () => {
    const columns = Array.from({ length: 200 }, (_, at) => ({ name: `metric_${at}`, type: "DOUBLE" }));
    const rows = Array.from({ length: 3 }, (_, row) => columns.map((_, at) => `${row + at}.5`));
    const csv = await csvOf(await inBoth({ columns, rows }));
    expect(
      csv
        .trimEnd()
        .split("\r\n")
        .map((line) => line.split(",").length),
    ).toEqual([200, 200, 200, 200]);
  });
});
