/**
 * What the rules of a Cookie header allow beside what the contract accepts of single cookies.
 * Expected findings are from DESIGN, decision 3, and RFC 6265 §4.2.1.
 */
import { describe, expect, test } from "vitest";
import { comparePact } from "../../src/pact/compare.ts";
import { readContractText } from "../contract-text.ts";
import { readPactText } from "./pact-text.ts";

interface Sent {
  lines: string[];
  rules: Record<string, object[]>;
  headers?: Record<string, string[]>;
}

function compared(operation: object, { lines, rules, headers = {} }: Sent, status = 204) {
  const contract = readContractText(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Provider", version: "1" },
      paths: { "/": { get: { responses: { [status]: { description: "done" } }, ...operation } } },
      components: {
        securitySchemes: {
          session: { type: "apiKey", in: "cookie", name: "sid" },
          token: { type: "http", scheme: "bearer" },
        },
      },
    }),
  );
  const header = Object.fromEntries(
    Object.entries(rules).map(([name, matchers]) => [name, { combine: "AND", matchers }]),
  );
  const request = { method: "GET", path: "/", headers: { ...headers, Cookie: lines } };
  const { pact } = readPactText(
    JSON.stringify({
      consumer: { name: "web" },
      provider: { name: "provider" },
      interactions: [
        {
          type: "Synchronous/HTTP",
          description: "p",
          request: { ...request, matchingRules: { header } },
          response: { status },
        },
      ],
      metadata: { pactSpecification: { version: "4.0" } },
    }),
  );
  const { errors, warnings } = comparePact(pact!, contract);
  return [...errors, ...warnings];
}

const WIDER = "warning request.rule-wider";
const OPEN = "info pact.unvalidatable";

const type = { match: "type" };
const text = { type: "string" };
const integer = { type: "integer" };
const regex = (source: string) => ({ match: "regex", regex: source });
const cookie = (name: string, schema: object, more: object = {}) => ({
  name,
  in: "cookie",
  schema,
  ...more,
});
const required = { required: true };

describe("parameters", () => {
  const ruled = (line: string, ...matchers: object[]): Sent => ({
    lines: [line],
    rules: { Cookie: matchers },
  });
  test.each<[string, object[], Sent, string[], unknown?]>([
    ["no rule", [cookie("c", integer)], { lines: ["c=1"], rules: {} }, []],
    ["a text", [cookie("c", text, required)], ruled("c=a", regex("c=\\w+")), []],
    ["digits", [cookie("c", integer, required)], ruled("c=1", regex("c=\\d+")), []],
    ["words for digits", [cookie("c", integer)], ruled("c=1", regex("c=\\w+")), [WIDER]],
    ["listed", [cookie("c", { enum: ["a", "b"] })], ruled("c=a", regex("c=(a|b)")), []],
    [
      "more than listed",
      [cookie("c", { type: "string", enum: ["a", "b"] })],
      ruled("c=a", regex("c=[abc]")),
      [WIDER],
      "c=c",
    ],
    ["any header for one that is due", [cookie("c", text, required)], ruled("c=a", type), [WIDER]],
    ["any header for a text", [cookie("c", text)], ruled("c=a", type), []],
    ["any header for a number", [cookie("c", integer)], ruled("c=1", type), [WIDER]],
    [
      "any header for a number that the example leaves out",
      [cookie("c", integer)],
      ruled("d=1", type),
      [WIDER],
    ],
    [
      "two cookies",
      [cookie("c", { type: "string", enum: ["a", "b"] }), cookie("d", text, required)],
      ruled("c=a; d=1", regex("c=(a|b); d=\\w+")),
      [],
    ],
    [
      "one of two that is no number",
      [cookie("c", integer), cookie("d", integer)],
      ruled("c=1; d=1", regex("c=\\d; d=\\w")),
      [WIDER],
    ],
    [
      "a pattern",
      [cookie("c", { type: "string", pattern: "^[a-f]+$" })],
      ruled("c=abc", regex("c=[a-f]+")),
      [],
    ],
    [
      "a pattern beside another cookie",
      [cookie("c", { type: "string", pattern: "^[a-f]+$" })],
      ruled("c=abc; d=1", regex("c=[a-f]+; d=1")),
      [OPEN],
    ],
    [
      "a length",
      [cookie("c", { type: "string", maxLength: 3 })],
      ruled("c=abc", regex("c=[a-f]+")),
      [OPEN],
    ],
    [
      "a list",
      [cookie("c", { type: "array", items: integer }, { explode: false })],
      ruled("c=1,2", regex("c=\\d,\\d")),
      [OPEN],
    ],
    [
      "a part",
      [cookie("c", text, required)],
      ruled("c=a", { match: "include", value: "c=" }),
      [WIDER],
    ],
    [
      "an expression of another dialect",
      [cookie("c", text)],
      ruled("c=a", regex("c=(?P<a>a)")),
      [OPEN],
    ],
    [
      "several lines",
      [cookie("c", text)],
      { lines: ["c=a", "d=b"], rules: { cookie: [type] } },
      [OPEN],
    ],
    [
      "a rule of the second line",
      [cookie("c", text)],
      { lines: ["c=a", "d=b"], rules: { "Cookie[1]": [type] } },
      [OPEN],
    ],
    ["equality", [cookie("c", integer)], ruled("c=1", { match: "equality" }), []],
    ["cookies that nobody declares", [], ruled("c=1", type), []],
    [
      "an example that is refused",
      [cookie("c", integer)],
      ruled("c=a", type),
      ["error request.parameter.invalid"],
    ],
  ])("%s", (_, parameters, sent, expected, witness) => {
    const found = compared({ parameters }, sent);
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
    if (witness !== undefined) expect(found[0]!.witness).toEqual(witness);
  });
});

describe("credentials", () => {
  const sid = (rule: object): Sent => ({ lines: ["a=b; sid=1"], rules: { Cookie: [rule] } });
  const bearer = { Authorization: ["Bearer abc"] };
  test.each<[string, object[], Sent, string[]]>([
    ["any token", [{ session: [] }], sid(regex("a=\\w; sid=\\w+")), []],
    ["an empty token", [{ session: [] }], sid(regex("a=\\w; sid=\\w*")), [OPEN]],
    ["any header", [{ session: [] }], sid(type), [OPEN]],
    [
      "any header beside a token",
      [{ session: [], token: [] }],
      { ...sid(type), headers: bearer },
      [OPEN],
    ],
    [
      "any header or a token",
      [{ session: [] }, { token: [] }],
      { ...sid(type), headers: bearer },
      [],
    ],
    ["none are needed", [{ session: [] }, {}], sid(type), []],
    [
      "none are sent",
      [{ session: [] }],
      { lines: ["a=b"], rules: { Cookie: [type] } },
      ["error request.security.missing"],
    ],
  ])("%s", (_, security, sent, expected) => {
    const found = compared({ security }, sent);
    expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected);
  });

  test("that are missing on purpose are not asked for", () => {
    const found = compared({ security: [{ session: [] }] }, sid(type), 401);
    expect(found).toEqual([]);
  });
});
