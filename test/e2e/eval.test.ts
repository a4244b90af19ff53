import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { npmArguments } from "../support/bots/program.ts";

const run = promisify(execFile);

describe("npm run eval", () => {
  const folder = mkdtempSync(join(tmpdir(), "eval-test-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("tries cases against the sandbox, and fails where a share is below its threshold", async () => {
    const [cases, json] = [join(folder, "cases.yaml"), join(folder, "report.json")];
    writeFileSync(
      cases,
      `thresholds: {without-model: {exact: 0.5}, with-model: {exact: 0.9}}
cases:
  - {ask: What is the total revenue?, agents: sales, contains: ["3,275"]}
  - {ask: What is the total revenue?, agents: cost, contains: ["4,711"]}`,
    );
    const args = npmArguments("eval/main.ts", "--cases", cases, "--json", json);
    const failed = await run(process.execPath, args).catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 1, stdout: expect.stringContaining("the answer lacks 4,711") });
    const { reports } = JSON.parse(readFileSync(json, "utf8"));
    const totals = { exact: 0.5, answers: { cases: 2, right: 1 }, confusion: [{ expected: "cost", got: "sales" }] };
    expect(reports).toMatchObject([
      { mode: "without-model", failures: [], totals },
      { mode: "with-model", failures: ["exact or tolerated 50.0 % is below 90.0 %"], totals },
    ]);
  });
});
