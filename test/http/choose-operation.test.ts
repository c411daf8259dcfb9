/**
 * Operations whose keys are one path: those of AWS, of Box and of Xero, as their documents have
 * them. Each is reached by the requests that only it describes, and none hides another silently.
 */
import { describe, expect, test } from "vitest";
import { type RouteMatch, routerOf } from "../../src/contract/router.ts";
import { checkRequest } from "../../src/http/check-request.ts";
import { chooseOperation } from "../../src/http/choose-operation.ts";
import { type HttpRequest, readFields, readTarget } from "../../src/http/exchange.ts";
import { createResponder } from "../../src/mock/responder.ts";
import { readContractText } from "../contract-text.ts";

const contract = readContractText(`
openapi: 3.1.1
paths:
  # A query in the key, beside the plain path.
  /x: { get: { operationId: plain } }
  /x?action=foo: { get: { operationId: foo } }
  /x?action=bar&mode=a%20b: { get: { operationId: bar } }
  /x?action={action}&id={id}: { get: { operationId: any } }
  # As in descriptions of AWS: a header or a query parameter says the action.
  /#X-Amz-Target=Db.Get: { post: { operationId: get } }
  /#X-Amz-Target=Db.Put:
    post:
      operationId: put
      parameters:
        - { name: x-amz-target, in: header, required: true, schema: { const: Db.Put } }
  /actions#Action=Create: { post: { operationId: create } }
  /actions#Action=Delete:
    post:
      operationId: delete
      parameters: [{ name: Action, in: query, required: true, schema: { const: Delete } }]
  # As in that of S3: a parameter without a value.
  /{bucket}: { get: { operationId: list, parameters: [{ $ref: '#/components/parameters/bucket' }] } }
  /{bucket}#cors:
    get:
      operationId: cors
      parameters:
        - { $ref: '#/components/parameters/bucket' }
        - { name: cors, in: query, required: true, allowEmptyValue: true, schema: { type: boolean } }
  /{bucket}#x-amz-copy-source:
    get:
      operationId: copy
      parameters:
        - { $ref: '#/components/parameters/bucket' }
        - { name: X-Amz-Copy-Source, in: header, required: true, schema: { type: string } }
  # As in that of Box: the fragment is a mere label.
  /files/{id}:
    put:
      operationId: update
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: fields, in: query, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { properties: { name: { type: string } } } } } }
  /files/{id}#add_link:
    put:
      operationId: addLink
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: fields, in: query, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { properties: { link: { type: object } } } } } }
  /files/{id}#update_link:
    put:
      operationId: updateLink
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: fields, in: query, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { properties: { link: { type: object } } } } } }
  /files/{id}#remove_link:
    put:
      operationId: removeLink
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: fields, in: query, required: true, schema: { type: string } }
      requestBody: { content: { application/json: { schema: { properties: { link: { type: 'null' } } } } } }
  /token:
    post:
      operationId: token
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, required: [grant] } } } }
  /token#refresh:
    post:
      operationId: refresh
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, required: [grant, refresh] } } } }
  /schema#add: { put: { operationId: add, requestBody: { required: true, content: { application/json: {} } } } }
  /schema#patch: { put: { operationId: patch, requestBody: { required: true, content: { application/json-patch+json: {} } } } }
  # As in that of Xero: the same path with another name.
  /notes/{fileName}: { get: { operationId: byName, parameters: [{ name: fileName, in: path, required: true, schema: { type: string } }] } }
  /notes/{noteId}: { get: { operationId: byId, parameters: [{ name: noteId, in: path, required: true, schema: { type: string, format: uuid } }] } }
components:
  parameters:
    bucket: { name: bucket, in: path, required: true, schema: { type: string } }
`);

interface Sent {
  headers?: Record<string, string>;
  body?: string;
}

function requestOf(line: string, { headers = {}, body = "" }: Sent): HttpRequest {
  const [method, target] = line.split(" ") as [string, string];
  return {
    method,
    ...readTarget(target),
    headers: readFields(Object.entries(headers)),
    body: new TextEncoder().encode(body),
  };
}

function choose(line: string, sent: Sent) {
  const request = requestOf(line, sent);
  const match = routerOf(contract).match(request.method, request.path);
  expect(match.kind).toBe("operation");
  return chooseOperation(contract, match as RouteMatch & { kind: "operation" }, request);
}

const json = (body: string, type = "application/json"): Sent => ({
  headers: { "Content-Type": type },
  body,
});
const form = (body: string) => json(body, "application/x-www-form-urlencoded");

