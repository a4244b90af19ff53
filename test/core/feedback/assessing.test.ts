import { assessSteps } from "../../../src/feedback/assessing.ts";
import { createVoteRecords, voterKey } from "../../../src/feedback/vote-records.ts";
import { silent } from "../../../src/logging/log.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

describe("a vote on its way to a trace", () => {
  it("brings the voter's words only where traces may hold texts", async () => {
    const backend = await sqliteBackend.start();
    const { records } = await backend.open();
    const voter = { platform: "slack", tenant: "T1", user: "U1" } as const;
    const comment = "2,525 is wrong";
    await createVoteRecords(records).cast("t", { voter, vote: "down", at: 1, reason: "Wrong figures", comment });
    const rationales: string[] = [];
    const sink = {
      assess: async (_: string, { rationale }: { rationale: string }) => {
        rationales.push(rationale);
        return "id";
      },
    };
    for (const content of [true, false]) {
      const lease = { payload: { turn: "t", voter: voterKey(voter) }, attempt: 1, id: "a" } as never;
      await assessSteps({ sink, content, records, log: silent })["assess"]?.(lease, AbortSignal.timeout(5_000));
    }
    expect(rationales).toEqual(["Wrong figures: 2,525 is wrong", "Wrong figures"]);
    await backend.drop();
  });
});
