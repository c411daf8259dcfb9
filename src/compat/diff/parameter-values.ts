/**
 * Which values of a parameter the other side refuses, as they stand on the wire.
 *
 * OpenAPI 3.1 #appendix-b-data-type-conversion: there everything is text, so that a number fits
 * where any text does, and one item fits a list. What schemas refuse is written by the sender's
 * rules and read by the receiver's before it is called a break.
 */
import type { Parameter } from "../../contract/contract.ts";
import { parameterReaders, readParameterValue } from "../../http/parameter/parameter-value.ts";
import { writeParameter } from "../../http/parameter/write-parameter.ts";
import { partsOf, type RequestParts } from "../../http/request-parts.ts";
import { composeSchema } from "../../schema/compose.ts";
import { instanceTypes } from "../../schema/instance-types.ts";
import type { Schema } from "../../schema/schema.ts";
import { isValid } from "../../schema/validate.ts";
import type { At } from "./change.ts";
import type { OperationPair } from "./side.ts";

interface ValueUse {
  places: { base: At | undefined; revision: At | undefined };
  subject: string;
}

export function addValueChanges(
  pair: OperationPair,
  sent: Parameter,
  read: Parameter,
  { places, subject }: ValueUse,
): void {
  const { caller, answerer, name, schemas } = pair;
  const [sentDocument] = sent.content;
  const [readDocument] = read.content;
  const isDocument = sentDocument !== undefined && readDocument !== undefined;
  const sender = isDocument ? sentDocument.schema : sent.schema;
  const receiver = isDocument ? readDocument.schema : read.schema;
  if (!isDocument && sender !== undefined && receiver !== undefined) {
    if (schemas.isProved("request", sender, receiver)) return;
    if (isAnyText(pair, sender, receiver)) return;
    if (fitsAsItem(pair, sender, read)) return;
  }
  schemas.add({
    direction: "request",
    code: "request.parameter.incompatible",
    from: caller,
    to: answerer,
    sender: sent.in === "path" && !isDocument ? notEmpty(sender) : sender,
    receiver,
    holders: places,
    subject,
    operation: name,
    ...(!isDocument && { isAccepted: (witness) => isAcceptedOnWire(pair, sent, read, witness) }),
  });
}

const ANY_TEXT = composeSchema({ type: "string" }, new Map());

// A number, a boolean and a text are written alike.
function isAnyText({ schemas }: OperationPair, sender: Schema, receiver: Schema): boolean {
  const types = instanceTypes(sender);
  if (types.has("array") || types.has("object")) return false;
  return schemas.isProved("request", ANY_TEXT, receiver);
}

// `color=blue` is a list of one where lists have a pair for each item.
function fitsAsItem({ schemas }: OperationPair, sender: Schema, read: Parameter): boolean {
  const types = instanceTypes(sender);
  const isPair = read.in === "query" && read.explode && read.style !== "deepObject";
  if (!isPair || types.has("array") || types.has("object") || read.schema === undefined) {
    return false;
  }
  const list = { type: "array", items: { $ref: "item" }, minItems: 1, maxItems: 1 };
  return schemas.isProved("request", composeSchema(list, new Map([["item", sender]])), read.schema);
}

const parts = new WeakMap<Schema, Schema>();

// A path with an empty segment is another path: what is not written is not sent.
function notEmpty(schema: Schema | undefined): Schema | undefined {
  if (schema === undefined || !instanceTypes(schema).has("string")) return schema;
  let part = parts.get(schema);
  if (part === undefined) {
    part = composeSchema({ $ref: "value", minLength: 1 }, new Map([["value", schema]]));
    parts.set(schema, part);
  }
  return part;
}

/** Whether the receiver takes what the sender writes; undefined where it cannot be written. */
function isAcceptedOnWire(
  { answerer }: OperationPair,
  sent: Parameter,
  read: Parameter,
  value: unknown,
): boolean | undefined {
  const request = written(sent, read, value);
  if (request === undefined) return undefined;
  const reader = parameterReaders(answerer.operation, answerer.contract.securitySchemes).find(
    ({ parameter }) => parameter === read,
  );
  if (reader === undefined) return undefined;
  const found = readParameterValue(reader, request);
  if (found.state !== "present") return false;
  return found.schema === undefined || isValid(found.schema, found.value, { direction: "request" });
}

function written(sent: Parameter, read: Parameter, value: unknown): RequestParts | undefined {
  const text = writeParameter(sent, value);
  if (text === undefined) return undefined;
  const headers = new Map<string, readonly string[]>();
  const pathValues = new Map<string, string>();
  let query = "";
  if ("text" in text) {
    if (text.in === "path") pathValues.set(read.name, text.text);
    else headers.set(read.name.toLowerCase(), [text.text]);
  } else {
    const pairs = text.pairs.map(([name, part]) => `${name}=${part}`);
    if (text.in === "query") query = pairs.join("&");
    else headers.set("cookie", [pairs.join("; ")]);
  }
  const request = { method: "GET", path: "/", query, headers, body: NO_BODY };
  return partsOf(request, pathValues);
}

const NO_BODY = new Uint8Array();
