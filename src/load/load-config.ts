/**
 * The configuration file: found, read and checked.
 *
 * TypeScript and JavaScript are imported; JSON and YAML are read as documents.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import configSchema from "../../schemas/config.schema.json" with { type: "json" };
import { ConcordatError } from "../findings/concordat-error.ts";
import type { Location } from "../findings/finding.ts";
import { createSchemaStore, schemaAt } from "../schema/schema.ts";
import { type Violation, validate } from "../schema/validate.ts";
import { locate } from "../source/source.ts";
import type { Config } from "./config.ts";
import { providerProblems } from "./config-provider.ts";
import { configValue } from "./config-value.ts";
import { readFileSource, readText } from "./load.ts";
import { locateInScript } from "./script-position.ts";

export interface LoadedConfig {
  config: Config;
  /** Absolute. */
  file: string;
  folder: string;
  /** Where a pointer of the configuration stands in its text. */
  locate(pointer: string): Location;
}

/** In this order, where several stand side by side. */
export const CONFIG_NAMES: readonly string[] = [
  "concordat.config.ts",
  "concordat.config.js",
  "concordat.config.mjs",
  "concordat.config.json",
  "concordat.config.yaml",
  "concordat.config.yml",
];

/** The configuration in `cwd` or the nearest folder above; undefined where there is none. */
export function findConfig(cwd: string): string | undefined {
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    const name = CONFIG_NAMES.find((name) => existsSync(path.join(folder, name)));
    if (name !== undefined) return path.join(folder, name);
    if (folder === path.dirname(folder)) return undefined;
  }
}

/**
 * @param revision another number reads a script again that this process has run already; what it
 *   imports is not
 * @throws {ConcordatError} `config.unreadable`, `config.invalid`, with the place in the file
 */
export async function loadConfig(file: string, cwd: string, revision = 0): Promise<LoadedConfig> {
  const absolute = path.resolve(cwd, file);
  const shown = path.relative(cwd, absolute).split(path.sep).join("/");
  const { value, locateIn } = isScript(absolute)
    ? await importScript(absolute, shown, revision)
    : await readDocument(absolute, cwd);
  checkConfig(value, locateIn);
  return {
    config: value as Config,
    file: absolute,
    folder: path.dirname(absolute),
    locate: locateIn,
  };
}

/** Whether the configuration is run; JSON and YAML are read. */
export function isScript(file: string): boolean {
  return !/\.(json|ya?ml)$/.test(file);
}

interface ReadConfig {
  value: unknown;
  locateIn: (pointer: string) => Location;
}

async function readDocument(absolute: string, cwd: string): Promise<ReadConfig> {
  const source = await readFileSource(absolute, cwd).catch((error: unknown) => {
    if (!(error instanceof ConcordatError)) throw error;
    throw new ConcordatError("config.unreadable", error.message, {
      mend: "Name a configuration that can be read, with --config FILE.",
      cause: error,
    });
  });
  const fault = source.faults[0];
  if (fault !== undefined) {
    const place = `${fault.at.file}:${fault.at.line}:${fault.at.column}`;
    throw new ConcordatError("config.unreadable", `${place}: ${fault.message}`, {
      at: fault.at,
      mend: "Correct the text at the place shown.",
    });
  }
  return { value: source.value, locateIn: (pointer) => locate(source, pointer) };
}

async function importScript(
  absolute: string,
  shown: string,
  revision: number,
): Promise<ReadConfig> {
  const text = await readText(absolute, shown).catch((error: unknown) => {
    if (!(error instanceof ConcordatError)) throw error;
    throw new ConcordatError("config.unreadable", error.message, {
      mend: "Name a configuration that can be read, with --config FILE.",
      cause: error,
    });
  });
  // Node keeps the modules that it has run, by their URL.
  const query = revision === 0 ? "" : `?revision=${revision}`;
  const imported = import(pathToFileURL(absolute).href + query).catch((error: unknown) => {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    const name = escapeRegExp(path.basename(absolute) + query);
    const line = new RegExp(`${name}:(\\d+)`).exec(stack)?.[1];
    const place = line === undefined ? shown : `${shown}:${line}`;
    throw new ConcordatError("config.unreadable", `${place}: ${message}`, {
      mend: "Correct the file; it is run as it stands, by Node.",
      cause: error,
    });
  });
  const module: unknown = await unlessIdle(imported, shown);
  const value = (module as { default?: unknown }).default;
  if (value === undefined) {
    throw new ConcordatError("config.invalid", `${shown}:1:1: it has no default export`, {
      mend: "Write `export default defineConfig({ ... })`.",
    });
  }
  const locateIn = (pointer: string): Location => ({
    file: shown,
    pointer,
    ...locateInScript(text, pointer),
  });
  return { value: configValue(value, locateIn), locateIn };
}

/** @throws {ConcordatError} `config.unreadable` once nothing is left that could settle `imported` */
async function unlessIdle(imported: Promise<unknown>, shown: string): Promise<unknown> {
  const { promise: idle, reject } = Promise.withResolvers<never>();
  const giveUp = (): void => {
    const reason = "it awaits a promise that nothing settles";
    reject(
      new ConcordatError("config.unreadable", `${shown} does not come to an end: ${reason}`, {
        mend: "Correct the file; it is run as it stands, by Node.",
      }),
    );
  };
  process.once("beforeExit", giveUp);
  try {
    return await Promise.race([imported, idle]);
  } finally {
    process.off("beforeExit", giveUp);
  }
}

function checkConfig(value: unknown, locateIn: (pointer: string) => Location): void {
  const uri = "concordat:config";
  const store = createSchemaStore((wanted) =>
    wanted === uri ? { uri, root: configSchema, isSchema: true } : undefined,
  );
  const violations = validate(schemaAt(store, uri, "")!, value);
  const problems =
    violations.length > 0
      ? violations.map((violation) => ({
          pointer: violation.instancePointer,
          message: inWords(violation) ?? violation.message,
        }))
      : providerProblems(value as Config);
  if (problems.length === 0) return;
  const faults = problems
    .map(({ pointer, message }) => ({ at: locateIn(pointer), message }))
    .sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  const lines = faults.map(({ at, message }) => {
    // What is asked for here is asked by concordat, not by a contract.
    const reason = message.replace("; the contract asks", "; concordat asks");
    return `${at.file}:${at.line}:${at.column}: ${at.pointer || "the configuration"} ${reason}`;
  });
  throw new ConcordatError("config.invalid", lines.join("\n"), {
    at: faults[0]!.at,
    mend: "See the `Config` type, or schemas/config.schema.json in the package.",
  });
}

/** What the configuration's schema means; undefined where the violation's own words will do. */
function inWords({ keyword, schema, instancePointer }: Violation): string | undefined {
  // The one choice of the schema that is between properties.
  if (keyword === "oneOf") return "has to have either `contract` or `external: true`";
  if (schema.pointer === "/$defs/provider/anyOf") {
    return "has to have either `url` or `fetch`, or `messages` alone";
  }
  if (schema.pointer.startsWith("/$defs/provider/dependentSchemas/")) {
    const [, other] = /dependentSchemas\/(\w+)/.exec(schema.pointer)!;
    return `does not go with \`${other}\`: write one of them`;
  }
  if (keyword !== "not") return undefined;
  const isHeader = /\/headers\/[^/]*$/.test(instancePointer);
  return `is no ${isHeader ? "string and no function" : "function"}; only a configuration script can have functions`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
