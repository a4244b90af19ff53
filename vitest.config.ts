import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that share a process, one after the other: what it has loaded and compiled serves them all. Those that are named
 * behind `!` have one of their own: they measure what a process costs, change something global, or start programs.
 */
const together = [
  "test/{replay,triage}/**/*.test.ts",
  "test/core/*/**/!(departures|edit-budget|grants|log|markdown|proofs|read-only).test.ts",
  "test/core/!(audit-days|clock|console-log|isolation|isolation-stores|linear|process-metrics|watchdog|worker).test.ts",
  "test/sandbox/!(children|main).test.ts",
  "test/sandbox/{slack,teams}/**/*.test.ts",
  "test/sandbox/databricks/**/!(answers|semantic).test.ts",
  "test/sandbox/databricks/saying/answers.test.ts",
  "test/adapters/{api,checkpoint,databricks,http,incident,mail,slack,teams,terminal,tools}/**/*.test.ts",
  "test/adapters/model/!(json-object|reasoning|replies).test.ts",
  "test/adapters/sqlite/!(group-commit|stores).test.ts",
  "test/adapters/traces/!(grpc|other-collector|probe).test.ts",
  "test/adapters/{free-texts,table-pages}.test.ts",
];

/**
 * Vitest begins with the largest files, and some of those that take longest are small: they run what others hold, or wait
 * for another process. Met last, they kept a single worker busy for minutes while the others had nothing to do.
 */
const long = [
  "core/linear",
  "core/isolation",
  "core/jobs/crash",
  "core/jobs/own-runs",
  "core/turn/own-rights",
  "core/turn/silent-sign-in",
  "core/turn/slow-model",
  "e2e/crash/",
  "e2e/jobs/crash",
  "e2e/stores/",
  "adapters/postgres/",
  "adapters/redis/",
  "adapters/sqlite/",
  "adapters/slack/slack",
  "adapters/teams/teams",
  "adapters/table-pages",
  "sandbox/databricks/semantic/",
];

/** Runs those first, and all others in their usual order. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const isShort = ({ moduleId }: TestSpecification) => !long.some((part) => moduleId.includes(`/test/${part}`));
    return usual.toSorted((one, other) => Number(isShort(one)) - Number(isShort(other)));
  }
}

export default defineConfig({
  test: {
    globals: true,
    // As with `npm start`, Node itself reads the files and keeps what it has compiled; Vite read them for each test file anew.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    execArgv: ["--import", "./check-node.js"],
    setupFiles: ["test/support/keep-compiled.js"],
    // For a test that hangs. What must be quick measures itself; on a busy machine everything takes longer.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 60_000 } },
    pool: "forks",
    // Most of the time the end-to-end tests wait for a bot in another process, so four files share two cores well.
    maxWorkers: 4,
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: "alone", include: ["test/**/*.test.ts"], exclude: together } },
      { extends: true, test: { name: "together", include: together, isolate: false } },
    ],
  },
});
