/**
 * One document, read: its operations, messages and schemas, whatever version it was written in.
 *
 * Indexing touches every operation; what stands inside one is read when it is asked for.
 * OpenAPI 3.0 and 3.1 #openapi-object, AsyncAPI 3.0 #A2SObject.
 */
import type { Finding } from "../findings/finding.ts";
import type { Schema, SchemaStore } from "../schema/schema.ts";
import type { DocumentSet, Place } from "../source/documents.ts";

export interface Contract {
  readonly format: "openapi" | "asyncapi";
  /** As written, such as `3.1.0`. */
  readonly version: string;
  readonly title: string;
  readonly documents: DocumentSet;
  readonly root: Place;
  readonly store: SchemaStore;
  readonly servers: readonly Server[];
  /** In document order; empty for AsyncAPI. */
  readonly operations: readonly Operation[];
  /** OpenAPI 3.1 `webhooks`: what the provider sends by itself. A webhook's name stands for a path. */
  readonly webhooks: readonly Operation[];
  readonly securitySchemes: ReadonlyMap<string, SecurityScheme>;
  /** Empty for OpenAPI. */
  readonly channels: readonly Channel[];
  /** Empty for OpenAPI. */
  readonly eventOperations: readonly EventOperation[];
}

/** What reading gives: a contract, or why there is none. */
export interface ContractReading {
  contract?: Contract;
  /** `contract.unknown-format`, `contract.swagger-2`, `contract.asyncapi-2`, `source.*`. */
  faults: readonly Finding[];
}

/** OpenAPI 3.1 #server-object, its variables replaced by their defaults. */
export interface Server {
  /** With the default values of its variables. */
  url: string;
  /** With every value that its variables list; `url` first. */
  urls: readonly string[];
  /** The path that operations' paths are appended to; without a trailing slash, `""` for none. */
  basePath: string;
  /** With every value that its variables list; `basePath` first. */
  basePaths: readonly string[];
  /** The base paths that variables without a list of values make; undefined where there are none. */
  basePattern: RegExp | undefined;
  place: Place;
}

export const METHODS = [
  "GET",
  "PUT",
  "POST",
  "DELETE",
  "OPTIONS",
  "HEAD",
  "PATCH",
  "TRACE",
] as const;

export type Method = (typeof METHODS)[number];

/** OpenAPI 3.1 #operation-object. */
export interface Operation {
  /** Method and path template, such as `GET /orders/{orderId}`; of a webhook, `POST orderMade`. */
  readonly key: string;
  readonly id: string | undefined;
  readonly method: Method;
  /** The template as written. */
  readonly path: string;
  readonly place: Place;
  /** The key of `paths`, of `webhooks` or of a callback that it stands under. */
  readonly pathPlace: Place;
  /** The operation's own, else the path's, else the document's: OpenAPI 3.1 #operation-servers. */
  readonly servers: readonly Server[];
  /** The path's and the operation's own, which override them by name and location. */
  readonly parameters: readonly Parameter[];
  readonly requestBody: RequestBody | undefined;
  readonly responses: readonly Response[];
  /** Alternatives; empty when none is demanded. The document's default where the operation says none. */
  readonly security: readonly SecurityRequirement[];
  /** The places in `security` that are no requirements, and so demand what nobody can tell. */
  readonly securityFaults: readonly Place[];
  readonly callbacks: readonly Callback[];
}

export type ParameterLocation = "path" | "query" | "header" | "cookie";

/** OpenAPI 3.1 #parameter-object; `style` and `explode` with their defaults filled in. */
export interface Parameter {
  name: string;
  in: ParameterLocation;
  required: boolean;
  style: string;
  explode: boolean;
  /** Of query parameters: reserved characters are written as they are. */
  allowReserved: boolean;
  /** Of query parameters: `name=` says that the parameter is not used. */
  allowEmptyValue: boolean;
  schema: Schema | undefined;
  /** At most one entry: the parameter's value is a document of that media type. */
  content: readonly MediaType[];
  place: Place;
}

/** OpenAPI 3.1 #request-body-object. */
export interface RequestBody {
  required: boolean;
  content: readonly MediaType[];
  place: Place;
}

/** OpenAPI 3.1 #response-object. */
export interface Response {
  /** `200`, a range such as `2XX`, or `default`. */
  status: string;
  description: string;
  headers: readonly Header[];
  content: readonly MediaType[];
  place: Place;
}

/** OpenAPI 3.1 #header-object; its style is always `simple`. */
export interface Header {
  name: string;
  required: boolean;
  explode: boolean;
  schema: Schema | undefined;
  /** At most one entry: the header's value is a document of that media type. */
  readonly content: readonly MediaType[];
  readonly examples: readonly Example[];
  place: Place;
}

/** OpenAPI 3.1 #media-type-object. */
export interface MediaType {
  /** The key of `content`, a media type or range. */
  type: string;
  schema: Schema | undefined;
  examples: readonly Example[];
  /** By property name. */
  readonly encoding: ReadonlyMap<string, Encoding>;
  place: Place;
}

/**
 * OpenAPI 3.1 #encoding-object: how one property of a form is written. What it does not state is
 * undefined: one of `style`, `explode` and `allowReserved` stated makes `contentType` idle.
 */
export interface Encoding {
  /** A list of media types and ranges, separated by commas. */
  contentType: string | undefined;
  style: string | undefined;
  explode: boolean | undefined;
  allowReserved: boolean | undefined;
  /** Of the part; `Content-Type` is not among them. */
  headers: readonly Header[];
  place: Place;
}

/** OpenAPI 3.1 #example-object; the single `example` is one without a name. */
export interface Example {
  name: string | undefined;
  summary: string | undefined;
  value: unknown;
  place: Place;
}

/** OpenAPI 3.1 #callback-object: the expression and what is sent there. */
export interface Callback {
  name: string;
  expression: string;
  operations: readonly Operation[];
  place: Place;
}

/** OpenAPI 3.1 #security-requirement-object: every scheme named here is needed. */
export interface SecurityRequirement {
  schemes: readonly { name: string; scopes: readonly string[] }[];
  place: Place;
}

/** OpenAPI 3.1 #security-scheme-object. */
export interface SecurityScheme {
  name: string;
  type: string;
  /** apiKey: the name of the header, query parameter or cookie. */
  parameterName: string | undefined;
  in: string | undefined;
  /** http: the authentication scheme, in lower case. */
  scheme: string | undefined;
  place: Place;
}

/** AsyncAPI 3.0 #channelObject. */
export interface Channel {
  name: string;
  address: string;
  messages: readonly Message[];
  place: Place;
}

/** AsyncAPI 3.0 #messageObject. */
export interface Message {
  name: string;
  contentType: string | undefined;
  payload: Schema | undefined;
  headers: Schema | undefined;
  place: Place;
}

/** AsyncAPI 3.0 #operationObject. */
export interface EventOperation {
  name: string;
  action: "send" | "receive";
  channel: Channel;
  /** Those of the channel that it uses: AsyncAPI 3.0 #operationObject; all where it names none. */
  messages: readonly Message[];
  /** `x-service`: whose operation this is, in a catalogue shared by many. */
  service: string | undefined;
  /** `x-operation`: the HTTP operation that publishes the event. */
  publishedBy: string | undefined;
  place: Place;
}
