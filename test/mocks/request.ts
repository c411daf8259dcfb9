/**
 * Requests made from what a contract says, valid ones and ones with a single fault, without any
 * of `src/`.
 */
import {
  accepts,
  type BareOperation,
  itemsOf,
  type Json,
  keywords,
  type Node,
  propertiesOf,
} from "./bare-ajv.ts";

export interface BareRequest {
  method: string;
  path: string;
  query: [string, string][];
  headers: Record<string, string>;
  cookies: Record<string, string>;
  /** As sent; undefined for none. */
  body: string | undefined;
}

/** A request with one fault, and what should be said of it. */
export interface Mutant {
  fault: string;
  request: BareRequest;
  status: number;
  /** Of a finding: where the fault is. */
  pointer: string;
  /** What its message names. */
  named?: string;
}

const TEXTS: Record<string, string> = {
  uuid: "7f8d2c1e-3b4a-4c5d-8e9f-0a1b2c3d4e5f",
  "date-time": "2026-03-02T10:15:00Z",
};

/** Everything the operation declares, optional parts included. */
export function validRequest(operation: BareOperation): BareRequest {
  const request: BareRequest = {
    method: operation.method,
    path: operation.path,
    query: [],
    headers: {},
    cookies: {},
    body: undefined,
  };
  for (const { name, in: where, schema } of operation.parameters) {
    const values = [validValue(schema)].flat().map(String);
    if (where === "path") request.path = request.path.replace(`{${name}}`, values.join(","));
    else if (where === "query") for (const value of values) request.query.push([name, value]);
    else if (where === "header") request.headers[name] = values.join(",");
    else request.cookies[name] = values.join(",");
  }
  for (const name of operation.security[0] ?? []) {
    const scheme = operation.securitySchemes.get(name)!;
    if (scheme.type === "apiKey") request.headers[scheme.name as string] = "k-1";
    else request.headers.Authorization = "Bearer t-1";
  }
  if (operation.body !== undefined) {
    request.body = JSON.stringify(validValue(operation.body.schema));
    request.headers["Content-Type"] = "application/json";
  }
  return request;
}

function validValue(schema: Node): unknown {
  const [first] = keywords(schema, "enum");
  if (first !== undefined) return first;
  const items = itemsOf(schema);
  if (items !== undefined) return [validValue(items)];
  const properties = propertiesOf(schema);
  const [type] = keywords(schema, "type");
  if (properties.size > 0 || type === "object") {
    return Object.fromEntries(
      [...properties].map(([name, { schema }]) => [name, validValue(schema)]),
    );
  }
  if (type === "integer") return 1;
  if (type === "number") return 1.5;
  if (type === "boolean") return true;
  return TEXTS[String(keywords(schema, "format")[0])] ?? "text";
}

/** Every request with a single fault, each of another kind or at another place. */
export function mutants(operation: BareOperation): Mutant[] {
  const request = validRequest(operation);
  return [
    ...operation.parameters.flatMap((parameter) => [
      ...withoutParameter(request, parameter),
      ...withWrongValues(request, parameter),
    ]),
    ...withoutCredentials(operation, request),
    ...withoutBody(operation, request),
    ...withWrongBodies(operation, request),
    ...withWrongRoute(request),
    {
      fault: "an Accept that nothing satisfies",
      request: { ...request, headers: { ...request.headers, Accept: "application/x-nothing" } },
      status: 406,
      pointer: "/headers/accept",
    },
  ];
}

type Parameter = BareOperation["parameters"][number];

function withoutParameter(
  request: BareRequest,
  { name, in: where, required }: Parameter,
): Mutant[] {
  // A path without its parameter is another path.
  if (!required || where === "path") return [];
  const { [name]: _, ...headers } = request.headers;
  const { [name]: __, ...cookies } = request.cookies;
  const query = request.query.filter(([key]) => key !== name);
  const changed = where === "header" ? { headers } : where === "query" ? { query } : { cookies };
  return [
    {
      fault: `without ${where} ${name}`,
      request: { ...request, ...changed },
      status: 400,
      pointer: pointerOf(where, name),
    },
  ];
}

function pointerOf(where: string, name: string): string {
  if (where === "header") return `/headers/${name.toLowerCase()}`;
  return `/${where === "cookie" ? "cookies" : where}/${name}`;
}

/** Texts that are no value of most typed parameters; what still is one is dropped. */
const WRONG_TEXTS = ["7.5", "zero", "0", "2026-02-30T10:15:00Z"];

function withWrongValues(request: BareRequest, { name, in: where, schema }: Parameter): Mutant[] {
  // A parameter that is any text cannot be wrong.
  const items = itemsOf(schema);
  return WRONG_TEXTS.filter((text) => !textFits(items ?? schema, text)).map((text) => {
    const query = request.query.map(([key, value]): [string, string] => [
      key,
      key === name ? text : value,
    ]);
    const headers = { ...request.headers, [name]: text };
    return {
      fault: `${where} ${name} is ${text}`,
      request: { ...request, ...(where === "header" ? { headers } : { query }) },
      status: 400,
      pointer: pointerOf(where, name) + (items === undefined ? "" : "/0"),
    };
  });
}

