import { defineConfig } from "vitest/config";

/**
 * Tests that change or count what belongs to a whole process: its time zone, what listens for its signals, the processes it starts. They have one of
 * their own each. All others are given their clock, environment and randomness, and share a process a core, which saves the start of one and the
 * loading of all modules for each file: a third of the processor time of the command line's tests.
 */
const ALONE = [
  ...["browser", "jobs", "operations", "scripts", "support"].map((folder) => `test/${folder}/**/*.test.ts`),
  "test/cli/*-move.test.ts",
  "test/invariance.test.ts",
];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    projects: [
      { extends: true, test: { name: "alone", include: ALONE } },
      {
        extends: true,
        test: { name: "together", include: ["test/**/*.test.ts", "test/**/*.test.tsx"], exclude: ALONE, isolate: false },
      },
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
