/**
 * What a request says for each parameter of an operation.
 *
 * OpenAPI 3.0 and 3.1 #parameter-object. What depends on the parameter alone (its style, shape and
 * types) is worked out once, when its operation is first used.
 */
import type { Operation, Parameter, SecurityScheme } from "../../contract/contract.ts";
import type { Schema } from "../../schema/schema.ts";
import { isValid } from "../../schema/validate.ts";
import { cookiesOf, fieldText, queryOf, type RequestParts } from "../request-parts.ts";
import { MalformedText } from "../wire.ts";
import { type QueryNames, queryNamesOf } from "./query-names.ts";
import { contentReader, UNREAD } from "./read-content.ts";
import { attempt, readItems, sentTwice } from "./read-members.ts";
import { pairsReader, simpleReader, textReader } from "./read-style.ts";
import { styleOf } from "./style.ts";
import {
  memberBranches,
  type Shape,
  type TextSchema,
  textSchemaOf,
  textSchemaOfBranch,
} from "./text-schema.ts";

export type ParameterValue =
  | { state: "absent" }
  /** `name=` where `allowEmptyValue` says that this is the parameter not being used. */
  | { state: "unused" }
  | { state: "malformed"; fault: MalformedText }
  /** A document of a media type that concordat does not read. */
  | { state: "unread"; mediaType: string }
  | { state: "present"; value: unknown; schema: Schema | undefined };

/** One parameter, ready to be read. */
export interface ParameterReader {
  readonly parameter: Parameter;
  /** What the value is held to. */
  readonly schema: Schema | undefined;
  /** Whether a value of the schema can only be a text, only a list or only an object. */
  readonly hasOneShape: boolean;
  /** In the first shape: undefined where it is absent, a MalformedText, UNUSED, UNREAD or a value. */
  read(parts: RequestParts): unknown;
  /** Other readings, for where the schema does not accept the first; none for most parameters. */
  others(): readonly Read[];
}

type Read = (parts: RequestParts) => unknown;

/** An empty text that says that the parameter is not used. */
export const UNUSED: unique symbol = Symbol("unused");

const REQUEST = { direction: "request" } as const;
const NO_READINGS: readonly Read[] = [];

const known = new WeakMap<Operation, readonly ParameterReader[]>();

/**
 * The operation's parameters in order, made once.
 *
 * @param schemes the document's security schemes, by name: API keys in the query are no parameters
 */
export function parameterReaders(
  operation: Operation,
  schemes: ReadonlyMap<string, SecurityScheme>,
): readonly ParameterReader[] {
  let readers = known.get(operation);
  if (readers === undefined) {
    const names = queryNamesOf(operation, schemes);
    readers = operation.parameters.map((parameter) => makeReader(parameter, names));
    known.set(operation, readers);
  }
  return readers;
}

/** The value of one parameter: of several readings the first that the schema accepts. */
export function readParameterValue(reader: ParameterReader, parts: RequestParts): ParameterValue {
  const { schema } = reader;
  let value = firstReading(reader, parts);
  const isAccepted =
    value !== undefined && isReading(value) && (!schema || isValid(schema, value, REQUEST));
  if (!isAccepted) value = acceptedReading(reader, parts) ?? value;
  if (value === undefined) return { state: "absent" };
  if (value === UNUSED) return { state: "unused" };
  if (value === UNREAD) return { state: "unread", mediaType: reader.parameter.content[0]!.type };
  if (value instanceof MalformedText) return { state: "malformed", fault: value };
  return { state: "present", value, schema };
}

/**
 * The first reading: where the first shape is not there, that of the next. Undefined where the
 * parameter is absent, a MalformedText, UNUSED, UNREAD or a value.
 */
export function firstReading(reader: ParameterReader, parts: RequestParts): unknown {
  const value = reader.read(parts);
  if (value !== undefined || reader.hasOneShape) return value;
  for (const read of reader.others()) {
    const other = read(parts);
    if (other !== undefined) return other;
  }
  return undefined;
}

/** The first of the other readings that the schema accepts; undefined where it accepts none. */
export function acceptedReading(reader: ParameterReader, parts: RequestParts): unknown {
  const { schema } = reader;
  return reader
    .others()
    .map((read) => read(parts))
    .find(
      (value) =>
        value !== undefined && isReading(value) && schema && isValid(schema, value, REQUEST),
    );
}

