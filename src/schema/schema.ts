/**
 * Schemas where they stand: in the documents that hold them, found by URI and pointer,
 * turned into 2020-12 one object at a time, when they are asked for.
 *
 * 2020-12 core #identifiers, #references; RFC 3986 §5; RFC 6901.
 */
import { formatPointer, parsePointer, pointerOfFragment, valueAt } from "../source/pointer.ts";
import { isNaming } from "./naming-keywords.ts";
import {
  isObject,
  type LoadedDocument,
  newDocument,
  place,
  type Resource,
  type SchemaLinks,
  subschemas,
} from "./place.ts";
import { shown } from "./shown.ts";
import { leadsToSubschema } from "./subschemas.ts";
import { resolveUri } from "./uri.ts";

export { subschema, subschemas } from "./place.ts";

/** A document that schemas stand in, whole: an OpenAPI document, a shared file, or a schema by itself. */
export interface SchemaDocument {
  /** Absolute, without a fragment, written as `new URL(uri).href` writes it. */
  uri: string;
  /** The parsed value; it is never modified. */
  root: unknown;
  /** Turns one schema object, shallowly, into 2020-12; absent where the document is 2020-12 already. */
  normalise?: (schema: Record<string, unknown>) => NormalisedSchema;
  /** Whether a `$schema` in it changes nothing, as in OpenAPI 3.0. Default false. */
  keepsDialect?: boolean;
  /** Whether the root itself is a schema. Its `$id`s and anchors are then known from the start. */
  isSchema?: boolean;
}

/** One schema object in 2020-12. */
export interface NormalisedSchema {
  value: Record<string, unknown> | boolean;
  /** Newly made subschemas, 2020-12 already, that stand at the place of the schema itself. */
  inPlace?: ReadonlySet<object>;
  /** Keywords that the document writes under another name: from the one in `value` to that one. */
  moved?: ReadonlyMap<string, string>;
  /** Why it is none that can be read; `value` is then true. */
  fault?: string;
}

/** The documents, and what has been found in them so far. */
export interface SchemaStore {
  readonly find: (uri: string) => SchemaDocument | undefined;
  readonly documents: Map<string, LoadedDocument>;
  /** By absolute URI: documents that are schemas, and schemas with an `$id`. */
  readonly resources: Map<string, Resource>;
}

/** One schema where it stands. */
export interface Schema {
  readonly store: SchemaStore;
  /** The document's. */
  readonly uri: string;
  readonly pointer: string;
  /** What references in this schema are relative to: the nearest `$id`, else the document's URI. */
  readonly baseUri: string;
  /** In 2020-12, shallowly: the schemas inside are reached by `subschema`. */
  readonly value: boolean | Record<string, unknown>;
  /** Why this is no schema, where it is none; `value` is then true. */
  readonly fault: string | undefined;
  /** How it hangs together with others; for this folder alone. */
  readonly links: SchemaLinks;
}

/** A reference that leads nowhere. */
export interface UnresolvedReference {
  /** The reference as written. */
  unresolved: string;
  reason: string;
}

/** A store over the documents that `find` knows; it is asked once for each one that is there. */
export function createSchemaStore(find: (uri: string) => SchemaDocument | undefined): SchemaStore {
  return { find, documents: new Map(), resources: new Map() };
}

/**
 * The schema at `pointer` in the document `uri`, or in the schema whose `$id` that is.
 * One place gives one object, however it is reached.
 *
 * @returns undefined where nothing stands
 */
export function schemaAt(store: SchemaStore, uri: string, pointer: string): Schema | undefined {
  const document = loadDocument(store, uri);
  if (document !== undefined) return schemaIn(store, document, pointer);
  const resource = store.resources.get(uri);
  return resource && schemaIn(store, resource.document, resource.pointer + pointer);
}

/** What the `$ref` of `schema` leads to, one step; undefined where it has none. */
export function reference(schema: Schema): Schema | UnresolvedReference | undefined {
  return referenceBy(schema, "$ref");
}

/** What the `$dynamicRef` of `schema` leads to before the way there is considered. */
export function dynamicReference(schema: Schema): Schema | UnresolvedReference | undefined {
  return referenceBy(schema, "$dynamicRef");
}

/** The schema in `resource` that carries the `$dynamicAnchor` called `name`. */
export function findDynamicAnchor(
  store: SchemaStore,
  resource: Resource,
  name: string,
): Schema | undefined {
  indexNamed(store, resource.document);
  indexResource(store, resource);
  return resource.dynamicAnchors.get(name);
}

/** Whether a reference led somewhere. */
export function isResolved(target: Schema | UnresolvedReference | undefined): target is Schema {
  return target !== undefined && "links" in target;
}

function referenceBy(
  schema: Schema,
  keyword: "$ref" | "$dynamicRef",
): Schema | UnresolvedReference | undefined {
  if (typeof schema.value === "boolean" || !Object.hasOwn(schema.value, keyword)) return undefined;
  const { links } = schema;
  let target = links.references?.get(keyword);
  if (target === undefined) {
    target = follow(schema, schema.value[keyword]);
    links.references ??= new Map();
    links.references.set(keyword, target);
  }
  return target;
}

