import { createLog } from "../../src/logging/log.ts";
import { runbookLines } from "../../src/triage/diagnosis/runbook-lines.ts";

const log = createLog("silent");

const passage = (title: string) => ({
  ...{ title, where: "failed-pipelines.md" },
  text: "The nightly load reads sales.orders. Ask the owner of the table, then repair the run.",
});

describe("a runbook's passage", () => {
  const shown = async (title: string) =>
    runbookLines(
      { runbooks: async () => [passage(title)], log },
      { job: "Nightly load", failure: "data", cause: "Task merge needs a table that isn't there: sales.orders" },
    );

  it("is shown with a failure of the job that it is about", async () => {
    expect(await shown("Nightly load: tables")).toEqual([expect.stringContaining("Ask the owner")]);
  });

  it("is not shown with a failure of another kind than its title names", async () => {
    expect(await shown("Nightly load: permission denied")).toEqual([]);
    expect(await shown("Nightly load: table or view not found")).toHaveLength(1);
  });
});
