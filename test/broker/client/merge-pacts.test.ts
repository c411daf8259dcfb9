import { expect, test } from "vitest";
import { mergePacts } from "../../../src/broker/client/merge-pacts.ts";

const pact = (interactions: string, version = "4.0", member = "interactions") =>
  `{ "consumer": {"name":"a"}, "provider": {"name":"b"}, "${member}": [${interactions}],
  "metadata": {"pactSpecification": {"version": "${version}"}} }`;
const one = '{"description":"one","providerStates":[{"name":"s"}],"response":{"status":200}}';
const other = '{"description":"two","response":{"body":1.0}}';

const files = (...texts: string[]) =>
  texts.map((text, index) => ({ file: `${index + 1}.json`, text }));

test("a single file stays as it is", () => {
  const text = pact(other);
  expect(mergePacts(files(text))).toBe(text);
});

test("interactions are added once, numbers as they are written", () => {
  const merged = mergePacts(files(pact(one), pact(`${other}, ${one}`), pact(other)));
  expect(merged).toBe(
    `{"consumer":{"name":"a"},"provider":{"name":"b"},"interactions":[${one},${other}],"metadata":{"pactSpecification":{"version":"4.0"}}}`,
  );
});

test("another state makes another interaction", () => {
  const elsewhere = one.replace('"s"', '"t"');
  expect(JSON.parse(mergePacts(files(pact(one), pact(elsewhere))))).toMatchObject({
    interactions: [{ providerStates: [{ name: "s" }] }, { providerStates: [{ name: "t" }] }],
  });
});

test.each([
  [
    "one name for two interactions",
    [pact(other), pact(one), pact(one.replace("200", "201"))],
    '2.json and 3.json have different interactions "one"',
  ],
  ["1 beside 1.0", [pact(other), pact(other.replace("1.0", "1"))], "1.json and 2.json have"],
  ["two versions", [pact(one, "3.0.0"), pact(other)], "1.json and 2.json are pacts of one pair in"],
  ["messages beside calls", [pact(one), pact(one, "4.0", "messages")], "in two versions"],
])("%s: refused", (_, texts, message) => {
  expect(() => mergePacts(files(...texts))).toThrow(
    expect.objectContaining({
      code: "usage.invalid",
      message: expect.stringContaining(message) as string,
    }),
  );
});