function follow(schema: Schema, written: unknown): Schema | UnresolvedReference {
  if (typeof written !== "string") {
    return { unresolved: shown(written), reason: "a reference is a string" };
  }
  const { store, links } = schema;
  const resolved = resolveUri(written, schema.baseUri);
  if (resolved === undefined) return { unresolved: written, reason: "it is not a URI reference" };
  const { uri, fragment } = resolved;
  const resource =
    uri === schema.baseUri
      ? links.resource
      : (findResource(store, uri) ?? findResource(indexAround(schema), uri));
  if (resource === undefined) {
    return { unresolved: written, reason: `no document and no $id is ${uri}` };
  }
  const pointer = pointerOfFragment(fragment);
  if (pointer !== undefined) {
    const found = schemaIn(store, resource.document, resource.pointer + pointer);
    return found ?? { unresolved: written, reason: `nothing stands at #${fragment}` };
  }
  const name = decodeFragment(fragment);
  if (!hasAnchor(resource, name)) indexAround(schema);
  const anchored = resource.anchors.get(name) ?? resource.dynamicAnchors.get(name);
  return anchored ?? { unresolved: written, reason: `${uri} has no $anchor "${name}"` };
}

function findResource(store: SchemaStore, uri: string): Resource | undefined {
  return store.resources.get(uri) ?? loadDocument(store, uri)?.resource;
}

function hasAnchor(resource: Resource, name: string): boolean {
  return resource.anchors.has(name) || resource.dynamicAnchors.has(name);
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function loadDocument(store: SchemaStore, uri: string): LoadedDocument | undefined {
  const known = store.documents.get(uri);
  if (known !== undefined) return known;
  const document = store.find(uri);
  if (document === undefined) return undefined;
  const loaded: LoadedDocument = newDocument(document);
  store.documents.set(uri, loaded);
  if (document.isSchema) {
    const root = place(store, loaded, { pointer: "", raw: document.root, around: loaded.resource });
    // An `$id` at the root renames the document; its old URI still leads to it.
    loaded.resource = root.links.resource;
    index(root);
    loaded.isIndexed = true;
    if (!store.resources.has(uri)) store.resources.set(uri, loaded.resource);
  }
  return loaded;
}

function schemaIn(
  store: SchemaStore,
  document: LoadedDocument,
  written: string,
): Schema | undefined {
  const tokens = parsePointer(written);
  if (tokens === undefined) return undefined;
  const pointer = formatPointer(tokens);
  const raw = valueAt(document.document.root, pointer);
  if (raw === undefined) return undefined;
  const known = document.places.find(pointer, raw);
  return (
    known ??
    place(store, document, { pointer, raw, around: resourceAround(store, document, tokens) })
  );
}

/** The resource that the place at `tokens` lies in, by the `$id`s of the schemas above it. */
function resourceAround(
  store: SchemaStore,
  document: LoadedDocument,
  tokens: readonly string[],
): Resource {
  let resource = document.resource;
  let value: unknown = document.document.root;
  for (let depth = 0; depth < tokens.length; depth += 1) {
    const hasOwn =
      isObject(value) && (typeof value.$id === "string" || typeof value.$schema === "string");
    if (hasOwn && leadsToSubschema(tokens.slice(depth))) {
      const pointer = formatPointer(tokens.slice(0, depth));
      resource = place(store, document, { pointer, raw: value, around: resource }).links.resource;
    }
    value = valueAt(value, formatPointer([tokens[depth]!]));
  }
  return resource;
}

/** Looks for `$id`s and anchors where the document keeps its schemas and in what surrounds `schema`. */
function indexAround(schema: Schema): SchemaStore {
  const { store } = schema;
  const { document } = schema.links;
  indexNamed(store, document);
  const tokens = parsePointer(schema.pointer) ?? [];
  const depth = tokens.findIndex((_, start) => leadsToSubschema(tokens.slice(start)));
  const outermost =
    depth === -1 ? schema : schemaIn(store, document, formatPointer(tokens.slice(0, depth)));
  if (outermost !== undefined) index(outermost);
  return store;
}

function indexNamed(store: SchemaStore, document: LoadedDocument): void {
  if (document.isIndexed) return;
  document.isIndexed = true;
  const named = valueAt(document.document.root, "/components/schemas");
  for (const name of isObject(named) ? Object.keys(named) : []) {
    const found = schemaIn(store, document, formatPointer(["components", "schemas", name]));
    if (found !== undefined) index(found);
  }
}

const indexedResources = new WeakSet<Resource>();

// A schema with an `$id` may stand anywhere in a document, such as under a request body.
function indexResource(store: SchemaStore, resource: Resource): void {
  if (indexedResources.has(resource)) return;
  indexedResources.add(resource);
  const { document, pointer } = resource;
  const root = pointer === "" ? undefined : schemaIn(store, document, pointer);
  if (root !== undefined) index(root);
}

/** Visits every schema inside `root`: a schema makes its `$id` and anchors known when it is placed. */
function index(root: Schema): void {
  const { indexed } = root.links.document;
  const { raw: whole } = root.links;
  if (isObject(whole) && !indexed.has(whole) && !isNaming(whole)) {
    indexed.add(whole);
    return;
  }
  const waiting = [root];
  for (let schema = waiting.pop(); schema !== undefined; schema = waiting.pop()) {
    const { raw } = schema.links;
    // A YAML alias inside its own anchor makes a value that contains itself.
    if (!isObject(raw) || indexed.has(raw)) continue;
    indexed.add(raw);
    // One by one: a call takes no more arguments than the stack holds, and lists are longer.
    for (const inner of subschemas(schema).reverse()) waiting.push(inner);
  }
}
