import { defineConfig } from "vitest/config";

// The package imports itself by name: a checkout has no dist, and the `source` condition finds src.
const conditions = ["source", "module", "node", "import", "default"];

const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "tests",
          include: ["src/**/*.test.ts", "test/**/*.test.ts"],
          exclude: ["test/pacts/**"],
          testTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: "pacts",
          include: ["test/pacts/**/*.pact.test.ts"],
          globalSetup: ["test/pacts/clear-pacts.ts"],
          testTimeout: 30_000,
          // They all write into the same folder; what they import is loaded once.
          fileParallelism: false,
          isolate: false,
        },
      },
    ],
  },
});
