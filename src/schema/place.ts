/**
 * One schema where it stands: read once, with its own base URI, and remembered by its place.
 *
 * 2020-12 core #id-keyword, #anchors.
 */
import { formatPointer, type PointerToken, valueAt } from "../source/pointer.ts";
import { type Normalise, normaliserOf } from "./dialect/dialect.ts";
import type {
  NormalisedSchema,
  Schema,
  SchemaDocument,
  SchemaStore,
  UnresolvedReference,
} from "./schema.ts";
import { subschemaPaths } from "./subschemas.ts";

import { resolveUri } from "./uri.ts";

/** How a schema hangs together with others. */
export interface SchemaLinks {
  readonly document: LoadedDocument;
  readonly resource: Resource;
  readonly raw: unknown;
  readonly inPlace: ReadonlySet<object> | undefined;
  readonly moved: ReadonlyMap<string, string> | undefined;
  /** By pointer from here, and by keyword; most schemas have none, and there may be 100,000. */
  children: Map<string, Schema> | undefined;
  references: Map<string, Schema | UnresolvedReference> | undefined;
}

/** A document and the schemas seen in it. */
export interface LoadedDocument {
  readonly document: SchemaDocument;
  /** What a reference to the document by its URI means. */
  resource: Resource;
  /** By pointer. Several stand at one where normalising made some of them. */
  readonly places: Places;
  /** Raw schema objects whose `$id`s and anchors are known. */
  readonly indexed: Set<object>;
  /** Whether that is so for all schemas that the document keeps by name. */
  isIndexed: boolean;
}

/** A schema with an `$id`, or a document: what a URI without a fragment names. */
export interface Resource {
  readonly uri: string;
  readonly document: LoadedDocument;
  /** Of its root in the document. */
  readonly pointer: string;
  readonly anchors: Map<string, Schema>;
  readonly dynamicAnchors: Map<string, Schema>;
  /** Of its dialect; undefined for 2020-12. */
  readonly normalise: Normalise | undefined;
}

/**
 * The schema inside `schema` that `path` leads to, such as `"properties", "name"`.
 * Where nothing stands, it is a schema with a `fault`.
 */
export function subschema(schema: Schema, ...path: PointerToken[]): Schema {
  const { links } = schema;
  const suffix = formatPointer(path);
  const known = links.children?.get(suffix);
  if (known !== undefined) return known;
  const raw = valueAt(schema.value, suffix);
  const isInPlace = typeof raw === "object" && raw !== null && links.inPlace?.has(raw) === true;
  const pointer = isInPlace ? schema.pointer : pointerInside(schema, path);
  const child = place(schema.store, links.document, {
    pointer,
    raw,
    around: links.resource,
    inPlace: isInPlace ? links.inPlace : undefined,
  });
  links.children ??= new Map();
  links.children.set(suffix, child);
  return child;
}

/** All schemas directly inside `schema`, by keyword: never inside an `enum` or an `example`. */
export function subschemas(schema: Schema): Schema[] {
  if (typeof schema.value === "boolean") return [];
  return subschemaPaths(schema.value).map((path) => subschema(schema, ...path));
}

/** The pointer, in the document, of what `path` leads to from `schema`, be it a schema or a keyword. */
export function pointerInside(schema: Schema, path: readonly PointerToken[]): string {
  const [keyword, ...rest] = path;
  const written = schema.links.moved?.get(String(keyword));
  return schema.pointer + formatPointer(written === undefined ? path : [written, ...rest]);
}

/**
 * The schemas of a document, by the objects they are written as. A pointer would tell them as well,
 * but each is as long as the names on the way to it, and to look it up takes as long.
 */
export class Places {
  private readonly byObject = new Map<object, Schema>();
  /** Where one object stands at several places: YAML's aliases share values. */
  private readonly others = new Map<object, Map<string, Schema>>();
  /** `true`, `false`, and what is no schema. */
  private readonly byPointer = new Map<string, Schema[]>();

  find(pointer: string, raw: unknown): Schema | undefined {
    if (isObjectLike(raw)) {
      const first = this.byObject.get(raw);
      if (first === undefined || first.pointer === pointer) return first;
      return this.others.get(raw)?.get(pointer);
    }
    if (pointer.length > MAX_KEY) return undefined;
    return this.byPointer.get(pointer)?.find((schema) => schema.links.raw === raw);
  }

  add(schema: Schema): void {
    const { raw } = schema.links;
    const { pointer } = schema;
    if (!isObjectLike(raw)) {
      if (pointer.length <= MAX_KEY) listAt(this.byPointer, pointer).push(schema);
    } else if (!this.byObject.has(raw)) {
      this.byObject.set(raw, schema);
    } else {
      const others = this.others.get(raw) ?? new Map<string, Schema>();
      this.others.set(raw, others.set(pointer, schema));
    }
  }
}

/** What has nothing inside may be two schemas: who holds one of them sees no difference. */
const MAX_KEY = 1000;

