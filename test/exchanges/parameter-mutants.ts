/**
 * Requests with one parameter at fault: left out where it is required, or with a text that stands
 * for no value of its schema. Written without `src/`, in the place of what was sampled.
 *
 * OpenAPI 3.1 #style-examples: texts without delimiters, so that every style writes them alike.
 */
import type { HttpRequest } from "../../src/http/exchange.ts";
import type { BareSchemas } from "./bare-schemas.ts";
import { together } from "./bare-schemas.ts";
import { readings } from "./bodies.ts";
import { breakingValues, breaksOf } from "./breaks.ts";
import { entriesAt, isObject, type Json, type Node } from "./documents.ts";
import type { BareParameter } from "./operations.ts";

export interface RequestMutant {
  fault: string;
  request: HttpRequest;
  /** Where a finding is due. */
  pointers: string[];
  /** Places inside which it may stand as well. */
  choices: readonly string[];
}

const PLACES = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** @param base what stands before the operation's path template in the request's path */
export function parameterMutants(
  schemas: BareSchemas,
  parameter: BareParameter,
  { request, template, base }: { request: HttpRequest; template: string; base: string },
): RequestMutant[] {
  const { name, in: where, required, content, schema } = parameter;
  const key = where === "header" ? name.toLowerCase() : name;
  const pointer = `/${PLACES[where]}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  const mutants: RequestMutant[] = [];
  const add = (
    fault: string,
    changed: HttpRequest | undefined,
    pointers: string[],
    choices: readonly string[] = [],
  ) => {
    if (changed !== undefined)
      mutants.push({ fault: `${where} ${name}: ${fault}`, request: changed, pointers, choices });
  };
  if (required && where !== "path" && isNamed(schemas, parameter)) {
    add("left out", without(request, parameter, name), [pointer]);
  }
  if (schema === undefined) return mutants;
  if (content !== undefined) {
    if (!/^application\/json|\+json/.test(content)) return mutants;
    for (const { fault, value, pointers, choices } of contentBreaks(schemas, parameter, request)) {
      const text = encodeURIComponent(JSON.stringify(value));
      const inside = pointers.map((inner) => pointer + inner);
      const around = choices.map((inner) => pointer + inner);
      add(fault, replaced(request, parameter, name, text), inside, around);
    }
    return mutants;
  }
  const { kind, target, members } = shapeOf(schemas, schema);
  if (kind === "object") {
    if (where !== "query") return mutants;
    for (const [property, inner] of members) {
      if (shapeOf(schemas, inner).kind !== "primitive") continue;
      const written = memberName(parameter, property);
      if (written === undefined) continue;
      for (const text of wrongTexts(schemas, inner)) {
        const place = `${pointer}/${property.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        add(
          `${property} is ${text}`,
          replaced(request, parameter, written, encodeURIComponent(text)),
          [place, pointer],
        );
      }
    }
    return mutants;
  }
  if (kind === "other" || target === undefined) return mutants;
  for (const text of wrongTexts(schemas, target)) {
    const pointers = kind === "array" ? [`${pointer}/0`] : [pointer];
    const changed =
      where === "path"
        ? withSegment(request, { template, base, parameter, text })
        : replaced(request, parameter, name, where === "header" ? text : encodeURIComponent(text));
    add(`is ${text}`, changed, pointers);
  }
  return mutants;
}

type Shape = {
  kind: "primitive" | "array" | "object" | "other";
  target?: Node;
  members: [string, Node][];
};

/** Of a list `target` is what its items are. */
function shapeOf(schemas: BareSchemas, schema: Node): Shape {
  const parts = together(schemas.documents, schema);
  const stated = new Set(parts.flatMap(({ value }) => (value as Json).type ?? []));
  stated.delete("null");
  const hasChoice = parts.some(
    ({ value }) => "anyOf" in (value as Json) || "oneOf" in (value as Json),
  );
  const types = stated as Set<string>;
  const members = parts.flatMap((part) => entriesAt(part, "properties"));
  if (types.size !== 1 || hasChoice) return { kind: "other", members: [] };
  if (types.has("object")) return { kind: "object", members };
  if (!types.has("array")) return { kind: "primitive", target: schema, members: [] };
  const [items] = parts.flatMap(({ uri, value }) => {
    const held = (value as Json).items;
    return isObject(held) ? [{ uri: `${uri}/items`, value: held }] : [];
  });
  const isFlat = items !== undefined && shapeOf(schemas, items).kind === "primitive";
  return isFlat ? { kind: "array", target: items, members: [] } : { kind: "other", members: [] };
}

/** Whether the parameter stands in the request under its own name. */
function isNamed(
  schemas: BareSchemas,
  { schema, content, in: where, explode }: BareParameter,
): boolean {
  if (content !== undefined || where === "header" || schema === undefined) return true;
  const { kind } = shapeOf(schemas, schema);
  return kind === "primitive" || kind === "array" || (kind === "object" && !explode);
}

