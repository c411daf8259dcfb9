/**
 * Interactions that repeat what others say: read and judged as if each stood alone, and found where
 * it stands.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { comparePact } from "../../src/pact/compare.ts";
import { readContractText } from "../contract-text.ts";
import { readPactText } from "./pact-text.ts";

const contract = readContractText(
  JSON.stringify({
    openapi: "3.1.0",
    info: { title: "Shop", version: "1" },
    paths: Object.fromEntries(
      ["/a", "/b"].map((path) => [
        path,
        {
          get: {
            parameters: [{ name: "q", in: "query", schema: { type: "integer" } }],
            responses: Object.fromEntries(
              ["200", "404"].map((status) => [
                status,
                {
                  description: "it",
                  content: { "application/json": { schema: schemaOf(path) } },
                },
              ]),
            ),
          },
        },
      ]),
    ),
  }),
);

function schemaOf(path: string): object {
  const type = path === "/a" ? "number" : "null";
  return { type: "object", required: ["n"], properties: { n: { type } } };
}

function interactionOf(path: string, n: unknown, query = {}): object {
  return {
    type: "Synchronous/HTTP",
    description: path,
    request: { method: "GET", path, query },
    response: {
      status: 200,
      headers: { "Content-Type": ["application/json"] },
      body: { contentType: "application/json", encoded: false, content: { n } },
      matchingRules: { body: { $: { combine: "AND", matchers: [{ match: "type" }] } } },
    },
  };
}

function pactOf(interactions: readonly unknown[]): string {
  return JSON.stringify({
    consumer: { name: "c" },
    provider: { name: "p" },
    interactions,
    metadata: { pactSpecification: { version: "4.0" } },
  });
}

function found(text: string): string[] {
  const { pact } = readPactText(text);
  const { errors, warnings } = comparePact(pact!, contract);
  return [...errors, ...warnings].map(({ code, at }) => `${code} ${at.pointer} ${at.column}`);
}

const SCHEMA = "response.body.invalid";

test.each<[string, object[], string[]]>([
  ["nothing wrong", [interactionOf("/a", 1), interactionOf("/a", 1)], []],
  [
    "the same fault twice",
    [interactionOf("/a", "x"), interactionOf("/a", "x")],
    [`${SCHEMA} 0`, `${SCHEMA} 1`],
  ],
  [
    "what one operation answers, and another does not",
    [interactionOf("/a", 1), interactionOf("/b", 1), interactionOf("/a", 1)],
    [`${SCHEMA} 1`],
  ],
  [
    "a request that is wrong, and one that is not",
    [
      interactionOf("/a", 1, { q: ["1"] }),
      interactionOf("/a", 1, { q: ["x"] }),
      interactionOf("/a", 1, { q: ["x"] }),
    ],
    ["request.parameter.invalid 1", "request.parameter.invalid 2"],
  ],
])("%s", (_, interactions, expected) => {
  const told = found(pactOf(interactions)).map((line) => {
    const [code, pointer] = line.split(" ");
    return `${code} ${pointer!.split("/")[2]}`;
  });
  expect(told).toEqual(expected);
});

test("what is found in a repetition has its own line and column", () => {
  const one = interactionOf("/a", "x");
  const text = pactOf([one, one]);
  const column = (nth: number) => text.split('"x"', nth).join('"x"').length + 1;
  expect(found(text)).toEqual([
    `${SCHEMA} /interactions/0/response/body/content/n ${column(1)}`,
    `${SCHEMA} /interactions/1/response/body/content/n ${column(2)}`,
  ]);
});

test("the same request is judged by the status that is expected of it", () => {
  const wrong = interactionOf("/a", 1, { q: ["x"] });
  const refused = structuredClone(wrong) as { response: { status: number } };
  refused.response.status = 400;
  const missing = structuredClone(wrong) as { response: { status: number } };
  missing.response.status = 404;
  // A pact that expects 400 sends a wrong request on purpose.
  expect(found(pactOf([refused, missing])).map((line) => line.split(" ")[0])).toEqual([
    "response.status.undeclared",
    "request.parameter.invalid",
  ]);
});

test("a number that is too large is not taken for null", () => {
  const text = pactOf([interactionOf("/b", null), interactionOf("/b", "1e400")]);
  const told = found(text.replace('"1e400"', "1e400"));
  expect(told.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
    `${SCHEMA} /interactions/1/response/body/content/n`,
  ]);
});

const folder = new URL("../../../shared/corpus/pact/", import.meta.url);

describe.skipIf(!existsSync(folder))("the corpus, each interaction twice", () => {
  const absent = ["every pact of the corpus, which is not there"];
  const files = existsSync(folder) ? readdirSync(folder) : absent;
  test.each(files)("%s", (file) => {
    let raw: { interactions?: unknown };
    try {
      raw = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
    } catch {
      return;
    }
    const { interactions } = raw;
    if (!Array.isArray(interactions)) return;
    const text = JSON.stringify({ ...raw, interactions: [...interactions, ...interactions] });
    const { pact } = readPactText(text);
    if (pact === undefined) return;
    const half = interactions.length;
    const first = pact.interactions.slice(0, half);
    const second = pact.interactions.slice(half, 2 * half);
    const shown = (each: unknown, from: number) =>
      JSON.stringify(each, (name, value) => {
        if (name === "source") return undefined;
        if (name === "pointer") {
          return String(value).replace(
            /^\/interactions\/(\d+)/,
            (_, at) => `/${Number(at) - from}`,
          );
        }
        return value instanceof Map ? [...value] : value;
      });
    expect(second.map((each) => shown(each, half))).toEqual(first.map((each) => shown(each, 0)));
  });
});

test("of interactions that are not compared 5,000 are named, and the others are counted", () => {
  const { pact } = readPactText(
    JSON.stringify({
      consumer: { name: "c" },
      provider: { name: "p" },
      messages: Array.from({ length: 5002 }, () => ({})),
      metadata: { pactSpecification: { version: "3.0.0" } },
    }),
  );
  const { verdict, errors, warnings } = comparePact(pact!, contract);
  const found = [...errors, ...warnings].filter(({ code }) => code === "pact.interaction-unread");
  expect(verdict).toBe("unknown");
  expect(found).toHaveLength(5001);
  expect(found.at(-1)!.message).toBe(
    "2 more interactions were not compared; the rest is not listed",
  );
});
