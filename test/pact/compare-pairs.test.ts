/**
 * The pairs of pairs.yaml: one interaction and one operation, and all that is told of them.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { comparisonOf, judgePact } from "../../src/pact/compare.ts";
import { confirmWitnesses } from "../../src/pact/confirm-witnesses.ts";
import { judge } from "../../src/schema/judge.ts";
import { readSource } from "../../src/source/source.ts";
import { readContractText } from "../contract-text.ts";
import { readPactText } from "./pact-text.ts";

interface Pair {
  name: string;
  version: number;
  openapi?: string;
  path?: string;
  operation?: object;
  components?: object;
  /** The schema of what is answered, or of what is taken, as JSON. */
  answers?: unknown;
  takes?: unknown;
  /** In the pact, of what is answered or of what is taken. */
  content?: unknown;
  rules?: Record<string, object[] | object>;
  request?: object;
  response?: object;
  expected: string[];
}

const file = "pairs.yaml";
const text = readFileSync(join(import.meta.dirname, file), "utf8");
const pairs = readSource(text, { uri: `file:///${file}`, file }).value as Pair[];

const JSON_TYPE = "application/json";

function contractOf({ openapi = "3.1.0", path = "/x", components = {}, ...pair }: Pair) {
  const schema = "answers" in pair ? pair.answers : pair.takes;
  const content = { [JSON_TYPE]: { schema } };
  const response = { description: "ok", ...("answers" in pair && { content }) };
  const post = {
    responses: { 200: response },
    ...("takes" in pair && { requestBody: { required: true, content } }),
    ...pair.operation,
  };
  const info = { title: "Provider", version: "1" };
  return readContractText(
    JSON.stringify({ openapi, info, paths: { [path]: { post } }, components }),
  );
}

function pactOf({ path = "/x", version, rules = {}, ...pair }: Pair) {
  const body = Object.entries(rules).map(([at, list]) => [
    at,
    Array.isArray(list) ? { combine: "AND", matchers: list } : list,
  ]);
  const part = "content" in pair && {
    headers: { "Content-Type": [JSON_TYPE] },
    body: { contentType: JSON_TYPE, encoded: false, content: pair.content },
    matchingRules: { body: Object.fromEntries(body) },
  };
  const interaction = {
    ...(version === 4 && { type: "Synchronous/HTTP" }),
    description: pair.name,
    request: { method: "POST", path, ...("takes" in pair && part), ...pair.request },
    response: { status: 200, ...("answers" in pair && part), ...pair.response },
  };
  const { pact, faults } = readPactText(
    JSON.stringify({
      consumer: { name: "web" },
      provider: { name: "provider" },
      interactions: [interaction],
      metadata: { pactSpecification: { version: `${version}.0.0` } },
    }),
  );
  expect(faults).toEqual([]);
  return pact!;
}

test.each(pairs)("version $version: $name", (pair) => {
  const judged = judgePact(pactOf(pair), contractOf(pair));
  const { errors, warnings } = comparisonOf(judged.findings);
  const told = [...errors, ...warnings].map(
    ({ severity, code, at }) =>
      `${severity} ${code} ${at.pointer.slice("/interactions/0/".length)}`,
  );
  expect(told).toEqual(pair.expected);
  expect(confirmWitnesses(judged, judge)).toEqual(judged.findings);
});
