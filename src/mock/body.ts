/**
 * The body of an answer: a valid example, else a sample of the schema.
 *
 * DESIGN: mock server behaviour.
 */
import type { Contract, Example, MediaType } from "../contract/contract.ts";
import { isJson } from "../contract/media-type.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { sample } from "../schema/sample.ts";
import { validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { locate } from "../source/source.ts";

export interface BodyChoice {
  /** The name of the example wanted. */
  example?: string | undefined;
  /** A sample even where there are examples. */
  dynamic: boolean;
  seed: number | string;
}

export interface MadeBody {
  /** Undefined where no valid value was found. */
  bytes: Uint8Array | undefined;
  /** `mock.example-invalid`, `mock.sample-failed`. */
  warnings: readonly Finding[];
}

export function makeBody(contract: Contract, mediaType: MediaType, choice: BodyChoice): MadeBody {
  const examples = examplesOf(contract, mediaType);
  const { example } = choice;
  const chosen =
    example === undefined && choice.dynamic
      ? undefined
      : examples.valid.find(({ name }) => example === undefined || name === example);
  if (chosen !== undefined) {
    return { bytes: encode(mediaType, chosen.value), warnings: examples.warnings };
  }
  // What was asked for breaks its own schema, or there is nothing: a sample keeps the contract.
  const made = sampleOf(contract, mediaType, choice.seed);
  return { bytes: made.bytes, warnings: [...examples.warnings, ...made.warnings] };
}

interface JudgedExamples {
  valid: Example[];
  warnings: Finding[];
}

const judged = new WeakMap<MediaType, JudgedExamples>();

// An example is judged once: the contract does not change under a running mock.
function examplesOf(contract: Contract, mediaType: MediaType): JudgedExamples {
  let examples = judged.get(mediaType);
  if (examples === undefined) {
    examples = judgeExamples(contract, mediaType);
    judged.set(mediaType, examples);
  }
  return examples;
}

function judgeExamples(contract: Contract, mediaType: MediaType): JudgedExamples {
  const result: JudgedExamples = { valid: [], warnings: [] };
  for (const example of mediaType.examples) {
    const violations =
      mediaType.schema === undefined
        ? []
        : validate(mediaType.schema, example.value, { direction: "response" });
    const violation = violations.find(({ kind }) => kind === "invalid");
    if (violation === undefined) {
      result.valid.push(example);
      continue;
    }
    const source = contract.documents.sources.get(violation.schema.uri);
    result.warnings.push(
      createFinding({
        code: "mock.example-invalid",
        message: `the example ${example.name ?? ""} is skipped: ${violation.instancePointer || "it"} ${violation.message}`,
        at: locationOf(example.place),
        ...(source !== undefined && { because: locate(source, violation.schema.pointer) }),
        identity: [example.place.pointer, violation.schema.pointer],
      }),
    );
  }
  return result;
}

function sampleOf(contract: Contract, mediaType: MediaType, seed: number | string): MadeBody {
  // Without a schema every value is valid.
  if (mediaType.schema === undefined) return { bytes: encode(mediaType, {}), warnings: [] };
  const result = sample(mediaType.schema, { seed, direction: "response" });
  if (result.ok) return { bytes: encode(mediaType, result.value), warnings: [] };
  const source = contract.documents.sources.get(mediaType.schema.uri);
  return {
    bytes: undefined,
    warnings: [
      createFinding({
        code: "mock.sample-failed",
        message: `no answer can be made: ${result.message}`,
        at: source ? locate(source, result.pointer) : locationOf(mediaType.place),
        identity: [mediaType.place.pointer],
      }),
    ],
  };
}

function encode(mediaType: MediaType, value: unknown): Uint8Array {
  const isText = typeof value === "string" && !isJson(mediaType.type) && mediaType.type !== "*/*";
  return new TextEncoder().encode(isText ? value : JSON.stringify(value));
}
