/**
 * Statuses and headers of answers.
 */
import { type Case, document, json, operation } from "./documents.ts";

export const STATUSES: Case[] = [
  {
    name: "a range of successes that becomes two of them",
    base: operation(`{ responses: { 2XX: { description: ok } } }`),
    revision: operation(
      `{ responses: { "200": { description: ok }, "201": { description: ok } } }`,
    ),
    rows: [
      "info diff.status.removed /post",
      "info diff.status.added /200",
      "info diff.status.added /201",
    ],
  },
  {
    name: "a status that the default of the base stands for",
    base: operation(`{ responses: { "200": { description: ok }, default: { description: no } } }`),
    revision: operation(
      `{ responses: { "200": { description: ok }, 4XX: { description: no }, default: { description: no } } }`,
    ),
    rows: ["info diff.status.added /4XX"],
  },
  {
    name: "a default that is all there is becomes a success",
    base: operation(
      `{ responses: { default: { description: ok, content: { ${json("{ type: string }")} } } } }`,
    ),
    revision: operation(
      `{ responses: { "200": { description: ok, content: { ${json("{ type: integer }")} } } } }`,
    ),
    rows: [
      "breaking response.body.incompatible /schema/type",
      "info diff.status.removed /post",
      "info diff.status.added /200",
    ],
  },
  {
    name: "an answer to HEAD has no body",
    base: document(
      `paths: { /pets: { head: { responses: { "200": { description: ok, content: { ${json("{ type: string }")} } } } } } }`,
    ),
    revision: document(
      `paths: { /pets: { head: { responses: { "200": { description: ok, content: { ${json("{ type: integer }")} } } } } } }`,
    ),
    rows: [],
  },
];

const header = (declared: string) =>
  operation(`{ responses: { "200": { description: ok, headers: { X-Page: ${declared} } } } }`);

export const HEADERS: Case[] = [
  {
    name: "an object in a header is exploded",
    base: header("{ schema: { type: object, properties: { a: { type: string } } } }"),
    revision: header(
      "{ explode: true, schema: { type: object, properties: { a: { type: string } } } }",
    ),
    rows: ["breaking diff.header.wire-form /headers/X-Page"],
  },
  {
    name: "a list in a header is exploded, which changes nothing",
    base: header("{ schema: { type: array, items: { type: string } } }"),
    revision: header("{ explode: true, schema: { type: array, items: { type: string } } }"),
    rows: [],
  },
  {
    name: "a header's value becomes a document",
    base: header("{ schema: { type: string } }"),
    revision: header("{ content: { application/json: { schema: { type: string } } } }"),
    rows: ["breaking diff.header.wire-form /headers/X-Page"],
  },
  {
    name: "a header has any text where it had numbers",
    base: header("{ schema: { type: integer } }"),
    revision: header("{ schema: { type: string } }"),
    rows: ["breaking response.header.incompatible /schema/type"],
  },
];

const statuses = (responses: string) => operation(`{ responses: { ${responses} } }`);
const says = (type: string) => `{ description: d, content: { ${json(`{ type: ${type} }`)} } }`;

export const RANGES: Case[] = [
  {
    name: "one status of a range says something else",
    base: statuses(`"200": ${says("string")}, 4XX: ${says("string")}`),
    revision: statuses(
      `"200": ${says("string")}, 4XX: ${says("string")}, "409": ${says("integer")}`,
    ),
    rows: ["breaking response.body.incompatible /schema/type", "info diff.status.added /409"],
  },
  {
    name: "one status of default says something else",
    base: statuses(`"200": ${says("string")}, default: ${says("string")}`),
    revision: statuses(
      `"200": ${says("string")}, default: ${says("string")}, "409": ${says("integer")}`,
    ),
    rows: ["warning response.body.incompatible /schema/type", "info diff.status.added /409"],
  },
  {
    name: "a range of errors is told one by one",
    base: statuses(`"200": ${says("string")}, 4XX: ${says("string")}`),
    revision: statuses(`"200": ${says("string")}, "404": ${says("string")}`),
    rows: ["info diff.status.removed /post", "info diff.status.added /404"],
  },
];
