import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { identify } from "./identity.ts";

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

/** What is hashed, written by hand as the official broker writes it. */
const HASHED: [string, string, string][] = [
  [
    "interactions are sorted by their text, members by their names",
    `{"interactions":[{"description":"b","a":1},{"description":"a"}],"consumer":{"name":"C"}}`,
    `{"interactions":[{"a":1,"description":"b"},{"description":"a"}]}`,
  ],
  [
    "lists inside an interaction keep their order",
    `{"interactions":[{"x":[3,1,2]}]}`,
    `{"interactions":[{"x":[3,1,2]}]}`,
  ],
  [
    "messages, where there are no interactions",
    `{"messages":[{"description":"b"},{"description":"a"}]}`,
    `{"messages":[{"description":"a"},{"description":"b"}]}`,
  ],
  [
    "messages beside interactions keep their order",
    `{"messages":[{"b":1},{"a":1}],"interactions":[]}`,
    `{"interactions":[],"messages":[{"b":1},{"a":1}]}`,
  ],
  [
    "a pact of nothing is all it says",
    `{"provider":{"name":"P"},"consumer":{"name":"C"}}`,
    `{"consumer":{"name":"C"},"provider":{"name":"P"}}`,
  ],
  [
    "the specification, as V2 names it",
    `{"interactions":[],"metadata":{"pactSpecification":{"version":"2.0.0"},"pactRust":{"ffi":"1"}}}`,
    `{"interactions":[],"pact_specification_version":"2.0.0"}`,
  ],
  [
    "the specification, as others name it",
    `{"interactions":[],"metadata":{"pact-specification":{"version":"3.0.0"}}}`,
    `{"interactions":[],"pact_specification_version":"3.0.0"}`,
  ],
  [
    "the specification, as the first ones named it",
    `{"interactions":[],"metadata":{"pactSpecificationVersion":"1.0.0"}}`,
    `{"interactions":[],"pact_specification_version":"1.0.0"}`,
  ],
  [
    "a specification of null is none",
    `{"interactions":[],"metadata":{"pactSpecification":{"version":null}}}`,
    `{"interactions":[]}`,
  ],
  [
    "numbers as they are written",
    `{"interactions":[{"a":1.0,"b":1e2,"c":-0,"d":12345678901234567890,"e":1}]}`,
    `{"interactions":[{"a":1.0,"b":1e2,"c":-0,"d":12345678901234567890,"e":1}]}`,
  ],
  [
    "names that look like numbers are texts",
    `{"interactions":[{"9":1,"10":2,"a":3}]}`,
    `{"interactions":[{"10":2,"9":1,"a":3}]}`,
  ],
  [
    "names outside the first plane come after those inside",
    `{"interactions":[{"\u{1F600}":1,"\uFF5E":2}]}`,
    `{"interactions":[{"\uFF5E":2,"\u{1F600}":1}]}`,
  ],
  [
    "a name that objects have by themselves",
    `{"interactions":[{"z":1,"__proto__":{"b":1,"a":2}}]}`,
    `{"interactions":[{"__proto__":{"a":2,"b":1},"z":1}]}`,
  ],
  [
    "signs, however they are escaped",
    String.raw`{"inter\u0061ctions":[{"a":"\u0041\/\u00fc\u001f\n"}]}`,
    String.raw`{"interactions":[{"a":"A/ü\u001f\n"}]}`,
  ],
  [
    "of members with one name the last",
    `{"interactions":[{"a":1}],"interactions":[{"a":2,"a":3}]}`,
    `{"interactions":[{"a":3}]}`,
  ],
  [
    "ids that a broker gave are not the consumer's",
    `{"interactions":[{"_id":"123","a":{"_id":"kept"}}],"_links":{}}`,
    `{"interactions":[{"a":{"_id":"kept"}}]}`,
  ],
  [
    "interactions inside interactions are no list of the pact's",
    `{"interactions":[{"interactions":[{"b":1},{"a":1}]}]}`,
    `{"interactions":[{"interactions":[{"b":1},{"a":1}]}]}`,
  ],
  ["whitespace", `\n{ "interactions" :\t[ { "a" : [ ] } ] }\r\n`, `{"interactions":[{"a":[]}]}`],
];

test.each(HASHED)("%s", (_, text, hashed) => {
  expect(identify(text)?.sha).toBe(sha1(hashed));
});

describe("interactions", () => {
  test("have ids of their own, in the order of the file", () => {
    const text = `{"interactions":[{"b":1.0,"a":2},{"_id":"x","c":3},"text"]}`;
    expect(identify(text)?.interactions.map(({ id }) => id)).toEqual([
      sha1(`{"a":2,"b":1.0}`),
      sha1(`{"c":3}`),
      sha1(`"text"`),
    ]);
  });
});

test("names of the two sides", () => {
  const text = `{"consumer":{"name":"C"},"provider":{"name":"P"},"interactions":[]}`;
  expect(identify(text)).toMatchObject({ consumer: "C", provider: "P", member: "interactions" });
  expect(identify(`{"consumer":"C"}`)).toMatchObject({ consumer: undefined, member: undefined });
});

test.each(["", "[]", "1", "null", "{", `{"a":01}`, "{".repeat(9), `${"[".repeat(1e6)}`])(
  "%j is no pact",
  (text) => {
    expect(identify(text)).toBeUndefined();
  },
);

test("neither is what is nested too deep", () => {
  const depth = 100_000;
  const text = `{"interactions":[${`{"a":`.repeat(depth)}1${"}".repeat(depth)}]}`;
  expect(identify(text)).toBeUndefined();
});
