import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { identify } from "./identity.ts";
import { servedPact } from "./served.ts";

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");

const A = sha1(`{"a":1}`);
const B = sha1(`{"b":1.0}`);
const EMPTY = sha1("{}");

/** What is published, and what is served with `_links` of `{}`. */
const TABLE: [string, string, string][] = [
  [
    "nothing is written anew",
    `{ "interactions" : [ {"b":1.0} , {"a":1}\n] }\n`,
    `{ "interactions" : [ {"b":1.0,"_id":"${B}"} , {"a":1,"_id":"${A}"}\n] ,"_links":{}}\n`,
  ],
  ["messages", `{"messages":[{"a":1}]}`, `{"messages":[{"a":1,"_id":"${A}"}],"_links":{}}`],
  ["no interactions", `{"interactions":[]}`, `{"interactions":[],"_links":{}}`],
  ["nothing at all", `{ }`, `{ "_links":{}}`],
  [
    "an interaction of nothing",
    `{"interactions":[{ }]}`,
    `{"interactions":[{ "_id":"${EMPTY}"}],"_links":{}}`,
  ],
  [
    "what a broker served before: the last of one name counts",
    `{"interactions":[{"_id":"old","a":1}],"_links":{"self":{}}}`,
    `{"interactions":[{"_id":"old","a":1,"_id":"${A}"}],"_links":{"self":{}},"_links":{}}`,
  ],
  [
    "brackets, braces and quotes in texts",
    String.raw`{"interactions":[{"x":"]}\"},\\"},{"a":1}],"y":"[{"}`,
    String.raw`{"interactions":[{"x":"]}\"},\\","_id":"${sha1(String.raw`{"x":"]}\"},\\"}`)}"},{"a":1,"_id":"${A}"}],"y":"[{","_links":{}}`,
  ],
  [
    "lists of the same name elsewhere",
    `{"x":{"interactions":[{}]},"interactions":[{"a":1}],"y":[{"interactions":[{}]}]}`,
    `{"x":{"interactions":[{}]},"interactions":[{"a":1,"_id":"${A}"}],"y":[{"interactions":[{}]}],"_links":{}}`,
  ],
  [
    "of two lists of one name the last",
    `{"interactions":[{"a":1},{"a":1}],"interactions":[{"b":1.0}]}`,
    `{"interactions":[{"a":1},{"a":1}],"interactions":[{"b":1.0,"_id":"${B}"}],"_links":{}}`,
  ],
  [
    "a list that is taken back",
    `{"interactions":[{"a":1}],"interactions":null}`,
    `{"interactions":[{"a":1}],"interactions":null,"_links":{}}`,
  ],
  [
    "a name that is escaped",
    String.raw`{"interacti\u006fns":[{"a":1}]}`,
    String.raw`{"interacti\u006fns":[{"a":1,"_id":"${A}"}],"_links":{}}`,
  ],
  [
    "items that are no objects",
    `{"interactions":[1,"a",null,[{}],{"a":1}]}`,
    `{"interactions":[1,"a",null,[{}],{"a":1,"_id":"${A}"}],"_links":{}}`,
  ],
];

test.each(TABLE)("%s", (_, text, served) => {
  expect(servedPact(text, { _links: {} })).toBe(served);
});

test("members that are undefined, or none, add nothing", () => {
  expect(servedPact(`{"a":1}`, {})).toBe(`{"a":1}`);
  expect(servedPact(`{"a":1}`, { _links: undefined })).toBe(`{"a":1}`);
});

/** JSON whose names are those that trip: of the pact's parts, of numbers, of objects. */
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(null, true, 0, -0, 1.5, 1e21, 12345678901234567000, "]", '"', "\\", "{[,:"),
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

// Names that are escaped are left out: V8 confuses them (nodejs/node#63785), and the test would
// hold its mistakes against ours.
function name(): fc.Arbitrary<string> {
  const names = fc.oneof(
    fc.constantFrom("interactions", "messages", "_id", "10", "9", "é", "metadata"),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  return names.filter((each) => JSON.stringify(each) === `"${each}"`);
}

const pact = fc.record(
  {
    interactions: fc.oneof(fc.array(json, { maxLength: 4 }), json),
    messages: fc.array(json, { maxLength: 4 }),
    metadata: json,
    other: json,
  },
  { requiredKeys: [], noNullPrototype: true },
);

test("what is served is what was published, with the ids and the members", () => {
  fc.assert(
    fc.property(pact, fc.constantFrom(undefined, 1, "\t"), (value, space) => {
      const text = JSON.stringify(value, null, space);
      const expected = JSON.parse(text) as Record<string, unknown>;
      const { interactions, member } = identify(text)!;
      if (member !== undefined) {
        for (const [index, item] of (expected[member] as unknown[]).entries()) {
          const isObject = item !== null && typeof item === "object" && !Array.isArray(item);
          if (isObject) (item as Record<string, unknown>)._id = interactions[index]!.id;
        }
      }
      const members = { createdAt: "now", _links: { self: { href: "/" } } };
      expect(JSON.parse(servedPact(text, members))).toEqual({ ...expected, ...members });
    }),
    { numRuns: 500 },
  );
});

test("publishing again what was served changes nothing", () => {
  fc.assert(
    fc.property(pact, (value) => {
      const text = JSON.stringify(value);
      const content = identify(text)!;
      if (content.member === undefined) return;
      expect(identify(servedPact(text, { _links: {} }))!.sha).toBe(content.sha);
    }),
    { numRuns: 200 },
  );
});

test("ten megabytes are served without quadratic work", () => {
  const text = (items: number): string =>
    JSON.stringify({
      interactions: Array.from({ length: items }, (_, index) => ({
        description: `interaction ${index}`,
        request: { method: "GET", path: "/x", body: { text: "y".repeat(400), n: [1, 2, 3] } },
        response: { status: 200 },
      })),
    });
  const cpu = (size: string): number => {
    const start = process.cpuUsage();
    servedPact(size, { _links: {} });
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const large = text(20_000);
  expect(large.length).toBeGreaterThan(10_000_000);
  cpu(text(2000));
  const small = cpu(text(2000));
  // Ten times the work, and much room for a busy machine; a hundred times would be quadratic.
  expect(cpu(large)).toBeLessThan(40 * Math.max(small, 10));
});
