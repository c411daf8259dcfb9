/**
 * The law of writing: what is read again is the same pact.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type {
  Body,
  HttpInteraction,
  Interaction,
  MatchingRules,
  Pact,
  RuleList,
} from "../../src/pact/pact.ts";
import { writePact } from "../../src/pact/write.ts";
import { rootPlace } from "../../src/source/documents.ts";
import { readSource } from "../../src/source/source.ts";
import { modelOf, readPactText } from "./pact-text.ts";

const source = readSource("{}", { uri: "file:///pact.json", file: "pact.json" });
const place = rootPlace(source);

const name = fc.string({ minLength: 1, maxLength: 8 });
const texts = fc.uniqueArray(name, { maxLength: 3 }).chain((names) =>
  fc
    .array(fc.array(fc.string(), { minLength: 1, maxLength: 2 }), {
      minLength: names.length,
      maxLength: names.length,
    })
    .map((values) => new Map(names.map((each, index) => [each, values[index]!]))),
);
const record = fc.dictionary(name, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true });

const body: fc.Arbitrary<Body> = fc.oneof(
  fc.constantFrom("missing", "null", "empty").map((state) => ({
    state: state as Body["state"],
    content: undefined,
    contentType: undefined,
    encoded: false as const,
    hint: undefined,
    place,
  })),
  fc
    .jsonValue({ maxDepth: 3 })
    .filter((content) => content !== null && content !== "")
    .map((content) => present(content, "application/json", false)),
  fc.string({ minLength: 1 }).map((content) => present(content, "text/plain", false)),
  fc.base64String({ minLength: 4 }).map((content) => present(content, "image/png", "base64")),
);

function present(content: unknown, contentType: string, encoded: Body["encoded"]): Body {
  return { state: "present", content, contentType, encoded, hint: undefined, place };
}

const ruleList: fc.Arbitrary<RuleList> = fc.record({
  combine: fc.constantFrom("AND", "OR"),
  matchers: fc.array(
    fc.constantFrom({ match: "type" }, { match: "type", min: 1 }, { match: "regex", regex: "a" }),
    { minLength: 1, maxLength: 2 },
  ),
});
const matchingRules: fc.Arbitrary<MatchingRules> = fc
  .record({ list: ruleList, whole: ruleList })
  .map(
    ({ list, whole }) =>
      new Map([
        ["body", new Map([["$.a[*]", list]])],
        ["header", new Map([["X-Id", list]])],
        ["path", new Map([["", whole]])],
      ]),
  );

const base = {
  description: fc.string(),
  key: fc.option(name, { nil: undefined }),
  isPending: fc.boolean(),
  states: fc.array(fc.record({ name, params: record }), { maxLength: 2 }),
  extra: fc.constantFrom({}, { comments: { text: ["why"] }, pluginConfiguration: { csv: {} } }),
  place: fc.constant(place),
};
const part = {
  // Names that differ in case alone are one header.
  headers: fc.constantFrom(new Map(), new Map([["X-Id", ["1", "2"]]])),
  body,
  matchingRules,
  generators: fc.constantFrom(undefined, { body: { "$.a": { type: "Uuid" } } }),
  extra: fc.constant({}),
  place: fc.constant(place),
};
const message = fc.record({
  contents: body,
  metadata: record,
  matchingRules,
  generators: fc.constant(undefined),
  extra: fc.constant({}),
  place: fc.constant(place),
});

const interaction: fc.Arbitrary<Interaction> = fc.oneof(
  fc.record({
    kind: fc.constant("http" as const),
    ...base,
    request: fc.record({
      ...part,
      method: fc.constantFrom("GET", "POST"),
      path: name.map((text) => `/${text}`),
      query: texts,
    }),
    response: fc.record({ ...part, status: fc.integer({ min: 100, max: 599 }) }),
  }) as fc.Arbitrary<HttpInteraction>,
  fc.record({ kind: fc.constant("async" as const), ...base, message }),
  fc.record({
    kind: fc.constant("sync" as const),
    ...base,
    request: message,
    responses: fc.array(message, { minLength: 1, maxLength: 2 }),
  }),
);

const pact: fc.Arbitrary<Pact> = fc.record({
  consumer: name,
  provider: name,
  specification: fc.constant("4"),
  interactions: fc.array(interaction, { maxLength: 3 }),
  metadata: record.map(({ pactSpecification: _, ...rest }) => rest),
  source: fc.constant(source),
});

test("a pact that was written is read as it was", () => {
  fc.assert(
    fc.property(pact, (written) => {
      const { pact: read, faults } = readPactText(writePact(written));
      expect(faults).toEqual([]);
      expect(modelOf(read!)).toEqual(modelOf(written));
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("the order of interactions in the model makes no difference to the bytes", () => {
  fc.assert(
    fc.property(pact, (written) => {
      const unlike = written.interactions.filter(
        (each, index, all) =>
          all.findIndex((other) => other.description === each.description) === index,
      );
      const bytes = writePact({ ...written, interactions: unlike });
      expect(writePact({ ...written, interactions: unlike.toReversed() })).toBe(bytes);
    }),
    { seed: 1, numRuns: 50 },
  );
});

test("an interaction that was not read is written as it stands", () => {
  const text =
    '{"consumer":{"name":"c"},"provider":{"name":"p"},"interactions":[{"type":"Other","x":[1]}]}';
  const { pact: read } = readPactText(text);
  expect(JSON.parse(writePact(read!)).interactions).toEqual([{ type: "Other", x: [1] }]);
});
