/**
 * Whether the parameters of a request are those that an operation accepts.
 *
 * OpenAPI 3.0 and 3.1 #parameter-object.
 */
import type { Contract, Operation, Parameter } from "../../contract/contract.ts";
import type { Finding, Location } from "../../findings/finding.ts";
import { pointerInside } from "../../schema/place.ts";
import type { Schema } from "../../schema/schema.ts";
import { validate } from "../../schema/validate.ts";
import type { Violation } from "../../schema/violation.ts";
import { inside, locationOf } from "../../source/documents.ts";
import { appendPointer, type PointerToken } from "../../source/pointer.ts";
import { locate } from "../../source/source.ts";
import {
  type ExchangeContext,
  exchangeFinding,
  exchangeLocation,
  violationFindings,
} from "../report.ts";
import type { RequestParts } from "../request-parts.ts";
import { MalformedText } from "../wire.ts";
import {
  acceptedReading,
  firstReading,
  type ParameterReader,
  parameterReaders,
  UNUSED,
} from "./parameter-value.ts";
import { UNREAD } from "./read-content.ts";

const REQUEST = { direction: "request" } as const;

/** Adds to `findings` what is wrong, in the order of the parameters. */
export function checkParameters(
  contract: Contract,
  operation: Operation,
  parts: RequestParts,
  findings: Finding[],
): void {
  for (const reader of parameterReaders(operation, contract.securitySchemes)) {
    const value = firstReading(reader, parts);
    let violations: readonly Violation[] | undefined;
    if (value === undefined) {
      if (!reader.parameter.required) continue;
    } else if (value === UNUSED) {
      continue;
    } else if (value !== UNREAD && !(value instanceof MalformedText)) {
      if (reader.schema === undefined) continue;
      violations = validate(reader.schema, value, REQUEST);
      if (violations.length === 0) continue;
    }
    if (acceptedReading(reader, parts) !== undefined) continue;
    const context: ExchangeContext = { contract, operation, side: "request" };
    findings.push(...faultsOf(context, reader, value, violations));
  }
}

function faultsOf(
  context: ExchangeContext,
  reader: ParameterReader,
  value: unknown,
  violations: readonly Violation[] | undefined,
): Finding[] {
  const { parameter } = reader;
  const subject = subjectOf(parameter);
  const pointer = parameterPointer(parameter);
  if (violations !== undefined) {
    return violationFindings(context, violations, {
      code: "request.parameter.invalid",
      subject,
      pointer,
      nameOf: placeInside,
    });
  }
  const draft = {
    at: exchangeLocation("request", pointer),
    because: locationOf(parameter.place),
    identity: [parameter.in, parameter.name],
  };
  if (value instanceof MalformedText) {
    return [
      exchangeFinding(context, {
        ...draft,
        code: "request.parameter.invalid",
        message: `${placeInside(value.tokens, subject)} cannot be read: ${value.message}`,
        at: exchangeLocation("request", appendPointer(pointer, ...value.tokens)),
        because: ruleBroken(context.contract, parameter, value),
        ...(value.text !== undefined && { witness: value.text }),
      }),
    ];
  }
  if (value === UNREAD) {
    // What has no schema is not asked for anything.
    if (reader.schema === undefined) return [];
    const type = parameter.content[0]!.type;
    const message = `${subject} was not checked: ${type} is not read`;
    return [exchangeFinding(context, { ...draft, code: "schema.unresolved", message })];
  }
  const message = `${subject} is required and not sent`;
  return [exchangeFinding(context, { ...draft, code: "request.parameter.missing", message })];
}

/** How messages name a parameter: `the query parameter page`. */
export function subjectOf({ in: where, name }: Pick<Parameter, "in" | "name">): string {
  return `the ${where} parameter ${name}`;
}

const PLACES = { path: "path", query: "query", header: "headers", cookie: "cookies" } as const;

/** Where a parameter stands in a request; names of headers in lower case, RFC 9110 §5.1. */
export function parameterPointer({ in: where, name }: Pick<Parameter, "in" | "name">): string {
  return appendPointer("", PLACES[where], where === "header" ? name.toLowerCase() : name);
}

/** How messages name a place inside a parameter: `the query parameter filter.ids[0]`. */
export function placeInside(tokens: readonly PointerToken[], subject: string): string {
  const steps = tokens.map((token) => (/^\d+$/.test(String(token)) ? `[${token}]` : `.${token}`));
  return subject + steps.join("");
}

/** What a text that cannot be read breaks: the schema that asks for one value, else the style. */
export function ruleBroken(
  contract: Contract,
  parameter: Parameter,
  { schema }: MalformedText,
): Location {
  const place = inside(parameter.place, "style") ?? parameter.place;
  return (schema && locationOfType(contract, schema)) ?? locationOf(place);
}

function locationOfType(contract: Contract, schema: Schema): Location | undefined {
  const source = contract.documents.sources.get(schema.uri);
  if (source === undefined) return undefined;
  const saysType = typeof schema.value === "object" && Object.hasOwn(schema.value, "type");
  return locate(source, saysType ? pointerInside(schema, ["type"]) : schema.pointer);
}
