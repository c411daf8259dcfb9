/**
 * Request bodies that came, went, became required, or take other types and values.
 *
 * OpenAPI 3.1 #request-body-object, #media-type-object.
 */
import type { RequestBody } from "../../contract/contract.ts";
import { findMediaType, isRange, isWithin, readContentType } from "../../contract/media-type.ts";
import { addContentChanges } from "./body-content.ts";
import { type OperationPair, placed } from "./side.ts";

export function addRequestBodyChanges(pair: OperationPair): void {
  const { caller, answerer } = pair;
  const sent = caller.operation.requestBody;
  const read = answerer.operation.requestBody;
  if (sent !== undefined && read !== undefined) addBoth(pair, sent, read);
  else if (sent !== undefined) addSentOnly(pair, sent);
  else if (read !== undefined) addReadOnly(pair, read);
}

function addSentOnly(pair: OperationPair, sent: RequestBody): void {
  const { caller, answerer, name, changes } = pair;
  changes.add({
    code: "request.body.undeclared",
    severity: "warning",
    message: `the ${caller.version} sends a body; the ${answerer.version} declares none, and may ignore it`,
    ...placed(pair, sent.place, answerer.operation.place),
    operation: name,
    kind: "body",
  });
}

function addReadOnly(pair: OperationPair, read: RequestBody): void {
  const { caller, answerer, name, changes } = pair;
  const places = placed(pair, caller.operation.place, read.place);
  if (read.required) {
    changes.add({
      code: "request.body.missing",
      message: `the ${answerer.version} requires a body; the ${caller.version} sends none`,
      ...places,
      operation: name,
      kind: "body",
    });
    return;
  }
  changes.add({
    code: "diff.body.added",
    message: `the ${answerer.version} declares an optional body; the ${caller.version} sends none`,
    ...places,
    operation: name,
    kind: "request",
  });
}

function addBoth(pair: OperationPair, sent: RequestBody, read: RequestBody): void {
  const { caller, answerer, name, changes } = pair;
  const places = placed(pair, sent.place, read.place);
  if (read.required && !sent.required) {
    changes.add({
      code: "request.body.optional",
      message: `the ${answerer.version} requires the body; the ${caller.version} may leave it out`,
      ...places,
      operation: name,
      kind: "body",
    });
  }
  if (sent.required && !read.required) {
    changes.add({
      code: "diff.body.optional",
      message: `the ${caller.version} requires the body; the ${answerer.version} does without it`,
      ...places,
      operation: name,
      kind: "body",
    });
  }
  for (const media of sent.content) {
    const { type, place } = media;
    const partner = findMediaType(read.content, type);
    if (partner === undefined) {
      changes.add({
        code: "request.body.media-type",
        message: `the ${caller.version} sends ${type}; the ${answerer.version} takes ${read.content.map((each) => each.type).join(", ") || "nothing"}`,
        ...placed(pair, place, read.place),
        operation: name,
        kind: type,
      });
      continue;
    }
    addContentChanges(pair, {
      direction: "request",
      severity: undefined,
      subject: "a request body",
      sent: media,
      read: partner,
    });
  }
  for (const { type, place } of read.content) {
    if (sent.content.some((each) => isPartOf(type, each.type))) continue;
    if (findMediaType(sent.content, type) !== undefined) continue;
    const isAdded = answerer.version === "revision";
    if (!isAdded) continue;
    changes.add({
      code: "diff.media-type.added",
      message: `the revision also takes ${type}`,
      ...placed(pair, sent.place, place),
      operation: name,
      kind: type,
    });
  }
}

/** Whether a range holds a type or another range. */
function isPartOf(range: string, type: string): boolean {
  const [outer, inner] = [readContentType(range).essence, readContentType(type).essence];
  return isRange(outer) && isWithin(inner, outer);
}
