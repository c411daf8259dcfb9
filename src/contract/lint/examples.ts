/**
 * Examples and defaults that break their own schema.
 *
 * OpenAPI 3.1 #media-type-object, #parameter-object, #header-object and #schema-object (3.0
 * #schema-object: a default MUST conform), JSON Schema 2020-12 Validation #name-default and
 * #name-examples, AsyncAPI 3.0 #messageExampleObject.
 */
import { createFinding, type Finding } from "../../findings/finding.ts";
import { type Schema, schemaAt } from "../../schema/schema.ts";
import type { Violation } from "../../schema/validate.ts";
import { inside, itemsOf, locationOf, type Place } from "../../source/documents.ts";
import { appendPointer, parsePointer, valueAt } from "../../source/pointer.ts";
import type { Contract } from "../contract.ts";
import {
  type ExampleUse,
  mediaTypeExampleFaults,
  parameterExampleFaults,
  valueFaults,
} from "../example.ts";
import { readExamples } from "../payload.ts";
import { schemaInside, stringAt } from "../reader.ts";
import { everyOperation } from "./every-operation.ts";
import type { ReachedPart } from "./every-part.ts";
import { createExampleBudget, type ExampleBudget } from "./example-budget.ts";
import { messageExamples } from "./message-examples.ts";
import { namedPointer } from "./named-pointer.ts";

/** An example with what it is called and what is wrong with it. */
export interface JudgedExample {
  /** `the example cheap`, `the default`. */
  called: string;
  /** Which part of it this is, as a pointer; absent where it is the whole. */
  part?: string;
  place: Place;
  faults: readonly Violation[];
}

/** Findings that are listed; of more, only how many there are is said. */
const MAX_LISTED = 5000;

/**
 * One finding for each: the deepest place that is at fault. What could not be decided is none.
 * Where the budget does not last, one that says how many examples were left.
 *
 * @param parts of the contract, as `everyPart` gives them
 */
export function lintExamples(
  contract: Contract,
  parts: readonly ReachedPart[],
  budget: ExampleBudget = createExampleBudget(),
): Finding[] {
  const operationAt = operationsByPlace(contract);
  const broken = parts
    .filter(({ isHeld }) => isHeld)
    .flatMap((part) => judgedExamples(contract, part, budget))
    .filter(({ faults }) => faults.length > 0);
  const listed = broken
    .slice(0, MAX_LISTED)
    .map((example) => exampleFinding(contract, example, operationAt(example.place)));
  return [
    ...listed,
    ...restFindings(contract, broken.slice(MAX_LISTED)),
    ...budget.findings(contract),
  ];
}

function restFindings(contract: Contract, rest: readonly JudgedExample[]): Finding[] {
  const [first] = rest;
  if (first === undefined) return [];
  const more =
    rest.length === 1 ? "1 more example breaks its" : `${rest.length} more examples break their`;
  return [
    createFinding({
      code: "example.invalid",
      message: `${more} schema, this one the first; the rest is not listed`,
      at: locationOf(first.place),
      identity: [contract.title, "rest"],
    }),
  ];
}

function judgedExamples(
  contract: Contract,
  part: ReachedPart,
  budget: ExampleBudget,
): JudgedExample[] {
  const { kind, name, place } = part;
  const use: ExampleUse = { direction: part.direction ?? "either", effort: budget.effort };
  switch (kind) {
    case "media-type":
      return besideSchema(contract, place, (schema, example) =>
        budget.spend(example, () => mediaTypeExampleFaults(name, schema, example.value, use)),
      );
    case "parameter":
    case "header":
      return besideSchema(contract, place, (schema, example) =>
        budget.spend(example, () => parameterExampleFaults(schema, example.value, use)),
      );
    case "schema":
      return ofSchema(contract, place, budget);
    case "message":
      return messageExamples(contract, place, budget);
    default:
      return [];
  }
}

