/**
 * What is read only is not part of a request, what is write only not of a response: it is neither
 * sent there nor asked for (OpenAPI 3.1 #schema-object).
 */
import { test } from "vitest";
import { expectVerdict, type Row } from "./verdict.ts";

const id = { type: "integer", readOnly: true };
const password = { type: "string", writeOnly: true };
const name = { type: "string" };

type Verdict = Row[2];

const rows: [sender: unknown, receiver: unknown, request: Verdict, response: Verdict][] = [
  // Nobody sends it, so that it may be anything.
  [
    { type: "object", properties: { id, name } },
    { properties: { id: name } },
    "compatible",
    "incompatible",
  ],
  [
    { type: "object", properties: { password, name } },
    { properties: { password: id }, additionalProperties: { type: "string" } },
    "incompatible",
    "compatible",
  ],
  // Nobody asks for it.
  [
    { type: "object", properties: { name } },
    { properties: { id }, required: ["id"] },
    "compatible",
    "incompatible",
  ],
  [
    { type: "object", properties: { name } },
    { properties: { password }, required: ["password"] },
    "incompatible",
    "compatible",
  ],
  [
    { type: "object", properties: { name }, required: ["name"] },
    { properties: { id }, dependentRequired: { name: ["id"] } },
    "compatible",
    "incompatible",
  ],
  // It is required by the sender too, and all the same not sent.
  [
    { type: "object", properties: { id }, required: ["id"] },
    { required: ["id"] },
    "incompatible",
    "compatible",
  ],
  [
    { type: "object", allOf: [{ required: ["id"] }, { properties: { id, name } }] },
    { required: ["id"] },
    "incompatible",
    "compatible",
  ],
  [
    { type: "object", properties: { password, name }, dependentRequired: { name: ["password"] } },
    { dependentRequired: { name: ["password"] } },
    "compatible",
    "incompatible",
  ],
  [
    { type: "object", properties: { id, name }, minProperties: 2 },
    { type: "string" },
    "compatible",
    "incompatible",
  ],
];

test.each(rows)("%j sent to %j: %s in a request, %s in a response", (...row) => {
  const [sender, receiver, request, response] = row;
  for (const to of [receiver, { not: { not: receiver } }]) {
    expectVerdict([sender, to, request], { direction: "request" });
    expectVerdict([sender, to, response], { direction: "response" });
  }
});

// What is read only in one branch is not asked for by another beside it.
const inTwoPlaces = { allOf: [{ properties: { id } }, { required: ["id"] }], properties: { name } };

test.each<[sender: unknown, receiver: unknown, request: Verdict, response: Verdict]>([
  [{ type: "object", ...inTwoPlaces }, structuredClone(inTwoPlaces), "compatible", "compatible"],
  [{ type: "object", ...inTwoPlaces }, { required: ["id"] }, "incompatible", "compatible"],
  [
    { type: "object", ...inTwoPlaces },
    { properties: { id }, required: ["id"] },
    "compatible",
    "compatible",
  ],
  [{ type: "object", properties: { name } }, inTwoPlaces, "compatible", "incompatible"],
])("%j, in two places, sent to %j: %s in a request, %s in a response", (...row) => {
  const [sender, receiver, request, response] = row;
  expectVerdict([sender, receiver, request], { direction: "request" });
  expectVerdict([sender, receiver, response], { direction: "response" });
});
