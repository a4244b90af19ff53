import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globals: true,
    include: ["test/**/*.test.ts"],
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
  },
});
