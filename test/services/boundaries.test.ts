/**
 * Services share the platform and the schemas, and nothing else: each could live in a repository of
 * its own.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { describe, expect, test } from "vitest";

const root = path.resolve("services");
const MAX_LINES = 300;

/** Knows all services: it brings each into the states that pacts name. No service imports it. */
const BESIDE = "verification";

/** What a folder may import of the other folders; a service only what all share. */
const SHARED: Record<string, string[]> = { platform: ["schemas"], schemas: [] };
const OF_A_SERVICE = ["platform", "schemas"];

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split(path.sep).join("/"));

function importsOf(file: string): string[] {
  const { module } = parseSync(file, readFileSync(path.join(root, file), "utf8"));
  return module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
}

function folderOf(file: string): string | undefined {
  return file.includes("/") ? file.split("/")[0] : undefined;
}

describe("services/", () => {
  test("has a folder for each service, two that they share, and one beside them", () => {
    const folders = new Set(files.map(folderOf).filter((folder) => folder !== undefined));
    expect([...folders].sort()).toEqual([
      "api-gateway",
      "inventory-service",
      "notification-service",
      "order-service",
      "payment-service",
      "platform",
      "product-service",
      "schemas",
      "user-service",
      BESIDE,
    ]);
  });

  test("no service imports another one", () => {
    const breaks = files.flatMap((file) => {
      const folder = folderOf(file);
      if (folder === undefined || folder === BESIDE) return [];
      const allowed = [folder, ...(SHARED[folder] ?? OF_A_SERVICE)];
      return importsOf(file)
        .filter((specifier) => specifier.startsWith("."))
        .map((specifier) => path.posix.join(path.posix.dirname(file), specifier))
        .filter((target) => !target.startsWith("../"))
        .filter((target) => !allowed.includes(folderOf(target) ?? ""))
        .map((target) => `${file} imports ${target}`);
    });
    expect(breaks).toEqual([]);
  });

  test("only the gateway and what starts the services read the configuration", () => {
    const outside = files.filter((file) =>
      importsOf(file).some((specifier) =>
        path.posix.join(path.posix.dirname(file), specifier).startsWith("../"),
      ),
    );
    expect(outside.filter((file) => folderOf(file) !== "api-gateway")).toEqual(["main.ts"]);
  });

  test(`has no file of more than ${MAX_LINES} lines`, () => {
    const long = files.filter(
      (file) => readFileSync(path.join(root, file), "utf8").split("\n").length - 1 > MAX_LINES,
    );
    expect(long).toEqual([]);
  });
});
