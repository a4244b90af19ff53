import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    globals: true,
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    pool: "forks",
    // Most of the time the end-to-end tests wait for a bot in another process, so two files share two cores well.
    maxWorkers: 2,
  },
});