function memberName({ name, style, explode }: BareParameter, property: string): string | undefined {
  if (style === "deepObject") return `${name}[${property}]`;
  return style === "form" && explode ? property : undefined;
}

/** Texts of which no reading is a value: none as a text, a number, a boolean or null. */
function wrongTexts(schemas: BareSchemas, schema: Node): string[] {
  const parts = together(schemas.documents, schema).map(({ value }) => value as Json);
  const [type] = parts.flatMap(({ type }) => type ?? []) as string[];
  const sample = type === "integer" || type === "number" ? 1 : "text";
  const beyond = parts
    .flatMap((part) => breakingValues(part, sample))
    .map(([, value]) => String(value));
  const pool = ["7.5", "zero", "no-such-value", "true", "12345678901234567890123", ...beyond];
  return [...new Set(pool)].filter((text) => {
    // Delimiters of some style, and what a path or a header cannot hold.
    if (!/^[\w.+!-]+$/.test(text) || /^\.*$/.test(text)) return false;
    return readings(text).every((value) => schemas.refusal(schema, value) !== undefined);
  });
}

function contentBreaks(
  schemas: BareSchemas,
  parameter: BareParameter,
  request: HttpRequest,
): ReturnType<typeof breaksOf> {
  const { name, in: where, schema } = parameter;
  const pairs = where === "query" ? pairsIn(request.query, "&") : [];
  const pair = pairs.find(([key]) => decodeURIComponent(key) === name);
  if (pair === undefined) return [];
  const value: unknown = JSON.parse(decodeURIComponent(pair[1].replaceAll("+", " ")));
  return breaksOf(schemas, schema!, value).filter(
    ({ value }) => schemas.refusal(schema!, value) !== undefined,
  );
}

function pairsIn(text: string, separator: string): [name: string, text: string][] {
  return text
    .split(separator)
    .filter((pair) => pair !== "")
    .map((pair) => {
      const equals = pair.indexOf("=");
      return equals < 0 ? [pair, ""] : [pair.slice(0, equals), pair.slice(equals + 1)];
    });
}

function without(
  request: HttpRequest,
  parameter: BareParameter,
  name: string,
): HttpRequest | undefined {
  return withPairs(request, parameter, name, undefined);
}

function replaced(
  request: HttpRequest,
  parameter: BareParameter,
  name: string,
  text: string,
): HttpRequest | undefined {
  return withPairs(request, parameter, name, text);
}

/** The request with one pair or field instead of all of that name; undefined where there is none. */
function withPairs(
  request: HttpRequest,
  { in: where }: BareParameter,
  name: string,
  text: string | undefined,
): HttpRequest | undefined {
  if (where === "header") {
    const key = name.toLowerCase();
    if (!request.headers.has(key)) return undefined;
    const headers = new Map(request.headers);
    if (text === undefined) headers.delete(key);
    else headers.set(key, [text]);
    return { ...request, headers };
  }
  const separator = where === "query" ? "&" : "; ";
  const before =
    where === "query" ? request.query : (request.headers.get("cookie") ?? []).join("; ");
  const pairs = pairsIn(before, separator);
  const isOwn = ([key]: readonly [string, string]) => decodeURIComponent(key) === name;
  if (!pairs.some(isOwn)) return undefined;
  const kept = pairs.filter((pair) => !isOwn(pair));
  const written = [
    ...kept,
    ...(text === undefined ? [] : [[encodeURIComponent(name), text] as const]),
  ]
    .map(([key, value]) => `${key}=${value}`)
    .join(separator);
  if (where === "query") return { ...request, query: written };
  const headers = new Map(request.headers);
  headers.delete("cookie");
  if (written !== "") headers.set("cookie", [written]);
  return { ...request, headers };
}

const PREFIXES: Record<string, (name: string) => string> = {
  simple: () => "",
  label: () => ".",
  matrix: (name) => `;${encodeURIComponent(name)}=`,
};

// Only where the whole segment is the parameter's: what stands beside it may belong to it.
function withSegment(
  request: HttpRequest,
  {
    template,
    base,
    parameter,
    text,
  }: { template: string; base: string; parameter: BareParameter; text: string },
): HttpRequest | undefined {
  const segments = template.split(/[?#]/, 1)[0]!.split("/");
  const index = segments.indexOf(`{${parameter.name}}`);
  const prefix = PREFIXES[parameter.style];
  if (index < 0 || prefix === undefined) return undefined;
  const own = request.path.slice(base.length).split("/");
  own[index] = prefix(parameter.name) + encodeURIComponent(text);
  return { ...request, path: base + own.join("/") };
}
