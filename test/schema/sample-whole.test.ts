/**
 * Samples that published documents ask for and that are easily left incomplete: branches told
 * apart deep inside, a branch beside one that takes everything, long lists, and much recursion.
 */
import { expect, test } from "vitest";
import { sample } from "../../src/schema/sample.ts";
import { isValid } from "../../src/schema/validate.ts";
import { schemaOf } from "./schema-of.ts";

const text = { type: "string" };

function sampled(raw: unknown, seed = 1): unknown {
  const schema = schemaOf(raw);
  const made = sample(schema, { seed });
  if (!made.ok) throw new Error(`${made.reason} at ${made.pointer}: ${made.message}`);
  expect(isValid(schema, made.value)).toBe(true);
  return made.value;
}

test("branches of oneOf that differ only inside a list are told apart there", () => {
  const listOf = (properties: object) => ({
    type: "object",
    properties: { messages: { type: "array", items: { type: "object", properties } } },
  });
  const sent = listOf({ to: text, id: text });
  const failed = listOf({ status: text, reason: text });
  // All names are optional: only an odd value under one of the other branch's names sets it apart.
  const value = sampled({ oneOf: [sent, failed] }) as { messages: object[] };
  expect(value.messages[0]).toMatchObject({ to: expect.any(String), id: expect.any(String) });
  expect(isValid(schemaOf(sent), value)).toBe(true);
  expect(isValid(schemaOf(failed), value)).toBe(false);
});

test("branches beside one that takes every object cost little, so that nothing is left out", () => {
  const large = Object.fromEntries(Array.from({ length: 310 }, (_, n) => [`p${n}`, text]));
  const branches = Array.from({ length: 8 }, () => ({ type: "object", properties: large }));
  const optional = {
    source: { oneOf: [...branches, { type: "object", additionalProperties: { allOf: [{}] } }] },
    after: text,
  };
  const items = { type: "object", properties: optional };
  const values = sampled({ type: "array", minItems: 5, items }) as object[];
  expect(values.map((value) => Object.keys(value))).toEqual(new Array(5).fill(["source", "after"]));
});

test("a list of 512 is made where it is asked for", () => {
  const schema = { type: "array", items: text, minItems: 512, maxItems: 512 };
  expect(sampled(schema)).toHaveLength(512);
});

test("a list of what leads back to itself in many ways is not empty", () => {
  const names = Array.from({ length: 3 }, (_, n) => `T${n}`);
  const all = Object.fromEntries(names.map((name) => [name, { $ref: `#/$defs/${name}` }]));
  const own = Object.fromEntries(Array.from({ length: 160 }, (_, n) => [`own${n}`, text]));
  const $defs = Object.fromEntries(
    names.map((name) => [name, { type: "object", properties: { ...own, ...all } }]),
  );
  const schema = {
    type: "object",
    properties: { items: { type: "array", items: { $ref: "#/$defs/T0" } } },
    $defs,
  };
  for (let seed = 1; seed <= 10; seed += 1) {
    const { items } = sampled(schema, seed) as { items: object[] };
    expect(items.length).toBeGreaterThan(0);
    expect(items[0]).toMatchObject({ own0: expect.any(String), own159: expect.any(String) });
  }
});

test("where the work runs out, a smaller value that is whole is made instead", () => {
  // That no value fits is found by trying, one after another.
  const impossible = { ...text, not: { minLength: 0 } };
  const costly = Object.fromEntries(Array.from({ length: 310 }, (_, n) => [`p${n}`, impossible]));
  const kids = { type: "array", items: { $ref: "#/$defs/node" } };
  const schema = {
    type: "object",
    properties: { tree: { $ref: "#/$defs/node" }, after: text },
    $defs: { node: { type: "object", properties: { ...costly, kids } } },
  };
  expect(sampled(schema)).toMatchObject({ after: expect.any(String) });
});
