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

  it.each([
    ["in other letters", "start transaction anomalies with Days=5"],
    ["under another name", "start transaction anomalies with number_of_days=5"],
  ])("takes no value twice that the person wrote %s", (_, words) => {
    expect(heard(words, { days: "5" }).parameters).toEqual({ days: "5" });
  });

  it("keeps a value that another parameter has, too", () => {
    const words = "start transaction anomalies with days=5 and top=5";
    expect(heard(words, { days: "5" }).parameters).toEqual({ days: "5", top: "5" });
  });

  it("takes the model's reading of a value that both have", () => {
    expect(heard("start transaction anomalies with days=a week", { days: "7" })).toMatchObject({
      parameters: { days: "7" },
      proposed: ["days"],
    });
  });
});