/** Whether `text` stands for a value that Ajv accepts. */
function textFits(schema: Node, text: string): boolean {
  return accepts(schema, text) || (text.trim() !== "" && accepts(schema, Number(text)));
}

function withoutCredentials(operation: BareOperation, request: BareRequest): Mutant[] {
  if (operation.security.length === 0) return [];
  const { Authorization: _, "X-API-Key": __, ...headers } = request.headers;
  const wrongKind = { ...headers, Authorization: "Basic dTpw" };
  const scheme = operation.securitySchemes.get(operation.security[0]![0]!)!;
  const isKey = scheme.type === "apiKey";
  return [headers, wrongKind].map((headers, index) => ({
    fault: index === 0 ? "without credentials" : "credentials of another kind",
    request: { ...request, headers },
    status: 401,
    pointer: pointerOf("header", isKey ? String(scheme.name) : "Authorization"),
  }));
}

function withoutBody({ body }: BareOperation, request: BareRequest): Mutant[] {
  if (body === undefined) return [];
  const mutant = (
    fault: string,
    status: number,
    change: Partial<BareRequest>,
    pointer = "/body",
  ) => ({
    fault,
    request: { ...request, ...change },
    status,
    pointer,
  });
  const typed = (type: string) => ({ headers: { ...request.headers, "Content-Type": type } });
  const { "Content-Type": _, ...untyped } = request.headers;
  return [
    ...(body.required ? [mutant("without body", 400, { body: undefined, headers: untyped })] : []),
    mutant("body cut short", 400, { body: request.body!.slice(0, -1) }),
    mutant("body of another media type", 415, typed("text/csv"), "/headers/content-type"),
    mutant("body without Content-Type", 415, { headers: untyped }, "/headers/content-type"),
  ];
}

/** One value of each type; the text is in no enum. */
const OTHER_VALUES: [type: string, value: unknown][] = [
  ["string", "no such value"],
  ["number", 1.25],
  ["boolean", true],
  ["null", null],
  ["array", []],
  ["object", {}],
];

function withWrongBodies({ body }: BareOperation, request: BareRequest): Mutant[] {
  if (body === undefined) return [];
  const valid: unknown = JSON.parse(request.body!);
  const mutant = (fault: string, edited: unknown, pointer: string): Mutant => ({
    fault: `${fault} ${pointer}`,
    request: { ...request, body: JSON.stringify(edited) },
    status: 422,
    pointer: `/body${pointer}`,
  });
  return placesOf(body.schema, valid).flatMap(({ schema, pointer, required }) => [
    // What is not there has no place: its owner's it is, and the finding names it.
    ...(required
      ? [{ ...mutant("without", edit(valid, pointer, undefined), pointer), ...ownerOf(pointer) }]
      : []),
    ...OTHER_VALUES.filter(([type]) => !typesOf(schema).includes(type)).map(([, value]) =>
      mutant(`${JSON.stringify(value)} at`, edit(valid, pointer, value), pointer),
    ),
  ]);
}

function ownerOf(pointer: string): { pointer: string; named: string } {
  const end = pointer.lastIndexOf("/");
  return { pointer: `/body${pointer.slice(0, end)}`, named: pointer.slice(end + 1) };
}

/** The JSON types that a schema names; a text is none of an enum's, which are texts here. */
function typesOf(schema: Node): unknown[] {
  const isEnum = keywords(schema, "enum").length > 0;
  return keywords(schema, "type").filter((type) => !isEnum || type !== "string");
}

interface Place {
  schema: Node;
  pointer: string;
  required: boolean;
}

/** The places of a value that its schema says something about. */
function placesOf(schema: Node, value: unknown, pointer = "", required = false): Place[] {
  const items = itemsOf(schema);
  const inner = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(items!, item, `${pointer}/${index}`))
    : [...propertiesOf(schema)].flatMap(([name, property]) =>
        placesOf(property.schema, (value as Json)[name], `${pointer}/${name}`, property.required),
      );
  return [{ schema, pointer, required }, ...inner];
}

/** A copy of `value` with another value at `pointer`, or none. */
function edit(value: unknown, pointer: string, replacement: unknown): unknown {
  if (pointer === "") return replacement;
  const copy = structuredClone(value);
  const tokens = pointer.slice(1).split("/");
  const last = tokens.pop()!;
  const owner = tokens.reduce((inner, token) => (inner as Json)[token], copy) as Json;
  if (replacement === undefined) delete owner[last];
  else owner[last] = replacement;
  return copy;
}

function withWrongRoute(request: BareRequest): Mutant[] {
  return [
    {
      fault: "a path that no template matches",
      request: { ...request, path: `${request.path}/no/such/path` },
      status: 404,
      pointer: "/path",
    },
    {
      fault: "a method that the path does not have",
      request: { ...request, method: "PUT", body: undefined },
      status: 405,
      pointer: "/method",
    },
  ];
}

/** Whether Ajv accepts the mutant's body where it is one: then it is no mutant. */
export function isStillValid({ body }: BareOperation, mutant: Mutant): boolean {
  if (mutant.status !== 422) return false;
  return accepts(body!.schema, JSON.parse(mutant.request.body!));
}
