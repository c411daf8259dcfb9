/**
 * Whether a provider that keeps its contract may send the body that an interaction expects.
 *
 * DESIGN: a pact is an expectation in a provider state.
 */
import type { MediaType, Response } from "../contract/contract.ts";
import { findMediaType, isJson } from "../contract/media-type.ts";
import type { FindingCode } from "../findings/code.ts";
import type { Finding } from "../findings/finding.ts";
import { instanceTypes } from "../schema/instance-types.ts";
import { sample } from "../schema/sample.ts";
import type { Schema } from "../schema/schema.ts";
import { locationOf } from "../source/documents.ts";
import { formatPointer, valueAt } from "../source/pointer.ts";
import { valueOfBody } from "./compare-request-body.ts";
import {
  becauseOf,
  contentTypeLocation,
  type InteractionContext,
  locationInside,
  type MatchedContext,
  pactFinding,
} from "./comparison.ts";
import { judgeBody } from "./expected-body.ts";
import { nameOfPlace } from "./name-of-place.ts";
import { contentTypeOf } from "./pact.ts";
import type { Problem } from "./problem.ts";

export function compareResponseBody(context: MatchedContext, declared: Response): Finding[] {
  const { response } = context.interaction;
  if (response.body.state !== "present" || context.operation.method === "HEAD") return [];
  const contentType = contentTypeOf(response);
  const mediaType = chooseMediaType(declared, contentType);
  if (mediaType === undefined) {
    const types = declared.content.map(({ type }) => type).join(", ") || "no body";
    return [
      pactFinding(context, {
        code: "response.media-type.undeclared",
        message: `the interaction expects ${contentType ?? "a body of no media type"}; the contract declares ${types} for ${declared.status}`,
        at: contentTypeLocation(response),
        because: locationOf(declared.place),
        identity: ["", "media-type", contentType ?? ""],
      }),
    ];
  }
  if (mediaType.schema === undefined) return [];
  return compareValue(context, mediaType.schema, mediaType, contentType ?? mediaType.type);
}

// A pact that says no media type takes the contract's, where it is the only one.
function chooseMediaType(
  { content }: Response,
  contentType: string | undefined,
): MediaType | undefined {
  if (contentType !== undefined) return findMediaType(content, contentType);
  return content.length === 1 ? content[0] : undefined;
}

function compareValue(
  context: InteractionContext,
  schema: Schema,
  mediaType: MediaType,
  contentType: string,
): Finding[] {
  const { response } = context.interaction;
  const reading = valueOfBody(response.body, contentType, mediaType);
  if (reading.state === "value") {
    // Rules of other bodies than JSON are for executable matchers: the example alone counts.
    const rules = isJson(contentType) ? response.matchingRules : ANY_VALUE;
    return problemFindings(context, schema, judgeBody(schema, reading.value, rules));
  }
  // Binary content is a string to OpenAPI: there is nothing to compare.
  const isBytes = reading.state === "opaque" && instanceTypes(schema).has("string");
  if (isBytes) return [];
  const isMalformed = reading.state === "malformed";
  return [
    pactFinding(context, {
      code: isMalformed ? "response.body.malformed" : "schema.unresolved",
      message: isMalformed
        ? `the body ${reading.reason}`
        : `the body was not checked: concordat does not read ${contentType}`,
      at: locationOf(response.body.place),
      because: locationOf(mediaType.place),
      identity: ["", reading.state],
    }),
  ];
}

const ANY_VALUE = new Map([
  ["body", new Map([["$", { combine: "AND", matchers: [{ match: "type" }] } as const]])],
]);

function problemFindings(
  context: InteractionContext,
  schema: Schema,
  problems: readonly Problem[],
): Finding[] {
  const literals = problems.filter(({ kind }) => kind === "literal");
  return [
    ...problems.flatMap((problem) => problemFinding(context, problem)),
    ...literalFinding(context, schema, literals),
  ];
}

function problemFinding(context: InteractionContext, problem: Problem): Finding[] {
  const { body } = context.interaction.response;
  const { kind, path, message, rule } = problem;
  if (kind === "literal") return [];
  const name = nameOfPlace(path);
  const isExample = kind === "example";
  return [
    pactFinding(context, {
      code: CODES[kind],
      message: isExample
        ? `the example of ${name} ${message}; its rule accepts other values`
        : `${name} ${message}`,
      ...(isExample && {
        severity: "warning",
        mend: "Give the consumer's test an example that the provider can send.",
      }),
      at: locationInside(body.place, ...path),
      ...becauseOf(context.contract, rule),
      ...("witness" in problem && { witness: problem.witness }),
      identity: [formatPointer(path), kind, rule?.pointer ?? ""],
    }),
  ];
}

const CODES: Record<Exclude<Problem["kind"], "literal">, FindingCode> = {
  undeclared: "response.body.undeclared",
  invalid: "response.body.invalid",
  example: "response.body.invalid",
  optional: "response.state-dependent",
  unresolved: "schema.unresolved",
};

const MAX_NAMES = 8;

// One for all of a body.
function literalFinding(
  context: InteractionContext,
  schema: Schema,
  literals: readonly Problem[],
): Finding[] {
  const { interaction, contract } = context;
  const [first] = literals;
  if (first === undefined) return [];
  const { body } = interaction.response;
  const names = literals.map(({ path, message }) => `${message}${nameOfPlace(path)}`);
  const none = interaction.states.length === 0 ? ", and the interaction names none" : "";
  const shown = names.slice(0, MAX_NAMES).join(", ");
  const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : "";
  return [
    pactFinding(context, {
      code: "response.state-dependent",
      message: `what is expected holds in some provider states only${none}: ${shown}${more}`,
      at: locationInside(body.place, ...first.path),
      ...becauseOf(contract, { uri: schema.uri, pointer: schema.pointer }),
      ...otherBody(schema, first, body.content),
      identity: ["", "literal"],
    }),
  ];
}

/** A body that the contract allows and the literal at `path` refuses. */
function otherBody(schema: Schema, { path }: Problem, content: unknown): { witness?: unknown } {
  const pointer = formatPointer(path);
  for (const seed of [0, 1, 2]) {
    const made = sample(schema, { seed, direction: "response", minimal: true });
    if (!made.ok) return {};
    const differs =
      JSON.stringify(valueAt(made.value, pointer)) !== JSON.stringify(valueAt(content, pointer));
    if (differs) return { witness: made.value };
  }
  return {};
}
