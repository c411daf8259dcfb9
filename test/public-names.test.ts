/**
 * What the package promises to keep: its entries and the names in them.
 */
import { expect, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };

/** Values only; types are held by public-types.test-d.ts. */
const NAMES: Record<string, string[]> = {
  concordat: ["ConcordatError", "defineConfig", "loadContract"],
  "concordat/broker": ["createBroker"],
  "concordat/middleware": ["contractMiddleware"],
  "concordat/msw": ["contractHandlers"],
  "concordat/pact": ["clearPacts", "interaction", "message", "recordPact", "variants"],
  // It registers matchers.
  "concordat/vitest": [],
};

test("the entries are those that are built", () => {
  const entries = Object.keys(packageJson.exports).map((entry) =>
    entry.replace(/^\./, "concordat"),
  );
  const others = ["concordat/package.json", "concordat/schemas/*"];
  expect(entries.sort()).toEqual([...Object.keys(NAMES), ...others].sort());
});

test.each(Object.entries(NAMES))("%s", async (entry, names) => {
  const module = (await import(entry)) as Record<string, unknown>;
  expect(Object.keys(module).sort()).toEqual(names);
});