test.each<[line: string, sent: Sent, id: string, alike: number]>([
  ["GET /x", {}, "plain", 0],
  ["GET /x?other=1", {}, "plain", 0],
  ["GET /x?action=foo", {}, "foo", 0],
  ["GET /x?other=1&action=foo", {}, "foo", 0],
  ["GET /x?action=bar", {}, "plain", 0],
  ["GET /x?mode=a+b&action=bar", {}, "bar", 0],
  ["GET /x?action=baz&id=1", {}, "any", 0],
  // The key that says most.
  ["GET /x?action=foo&id=1", {}, "any", 0],
  ["POST /", { headers: { "X-Amz-Target": "Db.Get" } }, "get", 0],
  ["POST /", { headers: { "X-AMZ-TARGET": "Db.Put" } }, "put", 0],
  ["POST /actions?Action=Create", {}, "create", 0],
  ["POST /actions?Action=Delete", {}, "delete", 0],
  ["GET /photos", {}, "list", 0],
  ["GET /photos?cors", {}, "cors", 0],
  ["GET /photos?cors=true", {}, "cors", 0],
  ["GET /photos", { headers: { "x-amz-copy-source": "a" } }, "copy", 0],
  ["PUT /files/1", json('{"name":"n"}'), "update", 0],
  ["PUT /files/1?fields=link", json('{"link":null}'), "removeLink", 0],
  // Nothing in the document tells these two apart.
  ["PUT /files/1?fields=link", json('{"link":{}}'), "addLink", 1],
  ["POST /token", form("grant=code"), "token", 0],
  ["POST /token", form("grant=refresh&refresh=r"), "refresh", 0],
  ["PUT /schema", json("{}"), "add", 0],
  ["PUT /schema", json("[]", "application/json-patch+json"), "patch", 0],
  ["GET /notes/report.pdf", {}, "byName", 0],
  ["GET /notes/7f8d2c1e-3b4a-4c5d-8e9f-0a1b2c3d4e5f", {}, "byId", 0],
])("%s with %j is for %s", (line, sent, id, alike) => {
  const { operation, warnings = [] } = choose(line, sent);
  expect(operation.id).toBe(id);
  expect(warnings).toHaveLength(alike);
});

test("the values of the path are those of the operation that was chosen", () => {
  const values = ({ pathValues }: { pathValues: ReadonlyMap<string, string> }) =>
    Object.fromEntries(pathValues);
  expect(values(choose("GET /notes/a.pdf", {}))).toEqual({ fileName: "a.pdf" });
  const id = "7f8d2c1e-3b4a-4c5d-8e9f-0a1b2c3d4e5f";
  expect(values(choose(`GET /notes/${id}`, {}))).toEqual({ noteId: id });
});

test("what cannot be told apart is said", () => {
  const { warnings } = choose("PUT /files/1?fields=link", json('{"link":{}}'));
  expect(warnings).toMatchObject([
    {
      code: "contract.path-ambiguous",
      severity: "warning",
      message:
        "a request fits PUT /files/{id}#add_link and PUT /files/{id}#update_link alike; the first of them is taken",
    },
  ]);
});

describe("what a key asks for is asked of the request", () => {
  const single = readContractText(`
openapi: 3.1.1
paths:
  /x?action=foo: { get: { responses: { '200': { description: '' } } } }
  /y?id={id}: { get: { responses: { '200': { description: '' } } } }
  /#X-Amz-Target=Db.Put: { get: { responses: { '200': { description: '' } } } }
`);
  test.each<[target: string, headers: Record<string, string>, expected: string[]]>([
    ["/x?action=foo", {}, []],
    ["/x", {}, ["request.parameter.missing /query/action"]],
    ["/x?action=bar", {}, ["request.parameter.invalid /query/action"]],
    ["/y?id=1", {}, []],
    ["/y", {}, ["request.parameter.missing /query/id"]],
    ["/", { "x-amz-target": "Db.Put" }, []],
    ["/", {}, ["request.parameter.missing /headers/x-amz-target"]],
    ["/", { "x-amz-target": "Db.Get" }, ["request.parameter.invalid /headers/x-amz-target"]],
  ])("%s with %j", (target, headers, expected) => {
    const request = requestOf(`GET ${target}`, { headers });
    const match = routerOf(single).match("GET", request.path);
    const { operation, pathValues } = match as RouteMatch & { kind: "operation" };
    const findings = checkRequest(single, operation, request, pathValues);
    expect(findings.map(({ code, at }) => `${code} ${at.pointer}`)).toEqual(expected);
    // The key declares it, if no parameter does.
    expect(checkRequest(single, operation, request, pathValues, { strict: true })).toEqual(
      findings,
    );
    const answer = createResponder(single).respond(request);
    expect(answer.response.status).toBe(expected.length === 0 ? 200 : 400);
  });
});

test("a mock answers for the operation that was chosen, and tells what is alike", () => {
  const responder = createResponder(contract);
  const answer = (line: string, sent: Sent) => responder.respond(requestOf(line, sent));
  expect(answer("GET /photos?cors", {}).operation?.id).toBe("cors");
  expect(answer("GET /photos", {}).operation?.id).toBe("list");
  const alike = answer("PUT /files/1?fields=link", json('{"link":{}}'));
  expect(alike.warnings.map(({ code }) => code)).toContain("contract.path-ambiguous");
});
