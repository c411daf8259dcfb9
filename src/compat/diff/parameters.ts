/**
 * Parameters that came, went, became required, or take other values.
 *
 * OpenAPI 3.1 #parameter-object. A path's parameters are told by their place in the template, the
 * others by name and location; header names ignore case: RFC 9110 §5.1.
 */
import type { Parameter } from "../../contract/contract.ts";
import { essence } from "../../contract/media-type.ts";
import { templatePath } from "../../contract/router.ts";
import { segmentNames } from "../../contract/template-segment.ts";
import { isAskedByKey } from "../../http/key-conditions.ts";
import { addValueChanges } from "./parameter-values.ts";
import { type OperationPair, placed, type Side } from "./side.ts";
import { AS_TEXT, wireForm } from "./wire-form.ts";

export function addParameterChanges(pair: OperationPair): void {
  const { caller, answerer } = pair;
  const sent = namedParameters(caller);
  const read = namedParameters(answerer);
  for (const [key, parameter] of read) {
    const partner = sent.get(key);
    if (partner === undefined) addReadOnly(pair, parameter);
    else addBoth(pair, partner, parameter);
  }
  for (const [key, parameter] of sent) if (!read.has(key)) addSentOnly(pair, parameter);
}

function namedParameters({ operation }: Side): Map<string, Parameter> {
  const positions = new Map(
    templatePath(operation.path)
      .split("/")
      .flatMap(segmentNames)
      .map((name, index) => [name, index]),
  );
  return new Map(operation.parameters.map((parameter) => [keyOf(parameter, positions), parameter]));
}

function keyOf({ in: where, name }: Parameter, positions: ReadonlyMap<string, number>): string {
  if (where === "path") return `path ${positions.get(name) ?? name}`;
  return `${where} ${where === "header" ? name.toLowerCase() : name}`;
}

/** Of the side that reads alone. */
function addReadOnly(pair: OperationPair, parameter: Parameter): void {
  const { caller, answerer, name, changes } = pair;
  if (parameter.in === "path") return;
  const places = placed(pair, caller.operation.place, parameter.place);
  const called = `${parameter.in} parameter ${parameter.name}`;
  if (parameter.required) {
    changes.add({
      code: "request.parameter.missing",
      message: `the ${answerer.version} requires the ${called}; the ${caller.version} does not send it`,
      ...places,
      operation: name,
      kind: called,
    });
    return;
  }
  const isAdded = answerer.version === "revision";
  changes.add({
    code: isAdded ? "diff.parameter.added" : "diff.parameter.removed",
    message: isAdded
      ? `the revision also takes the ${called}`
      : `the revision no longer sends the ${called}`,
    ...places,
    operation: name,
    kind: called,
  });
}

/** Of the side that sends alone. */
function addSentOnly(pair: OperationPair, parameter: Parameter): void {
  const { caller, answerer, name, changes } = pair;
  const { in: where } = parameter;
  if (where === "path" || isKeptOtherwise(answerer, parameter)) return;
  const called = `${where} parameter ${parameter.name}`;
  changes.add({
    code: "request.parameter.undeclared",
    // What a server does not know it ignores, as with a property of a body.
    severity: "warning",
    message: `the ${caller.version} may send the ${called}; the ${answerer.version} does not declare it, and may ignore it`,
    ...placed(pair, parameter.place, answerer.operation.place),
    operation: name,
    kind: called,
  });
}

// An API key is a security scheme's, and a path's key may ask for a parameter.
function isKeptOtherwise({ contract, operation }: Side, { in: where, name }: Parameter): boolean {
  if ((where === "query" || where === "header") && isAskedByKey(operation, where, name))
    return true;
  return [...contract.securitySchemes.values()].some(
    (scheme) =>
      scheme.type === "apiKey" &&
      scheme.in === where &&
      scheme.parameterName?.toLowerCase() === name.toLowerCase(),
  );
}

function addBoth(pair: OperationPair, sent: Parameter, read: Parameter): void {
  const { caller, answerer, name, changes } = pair;
  const places = placed(pair, sent.place, read.place);
  const called = `${read.in} parameter ${read.name}`;
  if (read.required && !sent.required) {
    changes.add({
      code: "request.parameter.missing",
      message: `the ${answerer.version} requires the ${called}; the ${caller.version} may leave it out`,
      ...places,
      operation: name,
      kind: called,
    });
  }
  if (sent.required && !read.required && read.in !== "path") {
    changes.add({
      code: "diff.parameter.optional",
      message: `the ${caller.version} requires the ${called}; the ${answerer.version} does without it`,
      ...places,
      operation: name,
      kind: called,
    });
  }
  const [from, to] = [wireForm(sent), wireForm(read)];
  // A text may be a list of one item; whether it is, its values tell.
  const mayBeOne = [from, to].includes(AS_TEXT) && sent.content.length === read.content.length;
  if (from !== to && !mayBeOne) {
    changes.add({
      code: "diff.parameter.wire-form",
      message: `the ${called} is written ${from} in the ${caller.version}, and ${to} in the ${answerer.version}`,
      ...places,
      operation: name,
      kind: called,
    });
    return;
  }
  addValueChanges(pair, sent, read, {
    places,
    subject: `the ${sent.in} parameter ${sent.name}${contentOf(sent)}`,
  });
}

function contentOf({ content: [document] }: Parameter): string {
  return document === undefined ? "" : ` (${essence(document.type)})`;
}
