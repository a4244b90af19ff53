import { order } from "../../../src/jobs/job-order.ts";
import { asSpoken } from "../../../src/supervisor/planning/spoken-order.ts";
import { exampleJobs } from "../../support/databricks/example-jobs.ts";

const heard = (words: string, parameters: Record<string, string>) =>
  asSpoken(order("start", { job: "transaction-anomalies", parameters }), { words, jobs: exampleJobs(), now: 0 });

describe("an order that a model understood", () => {
  it("keeps the parameters that the person wrote and the model left out", () => {
    const words = "start transaction anomalies with days=5 and region=North";
    expect(heard(words, { days: "5" })).toMatchObject({
      parameters: { days: "5", region: "North" },
      isSpoken: true,
      proposed: [],
    });
  });

  it("takes the model's reading of a value that both have", () => {
    expect(heard("start transaction anomalies with days=a week", { days: "7" })).toMatchObject({
      parameters: { days: "7" },
      proposed: ["days"],
    });
  });
});
