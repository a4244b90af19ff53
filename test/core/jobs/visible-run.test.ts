import { Problem } from "../../../src/errors.ts";
import { findRun } from "../../../src/jobs/runs/visible-run.ts";
import type { Notice } from "../../../src/ports/chat/reply.ts";

/** A workspace that has run 7, of which the bot may not know anything, and no other. */
const deps = (record?: object) =>
  ({
    config: { access: { admins: ["U9"] }, language: "en" },
    catalog: { byNumber: (number: string) => (number === "1" ? { allow: { users: [], cancel: [] } } : undefined) },
    runs: { read: async () => record, startOf: async () => undefined },
    jobs: {
      check: async (run: string) => {
        if (run === "7")
          throw Problem.of("jobs.permission", { what: "run 7", right: "CAN_VIEW", identity: "bot" } as never);
        throw Problem.of("jobs.unknown", { what: `run ${run}`, advice: "" });
      },
    },
  }) as never;

const starter = { platform: "slack", tenant: "T1", user: "U1" } as const;
const place = { platform: "slack", thread: "slack:T1:C1:1.1", channelId: "C1", direct: false, to: null } as const;
const by = { id: "1", actor: starter, place };
const elsewhere = { place: { ...place, thread: "slack:T1:C2:1.1" } };

const answer = async (run: string, record?: object): Promise<string> => {
  const found = await findRun(deps(record), run, by);
  return "refusal" in found ? (found.refusal as Notice).markdown.replace(run, "…") : "found";
};

it("a run that the bot may not look at gets the same answer as one that does not exist", async () => {
  expect(await answer("7")).toBe(await answer("8"));
  const others = { run: "7", number: "2", starter: { ...starter, user: "U2" }, posted: elsewhere };
  expect(await answer("7", others)).toBe(await answer("8"));
});

it("an administrator is told why, whosever it is", async () => {
  const admin = { ...by, actor: { ...starter, user: "U9" } };
  await expect(findRun(deps(), "7", admin)).rejects.toMatchObject({ code: "jobs.permission" });
});

it.each<[whose: string, record: object]>([
  ["somebody's own", { starter, number: "2", posted: elsewhere }],
  ["one of their thread", { number: "2", posted: { place } }],
  ["one of a job that they may see", { number: "1", posted: elsewhere }],
])("but of %s they are told why it cannot be seen", async (_, record) => {
  await expect(answer("7", record)).rejects.toMatchObject({ code: "jobs.permission" });
});
