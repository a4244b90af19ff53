import { type Mode, readCases } from "../../eval/case-file.ts";
import { judge, total } from "../../eval/score.ts";
import { openStage, type Stage } from "../../eval/stage.ts";
import { tryCases } from "../../eval/trial.ts";
import { type Sandbox, startSandbox } from "../../sandbox/sandbox.ts";
import { loadConfig } from "../../src/open/load-config.ts";

const sets: [file: string, least: number][] = [
  ["cases.yaml", 250],
  ["unseen.yaml", 480],
];

describe.each(sets)("the cases of eval/%s", (file, least) => {
  let sandbox: Sandbox;
  let stage: Stage;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, fast: true, rateLimits: false });
    stage = await openStage(loadConfig(sandbox.env));
  });
  afterAll(async () => {
    await stage?.close();
    await sandbox?.stop();
  });

  it.each<Mode>(["without-model", "with-model"])("is understood well enough %s", async (mode) => {
    const { cases, thresholds } = await readCases(new URL(`../../eval/${file}`, import.meta.url));
    expect(cases.length).toBeGreaterThanOrEqual(least);
    const outcomes = await tryCases(stage, cases, { mode, atOnce: 4, answers: false });
    const { tolerated, offered } = total(outcomes);
    const wrong = outcomes.filter((outcome) => !judge(outcome).tolerated).map((outcome) => outcome.case.ask);
    expect(tolerated, wrong.join("\n")).toBeGreaterThanOrEqual(thresholds[mode]?.exact ?? 1);
    expect(offered, wrong.join("\n")).toBeGreaterThanOrEqual(thresholds[mode]?.offered ?? 1);
  });
});
