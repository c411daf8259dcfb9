/**
 * Pact merges into the files it finds, so a full run begins without any. A run of chosen files, or
 * one that watches, keeps those of the others.
 */
import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { pactsFolder } from "./pacts-folder.ts";

export function setup(project: TestProject): void {
  const { config, globalConfig } = project as TestProject & { globalConfig?: { watch?: boolean } };
  const isWatching = globalConfig?.watch === true || config.watch === true;
  const isFiltered = config.testNamePattern !== undefined;
  if (!isWatching && !isFiltered) rmSync(pactsFolder, { recursive: true, force: true });
}
