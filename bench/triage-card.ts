import { changeConfig, type JobStage, openJobStage } from "../test/support/databricks/job-stage.ts";
import { eventually } from "../test/support/eventually.ts";
import { percentiles, print } from "./measure/figures.ts";

const user = "databricks";
const password = "a long secret";
const outcomes = [
  "timeout",
  "resource",
  "permission",
  "syntax",
  "network",
  "data",
  "cluster",
  "memory",
  "disk",
  "file",
  "schema",
  "throttled",
];

interface Delivery {
  at: number;
  event: string;
  run: string;
}

/** From Databricks' webhook about a failed run that nobody started here until its card says why it failed. */
export const triageCard = async (): Promise<void> => {
  const stage = await openJobStage({
    model: false,
    env: { DATABRICKS_WEBHOOK_USER: user, DATABRICKS_WEBHOOK_PASSWORD: password },
  });
  await changeConfig(stage, (config) => {
    config["jobs_channel"] = "C0DATAOPS";
  });
  await stage.kill();
  await stage.start();
  await stage.post("/control/databricks/webhook", {
    ...{ url: `http://127.0.0.1:${stage.bots[0]?.port}/webhooks/databricks`, username: user, password },
  });
  const { jobs } = await stage.get<{ jobs: { name: string; job_id: string }[] }>("/control/state");
  const times: number[] = [];
  for (const outcome of outcomes) {
    for (const { name, job_id } of jobs) times.push(...(await failOnce(stage, name, job_id, outcome)));
  }
  await stage.close();
  print("Card of a failure", "Databricks' webhook until the card says why the run failed, without a model", [
    { name: "SQLite, one failure at a time", values: percentiles(times) },
  ]);
};

/** Nothing when the failure is counted on a card that there is. */
const failOnce = async (stage: JobStage, name: string, number: string, outcome: string): Promise<number[]> => {
  const before = cards(stage).length;
  await stage.script(name, outcome, 0.2);
  const response = await fetch(`${stage.env["DATABRICKS_HOST"]}/api/2.2/jobs/run-now`, {
    method: "POST",
    headers: { authorization: `Bearer ${stage.env["DATABRICKS_TOKEN"]}`, "content-type": "application/json" },
    body: `{"job_id": ${number}}`,
  });
  // A number of 64 bits, which JSON.parse would round.
  const id = /"run_id":\s*(\d+)/.exec(await response.text())?.[1];
  const called = await eventually(
    async () =>
      (await stage.get<Delivery[]>("/control/databricks/webhooks")).find(
        ({ run, event }) => run === id && event.includes("failure"),
      ),
    20_000,
    `the webhook of ${name}`,
  );
  const card = await eventually(() => cards(stage)[before], 3_000, "a new card").catch(() => undefined);
  const shown = card && [card.first, ...card.edits].find(saysWhy);
  return shown ? [shown.at - called.at] : [];
};

/** The cards with a cause, in the channel for failures. */
const cards = ({ sandbox }: JobStage) =>
  sandbox.slack.workspace.history("C0DATAOPS").filter(({ bot, ...message }) => bot && saysWhy(message));

const saysWhy = ({ text, blocks }: { text: string; blocks: unknown[] }): boolean =>
  `${text} ${JSON.stringify(blocks)}`.includes("Why:");
