/**
 * What the measured things stand beside, written as plainly as it can be: a path trie, `JSON.parse`,
 * Ajv validators compiled beforehand, `JSON.stringify`.
 */
import { readFileSync } from "node:fs";
import { Ajv, type ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { load } from "js-yaml";
import type { Scenario, ScenarioExchange } from "./scenario.ts";

/** One exchange with all that is needed to check and to answer it. */
export interface BareExchange extends ScenarioExchange {
  bodyText: string | undefined;
  checkBody: ValidateFunction | undefined;
  checkAnswer: ValidateFunction | undefined;
  status: number;
  answer: unknown;
}

type Json = Record<string, unknown>;

/** @param answers what each exchange is answered, in the order of the scenario's exchanges */
export function bareExchanges(
  scenario: Scenario,
  answers: readonly { status: number; body: unknown }[],
): BareExchange[] {
  const schemaOf = schemas(scenario.file);
  return scenario.exchanges.map((exchange, index) => {
    const { status, body: answer } = answers[index]!;
    const base = ["paths", exchange.template, exchange.method.toLowerCase()];
    const json = ["content", "application/json", "schema"];
    return {
      ...exchange,
      bodyText: exchange.body === undefined ? undefined : JSON.stringify(exchange.body),
      checkBody:
        exchange.body === undefined ? undefined : schemaOf([...base, "requestBody", ...json]),
      checkAnswer: schemaOf([...base, "responses", String(status), ...json]),
      status,
      answer,
    };
  });
}

/** A path trie: literal segments before templated ones. */
export class Trie<T> {
  private readonly literals = new Map<string, Trie<T>>();
  private template: Trie<T> | undefined;
  private readonly values = new Map<string, T>();

  add(method: string, template: string, value: T): void {
    let node: Trie<T> = this;
    for (const segment of template.split("/").slice(1)) {
      if (segment.includes("{")) {
        node.template ??= new Trie();
        node = node.template;
      } else {
        const next = node.literals.get(segment) ?? new Trie<T>();
        node.literals.set(segment, next);
        node = next;
      }
    }
    node.values.set(method, value);
  }

  find(method: string, path: string): T | undefined {
    return this.walk(method, path.split("/"), 1);
  }

  private walk(method: string, segments: readonly string[], index: number): T | undefined {
    if (index === segments.length) return this.values.get(method);
    return (
      this.literals.get(segments[index]!)?.walk(method, segments, index + 1) ??
      this.template?.walk(method, segments, index + 1)
    );
  }
}

// The order service's schemas stand in several files; Ajv gets each under its URI.
function schemas(file: string): (tokens: readonly string[]) => ValidateFunction | undefined {
  const uri = new URL(`file://${file}`);
  const root = read(uri);
  const options = {
    strict: false,
    allErrors: false,
    validateFormats: true,
    logger: false,
  } as const;
  const isOld = String(root.openapi).startsWith("3.0");
  const ajv = isOld ? new Ajv(options) : new Ajv2020(options);
  addFormats.default(ajv as never);
  if (isOld) allowNull(root);
  ajv.addSchema(root, uri.href);
  for (const name of ["common", "order", "user", "product"]) {
    const shared = new URL(`shared/${name}.yaml`, uri);
    if (!isOld) ajv.addSchema(read(shared), shared.href);
  }
  return (tokens) => {
    let value: unknown = root;
    for (const token of tokens) value = (value as Json | undefined)?.[token];
    if (value === undefined) return undefined;
    const pointer = tokens.map((t) =>
      encodeURIComponent(t.replaceAll("~", "~0").replaceAll("/", "~1")),
    );
    return ajv.compile({ $ref: `${uri.href}#/${pointer.join("/")}` });
  };
}

function read(uri: URL): Json {
  const text = readFileSync(uri, "utf8");
  return (uri.pathname.endsWith(".json") ? JSON.parse(text) : load(text)) as Json;
}

// Ajv takes `nullable` beside `type` only; OpenAPI 3.0 documents write it anywhere.
function allowNull(value: unknown): void {
  if (value === null || typeof value !== "object") return;
  for (const child of Object.values(value)) allowNull(child);
  const schema = value as Json;
  if (schema.nullable !== true || schema.type !== undefined) return;
  const { nullable: _, ...rest } = schema;
  for (const key of Object.keys(schema)) delete schema[key];
  schema.anyOf = [{ type: "null" }, rest];
}