/** Whether something was read: neither a fault nor a sign that there is no value. */
function isReading(value: unknown): boolean {
  return value !== UNUSED && value !== UNREAD && !(value instanceof MalformedText);
}

function makeReader(parameter: Parameter, names: QueryNames): ParameterReader {
  const [content] = parameter.content;
  if (content !== undefined) {
    const read = contentReader(parameter, content);
    return {
      parameter,
      schema: content.schema,
      hasOneShape: true,
      read,
      others: () => NO_READINGS,
    };
  }
  const { schema } = parameter;
  const text = textSchemaOf(schema);
  const make = (value: TextSchema, shape: Shape) => locatedReader(parameter, value, shape, names);
  let others: readonly Read[] | undefined;
  return {
    parameter,
    schema,
    hasOneShape: text.shapes.length === 1,
    read: make(text, text.shapes[0]),
    others() {
      others ??= [
        ...text.shapes.slice(1).map((shape) => make(text, shape)),
        ...branchesOf(text).flatMap((branch) =>
          text.shapes.filter((shape) => shape !== "primitive").map((shape) => make(branch, shape)),
        ),
      ];
      return others;
    },
  };
}

// Two branches may declare one property with different types.
function branchesOf({ schema }: TextSchema): TextSchema[] {
  if (schema === undefined) return [];
  const branches = memberBranches(schema);
  return branches.length < 2 ? [] : branches.map((branch) => textSchemaOfBranch(schema, branch));
}

function locatedReader(
  parameter: Parameter,
  value: TextSchema,
  shape: Shape,
  names: QueryNames,
): Read {
  const { name } = parameter;
  switch (parameter.in) {
    case "path": {
      const read = textReader(parameter, value, shape);
      return ({ pathValues }) => {
        const text = pathValues.get(name);
        return text === undefined ? undefined : attempt(read, text);
      };
    }
    case "header":
      return headerReader(name, textReader(parameter, value, shape), value, shape);
    case "cookie": {
      const read = pairsReader(parameter, value, shape, undefined);
      return (parts) => attempt(read, cookiesOf(parts));
    }
    case "query": {
      const read = pairsReader(parameter, value, shape, names);
      if (!parameter.allowEmptyValue || !hasEmptyForm(parameter)) {
        return (parts) => attempt(read, queryOf(parts));
      }
      return (parts) => (isSentEmpty(name, parts) ? UNUSED : attempt(read, queryOf(parts)));
    }
  }
}

// RFC 6265 §3: lines of Set-Cookie are not joined, as a comma in one is part of it.
function headerReader(
  name: string,
  read: (text: string) => unknown,
  value: TextSchema,
  shape: Shape,
): Read {
  const field = name.toLowerCase();
  if (field !== "set-cookie") {
    return ({ request }) => {
      const text = fieldText(request.headers, field);
      return text === undefined ? undefined : attempt(read, text);
    };
  }
  return ({ request }) => {
    const lines = request.headers.get(field);
    if (lines === undefined) return undefined;
    if (shape === "array")
      return readItems(value, lines, { decode: (text) => text, isCommaFree: false });
    return lines.length > 1 ? sentTwice(lines, value) : attempt(read, lines[0]!);
  };
}

// OpenAPI 3.1 #parameter-allow-empty-value: ignored where the style has no empty form.
function hasEmptyForm(parameter: Parameter): boolean {
  const { isDeep, isDelimiterEncoded } = styleOf(parameter);
  return !isDeep && !isDelimiterEncoded;
}

function isSentEmpty(name: string, parts: RequestParts): boolean {
  const { names, texts } = queryOf(parts);
  const index = names.indexOf(name);
  return index >= 0 && texts[index] === "" && !names.includes(name, index + 1);
}

/**
 * A header of style `simple`; undefined where it is not there. What is no list or object where one
 * is due stays a text, for the schema to refuse.
 */
export function readHeaderValue(
  schema: Schema | undefined,
  explode: boolean,
  text: string | undefined,
): unknown {
  if (text === undefined) return undefined;
  const value = textSchemaOf(schema);
  const read = (shape: Shape): unknown => {
    const reading = attempt(simpleReader(explode, value, shape), text);
    return reading instanceof MalformedText ? text : reading;
  };
  const first = read(value.shapes[0]);
  if (schema === undefined || value.shapes.length === 1 || isValid(schema, first)) return first;
  const accepted = value.shapes
    .slice(1)
    .map(read)
    .find((reading) => isValid(schema, reading));
  return accepted ?? first;
}
