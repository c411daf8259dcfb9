/**
 * Which kind of object the specification puts where: the grammar that references between files
 * are read with.
 *
 * OpenAPI 3.0 and 3.1 #schema-1 (the objects and their fixed fields), AsyncAPI 3.0 #schema.
 */
import { subschemaPaths } from "../../schema/subschemas.ts";
import { entriesOf, inside, isMapping, itemsOf, type Place } from "../../source/documents.ts";
import { isReadFormat } from "../asyncapi.ts";

/** Of those that the meta-schemas know by name, each is under `$defs` in what `loadMetaSchema` gives. */
export type Kind = string;

/** An object of a known kind, where it stands. */
export interface Part {
  kind: Kind;
  /** What it is called where it stands: a path, a status, a media type; `""` where it has no name. */
  name: string;
  place: Place;
}

/** What a field holds: one object, a list of them, or a map from names. */
type Field = readonly ["one" | "list" | "map", Kind];

/** By kind and field; the field `*` is every one but extensions. */
type Grammar = Readonly<Record<Kind, Readonly<Record<string, Field>>>>;

const one = (kind: Kind): Field => ["one", kind];
const list = (kind: Kind): Field => ["list", kind];
const map = (kind: Kind): Field => ["map", kind];

const parameterOrHeader = { schema: one("schema"), content: map("media-type") };

const OPENAPI: Grammar = {
  document: {
    paths: one("paths"),
    webhooks: map("path-item"),
    components: one("components"),
  },
  components: {
    schemas: map("schema"),
    responses: map("response"),
    parameters: map("parameter"),
    requestBodies: map("request-body"),
    headers: map("header"),
    securitySchemes: map("security-scheme"),
    links: map("link"),
    callbacks: map("callback"),
    pathItems: map("path-item"),
  },
  paths: { "*": one("path-item") },
  "path-item": {
    parameters: list("parameter"),
    get: one("operation"),
    put: one("operation"),
    post: one("operation"),
    delete: one("operation"),
    options: one("operation"),
    head: one("operation"),
    patch: one("operation"),
    trace: one("operation"),
  },
  operation: {
    parameters: list("parameter"),
    requestBody: one("request-body"),
    responses: one("responses"),
    callbacks: map("callback"),
  },
  callback: { "*": one("path-item") },
  parameter: parameterOrHeader,
  header: parameterOrHeader,
  "request-body": { content: map("media-type") },
  responses: { "*": one("response") },
  response: { headers: map("header"), content: map("media-type"), links: map("link") },
  "media-type": { schema: one("schema"), encoding: map("encoding") },
  encoding: { headers: map("header") },
};

const ASYNCAPI: Grammar = {
  document: {
    channels: map("channel"),
    operations: map("operation"),
    components: one("components"),
  },
  components: {
    schemas: map("schema"),
    channels: map("channel"),
    operations: map("operation"),
    messages: map("message"),
    messageTraits: map("message-trait"),
  },
  channel: { messages: map("message") },
  // `messages` of an operation or a reply lists references to messages of its channel.
  operation: { channel: one("channel"), messages: list("message"), reply: one("reply") },
  reply: { channel: one("channel"), messages: list("message") },
  message: { headers: one("schema"), payload: one("schema"), traits: list("message-trait") },
  "message-trait": { headers: one("schema") },
};

/** The parts directly inside `part`, in document order. */
export function partsInside({ kind, place }: Part, format: "openapi" | "asyncapi"): Part[] {
  if (kind === "schema") return schemasInside(place, format);
  const fields = (format === "openapi" ? OPENAPI : ASYNCAPI)[kind] ?? {};
  return entriesOf(place).flatMap(([name, entry]) => {
    const known = Object.hasOwn(fields, name) || name.startsWith("x-");
    const field = fields[known ? name : "*"];
    if (field === undefined) return [];
    const [shape, heldKind] = field;
    if (shape === "one") return [{ kind: heldKind, name, place: entry }];
    if (shape === "list")
      return itemsOf(entry).map((place) => ({ kind: heldKind, name: "", place }));
    return entriesOf(entry).map(([name, place]) => ({ kind: heldKind, name, place }));
  });
}

function schemasInside(place: Place, format: "openapi" | "asyncapi"): Part[] {
  if (!isMapping(place.value)) return [];
  const { schemaFormat } = place.value;
  if (format === "asyncapi" && typeof schemaFormat === "string") {
    const schema = isReadFormat(schemaFormat) ? inside(place, "schema") : undefined;
    return schema === undefined ? [] : [{ kind: "schema", name: "", place: schema }];
  }
  return subschemaPaths(place.value).map((path) => ({
    kind: "schema",
    name: "",
    place: inside(place, ...path)!,
  }));
}
