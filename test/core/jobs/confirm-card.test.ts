import type { JobConfig } from "../../../src/config/config.ts";
import { confirmCard } from "../../../src/reply/jobs/job-notices.ts";

const job = { id: "nightly-load", name: "Nightly load", parameters: {} } as unknown as JobConfig;
const until = Date.UTC(2026, 10, 29, 23, 30);
const shown = (zone: string | undefined): string =>
  confirmCard({
    ...{ proposal: "p", job, values: {}, proposed: [], isRepeated: false, isForLater: false, until },
    asker: { platform: "slack", tenant: "t", user: "u" },
    to: { zone },
  }).markdown;

describe("the question whether to start a job", () => {
  it.each([
    ["Asia/Tokyo", "08:30 (Asia/Tokyo)"],
    ["America/New_York", "18:30 (America/New York)"],
    [undefined, "23:30 UTC"],
  ])("says until when, in the time of %s", (zone, time) => {
    expect(shown(zone)).toContain(`This expires at ${time}.`);
  });
});
