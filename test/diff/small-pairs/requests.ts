/**
 * Parameters, security and servers.
 */
import { type Case, document, OK, operation } from "./documents.ts";

export const PARAMETERS: Case[] = [
  {
    name: "a parameter moves from the path to its operation, with its defaults written out",
    base: document(
      `paths: { "/pets/{id}": { parameters: [{ name: id, in: path, required: true, schema: { type: array, items: { type: string } } }, { name: tag, in: query, schema: { type: array, items: { type: string } } }, { name: X-Ids, in: header, schema: { type: array, items: { type: string } } }, { name: sid, in: cookie, schema: { type: string } }], get: { ${OK} } } }`,
    ),
    revision: document(
      `paths: { "/pets/{id}": { get: { parameters: [{ name: id, in: path, required: true, style: simple, explode: false, schema: { type: array, items: { type: string } } }, { name: tag, in: query, required: false, style: form, explode: true, allowReserved: false, allowEmptyValue: false, schema: { type: array, items: { type: string } } }, { name: x-ids, in: header, style: simple, explode: false, schema: { type: array, items: { type: string } } }, { name: sid, in: cookie, style: form, explode: true, schema: { type: string } }], ${OK} } } }`,
    ),
    rows: [],
  },
  {
    name: "header parameters of these names are nobody's",
    base: operation(`{ ${OK} }`),
    revision: operation(
      `{ parameters: [{ name: Accept, in: header, required: true, schema: { type: string } }, { name: authorization, in: header, required: true, schema: { type: string } }, { name: Content-Type, in: header, required: true, schema: { type: string } }], ${OK} }`,
    ),
    rows: [],
  },
  {
    name: "a cookie becomes required",
    base: operation(`{ parameters: [{ name: sid, in: cookie, schema: { type: string } }], ${OK} }`),
    revision: operation(
      `{ parameters: [{ name: sid, in: cookie, required: true, schema: { type: string } }], ${OK} }`,
    ),
    rows: ["breaking request.parameter.missing /parameters/0"],
  },
  {
    name: "a header of an answer may be left out",
    base: operation(
      `{ responses: { "200": { description: ok, headers: { ETag: { required: true, schema: { type: string } } } } } }`,
    ),
    revision: operation(
      `{ responses: { "200": { description: ok, headers: { etag: { schema: { type: string } } } } } }`,
    ),
    rows: ["breaking response.header.missing /headers/etag"],
  },
  {
    name: "a header of an answer is always there",
    base: operation(
      `{ responses: { "200": { description: ok, headers: { ETag: { schema: { type: string } } } } } }`,
    ),
    revision: operation(
      `{ responses: { "200": { description: ok, headers: { ETag: { required: true, schema: { type: string } } } } } }`,
    ),
    rows: [],
  },
  {
    name: "a header of an answer has a number that was any text",
    base: operation(
      `{ responses: { "200": { description: ok, headers: { X-Left: { schema: { type: string } } } } } }`,
    ),
    revision: operation(
      `{ responses: { "200": { description: ok, headers: { X-Left: { schema: { type: integer } } } } } }`,
    ),
    rows: [],
  },
];

const secured = (security: string, own = "") =>
  document(
    `security: ${security}\ncomponents: { securitySchemes: { a: { type: apiKey, in: header, name: A }, b: { type: apiKey, in: header, name: B } } }\npaths: { /pets: { post: { ${own} ${OK} } } }`,
  );

export const SECURITY: Case[] = [
  {
    name: "one scheme or the other, where both were asked for",
    base: secured("[{ a: [], b: [] }]"),
    revision: secured("[{ a: [] }, { b: [] }]"),
    rows: ["info diff.security.relaxed /security/0", "info diff.security.relaxed /security/1"],
  },
  {
    name: "both schemes, where one or the other was asked for",
    base: secured("[{ a: [] }, { b: [] }]"),
    revision: secured("[{ a: [], b: [] }]"),
    rows: [
      "breaking request.security.missing /security/0",
      "breaking request.security.missing /security/0",
    ],
  },
  {
    name: "nobody comes in without a scheme any more",
    base: secured("[{}, { a: [] }]"),
    revision: secured("[{ a: [] }]"),
    rows: ["breaking request.security.missing /security/0"],
  },
  {
    name: "an operation says by itself what held for all",
    base: secured("[{ a: [] }]"),
    revision: secured("[]", "security: [{ a: [] }],"),
    rows: [],
  },
];

export const ADDRESSES: Case[] = [
  {
    name: "a server without its last slash",
    base: document(
      `servers: [{ url: https://pets.example/v1/ }]\npaths: { /pets: { get: { ${OK} } } }`,
    ),
    revision: document(
      `servers: [{ url: https://pets.example/v1 }]\npaths: { /pets: { get: { ${OK} } } }`,
    ),
    rows: [],
  },
  {
    name: "servers of one operation lead elsewhere",
    base: document(
      `servers: [{ url: https://pets.example/v1 }]\npaths: { /pets: { get: { ${OK} } } }`,
    ),
    revision: document(
      `servers: [{ url: https://pets.example/v1 }]\npaths: { /pets: { get: { servers: [{ url: https://pets.example/v2 }], ${OK} } } }`,
    ),
    rows: ["breaking diff.server.base-path /get/servers"],
  },
];