function isObjectLike(raw: unknown): raw is object {
  return typeof raw === "object" && raw !== null;
}

function listAt(lists: Map<string, Schema[]>, pointer: string): Schema[] {
  let list = lists.get(pointer);
  if (list === undefined) {
    list = [];
    lists.set(pointer, list);
  }
  return list;
}

/** Where a schema stands, and in what. */
export interface Standing {
  pointer: string;
  raw: unknown;
  around: Resource;
  inPlace?: ReadonlySet<object> | undefined;
}

/** The schema that stands so; made at the first call. */
export function place(store: SchemaStore, document: LoadedDocument, standing: Standing): Schema {
  const { pointer, raw } = standing;
  const known = document.places.find(pointer, raw);
  if (known !== undefined) return known;
  const around = inOwnDialect(store, raw, { around: standing.around, document: document.document });
  const { value, inPlace, moved, fault } = normalised(raw, around.normalise, standing.inPlace);
  const resource = resourceOf(store, document, { value, pointer, around });
  const schema: Schema = {
    store,
    uri: document.document.uri,
    pointer,
    baseUri: resource.uri,
    value,
    fault,
    links: {
      document,
      resource,
      raw,
      inPlace,
      moved,
      children: undefined,
      references: undefined,
    },
  };
  document.places.add(schema);
  addAnchors(schema);
  return schema;
}

// 2020-12 core #section-8.1.1: `$schema` says in which dialect this schema and those in it are. Names
// mean what they mean around it.
function inOwnDialect(
  store: SchemaStore,
  raw: unknown,
  { around, document }: { around: Resource; document: SchemaDocument },
): Resource {
  if (document.keepsDialect || !isObject(raw) || !Object.hasOwn(raw, "$schema")) return around;
  const { $schema } = raw;
  // A meta-schema that is at hand is one of 2020-12, whatever vocabularies it has.
  if (typeof $schema !== "string" || store.find($schema) !== undefined) return around;
  const normalise = normaliserOf($schema);
  return normalise === around.normalise ? around : { ...around, normalise };
}

function normalised(
  raw: unknown,
  normalise: Normalise | undefined,
  inPlace: ReadonlySet<object> | undefined,
): NormalisedSchema {
  if (typeof raw === "boolean") return { value: raw };
  if (!isObject(raw)) return { value: true, fault: faultOf(raw) };
  if (inPlace !== undefined || normalise === undefined) return { value: raw, inPlace };
  return normalise(raw);
}

function faultOf(raw: unknown): string {
  if (raw === undefined) return "nothing stands here; a schema is due";
  const kind = raw === null ? "null" : Array.isArray(raw) ? "an array" : `a ${typeof raw}`;
  return `${kind} stands where a schema is due`;
}

function resourceOf(
  store: SchemaStore,
  document: LoadedDocument,
  schema: { value: boolean | Record<string, unknown>; pointer: string; around: Resource },
): Resource {
  const { value, pointer, around } = schema;
  if (typeof value === "boolean" || !Object.hasOwn(value, "$id")) return around;
  const id = typeof value.$id === "string" ? resolveUri(value.$id, around.uri) : undefined;
  // 2020-12 core #id-keyword: an `$id` has no fragment but an empty one.
  if (id === undefined || id.fragment !== "") return around;
  if (id.uri === around.uri && pointer === around.pointer) return around;
  const resource = newResource(id.uri, { document, pointer, normalise: around.normalise });
  // Of schemas with one `$id` the first is meant: documents repeat them in copies.
  if (!store.resources.has(id.uri)) store.resources.set(id.uri, resource);
  return resource;
}

/** A document in which nothing is known yet. */
export function newDocument(document: SchemaDocument): LoadedDocument {
  const loaded = { document, places: new Places(), indexed: new Set(), isIndexed: false };
  const withResource = loaded as Omit<LoadedDocument, "resource"> as LoadedDocument;
  const { uri, normalise } = document;
  withResource.resource = newResource(uri, { document: withResource, pointer: "", normalise });
  return withResource;
}

function newResource(
  uri: string,
  standing: Pick<Resource, "document" | "pointer" | "normalise">,
): Resource {
  return { uri, ...standing, anchors: new Map(), dynamicAnchors: new Map() };
}

function addAnchors(schema: Schema): void {
  const { value } = schema;
  if (typeof value === "boolean") return;
  const { anchors, dynamicAnchors } = schema.links.resource;
  if (Object.hasOwn(value, "$anchor")) addFirst(anchors, value.$anchor, schema);
  if (Object.hasOwn(value, "$dynamicAnchor"))
    addFirst(dynamicAnchors, value.$dynamicAnchor, schema);
}

function addFirst(anchors: Map<string, Schema>, name: unknown, schema: Schema): void {
  if (typeof name === "string" && !anchors.has(name)) anchors.set(name, schema);
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