function besideSchema(
  contract: Contract,
  holder: Place,
  faultsOf: (schema: Schema, example: Place) => Violation[] | undefined,
): JudgedExample[] {
  const examples = readExamples(contract, holder);
  const schema = examples.length === 0 ? undefined : schemaInside(contract, holder);
  if (schema === undefined) return [];
  return examples.map(({ name, place }) => ({
    called: name === undefined ? "the example" : `the example ${name}`,
    place,
    faults: faultsOf(schema, place) ?? [],
  }));
}

// A schema is used in requests and in responses. AsyncAPI knows no directions.
function ofSchema(contract: Contract, place: Place, budget: ExampleBudget): JudgedExample[] {
  // AsyncAPI 3.0 #multiFormatSchemaObject holds a schema, and is none.
  const isWrapped = contract.format === "asyncapi" && stringAt(place, "schemaFormat") !== undefined;
  const own = isWrapped ? [] : ownExamples(contract, place);
  const schema =
    own.length === 0 ? undefined : schemaAt(contract.store, place.source.uri, place.pointer);
  if (schema === undefined) return [];
  const use: ExampleUse = {
    direction: contract.format === "openapi" ? "either" : undefined,
    effort: budget.effort,
  };
  return own.map(({ called, place }) => ({
    called,
    place,
    faults: budget.spend(place, () => valueFaults(schema, place.value, use)) ?? [],
  }));
}

function ownExamples(contract: Contract, schema: Place): { called: string; place: Place }[] {
  const own: { called: string; place: Place }[] = [];
  const isOpenApi = contract.format === "openapi";
  const single = isOpenApi ? inside(schema, "example") : undefined;
  if (single !== undefined) own.push({ called: "the example", place: single });
  // `examples` came with JSON Schema, and so with OpenAPI 3.1.
  if (!isOpenApi || !contract.version.startsWith("3.0")) {
    for (const [index, place] of itemsOf(inside(schema, "examples")).entries()) {
      own.push({ called: `example ${index + 1}`, place });
    }
  }
  const standard = inside(schema, "default");
  if (standard !== undefined) own.push({ called: "the default", place: standard });
  return own;
}

function exampleFinding(
  contract: Contract,
  { called, part = "", place, faults }: JudgedExample,
  operation: string | undefined,
): Finding {
  const { instancePointer, message, schema } = deepest(faults);
  const pointer = place.pointer + instancePointer;
  const at: Place = { ...place, pointer, value: valueAt(place.source.value, pointer) };
  const source = contract.documents.sources.get(schema.uri);
  const because = source && { source, pointer: schema.pointer, value: undefined };
  const inner = part + instancePointer;
  const where = inner === "" ? called : `${inner} of ${called}`;
  return createFinding({
    code: "example.invalid",
    message: `${where} ${message.replace("; the contract asks", "; its schema asks")}`,
    at: locationOf(at),
    ...(because !== undefined && { because: locationOf(because) }),
    ...(operation !== undefined && { operation }),
    identity: [
      contract.title,
      namedPointer(place),
      because === undefined ? schema.pointer : namedPointer(because),
    ],
  });
}

// The first of those furthest inside.
function deepest(faults: readonly Violation[]): Violation {
  return faults.reduce((chosen, fault) => (depthOf(fault) > depthOf(chosen) ? fault : chosen));
}

function depthOf({ instancePointer }: Violation): number {
  return instancePointer.split("/").length;
}

/** The operation that a place stands inside: not one that only refers to it. */
function operationsByPlace(contract: Contract): (place: Place) => string | undefined {
  const keys = new Map(
    everyOperation(contract).map(({ key, place }) => [`${place.source.uri}#${place.pointer}`, key]),
  );
  return ({ source, pointer }) => {
    const tokens = parsePointer(pointer) ?? [];
    // A callback's operation stands inside another: the innermost is meant.
    for (let length = tokens.length; length > 0; length--) {
      const key = keys.get(`${source.uri}#${appendPointer("", ...tokens.slice(0, length))}`);
      if (key !== undefined) return key;
    }
    return undefined;
  };
}
