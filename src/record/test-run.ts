/**
 * Whether a run has every test in it: then what no test recorded is stale.
 */

/** What a global set-up of Vitest is given, as far as it says which tests run. */
export interface VitestProject {
  config: object;
  globalConfig?: object;
  /** `filenamePattern` are the files named on the command line. */
  vitest?: object;
}

/** `full`, `partial`, or what Vitest tells its global set-up. */
export type TestRun = "full" | "partial" | VitestProject;

/** For the processes that this one starts: workers inherit it. */
const VARIABLE = "CONCORDAT_PACT_RUN";

/** Reads what `run` says, and lets the workers of the run know. */
export function beginRun(run: TestRun): "full" | "partial" {
  const kind = typeof run === "string" ? run : kindOf(run);
  process.env[VARIABLE] = kind;
  return kind;
}

/** Whether the run that this process belongs to began as a full one. */
export function isFullRun(): boolean {
  return process.env[VARIABLE] === "full";
}

// A run that watches begins with all tests, and goes on with some; it counts as partial.
function kindOf({ config, globalConfig, vitest }: VitestProject): "full" | "partial" {
  const isSelected =
    [config, globalConfig].some((each) => SELECTING.some((name) => isSet(each, name))) ||
    isSet(vitest, "filenamePattern");
  return isSelected ? "partial" : "full";
}

/** Settings of Vitest that leave tests out, or run some again. */
const SELECTING = ["watch", "testNamePattern", "tagsFilter", "related", "changed", "shard"];

function isSet(settings: object | undefined, name: string): boolean {
  const value: unknown = (settings as Record<string, unknown> | undefined)?.[name];
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false;
}
