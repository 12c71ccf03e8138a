import { defineConfig } from "vitest/config";

/** Code without state of its own: tests of it share a process, which saves the start and the loading of one for each file. */
const PURE = ["event-log", "maturity", "model", "roadmap", "signals", "statistics"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      { extends: true, test: { name: "pure", include: PURE, isolate: false } },
      { extends: true, test: { name: "all else", include: ["test/**/*.test.ts", "test/**/*.test.tsx"], exclude: PURE } },
    ],
    environment: "node",
    // Starts nothing by itself: see there.
    globalSetup: "test/support/services/global-setup.ts",
    testTimeout: 20_000,
    // By itself it leaves a core to others, which is half of a machine with two.
    maxWorkers: "100%",
    reporters: process.env["CI"] ? ["default", ["json", { outputFile: "reports/vitest.json" }]] : ["default"],
  },
});
