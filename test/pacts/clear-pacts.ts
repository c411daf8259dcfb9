/**
 * Interactions that no test has any more are gone: a full run begins without pacts.
 */

import type { TestProject } from "vitest/node";
import { clearPacts } from "../../src/record/clear-pacts.ts";
import { pactsFolder } from "./pacts-folder.ts";

export function setup(project: TestProject): void {
  clearPacts(pactsFolder, project);
}
