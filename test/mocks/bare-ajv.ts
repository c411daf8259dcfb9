/**
 * The contracts of the system as another reader would have them: js-yaml, a dozen lines that
 * follow `$ref`, and Ajv. It shares nothing with `src/`, so that it can judge it.
 *
 * It knows as much of OpenAPI as `contracts/` uses.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { load } from "js-yaml";

const folder = path.resolve(import.meta.dirname, "../../contracts");

export type Json = Record<string, unknown>;

/** A value by the absolute URI that names it: a file, and a JSON Pointer after `#`. */
export interface Node {
  uri: string;
  value: unknown;
}

export interface BareParameter {
  name: string;
  in: string;
  required: boolean;
  schema: Node;
}

export interface BareResponse {
  status: string;
  headers: string[];
  schema: Node | undefined;
}

export interface BareOperation {
  /** The file's name up to its first dot: the service. */
  service: string;
  file: string;
  baseUrl: string;
  method: string;
  path: string;
  parameters: BareParameter[];
  body: { required: boolean; schema: Node } | undefined;
  responses: BareResponse[];
  /** Alternatives of scheme names; none where nothing is demanded. */
  security: string[][];
  securitySchemes: Map<string, Json>;
}

const documents = new Map<string, Json>();
for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
  if (!name.endsWith(".yaml")) continue;
  const file = path.join(folder, name);
  documents.set(pathToFileURL(file).href, load(readFileSync(file, "utf8")) as Json);
}

const ajv = new Ajv2020({ strict: false, allErrors: false, validateSchema: false });
(addFormats as unknown as (ajv: Ajv2020) => void)(ajv);
for (const [uri, document] of documents) ajv.addSchema({ ...document, $id: uri }, uri);

const compiled = new Map<string, ValidateFunction>();

/** Whether Ajv accepts `value` for the schema that stands at `schema`. */
export function accepts(schema: Node, value: unknown): boolean {
  let check = compiled.get(schema.uri);
  if (check === undefined) {
    check = ajv.compile({ $ref: schema.uri });
    compiled.set(schema.uri, check);
  }
  return check(value) === true;
}

/** `node` itself, or what the `$ref` in it leads to. */
export function followed(node: Node): Node {
  const { $ref } = (node.value ?? {}) as { $ref?: string };
  if ($ref === undefined) return node;
  const url = new URL($ref, node.uri);
  const pointer = decodeURIComponent(url.hash.slice(1));
  url.hash = "";
  let target: Node = { uri: `${url.href}#`, value: documents.get(url.href) };
  for (const token of pointer.split("/").slice(1)) {
    target = at(target, token.replaceAll("~1", "/").replaceAll("~0", "~"))!;
  }
  return followed(target);
}

/** What stands under `keys`; undefined where nothing does. */
export function at(node: Node, ...keys: string[]): Node | undefined {
  let current: Node | undefined = node;
  for (const key of keys) {
    const value: unknown = (current?.value as Json | undefined)?.[key];
    if (current === undefined || value === undefined) return undefined;
    const token = key.replaceAll("~", "~0").replaceAll("/", "~1");
    current = { uri: `${current.uri}/${encodeURIComponent(token)}`, value };
  }
  return current;
}

