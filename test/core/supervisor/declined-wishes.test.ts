import { declineIn } from "../../../src/supervisor/planning/declined-wishes.ts";
import { exampleJobs } from "../../support/databricks/example-jobs.ts";

const jobs = exampleJobs();

describe("a wish that nobody can fulfil", () => {
  it.each([
    "don't run the nightly load",
    "Please do not start the nightly load today",
    "Bitte starte den nightly load nicht",
  ])("is not to start a job: %s", (text) => {
    expect(declineIn(text, jobs)).toContain("I'm not starting");
  });

  it.each([
    "alert me when revenue in the north drops below 1000",
    "notify us if stock runs low",
    "let me know as soon as churn goes up",
  ])("is to watch a figure: %s", (text) => {
    expect(declineIn(text, jobs)).toContain("Databricks SQL");
  });

  it("is declined in German", () => {
    expect(declineIn("Warne mich, wenn der Umsatz fällt", jobs, "de-DE")).toContain("Databricks SQL");
    expect(declineIn("Den nightly load bitte nicht starten", jobs, "de-DE")).toContain("ich starte");
  });

  it.each([
    "run the nightly load",
    "alert on-call that revenue looks off",
    "let me know when the nightly load is done",
    "notify me when it finishes",
    "Which customers don't buy anything?",
    "why did the nightly load not run?",
    "tell me when revenue was highest",
    "the nightly load did not start last night, why?",
  ])("is none: %s", (text) => {
    expect(declineIn(text, jobs)).toBeUndefined();
  });
});
