import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeConflicts, mergePacts } from "./merge.ts";

/** The pact that is there, the one that comes, and what becomes of them. */
const MERGED: [string, string, string, string][] = [
  [
    "another interaction follows",
    `{ "interactions": [ {"description":"a","n":1.0} ] }`,
    `{"interactions":[{"description":"b","n":2.0}]}`,
    `{ "interactions": [ {"description":"a","n":1.0},{"description":"b","n":2.0} ] }`,
  ],
  [
    "one that is named alike is replaced where it stands",
    `{"interactions":[{"description":"a","n":1.0},{"description":"b"}]}`,
    `{"interactions":[{"description":"a","n":2.00}]}`,
    `{"interactions":[{"description":"a","n":2.00},{"description":"b"}]}`,
  ],
  [
    "the last is replaced, and another follows",
    `{"interactions":[{"description":"a"}]}`,
    `{"interactions":[{"description":"b"},{"description":"a","n":1}]}`,
    `{"interactions":[{"description":"a","n":1},{"description":"b"}]}`,
  ],
  [
    "in another state it is another one",
    `{"interactions":[{"description":"a","providerState":"s"}]}`,
    `{"interactions":[{"description":"a","providerStates":[{"name":"s"}]},{"description":"a"}]}`,
    `{"interactions":[{"description":"a","providerState":"s"},{"description":"a","providerStates":[{"name":"s"}]},{"description":"a"}]}`,
  ],
  [
    "a state is one however V1 and V2 named it",
    `{"interactions":[{"description":"a","provider_state":"s"}]}`,
    `{"interactions":[{"description":"a","providerState":"s"}]}`,
    `{"interactions":[{"description":"a","providerState":"s"}]}`,
  ],
  [
    "a message is no request",
    `{"interactions":[{"type":"Synchronous/HTTP","description":"a"}]}`,
    `{"interactions":[{"type":"Asynchronous/Messages","description":"a"}]}`,
    `{"interactions":[{"type":"Synchronous/HTTP","description":"a"},{"type":"Asynchronous/Messages","description":"a"}]}`,
  ],
  [
    "messages",
    `{"messages":[{"description":"a"}],"metadata":{}}`,
    `{"messages":[{"description":"b"}]}`,
    `{"messages":[{"description":"a"},{"description":"b"}],"metadata":{}}`,
  ],
  [
    "a list that was empty",
    `{"interactions":[ ]}`,
    `{"interactions":[{"description":"a"}]}`,
    `{"interactions":[ {"description":"a"}]}`,
  ],
  [
    "a list that was not there",
    `{"consumer":{"name":"C"}}`,
    `{"interactions":[{"description":"a"}],"messages":[]}`,
    `{"consumer":{"name":"C"},"interactions":[{"description":"a"}]}`,
  ],
  [
    "a list that was taken back",
    `{"interactions":[{"description":"a"}],"interactions":null}`,
    `{"interactions":[{"description":"b"}]}`,
    `{"interactions":[{"description":"a"}],"interactions":null,"interactions":[{"description":"b"}]}`,
  ],
  ["an empty pact", `{}`, `{"messages":[{"a":1}]}`, `{"messages":[{"a":1}]}`],
  [
    "nothing comes",
    `{"interactions":[{"description":"a"}]}`,
    `{"consumer":{"name":"C"}}`,
    `{"interactions":[{"description":"a"}]}`,
  ],
  [
    "what comes twice comes once, as it stands last",
    `{"interactions":[]}`,
    `{"interactions":[{"description":"a","n":1},{"description":"a","n":2}]}`,
    `{"interactions":[{"description":"a","n":2}]}`,
  ],
  [
    "the rest stays as it was",
    `{"interactions":[],"metadata":{"pactSpecification":{"version":"2.0.0"}}}`,
    `{"interactions":[{"description":"a"}],"metadata":{"pactSpecification":{"version":"3.0.0"}}}`,
    `{"interactions":[{"description":"a"}],"metadata":{"pactSpecification":{"version":"2.0.0"}}}`,
  ],
];

test.each(MERGED)("%s", (_, text, added, merged) => {
  expect(mergePacts(text, added)).toBe(merged);
});

const pact = fc
  .array(fc.record({ description: fc.constantFrom("a", "b", "c"), n: fc.integer() }))
  .map((interactions) => ({ interactions }));

test("all that was named in either is there once, as it came last", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom("a", "b", "c", "d")),
      pact,
      fc.constantFrom(undefined, 2),
      (known, added, space) => {
        const before = { interactions: known.map((description) => ({ description, n: 0 })) };
        const merged = mergePacts(JSON.stringify(before, null, space), JSON.stringify(added));
        const expected = new Map(
          [...before.interactions, ...added.interactions].map((each) => [each.description, each]),
        );
        expect(JSON.parse(merged)).toEqual({ interactions: [...expected.values()] });
        expect(mergePacts(merged, JSON.stringify(added))).toBe(merged);
      },
    ),
  );
});

describe("conflicts", () => {
  test.each<[string, object, object, string[]]>([
    ["the same request", { path: "/a", method: "GET" }, { method: "GET", path: "/a" }, []],
    ["another path", { path: "/a" }, { path: "/b" }, ["x"]],
    ["another number", { body: { n: 1 } }, { body: { n: 1.5 } }, ["x"]],
    ["rules are not looked at", { path: "/a" }, { path: "/a", matchingRules: {} }, []],
  ])("%s", (_, before, after, conflicts) => {
    const text = (request: object): string =>
      JSON.stringify({ interactions: [{ description: "x", request }, { description: "y" }] });
    expect(mergeConflicts(text(before), text(after))).toEqual(conflicts);
  });

  test("there is none between different interactions", () => {
    const one = `{"interactions":[{"description":"a","request":{"path":"/a"}}]}`;
    const other = `{"interactions":[{"description":"b","request":{"path":"/b"}}]}`;
    expect(mergeConflicts(one, other)).toEqual([]);
  });
});
