/**
 * The body of an answer: a valid example, else a sample of the schema.
 *
 * DESIGN: mock server behaviour.
 */
import type { Contract, Example, MediaType } from "../contract/contract.ts";
import { isWrittenAsJson } from "../contract/example.ts";
import { readContentType, usualType } from "../contract/media-type.ts";
import { createFinding, type Finding } from "../findings/finding.ts";
import { readBody, type WrittenBody, writeBody } from "../http/body/body.ts";
import { encodeText } from "../http/body/body-text.ts";
import { sample } from "../schema/sample.ts";
import { type Violation, validate } from "../schema/validate.ts";
import { locationOf } from "../source/documents.ts";
import { locate } from "../source/source.ts";

export interface BodyChoice {
  /** The name of the example wanted. */
  example?: string | undefined;
  /** A sample even where there are examples. */
  dynamic: boolean;
  seed: number | string;
  /** What the answer is to say it is; default: the media type's own, a usual one for a range. */
  contentType?: string;
}

export interface MadeBody {
  /** Undefined where no valid value was found. */
  bytes: Uint8Array | undefined;
  /** With its boundary, where it has one. */
  contentType: string;
  /** Whether the bytes are an example's, not a sample's. */
  isExample: boolean;
  /** `mock.example-invalid`, `mock.sample-failed`. */
  warnings: readonly Finding[];
}

export function makeBody(contract: Contract, mediaType: MediaType, choice: BodyChoice): MadeBody {
  const { example, dynamic, seed, contentType = usualType(mediaType.type) } = choice;
  const { written, warnings } = examplesOf(contract, mediaType, contentType);
  const chosen =
    example === undefined && dynamic
      ? undefined
      : written.find(({ name }) => example === undefined || name === example);
  if (chosen !== undefined) return { ...chosen.body, isExample: true, warnings };
  // What was asked for breaks its own schema, or there is nothing: a sample keeps the contract.
  const made = writtenSample(contract, mediaType, seed, contentType);
  return { ...made, warnings: [...warnings, ...made.warnings] };
}

interface WrittenExamples {
  contentType: string;
  /** Those that are valid. */
  written: { name: string | undefined; body: WrittenBody }[];
  warnings: Finding[];
}

const judged = new WeakMap<MediaType, WrittenExamples>();

// An example is judged once: the contract does not change under a running mock.
function examplesOf(
  contract: Contract,
  mediaType: MediaType,
  contentType: string,
): WrittenExamples {
  const known = judged.get(mediaType);
  if (known !== undefined && known.contentType === contentType) return known;
  const examples: WrittenExamples = { contentType, written: [], warnings: [] };
  for (const example of mediaType.examples) {
    const body = writtenExample(mediaType, example, contentType);
    if ("bytes" in body) examples.written.push({ name: example.name, body });
    else examples.warnings.push(exampleWarning(contract, example, body.fault));
  }
  judged.set(mediaType, examples);
  return examples;
}

/** Why something is no body of a media type. */
type Fault = Pick<Violation, "message"> & Partial<Violation>;

// A string may be the document itself, where documents are no JSON: OpenAPI 3.1
// #working-with-examples. Else it is a value like any other.
function writtenExample(
  mediaType: MediaType,
  { value }: Example,
  contentType: string,
): WrittenBody | { fault: Fault } {
  const { schema } = mediaType;
  let documentFault: Fault | undefined;
  if (typeof value === "string" && !isWrittenAsJson(contentType)) {
    const bytes = encodeText(value);
    const document = { bytes, contentType: withBoundaryOf(value, contentType) };
    documentFault = faultOf(document, mediaType);
    if (documentFault === undefined) return document;
  }
  const [violation] = schema === undefined ? [] : violationsOf(schema, value);
  if (violation === undefined) return writeBody(value, mediaType, contentType);
  // What is wrong with the document is nearer to what was meant than that it is a string.
  return { fault: documentFault ?? violation };
}

function withBoundaryOf(text: string, contentType: string): string {
  const { essence, parameters } = readContentType(contentType);
  if (!essence.startsWith("multipart/") || parameters.has("boundary")) return contentType;
  const boundary = /^--(\S+)\r?$/m.exec(text)?.[1];
  return boundary === undefined ? contentType : `${contentType}; boundary="${boundary}"`;
}

/** Why a written body is none of the media type's; undefined where it is one, or is opaque. */
function faultOf({ bytes, contentType }: WrittenBody, mediaType: MediaType): Fault | undefined {
  const reading = readBody(bytes, contentType, mediaType);
  if (reading.state === "opaque") return undefined;
  if (reading.state === "malformed") return { message: reading.reason };
  const [fault] = reading.faults ?? [];
  if (fault !== undefined) return { instancePointer: fault.pointer, message: fault.reason };
  return mediaType.schema && violationsOf(mediaType.schema, reading.value)[0];
}

function violationsOf(schema: NonNullable<MediaType["schema"]>, value: unknown): Violation[] {
  const violations = validate(schema, value, { direction: "response" });
  return violations.filter(({ kind }) => kind === "invalid");
}

function exampleWarning(contract: Contract, example: Example, fault: Fault): Finding {
  const { schema, instancePointer, message } = fault;
  const source = schema && contract.documents.sources.get(schema.uri);
  const called = example.name === undefined ? "the example" : `the example ${example.name}`;
  return createFinding({
    code: "mock.example-invalid",
    message: `${called} is skipped: ${instancePointer || "it"} ${message}`,
    at: locationOf(example.place),
    ...(source !== undefined && { because: locate(source, schema!.pointer) }),
    identity: [example.place.pointer, schema?.pointer ?? ""],
  });
}

function writtenSample(
  contract: Contract,
  mediaType: MediaType,
  seed: number | string,
  contentType: string,
): MadeBody {
  const { schema } = mediaType;
  // Without a schema every value is valid.
  if (schema === undefined) {
    const value = isTree(contentType) ? {} : "example";
    return { ...writeBody(value, mediaType, contentType), isExample: false, warnings: [] };
  }
  let reason = "";
  let { pointer } = schema;
  // Not every value has a text: what is not read back as it was meant is made with less in it.
  for (const minimal of [false, true]) {
    const result = sample(schema, { seed, direction: "response", minimal });
    if (!result.ok) {
      ({ message: reason, pointer } = result);
      break;
    }
    const written = writeBody(result.value, mediaType, contentType);
    const fault = isWrittenAsJson(contentType) ? undefined : faultOf(written, mediaType);
    if (fault === undefined) return { ...written, isExample: false, warnings: [] };
    const place = fault.instancePointer || "it";
    reason = `a sample cannot be read back as ${contentType}: ${place} ${fault.message}`;
  }
  const source = contract.documents.sources.get(schema.uri);
  const warning = createFinding({
    code: "mock.sample-failed",
    message: `no answer can be made: ${reason}`,
    at: source ? locate(source, pointer) : locationOf(mediaType.place),
    identity: [mediaType.place.pointer],
  });
  return { bytes: undefined, contentType, isExample: false, warnings: [warning] };
}

/** Whether an empty object is a body of the type, and a text is none. */
function isTree(contentType: string): boolean {
  const { essence } = readContentType(contentType);
  return /json$|xml$|^multipart\/|x-www-form-urlencoded$/.test(essence);
}
