import { afterEach, expect, it } from "vitest";
import { createJobs } from "../../../adapters/databricks/jobs/jobs.ts";
import { pagesAfter } from "../../../adapters/databricks/pages.ts";
import { jobsOf, spacesOf } from "../../../adapters/databricks/survey.ts";
import { silent } from "../../../src/logging/log.ts";
import { bot } from "../../../src/ports/databricks/identity.ts";
import { clientOf, fakeTime, type Replies, serveReplies } from "./replies.ts";

let server: Replies | undefined;
afterEach(() => server?.close());

/** More calls than any of these lists has pages. */
const many = 30;

/** A workspace whose lists come back to their second page again and again, until somebody has asked often enough. */
const circular = async () => {
  const body = { runs: [], jobs: [], spaces: [], clusters: [], run_id: 7, job_id: 8, next_page_token: "second" };
  server = await serveReplies((_, index) =>
    index < many ? { status: 200, body } : { status: 400, body: { error_code: "STILL_ASKING", message: "" } },
  );
  const time = fakeTime();
  const http = clientOf(server.url, time);
  return { http, jobs: createJobs({ http, host: server.url, log: silent, ...time }) };
};

type Circular = Awaited<ReturnType<typeof circular>>;

it.each<[name: string, read: (workspace: Circular) => Promise<unknown>]>([
  ["a run's tasks", ({ jobs }) => jobs.check("7", bot)],
  ["runs", ({ jobs }) => jobs.list({ limit: 20 }, bot)],
  ["a job's parameters", ({ jobs }) => jobs.describe("8", bot)],
  ["jobs with a tag", ({ jobs }) => jobs.discover({ key: "concierge" }, bot)],
  ["clusters", ({ jobs }) => jobs.clusters(bot)],
  ["all jobs", ({ http }) => jobsOf(http)],
  ["Genie spaces", ({ http }) => spacesOf(http)],
])("the pages of %s that go round in a circle are given up", async (_, read) => {
  await expect(read(await circular())).rejects.toMatchObject({ code: "databricks.unexpected" });
});

it("a list that never ends is given up", async () => {
  let count = 0;
  const look = async () => {
    count += 1;
    return { next_page_token: String(count) };
  };
  const reading = Array.fromAsync(pagesAfter(await look(), look, 50));
  await expect(reading).rejects.toMatchObject({ code: "databricks.unexpected" });
  expect(count).toBe(51);
});
