/**
 * One rule of a response beside one schema, and what is said of the two.
 */
import { expect, test } from "vitest";
import { comparePact } from "../../src/pact/compare.ts";
import { readContractText } from "../contract-text.ts";
import { readPactText } from "./pact-text.ts";

export type Rules = Record<string, { combine?: string; matchers: object[] } | object[]>;

/** `p` in an object that always has it, with one example, as the response of an interaction. */
export function compared(schema: unknown, example: unknown, rules: Rules) {
  const root = { type: "object", required: ["p"], properties: { p: schema } };
  const content = { "application/json": { schema: root } };
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Provider", version: "1" },
      paths: { "/": { get: { responses: { 200: { description: "ok", content } } } } },
    }),
  );
  const body = Object.fromEntries(
    Object.entries(rules).map(([path, list]) => [
      path,
      Array.isArray(list) ? { combine: "AND", matchers: list } : list,
    ]),
  );
  const interaction = {
    type: "Synchronous/HTTP",
    description: "p",
    request: { method: "GET", path: "/" },
    response: {
      status: 200,
      headers: { "Content-Type": ["application/json"] },
      body: { contentType: "application/json", encoded: false, content: { p: example } },
      matchingRules: { body },
    },
  };
  const { pact } = readPactText(
    JSON.stringify({
      consumer: { name: "web" },
      provider: { name: "provider" },
      interactions: [interaction],
      metadata: { pactSpecification: { version: "4.0" } },
    }),
  );
  return comparePact(pact!, contract);
}

export const text = { type: "string" };
export const integer = { type: "integer" };
export const some = (...values: unknown[]) => ({ enum: values });
export const list = (items: object, more: object = {}) => ({ type: "array", items, ...more });
export const map = (values: object, more: object = {}) => ({
  type: "object",
  additionalProperties: values,
  ...more,
});
export const of = (properties: Record<string, object>, more: object = {}) => ({
  type: "object",
  properties,
  ...more,
});

export const type = { match: "type" };
export const regex = (source: string) => ({ match: "regex", regex: source });
export const at = (...matchers: object[]): Rules => ({ "$.p": matchers });
export const either = (...matchers: object[]): Rules => ({ "$.p": { combine: "OR", matchers } });
export const eachKey = (rule: object) => ({ match: "eachKey", rules: [rule] });
export const eachValue = (rule: object) => ({ match: "eachValue", rules: [rule] });
export const contains = (rules: Rules) => {
  const lists = Object.entries(rules).map(([path, matchers]) => [path, { matchers }]);
  const variant = { index: 0, rules: Object.fromEntries(lists) };
  return { match: "arrayContains", variants: [variant] };
};
export const UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
export const CONDITION = {
  if: { properties: { k: { const: "a" } } },
  // biome-ignore lint/suspicious/noThenProperty: it is the keyword.
  then: { properties: { x: text }, required: ["x"] },
};

export const NEVER = "error response.body.invalid";
export const EXCLUDED = "error response.body.incompatible";
export const STATE = "warning response.state-dependent";
export const OPEN = "warning pact.unvalidatable";

export type Row = [
  sentence: string,
  schema: unknown,
  example: unknown,
  rules: Rules,
  expected: string[],
];

/** A test for each row, in which all findings are told. */
export function testRows(rows: readonly Row[]): void {
  test.each(rows)("%s", (_sentence, schema, example, rules, expected) => {
    const { verdict, errors, warnings } = compared(schema, example, rules);
    const root = "/interactions/0/response/body/content";
    const shown = [...errors, ...warnings].map(
      ({ severity, code, at }) => `${severity} ${code} ${at.pointer.slice(root.length)}`,
    );
    expect(shown).toEqual(expected);
    const isOpen = expected.some((each) => each.startsWith(OPEN));
    const isBroken = expected.some((each) => each.startsWith("error"));
    expect(verdict).toBe(isBroken ? "incompatible" : isOpen ? "unknown" : "compatible");
  });
}
