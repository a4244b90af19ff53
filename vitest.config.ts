import { defineConfig } from "vitest/config";

/**
 * Files that share a process, one after the other: what it has loaded and compiled serves them all. They start no other
 * processes, change nothing global for others, and do not measure what a process costs.
 */
const together = [
  "test/{replay,triage}/**/*.test.ts",
  "test/adapters/{databricks,slack,teams}/**/*.test.ts",
  "test/core/{feedback,memory,supervisor,turn}/**/*.test.ts",
];

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
    // Most of the time the end-to-end tests wait for a bot in another process, so three files share two cores well.
    maxWorkers: 3,
    projects: [
      { extends: true, test: { name: "alone", include: ["test/**/*.test.ts"], exclude: together } },
      { extends: true, test: { name: "together", include: together, isolate: false } },
    ],
  },
});