/** `at`, with the `$ref` that stands there followed. */
function under(node: Node, ...keys: string[]): Node | undefined {
  const found = at(node, ...keys);
  return found && followed(found);
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Every operation of every contract, callbacks left out. */
export function bareOperations(): BareOperation[] {
  return [...documents.keys()]
    .filter((uri) => uri.endsWith(".openapi.yaml"))
    .sort()
    .flatMap((uri) => {
      const root: Node = { uri: `${uri}#`, value: documents.get(uri) };
      return Object.keys(at(root, "paths")!.value as Json).flatMap((template) => {
        const item = at(root, "paths", template)!;
        const methods = Object.keys(item.value as Json).filter((key) => METHODS.includes(key));
        return methods.map((method) => operationAt(uri, root, { template, method, item }));
      });
    });
}

function operationAt(
  uri: string,
  root: Node,
  { template, method, item }: { template: string; method: string; item: Node },
): BareOperation {
  const operation = at(item, method)!;
  const body = under(operation, "requestBody");
  const security = (at(operation, "security") ?? at(root, "security"))?.value as Json[] | undefined;
  const schemes = at(root, "components", "securitySchemes")!;
  return {
    service: path.basename(uri).split(".")[0]!,
    file: fileURLToPath(uri),
    baseUrl: (at(root, "servers", "0", "url")!.value as string).replace(/\/$/, ""),
    method: method.toUpperCase(),
    path: template,
    parameters: [...listed(item, "parameters"), ...listed(operation, "parameters")].map((node) => {
      const { name, in: where, required = false } = node.value as Omit<BareParameter, "schema">;
      return { name, in: where, required, schema: at(node, "schema")! };
    }),
    body: body && {
      required: (body.value as Json).required === true,
      schema: at(body, "content", "application/json", "schema")!,
    },
    responses: Object.keys(at(operation, "responses")!.value as Json).map((status) => {
      const response = under(operation, "responses", status)!;
      return {
        status,
        headers: Object.keys((at(response, "headers")?.value as Json) ?? {}),
        schema: at(response, "content", "application/json", "schema"),
      };
    }),
    security: (security ?? []).map((requirement) => Object.keys(requirement)),
    securitySchemes: new Map(
      Object.keys(schemes.value as Json).map((name) => [name, under(schemes, name)!.value as Json]),
    ),
  };
}

function listed(owner: Node, key: string): Node[] {
  const list = (at(owner, key)?.value ?? []) as unknown[];
  return list.map((_, index) => under(owner, key, String(index))!);
}

/** The schemas that apply to one value: behind `$ref`, in `allOf` and in `anyOf`. */
function applying(schema: Node): Node[] {
  const target = followed(schema);
  const branches = ["allOf", "anyOf"].flatMap((keyword) => {
    const list = (target.value as Json)[keyword] as unknown[] | undefined;
    return (list ?? []).map((_, index) => at(target, keyword, String(index))!);
  });
  return [target, ...branches.flatMap(applying)];
}

/** The properties that `schema` declares, by name, with whether they are required. */
export function propertiesOf(schema: Node): Map<string, { schema: Node; required: boolean }> {
  const found = new Map<string, { schema: Node; required: boolean }>();
  const all = applying(schema);
  const required = keywords(schema, "required");
  for (const part of all) {
    for (const name of Object.keys((at(part, "properties")?.value as Json) ?? {})) {
      // UnknownProductsResponse says more of a property that another part declares.
      const own = { schema: at(part, "properties", name)!, required: required.includes(name) };
      if (!found.has(name)) found.set(name, own);
    }
  }
  return found;
}

/** What `items` says, where the value may be a list. */
export function itemsOf(schema: Node): Node | undefined {
  return applying(schema).flatMap((part) => at(part, "items") ?? [])[0];
}

/** What a keyword says wherever it stands among the applying schemas, lists as their items. */
export function keywords(schema: Node, name: string): unknown[] {
  return applying(schema).flatMap(({ value }) => (value as Json)[name] ?? []);
}

/**
 * Pointers of declared properties that `value` lacks, at every level, and of lists and nullable
 * objects that are too empty to show theirs.
 */
export function lacking(schema: Node, value: unknown, pointer = ""): string[] {
  const items = itemsOf(schema);
  if (items !== undefined) {
    if (!Array.isArray(value) || value.length === 0) return [`${pointer}/0`];
    return value.flatMap((item, index) => lacking(items, item, `${pointer}/${index}`));
  }
  return [...propertiesOf(schema)].flatMap(([name, property]) => {
    const inner = `${pointer}/${name}`;
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, name)) return [inner];
    return lacking(property.schema, (value as Json)[name], inner);
  });
}
