/**
 * Our verdict on every official case of the Pact specification, versions 1 to 4.
 */
import { describe, expect, test } from "vitest";
import { areCasesThere, caseFiles, runCase } from "./official-cases.ts";

/** Cases that do not hold, with the sentence that makes them and why it is not followed. */
const EXCEPTIONS: Record<string, string> = {
  // "Query strings are matched using basic string equality": version 1 alone. From 1.1 on the
  // order of parameters does not matter, and the model knows both as version 1.
  "1/testcases/request/query/different param order.json": "the order of parameters",
  "1/testcases/request/query/trailing amperand.json": "an empty parameter",
  // "XML Requests match with regex": the rule stands at an element and is meant for its text. The
  // official verifier holds it to the element's name; version 4 of the case says `#text`.
  "2/testcases/request/body/matches with regex xml.json": "a regex at an element",
  "3/testcases/request/body/matches with regex xml.json": "a regex at an element",
  // "Types and regular expressions match": `$.animals[*].alligator` is meant to be any alligator.
  // Elements have no index: version 3 of the case has no `[*]`, and the official verifier's
  // verdict is ours.
  "4/testcases/request/body/array with regular expression that does not match in element xml.json":
    "an index of an element",
};

const files = areCasesThere ? caseFiles() : [];

describe.skipIf(!areCasesThere)("the official cases", () => {
  // A list without entries would be skipped unseen.
  test.each(areCasesThere ? files : ["every case of the specification, which is not there"])(
    "%s",
    (file) => {
      const { match, mismatches } = runCase(file);
      const verdict = mismatches.length === 0;
      const isExcepted = Object.hasOwn(EXCEPTIONS, shortName(file));
      // An exception that holds has to leave the list.
      expect({ verdict, mismatches }).toEqual({ verdict: match !== isExcepted, mismatches });
      expect(mismatches.filter(({ kind }) => kind === "undecided")).toEqual([]);
    },
  );

  test("are as many as there were, few of them excepted", () => {
    const count = (version: string) =>
      files.filter((file) => shortName(file).startsWith(`${version}/`)).length;
    expect({
      total: files.length,
      xml: files.filter((file) => /xml/i.test(shortName(file))).length,
      versions: ["1", "1.1", "2", "3", "4"].map((version) => count(version)),
      excepted: Object.keys(EXCEPTIONS).length,
      exceptedXml: Object.keys(EXCEPTIONS).filter((name) => name.includes("xml")).length,
    }).toEqual({
      total: 803,
      xml: 156,
      versions: [76, 97, 178, 226, 226],
      excepted: 5,
      exceptedXml: 3,
    });
    expect(Object.keys(EXCEPTIONS).filter((name) => !files.map(shortName).includes(name))).toEqual(
      [],
    );
  });
});

function shortName(file: string): string {
  return file.replace(/^pact-specification-version-/, "");
}
