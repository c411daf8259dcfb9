/**
 * The official test suite of JSON Schema 2020-12, unmodified, against both ways to ask.
 */
import { describe, expect, test } from "vitest";
import { isValid, validate } from "../../src/schema/validate.ts";
import { isSuiteThere, suiteFiles, suiteGroups } from "./official-suite.ts";

/**
 * Cases that do not hold, and why not.
 *
 * 2020-12 validation #format: "Implementations MAY still treat format as an assertion" where the
 * vocabulary makes it an annotation. A contract that names a format means it, so we do; the file
 * `format.json` asks for the default, and its cases say so in one phrase.
 */
const exceptions: readonly { file: string; test: RegExp; reason: string }[] = [
  {
    file: "format.json",
    test: /^invalid \S+ string is only an annotation by default$/,
    reason: "formats are asserted",
  },
];

describe.skipIf(!isSuiteThere)("official suite", () => {
  // A list without entries would be skipped unseen.
  test.each(isSuiteThere ? suiteFiles() : ["every file of the suite, which is not there"])(
    "%s",
    (file) => {
      const { failing, excepted } = run(file);
      expect(failing).toEqual([]);
      // An exception that no longer fails has to leave the list.
      expect(excepted).toBe(exceptions.some((exception) => exception.file === file) ? 19 : 0);
    },
  );
});

function run(file: string): { failing: string[]; excepted: number } {
  const failing: string[] = [];
  let excepted = 0;
  for (const { schema, ...group } of suiteGroups(file)) {
    for (const { description, data, valid } of group.tests) {
      const told = validate(schema, data).length === 0;
      const asked = isValid(schema, data);
      if (told === valid && asked === valid) continue;
      const isExcepted = exceptions.some(
        (each) => each.file === file && each.test.test(description),
      );
      if (isExcepted) excepted += 1;
      else failing.push(`${group.description}: ${description}: validate ${told}, isValid ${asked}`);
    }
  }
  return { failing, excepted };
}
