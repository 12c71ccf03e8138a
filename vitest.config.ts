import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    environment: "node",
    // Starts nothing by itself: see there.
    globalSetup: "test/support/services/global-setup.ts",
    testTimeout: 20_000,
    // By itself it leaves a core to others, which is half of a machine with two.
    maxWorkers: "100%",
    reporters: process.env["CI"] ? ["default", ["json", { outputFile: "reports/vitest.json" }]] : ["default"],
  },
});
